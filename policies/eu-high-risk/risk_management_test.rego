package govern.eu_high_risk.risk_management_test

import data.govern.eu_high_risk.fixtures_test as fixtures
import data.govern.eu_high_risk.risk_management

test_recent_document_passes if {
	risk_management.document.outcome == "pass" with input as fixtures.provider
}

test_old_document_fails if {
	answer := risk_management.document with input as fixtures.provider
		with input.subject.documents.risk_management.date as "2026-09-01"
	answer.outcome == "fail"
	contains(answer.message, "457 days ago")
}

test_limit_of_the_age_is_a_parameter if {
	answer := risk_management.document with input as fixtures.provider
		with data.params.eu_high_risk.risk_management_max_age_days as 30
	answer.outcome == "fail"
	contains(answer.message, "at most 30 days")
}

test_undated_document_has_no_answer if {
	count([answer | answer := risk_management.document]) == 0 with input as fixtures.provider
		with input.subject.documents.risk_management as {"uri": "risk.pdf"}
}

test_register_with_misuse_passes if {
	risk_management.register.outcome == "pass" with input as fixtures.provider
}

test_register_without_misuse_fails if {
	answer := risk_management.register with input as fixtures.provider
		with input.subject.risk.register as [{"name": "drift", "severity": "low", "likelihood": "high", "mitigation": "monitoring"}]
	answer.outcome == "fail"
	contains(answer.message, "foreseeable misuse")
}

test_missing_register_has_no_answer if {
	count([answer | answer := risk_management.register]) == 0 with input as fixtures.provider with input.subject.risk as {}
}

test_residual_risk_is_reviewed if {
	answer := risk_management.residual_risk with input as fixtures.provider
	answer.outcome == "review"
	contains(answer.message, "risk owner")
}

test_unstated_residual_risk_has_no_answer if {
	count([answer | answer := risk_management.residual_risk]) == 0 with input as fixtures.provider
		with input.subject.risk as {}
}

test_prior_thresholds_pass if {
	risk_management.prior_thresholds.outcome == "pass" with input as fixtures.provider
}

test_threshold_after_the_test_fails if {
	answer := risk_management.prior_thresholds with input as fixtures.provider
		with input.subject.evaluation as [{"metric": "auc", "threshold": 0.8, "threshold_date": "2027-10-02", "date": "2027-10-01"}]
	answer.outcome == "fail"
	contains(answer.message, "auc")
}

test_result_without_a_threshold_has_no_answer if {
	count([answer | answer := risk_management.prior_thresholds]) == 0 with input as fixtures.provider
		with input.subject.evaluation as [{"metric": "auc", "date": "2027-10-01"}]
}

test_missing_evaluation_has_no_answer if {
	count([answer | answer := risk_management.prior_thresholds]) == 0 with input as fixtures.provider
		with input.subject.evaluation as []
}

test_considered_groups_pass if {
	risk_management.vulnerable_groups.outcome == "pass" with input as fixtures.provider
}

test_groups_that_were_not_considered_fail if {
	risk_management.vulnerable_groups.outcome == "fail" with input as fixtures.provider
		with input.subject.risk.vulnerable_groups_considered as false
}

test_unmentioned_groups_has_no_answer if {
	count([answer | answer := risk_management.vulnerable_groups]) == 0 with input as fixtures.provider
		with input.subject.risk as {}
}
