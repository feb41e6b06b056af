package govern.intake.subject_test

import data.govern.intake.subject

test_a_named_jurisdiction_passes if {
	answer := subject.jurisdictions with input as {"subject": {}, "context": {"jurisdictions": ["EU"]}}
	answer.outcome == "pass"
}

test_no_jurisdiction_is_no_answer if {
	count([a | a := subject.jurisdictions]) == 0 with input as {"subject": {}, "context": {}}
	count([a | a := subject.jurisdictions]) == 0 with input as {"subject": {}, "context": {"jurisdictions": []}}
}

test_a_card_with_name_and_version_passes if {
	answer := subject.name_and_version with input as {"subject": {"model": {"name": "churn", "version": "2.1.0"}}}
	answer == {"outcome": "pass", "at": ["/model/name", "/model/version"]}
}

test_a_manifest_with_name_and_version_passes if {
	answer := subject.name_and_version with input as {"subject": {"deployment": {
		"name": "churn-scorer",
		"model_ref": {"version": "2.1.0"},
	}}}
	answer.outcome == "pass"
}

test_a_card_without_version_is_no_answer if {
	count([a | a := subject.name_and_version]) == 0 with input as {"subject": {"model": {"name": "churn"}}}
}

test_a_card_without_name_is_no_answer if {
	count([a | a := subject.name_and_version]) == 0 with input as {"subject": {"model": {"version": "2.1.0"}}}
}
