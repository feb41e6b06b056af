package govern.bias.applicability_test

import data.govern.bias.applicability

decision(affects_persons, domain) := {"subject": {"purpose": {
	"decision": {"affects_persons": affects_persons},
	"domain": [domain],
}}}

test_pass_where_persons_are_affected if {
	applicability.affected_persons.outcome == "pass" with input as decision(true, "credit.scoring")
}

test_pass_where_no_persons_are_affected if {
	applicability.affected_persons.outcome == "pass" with input as decision(false, "manufacturing")
}

test_fail_where_the_field_is_about_persons if {
	every domain in ["credit.scoring", "employment.recruitment", "healthcare.diagnosis"] {
		applicability.affected_persons.outcome == "fail" with input as decision(false, domain)
	}
}

test_no_answer_without_the_statement if {
	count([answer | answer := applicability.affected_persons]) == 0 with input as {"subject": {}}
}
