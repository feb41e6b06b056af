package govern.eu_high_risk.biometrics_test

import data.govern.eu_high_risk.biometrics
import data.govern.eu_high_risk.fixtures_test as fixtures

test_duties_apply_to_remote_identification if {
	biometrics.applies == true with input as fixtures.provider
		with input.context.class.eu_scope.biometric_identification as true
}

test_duties_do_not_apply_to_other_systems if {
	biometrics.applies == false with input as fixtures.provider
}

test_duties_do_not_apply_to_deployers if {
	biometrics.applies == false with input as fixtures.provider
		with input.context.class.eu_scope.biometric_identification as true
		with input.context.class.eu_scope.provider as false
}

test_open_class_has_no_answer if {
	count([answer | answer := biometrics.applies]) == 0 with input as fixtures.provider
		with input.context.class.eu_scope as {"high_risk": true, "provider": true}
}

test_complete_logs_pass if {
	biometrics.logs.outcome == "pass" with input as fixtures.provider
}

test_logs_without_persons_fail if {
	answer := biometrics.logs with input as fixtures.provider with input.subject.conformity.logged_persons as false
	answer.outcome == "fail"
	contains(answer.message, "logged_persons")
}

test_unstated_logs_has_no_answer if {
	count([answer | answer := biometrics.logs]) == 0 with input as fixtures.provider
		with input.subject.conformity as {"logged_persons": true}
}

test_two_persons_pass if {
	biometrics.two_persons.outcome == "pass" with input as fixtures.provider
}

test_one_person_fails if {
	biometrics.two_persons.outcome == "fail" with input as fixtures.provider
		with input.subject.oversight.two_person_verification as false
}

test_unstated_verification_has_no_answer if {
	count([answer | answer := biometrics.two_persons]) == 0 with input as fixtures.provider
		with input.subject.oversight as {}
}
