package govern.eu_high_risk.special_categories_test

import data.govern.eu_high_risk.fixtures_test as fixtures
import data.govern.eu_high_risk.special_categories

test_safeguards_apply_where_special_categories_are_used if {
	special_categories.applies == true with input as fixtures.provider
}

test_safeguards_do_not_apply_where_none_are_used if {
	special_categories.applies == false with input as fixtures.provider
		with input.subject.data.special_category_debiasing as false
}

test_unmentioned_special_categories_has_no_answer if {
	count([answer | answer := special_categories.applies]) == 0 with input as fixtures.provider
		with input.subject.data as {}
}

test_six_conditions_pass if {
	special_categories.safeguards.outcome == "pass" with input as fixtures.provider
}

test_missing_conditions_fail if {
	answer := special_categories.safeguards with input as fixtures.provider
		with input.subject.data.special_category_safeguards as ["a", "b", "c", "e"]
	answer.outcome == "fail"
	contains(answer.message, "d, f")
}

test_unlisted_conditions_has_no_answer if {
	count([answer | answer := special_categories.safeguards]) == 0 with input as fixtures.provider
		with input.subject.data as {"special_category_debiasing": true}
}
