# Is the tier known, and does the card say the same?
package govern.risk_controls.tier

rank := {"minimal": 0, "limited": 1, "high": 2, "critical": 3, "prohibited": 4}

declared := input.subject.risk.declared_tier

computed := input.context.tier

# METADATA
# title: The declared tier is not below the computed one
# description: >-
#   The tier that the card declares is at least the one that its own answers give. A higher one is accepted:
#   nobody is kept from treating a model more strictly.
# custom:
#   id: RISK-T-02
#   severity: deny
#   basis: heuristic
#   citation: govern heuristic, inspired by NIST AI RMF 1.0, GOVERN 1.3
#   needs: [/risk/declared_tier, /context/tier]
#   accepts: declared
#   remediation: >-
#     Raise `risk.declared_tier` to the computed tier, or correct the answer that is wrong: purpose.domain,
#     purpose.decision, purpose.affected_persons, data.personal_data, data.special_categories.
declared_tier := {
	"outcome": "fail",
	"message": sprintf("the card declares `%s`, and its answers give `%s`", [declared, computed]),
	"at": ["/risk/declared_tier"],
} if {
	rank[declared] < rank[computed]
} else := {
	"outcome": "pass",
	"at": ["/risk/declared_tier"],
} if {
	rank[declared] >= rank[computed]
}

# METADATA
# title: The tier is established
# description: >-
#   The answers are complete enough for one tier. Until they are, the strictest severity of every control counts.
# custom:
#   id: RISK-T-03
#   severity: deny
#   basis: heuristic
#   citation: govern heuristic, inspired by NIST AI RMF 1.0, GOVERN 1.3
#   needs: [/context/tier]
#   accepts: declared
#   remediation: >-
#     Answer purpose.domain; purpose.decision.autonomy, .consequential and .reversibility;
#     purpose.affected_persons.scale, .vulnerable_groups (`["none"]` is an answer) and .minors; data.personal_data and
#     .special_categories; model.interpretability, .online_learning and .third_party.
tier_established := {
	"outcome": "pass",
	"at": [],
} if {
	computed
} else := {
	"outcome": "review",
	"message": sprintf("the risk score lies between %d and %d of 100; not answered in full: %s", [
		score.score_low,
		score.score_high,
		concat(", ", open_factors),
	]),
	"at": [],
} if {
	object.get(score, "tier", "") == ""
	count(open_factors) > 0
}

score := input.context.class.risk

open_factors := [name | some name, points in score.factors; points.low < points.high]
