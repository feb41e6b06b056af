package govern.eu_high_risk.accuracy_test

import data.govern.eu_high_risk.accuracy
import data.govern.eu_high_risk.fixtures_test as fixtures

test_measured_accuracy_passes if {
	accuracy.accuracy.outcome == "pass" with input as fixtures.provider
}

test_latency_is_no_accuracy if {
	answer := accuracy.accuracy with input as fixtures.provider
		with input.subject.evaluation as [{"metric": "latency_p99", "value": 12, "unit": "ms", "group": "all"}]
	answer.outcome == "fail"
	contains(answer.message, "accuracy")
}

test_slices_alone_are_no_accuracy if {
	answer := accuracy.accuracy with input as fixtures.provider
		with input.subject.evaluation as [{"metric": "auc", "value": 0.9, "unit": "ratio", "group": "women"}]
	answer.outcome == "fail"
	contains(answer.message, "whole population")
}

test_missing_evaluation_has_no_answer if {
	count([answer | answer := accuracy.accuracy]) == 0 with input as fixtures.provider with input.subject.evaluation as []
}

test_robustness_passes if {
	accuracy.robustness.outcome == "pass" with input as fixtures.provider
}

test_missing_fallback_has_no_answer if {
	count([answer | answer := accuracy.robustness]) == 0 with input as fixtures.provider
		with input.subject.robustness as {"tests": ["noise"]}
}

test_feedback_loops_do_not_apply_to_a_fixed_model if {
	answer := accuracy.feedback_loops with input as fixtures.provider
	answer.outcome == "not_applicable"
	contains(answer.message, "does not learn")
}

test_mitigated_feedback_loops_pass if {
	accuracy.feedback_loops.outcome == "pass" with input as fixtures.provider
		with input.subject.model.online_learning as true
		with input.subject.robustness.feedback_loop_mitigation as "Outputs are left out of training."
}

test_unmitigated_feedback_loops_fail if {
	accuracy.feedback_loops.outcome == "fail" with input as fixtures.provider
		with input.subject.model.online_learning as true
}

test_unmentioned_learning_has_no_answer if {
	count([answer | answer := accuracy.feedback_loops]) == 0 with input as fixtures.provider with input.subject.model as {}
}

test_cybersecurity_passes if {
	accuracy.cybersecurity.outcome == "pass" with input as fixtures.provider
}

test_missing_assessment_of_an_attack_has_no_answer if {
	count([answer | answer := accuracy.cybersecurity]) == 0 with input as fixtures.provider
		with input.subject.security as {"evasion": "none"}
}

test_each_kind_of_attack_is_assessed if {
	every field in ["data_poisoning", "model_poisoning", "evasion", "confidentiality"] {
		count([answer | answer := accuracy.cybersecurity]) == 0 with input as fixtures.provider
			with input.subject.security as object.remove(fixtures.subject.security, [field])
	}
}
