package govern.eu_high_risk.oversight_test

import data.govern.eu_high_risk.fixtures_test as fixtures
import data.govern.eu_high_risk.oversight

test_measures_pass if {
	oversight.measures.outcome == "pass" with input as fixtures.provider
}

test_missing_measures_has_no_answer if {
	count([answer | answer := oversight.measures]) == 0 with input as fixtures.provider with input.subject.oversight as {}
}

test_stop_control_passes if {
	oversight.stop_control.outcome == "pass" with input as fixtures.provider
}

test_system_that_cannot_be_stopped_fails if {
	answer := oversight.stop_control with input as fixtures.provider with input.subject.oversight.stop_mechanism as false
	answer.outcome == "fail"
	contains(answer.message, "stop_mechanism")
}

test_unstated_stop_control_has_no_answer if {
	count([answer | answer := oversight.stop_control]) == 0 with input as fixtures.provider
		with input.subject.oversight as {"override": true}
}

test_automation_bias_passes if {
	oversight.automation_bias.outcome == "pass" with input as fixtures.provider
}

test_unmentioned_automation_bias_has_no_answer if {
	count([answer | answer := oversight.automation_bias]) == 0 with input as fixtures.provider
		with input.subject.oversight as {}
}

test_stop_control_needs_both_means if {
	every field in ["override", "stop_mechanism"] {
		count([answer | answer := oversight.stop_control]) == 0 with input as fixtures.provider
			with input.subject.oversight as object.remove(fixtures.subject.oversight, [field])
	}
}
