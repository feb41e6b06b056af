package govern.deploy.strategy_test

import data.govern.deploy.strategy

manifest(tier, deployment) := {"context": {"tier": tier}, "subject": {"deployment": deployment}}

planned(deployment) := {
	"context": {"tier": "high"},
	"subject": {"deployment": deployment, "documents": {"rollback_plan": {"uri": "rollback.md"}}},
}

test_gradual_takeover if {
	every word in ["canary", "blue_green", "shadow"] {
		strategy.gradual_takeover.outcome == "pass" with input as manifest("high", {"strategy": word})
	}
	strategy.gradual_takeover.outcome == "fail" with input as manifest("high", {"strategy": "rolling"})
	strategy.gradual_takeover.outcome == "pass" with input as manifest("limited", {"strategy": "rolling"})
	strategy.gradual_takeover.outcome == "fail" with input as manifest("limited", {"strategy": "all_at_once"})
	count([none | none := strategy.gradual_takeover]) == 0 with input as manifest("high", {})
}

test_a_person_judges_while_the_tier_is_not_established if {
	strategy.gradual_takeover.outcome == "review" with input as {"subject": {"deployment": {"strategy": "rolling"}}}
	strategy.gradual_takeover.outcome == "fail" with input as {"subject": {"deployment": {"strategy": "recreate"}}}
	strategy.gradual_takeover.outcome == "pass" with input as {"subject": {"deployment": {"strategy": "canary"}}}
	kept := {"subject": {"deployment": {"rollback": {"automatic": false, "history_limit": 10}}}}
	strategy.rollback.outcome == "review" with input as kept
}

test_automatic_rollback if {
	strategy.rollback.outcome == "pass" with input as manifest("high", {"rollback": {"automatic": true}})
}

test_manual_rollback_needs_old_versions if {
	none := {"rollback": {"automatic": false, "history_limit": 0}}
	strategy.rollback.outcome == "fail" with input as manifest("limited", none)
	strategy.rollback.outcome == "fail" with input as planned(none)
	some_history := {"rollback": {"automatic": false, "history_limit": 10}}
	strategy.rollback.outcome == "pass" with input as manifest("limited", some_history)
}

test_manual_rollback_needs_a_plan_from_tier_high_on if {
	deployment := {"rollback": {"history_limit": 10}}
	strategy.rollback.outcome == "fail" with input as manifest("high", deployment)
	strategy.rollback.outcome == "pass" with input as planned(deployment)
}

test_unknown_history_is_for_a_person_to_judge if {
	strategy.rollback.outcome == "review" with input as manifest("limited", {"rollback": {"automatic": false}})
	count([none | none := strategy.rollback]) == 0 with input as manifest("limited", {})
}

triggers(names) := {"subject": {"deployment": {"rollback": {"triggers": names}}}}

test_quality_trigger if {
	every name in ["model-accuracy", "psi", "auc_drop", "impact-ratio", "prediction_drift"] {
		strategy.quality_trigger.outcome == "pass" with input as triggers(["http-5xx", name])
	}
	answer := strategy.quality_trigger with input as triggers(["http-5xx", "epsilon"])
	answer.outcome == "fail"
	count([none | none := strategy.quality_trigger]) == 0 with input as triggers([])
}
