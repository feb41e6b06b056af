package govern.eu_high_risk.fundamental_rights_test

import data.govern.eu_high_risk.fixtures_test as fixtures
import data.govern.eu_high_risk.fundamental_rights

test_credit_scoring_applies if {
	fundamental_rights.applies == true with input as fixtures.deployer
}

test_other_points_do_not_apply_to_private_deployers if {
	fundamental_rights.applies == false with input as fixtures.deployer
		with input.context.class.eu_scope.annex_iii as ["4(a)"]
}

test_public_bodies_apply if {
	fundamental_rights.applies == true with input as fixtures.deployer
		with input.context.class.eu_scope.annex_iii as ["4(a)"]
		with input.subject.purpose.public_body as true
}

test_critical_infrastructure_does_not_apply if {
	fundamental_rights.applies == false with input as fixtures.deployer
		with input.context.class.eu_scope.annex_iii as ["2"]
		with input.subject.purpose.public_body as true
}

test_providers_do_not_apply if {
	fundamental_rights.applies == false with input as fixtures.deployer with input.context.class.eu_scope.deployer as false
}

test_unstated_public_body_has_no_answer if {
	count([answer | answer := fundamental_rights.applies]) == 0 with input as fixtures.deployer
		with input.context.class.eu_scope.annex_iii as ["4(a)"]
		with input.subject.purpose as {}
}

test_complete_assessment_passes if {
	fundamental_rights.impact_assessment.outcome == "pass" with input as fixtures.deployer
}

test_missing_elements_fail if {
	answer := fundamental_rights.impact_assessment with input as fixtures.deployer
		with input.subject.conformity.fria_elements as ["a", "b", "c", "d"]
	answer.outcome == "fail"
	contains(answer.message, "point e, f")
}

test_missing_assessment_has_no_answer if {
	count([answer | answer := fundamental_rights.impact_assessment]) == 0 with input as fixtures.deployer
		with input.subject.documents as {}
}
