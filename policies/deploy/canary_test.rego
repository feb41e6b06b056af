package govern.deploy.canary_test

import data.govern.deploy.canary

manifest(tier, value) := {
	"context": {"tier": tier},
	"subject": {"deployment": {"strategy": "canary", "canary": value}},
}

test_applies_to_canaries_only if {
	canary.applies == true with input as manifest("high", {})
	canary.applies == false with input as {"subject": {"deployment": {"strategy": "rolling"}}}
	count([applies | applies := canary.applies]) == 0 with input as {"subject": {}}
}

test_first_step_by_tier if {
	canary.first_step.outcome == "pass" with input as manifest("high", {"initial_weight": 10})
	answer := canary.first_step with input as manifest("high", {"initial_weight": 11})
	answer.message == "the first step gets 11 % of the traffic, more than 10 %"
	canary.first_step.outcome == "pass" with input as manifest("limited", {"initial_weight": 25})
	canary.first_step.outcome == "fail" with input as manifest("limited", {"initial_weight": 26})
	count([none | none := canary.first_step]) == 0 with input as manifest("high", {})
}

test_a_person_judges_while_the_tier_is_not_established if {
	canary.first_step.outcome == "pass" with input as {"subject": {"deployment": {"canary": {"initial_weight": 10}}}}
	canary.first_step.outcome == "review" with input as {"subject": {"deployment": {"canary": {"initial_weight": 11}}}}
	canary.first_step.outcome == "fail" with input as {"subject": {"deployment": {"canary": {"initial_weight": 26}}}}
}

test_steps if {
	canary.steps.outcome == "pass" with input as manifest("high", {"steps": [10, 50, 100]})
	one := canary.steps with input as manifest("high", {"steps": [10]})
	one.outcome == "fail"
	one.message == "steps before all traffic: 1, fewer than 2"
	wide := canary.steps with input as manifest("high", {"steps": [5, 10, 20]})
	wide.outcome == "fail"
	wide.message == "a step adds 80 points, more than 50"
	count([none | none := canary.steps]) == 0 with input as manifest("high", {})
}

test_gates if {
	canary.gates.outcome == "pass" with input as manifest("high", {"gated": true, "manual_gate": true})
	canary.gates.outcome == "pass" with input as manifest("high", {"gated": true, "bake_seconds": 600})
	canary.gates.outcome == "fail" with input as manifest("high", {"gated": true, "bake_seconds": 599})
	canary.gates.outcome == "fail" with input as manifest("high", {"gated": false, "bake_seconds": 900})
	count([none | none := canary.gates]) == 0 with input as manifest("high", {"bake_seconds": 900})
}

test_analysis if {
	complete := {"present": true, "error_metric": true, "quality_metric": true}
	canary.analysis.outcome == "pass" with input as manifest("high", {"analysis": complete})
	partial := object.union(complete, {"quality_metric": false})
	answer := canary.analysis with input as manifest("high", {"analysis": partial})
	answer.message == "the analysis has no metric for the predictions"
	canary.analysis.outcome == "fail" with input as manifest("high", {"analysis": {"present": false}})
	count([none | none := canary.analysis]) == 0 with input as manifest("high", {"analysis": {"present": true}})
}
