package govern.eu_high_risk.deployer_test

import data.govern.eu_high_risk.deployer
import data.govern.eu_high_risk.fixtures_test as fixtures

test_instructions_pass if {
	deployer.instructions.outcome == "pass" with input as fixtures.deployer
}

test_missing_instructions_has_no_answer if {
	count([answer | answer := deployer.instructions]) == 0 with input as fixtures.deployer
		with input.subject.documents as {}
}

test_overseers_pass if {
	deployer.overseers.outcome == "pass" with input as fixtures.deployer
}

test_overseer_without_authority_has_no_answer if {
	count([answer | answer := deployer.overseers]) == 0 with input as fixtures.deployer
		with input.subject.oversight.overseers as [{"role": "clerk", "competence": "credit", "training": "yearly"}]
}

test_input_data_pass if {
	deployer.input_data.outcome == "pass" with input as fixtures.deployer
}

test_unmentioned_input_data_has_no_answer if {
	count([answer | answer := deployer.input_data]) == 0 with input as fixtures.deployer
		with input.subject.monitoring as {}
}

test_monitoring_passes if {
	deployer.monitoring.outcome == "pass" with input as fixtures.deployer
}

test_missing_suspension_path_has_no_answer if {
	count([answer | answer := deployer.monitoring]) == 0 with input as fixtures.deployer
		with input.subject.monitoring as {"plan": "weekly"}
}

test_logs_kept_for_six_months_pass if {
	deployer.log_retention.outcome == "pass" with input as fixtures.deployer
		with input.subject.monitoring.log_retention_days as 183
}

test_logs_kept_for_less_fail if {
	answer := deployer.log_retention with input as fixtures.deployer
		with input.subject.monitoring.log_retention_days as 182
	answer.outcome == "fail"
	contains(answer.message, "182 days")
}

test_unstated_log_retention_has_no_answer if {
	count([answer | answer := deployer.log_retention]) == 0 with input as fixtures.deployer
		with input.subject.monitoring as {}
}

test_no_workers_are_concerned if {
	deployer.workers.outcome == "not_applicable" with input as fixtures.deployer
}

test_informed_workers_pass if {
	deployer.workers.outcome == "pass" with input as fixtures.deployer with input.context.class.eu_scope.employment as true
}

test_uninformed_workers_fail if {
	deployer.workers.outcome == "fail" with input as fixtures.deployer
		with input.context.class.eu_scope.employment as true
		with input.subject.transparency as {}
}

test_open_class_has_no_answer if {
	count([answer | answer := deployer.workers]) == 0 with input as fixtures.deployer
		with input.context.class.eu_scope as {}
}

test_private_deployer_needs_no_public_registration if {
	deployer.public_registration.outcome == "not_applicable" with input as fixtures.deployer
}

test_public_body_with_a_registered_system_passes if {
	deployer.public_registration.outcome == "pass" with input as fixtures.deployer
		with input.subject.purpose.public_body as true
}

test_nationally_registered_system_passes if {
	deployer.public_registration.outcome == "pass" with input as fixtures.deployer
		with input.subject.purpose.public_body as true
		with input.subject.conformity as {"national_registration": "DE-1"}
}

test_public_body_without_a_registration_fails if {
	deployer.public_registration.outcome == "fail" with input as fixtures.deployer
		with input.subject.purpose.public_body as true
		with input.subject.conformity as {}
}

test_unstated_public_body_has_no_answer if {
	count([answer | answer := deployer.public_registration]) == 0 with input as fixtures.deployer
		with input.subject.purpose as {}
}

test_dpia_passes if {
	deployer.dpia.outcome == "pass" with input as fixtures.deployer
}

test_no_personal_data_need_no_dpia if {
	deployer.dpia.outcome == "not_applicable" with input as fixtures.deployer
		with input.subject.data.personal_data as false
}

test_missing_dpia_fails if {
	deployer.dpia.outcome == "fail" with input as fixtures.deployer with input.subject.documents as {}
}

test_unstated_personal_data_has_no_answer if {
	count([answer | answer := deployer.dpia]) == 0 with input as fixtures.deployer with input.subject.data as {}
}

test_informed_persons_pass if {
	deployer.affected_persons.outcome == "pass" with input as fixtures.deployer
}

test_nobody_is_affected if {
	deployer.affected_persons.outcome == "not_applicable" with input as fixtures.deployer
		with input.subject.purpose.decision.affects_persons as false
}

test_uninformed_persons_fail if {
	deployer.affected_persons.outcome == "fail" with input as fixtures.deployer with input.subject.transparency as {}
}

test_unstated_persons_has_no_answer if {
	count([answer | answer := deployer.affected_persons]) == 0 with input as fixtures.deployer
		with input.subject.purpose as {}
}
