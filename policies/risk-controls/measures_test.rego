package govern.risk_controls.measures_test

import data.govern.risk_controls.measures

complete := {
	"model": {"owners": [{"name": "Retention team", "contact": "retention@example.com"}], "developers": ["Data science"]},
	"limitations": ["Not valid for business customers."],
	"validation": {
		"independent": true, "validator": "Model validation",
		"date": "2026-06-01", "next_due": "2027-06-01",
	},
	"monitoring": {
		"plan": "Weekly report.", "metrics": ["auc"], "owner": "Retention team",
		"incident_process": "On-call rota.", "suspension_path": "Feature flag.",
	},
	"documents": {"rollback_plan": {"uri": "docs/rollback.md"}},
	"oversight": {"measures": ["Offers are reviewed."], "override": true, "stop_mechanism": true},
	"risk": {
		"register": [{"name": "Unfair offers", "mitigation": "Quarterly bias review."}],
		"residual_risk": "Low.", "exposure": "low", "materiality_purpose": "medium",
	},
}

context := {"as_of": "2026-11-21", "class": {"risk": {"materiality": "T3"}}}

answers(subject) := found if {
	found := measures with input as {"subject": subject, "context": context}
}

controls := {
	"owner", "limitations", "independent_validation", "recent_validation", "next_review", "monitoring_plan",
	"rollback", "human_oversight", "risk_register", "incident_process", "materiality",
}

test_a_complete_card_passes if {
	found := answers(complete)
	every control in controls {
		found[control].outcome == "pass"
	}
}

test_what_a_complete_card_passes if {
	found := answers(complete)
	found.owner.outcome == "pass"
	found.limitations.outcome == "pass"
	found.independent_validation.outcome == "pass"
	found.monitoring_plan.outcome == "pass"
	found.human_oversight.outcome == "pass"
	found.risk_register.outcome == "pass"
	found.incident_process.outcome == "pass"
	found.materiality.outcome == "pass"
}

test_an_empty_card_is_no_answer if {
	found := measures with input as {"subject": {}, "context": {"as_of": "2026-11-21"}}
	count([control | some control in controls; found[control]]) == 0
}

test_an_owner_without_contact_is_no_answer if {
	subject := object.union(complete, {"model": {"owners": [{"name": "Retention team"}]}})
	count([a | a := answers(subject).owner]) == 0
}

test_a_validation_that_was_not_independent_fails if {
	found := answers(object.union(complete, {"validation": {"independent": false}}))
	found.independent_validation.outcome == "fail"
}

test_a_validator_who_developed_the_model_fails if {
	found := answers(object.union(complete, {"validation": {"validator": "data Science"}}))
	found.independent_validation.outcome == "fail"
	found.independent_validation.message == "the validator is one of the developers"
}

test_an_old_validation_fails if {
	found := answers(object.union(complete, {"validation": {"date": "2022-01-01"}}))
	found.recent_validation.outcome == "fail"
	contains(found.recent_validation.message, "at most 1095")
}

test_a_validation_in_the_future_fails if {
	found := answers(object.union(complete, {"validation": {"date": "2027-01-01"}}))
	found.recent_validation.outcome == "fail"
}

test_the_shortest_period_counts_without_materiality if {
	subject := object.union(complete, {"validation": {"date": "2025-06-01"}})
	answers(subject).recent_validation.outcome == "pass"
	answer := measures.recent_validation with input as {"subject": subject, "context": {"as_of": "2026-11-21"}}
	answer.outcome == "fail"
	contains(answer.message, "at most 365")
}

test_the_period_is_a_parameter if {
	answer := measures.recent_validation with input as {"subject": complete, "context": context}
		with data.params.risk_controls.revalidation_max_age_days as {"T3": 30}
	answer.outcome == "fail"
}

test_an_overdue_review_fails if {
	found := answers(object.union(complete, {"validation": {"next_due": "2026-11-20"}}))
	found.next_review.outcome == "fail"
}

test_a_review_that_is_due_today_passes if {
	found := answers(object.union(complete, {"validation": {"next_due": "2026-11-21"}}))
	found.next_review.outcome == "pass"
}

test_automatic_rollback_needs_no_plan if {
	subject := object.union(object.remove(complete, ["documents"]), {"deployment": {"rollback": {"automatic": true}}})
	answers(subject).rollback.outcome == "pass"
}

test_neither_plan_nor_automatic_rollback_fails if {
	subject := object.union(object.remove(complete, ["documents"]), {"deployment": {"rollback": {"automatic": false}}})
	answers(subject).rollback.outcome == "fail"
}

test_oversight_without_stop_fails if {
	found := answers(object.union(complete, {"oversight": {"stop_mechanism": false}}))
	found.human_oversight.outcome == "fail"
	found.human_oversight.at == ["/oversight/stop_mechanism"]
}

test_a_risk_without_mitigation_is_no_answer if {
	subject := object.union(complete, {"risk": {"register": [{"name": "Unfair offers"}]}})
	count([a | a := answers(subject).risk_register]) == 0
}
