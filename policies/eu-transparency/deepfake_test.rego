package govern.eu_transparency.deepfake_test

import data.govern.eu_transparency.deepfake

stating(facts) := {"subject": {"transparency": facts}}

test_applies_as_stated if {
	deepfake.applies == true with input as {"subject": {"purpose": {"deepfake": true}}}
	deepfake.applies == false with input as {"subject": {"purpose": {"deepfake": false}}}
	count([answer | answer := deepfake.applies]) == 0 with input as {"subject": {}}
}

test_a_label_passes if {
	deepfake.label.outcome == "pass" with input as stating({"deepfake_label": "Caption in every frame"})
}

test_no_label_fails if {
	deepfake.label.outcome == "fail" with input as stating({"deepfake_label": "none"})
	deepfake.label.outcome == "fail" with input as stating({"deepfake_label": "none", "exceptions": ["obvious"]})
}

test_an_exception_calls_for_a_person if {
	every exception in ["artistic_work", "authorised_by_law"] {
		claimed := stating({"deepfake_label": "none", "exceptions": [exception]})
		deepfake.label.outcome == "review" with input as claimed
	}
}

test_silence_is_no_answer if {
	count([answer | answer := deepfake.label]) == 0 with input as {"subject": {}}
}
