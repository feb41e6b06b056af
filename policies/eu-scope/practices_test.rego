package govern.eu_scope.practices_test

import data.govern.eu_scope.practices

on(date, purpose) := {"subject": {"purpose": purpose}, "context": {"as_of": date}}

test_nothing_is_prohibited_before_its_day if {
	early := on("2025-02-01", {"prohibited_practices": ["social_scoring"]})
	practices.prohibited == set() with input as early
	practices.none_prohibited with input as early
	practices.prohibited == {"social_scoring"} with input as on("2025-02-02", {"prohibited_practices": ["social_scoring"]})
}

test_an_exception_neither_prohibits_nor_clears if {
	claimed := on("2026-11-21", {
		"prohibited_practices": ["realtime_remote_biometric_identification"],
		"practice_exceptions": ["victim_search"],
	})
	practices.prohibited == set() with input as claimed
	not practices.none_prohibited with input as claimed
}

test_only_a_list_that_names_something_clears if {
	practices.none_prohibited with input as on("2026-11-21", {"prohibited_practices": ["none"]})
	not practices.none_prohibited with input as on("2026-11-21", {"prohibited_practices": []})
	not practices.none_prohibited with input as on("2026-11-21", {})
}
