package govern.eu_high_risk.post_market_test

import data.govern.eu_high_risk.fixtures_test as fixtures
import data.govern.eu_high_risk.post_market

test_plan_passes if {
	post_market.plan.outcome == "pass" with input as fixtures.provider
}

test_plan_without_an_owner_has_no_answer if {
	count([answer | answer := post_market.plan]) == 0 with input as fixtures.provider
		with input.subject.monitoring as {"metrics": ["auc"], "cadence": "weekly"}
}

test_timely_reports_pass if {
	post_market.incidents.outcome == "pass" with input as fixtures.provider
}

test_late_reports_fail if {
	answer := post_market.incidents with input as fixtures.provider
		with input.subject.monitoring.incident_deadline_days as 16
	answer.outcome == "fail"
	contains(answer.message, "16 days")
}

test_process_without_the_short_deadlines_fails if {
	answer := post_market.incidents with input as fixtures.provider
		with input.subject.conformity.serious_incident_scope as ["general"]
	answer.outcome == "fail"
	contains(answer.message, "death, widespread")
}

test_missing_process_has_no_answer if {
	count([answer | answer := post_market.incidents]) == 0 with input as fixtures.provider
		with input.subject.monitoring as {}
}

test_plan_needs_each_field if {
	every field in ["metrics", "cadence", "owner"] {
		count([answer | answer := post_market.plan]) == 0 with input as fixtures.provider
			with input.subject.monitoring as object.remove(fixtures.subject.monitoring, [field])
	}
}
