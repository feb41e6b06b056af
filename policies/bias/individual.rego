# How alike persons are treated who differ in a protected attribute only.
package govern.bias.individual

# METADATA
# title: no natural persons are affected
# custom:
#   needs: [/purpose/decision/affects_persons]
applies := input.subject.purpose.decision.affects_persons

# METADATA
# title: Like persons are treated alike
# description: >-
#   Consistency says how often the nearest neighbours of a person get the same prediction; the flip rate how often a
#   prediction changes when only the protected attribute does.
# custom:
#   id: BIAS-IND-01
#   severity: {minimal: info, limited: info, high: warn, critical: warn}
#   basis: heuristic
#   citation: NIST AI RMF 1.0, MEASURE 2.11
#   needs: [[/fairness/individual/consistency, /fairness/individual/flip_rate]]
#   accepts: declared
#   remediation: >-
#     State `fairness.individual.consistency` or `fairness.individual.flip_rate`; mitigate what is out of bounds.
alike := {
	"outcome": "fail",
	"message": sprintf("consistency %v is below %v", [consistency, data.params.bias.min_consistency]),
	"at": ["/fairness/individual/consistency"],
} if {
	consistency := input.subject.fairness.individual.consistency
	consistency < data.params.bias.min_consistency
} else := {
	"outcome": "fail",
	"message": sprintf("flip rate %v is above %v", [flip_rate, data.params.bias.max_flip_rate]),
	"at": ["/fairness/individual/flip_rate"],
} if {
	flip_rate := input.subject.fairness.individual.flip_rate
	flip_rate > data.params.bias.max_flip_rate
} else := {
	"outcome": "pass",
	"at": [sprintf("/fairness/individual/%s", [measure]) | some measure, _ in input.subject.fairness.individual],
} if {
	count(input.subject.fairness.individual) > 0
}
