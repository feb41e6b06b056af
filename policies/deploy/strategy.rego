# How a new version takes over, and how it is taken back.
package govern.deploy.strategy

gradual := {"canary", "blue_green", "shadow"}

step_by_step := {"rolling", "ab"}

# The tier is bound first: the embedded engine takes `in` of what is undefined for false.
lower_tier := tier in {"minimal", "limited"} if {
	tier := input.context.tier
}

# METADATA
# title: A new version takes over gradually
# description: >-
#   Canary, blue-green or shadow from tier high on, so that a bad version meets few persons; below that, rolling
#   updates and A/B tests do as well.
# custom:
#   id: DEP-STRAT-01
#   severity: {minimal: warn, limited: warn, high: deny, critical: deny}
#   basis: heuristic
#   citation: NIST AI RMF 1.0, MANAGE 4.1; ISO/IEC 42001:2023, A.6.2.5; Regulation (EU) 2017/589, Article 8
#   needs: [/deployment/strategy]
#   accepts: declared
#   remediation: Deploy by an Argo Rollout with canary or blue-green steps, or by KServe's `canaryTrafficPercent`.
gradual_takeover := {
	"outcome": "pass",
	"at": ["/deployment/strategy"],
} if {
	input.subject.deployment.strategy in gradual
} else := {
	"outcome": "pass",
	"at": ["/deployment/strategy"],
} if {
	input.subject.deployment.strategy in step_by_step
	lower_tier
} else := {
	"outcome": "fail",
	"message": sprintf("the strategy `%s` is not gradual enough", [input.subject.deployment.strategy]),
	"at": ["/deployment/strategy"],
} if {
	too_abrupt(input.subject.deployment.strategy)
} else := {
	"outcome": "review",
	"message": sprintf("`%s` does below tier high only, and the tier is not established", [strategy]),
	"at": ["/deployment/strategy"],
} if {
	strategy := input.subject.deployment.strategy
	strategy in step_by_step
}

too_abrupt(strategy) if strategy in {"recreate", "all_at_once"}

too_abrupt(strategy) if {
	strategy in step_by_step
	lower_tier == false
}

# METADATA
# title: A bad version can be taken back
# description: >-
#   The rollback is automatic, or old versions are kept for a manual one; from tier high on, a plan says who does
#   that and how.
# custom:
#   id: DEP-RB-01
#   severity: deny
#   basis: guidance
#   citation: Regulation (EU) 2024/1689, Article 14(4)(e); NIST AI RMF 1.0, MANAGE 2.4
#   needs: [[/deployment/rollback/history_limit, /deployment/rollback/automatic]]
#   accepts: declared
#   remediation: >-
#     Keep `revisionHistoryLimit` at 1 or more, or let an analysis abort the rollout; describe the manual rollback
#     in `documents.rollback_plan` of the card.
rollback := {
	"outcome": "pass",
	"at": ["/deployment/rollback/automatic"],
} if {
	input.subject.deployment.rollback.automatic == true
} else := {
	"outcome": "fail",
	"message": sprintf("%v old versions are kept, and the rollback is not automatic", [history]),
	"at": ["/deployment/rollback/history_limit"],
} if {
	history < data.params.deploy.min_history
} else := {
	"outcome": "pass",
	"at": ["/deployment/rollback/history_limit"],
} if {
	is_number(history)
	lower_tier
} else := {
	"outcome": "pass",
	"at": ["/deployment/rollback/history_limit", "/documents/rollback_plan/uri"],
} if {
	is_number(history)
	input.subject.documents.rollback_plan.uri
} else := {
	"outcome": "fail",
	"message": "the rollback is not automatic, and the card names no plan for a manual one",
	"at": ["/deployment/rollback"],
} if {
	is_number(history)
	lower_tier == false
} else := {
	"outcome": "review",
	"message": "the rollback needs a plan from tier high on, and the tier is not established",
	"at": ["/deployment/rollback"],
} if {
	is_number(history)
} else := {
	"outcome": "review",
	"message": "the rollback is not automatic, and the manifest does not say that old versions are kept",
	"at": ["/deployment/rollback/automatic"],
} if {
	input.subject.deployment.rollback.automatic == false
}

history := input.subject.deployment.rollback.history_limit

# METADATA
# title: Bad predictions trigger a rollback
# description: >-
#   At least one trigger watches the quality or fairness of predictions, and not only errors of the service.
# custom:
#   id: DEP-RB-02
#   severity: {minimal: info, limited: info, high: warn, critical: warn}
#   basis: guidance
#   citation: NIST AI RMF 1.0, MANAGE 2.4
#   needs: [/deployment/rollback/triggers]
#   accepts: declared
#   remediation: Add a metric such as accuracy, drift or impact ratio to the AnalysisTemplate.
quality_trigger := {
	"outcome": "pass",
	"at": ["/deployment/rollback/triggers"],
} if {
	some trigger in triggers
	regex.match(quality_words, trigger)
} else := {
	"outcome": "fail",
	"message": sprintf("no trigger is about the predictions: %s", [concat(", ", triggers)]),
	"at": ["/deployment/rollback/triggers"],
} if {
	count(triggers) > 0
}

triggers := input.subject.deployment.rollback.triggers

quality_words := concat("", [
	`(?i)(accuracy|precision|recall|quality|prediction|drift|calibration|fairness|parity|impact.?ratio|bias|`,
	`(^|[^a-z])(auc|f1|psi|rmse|mae)([^a-z]|$))`,
])
