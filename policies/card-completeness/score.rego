# The weighted share of the items that the card has.
package govern.card_completeness.score

import data.govern.card_completeness.evidence
import data.govern.card_completeness.identity
import data.govern.card_completeness.purpose

weights := data.params.card_completeness.weights

minimum := data.params.card_completeness.minimum_score

present := {item |
	some part in [identity, purpose, evidence]
	some item, answer in part
	answer.outcome == "pass"
}

missing := [replace(item, "_", " ") | some item, _ in weights; not item in present]

percent := (100 * sum([weight | some item, weight in weights; item in present])) / sum([weight | some weight in weights])

# METADATA
# title: The card is complete enough
# description: The weighted share of the items CC-01 to CC-18 that the card has is not below the minimum.
# custom:
#   id: CC-SCORE
#   severity: {minimal: info, limited: warn, high: warn, critical: warn}
#   basis: heuristic
#   citation: govern heuristic, inspired by model cards (Mitchell et al., 2019)
#   remediation: Add what the message lists; the remediation of each item says where.
score := {
	"outcome": "fail",
	"message": sprintf("the card has %d %% of what a model card should have, and needs %d %%; missing: %s", [
		floor(percent),
		minimum,
		concat(", ", missing),
	]),
	"at": [],
} if {
	percent < minimum
} else := {"outcome": "pass", "at": []} if {
	percent >= minimum
}
