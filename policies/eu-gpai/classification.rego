# Article 51: whether the card classifies its model as the presumption of Article 51(2) does.
package govern.eu_gpai.classification

import data.govern.eu_gpai.duty

# METADATA
# title: Applies to providers (of models from before 2025-08-02 as of 2027-08-02)
# custom:
#   needs: [/purpose/role]
applies := duty.binding

# METADATA
# title: A model above 10^25 operations counts as one with systemic risk
# description: >-
#   A model is presumed to have high-impact capabilities, and so systemic risk, when its training took more than 10^25
#   floating-point operations. Only the Commission can find otherwise.
# custom:
#   id: EUAIA-51-2
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 51(1)(a) and (2), Article 52(2) and (3)
#   effective_from: "2025-08-02"
#   needs: [/model/training_flops, /gpai/systemic_risk]
#   accepts: declared
#   remediation: >-
#     State the cumulative training compute in model.training_flops. Above 10^25 set gpai.systemic_risk to true and notify
#     the Commission.
systemic_risk := {
	"outcome": "fail",
	"message": sprintf("training took %d x 10^23 operations, but the card denies systemic risk", [amount]),
	"at": ["/model/training_flops", "/gpai/systemic_risk"],
} if {
	input.subject.model.training_flops > 1e25
	input.subject.gpai.systemic_risk == false
	amount := round(input.subject.model.training_flops / 1e23)
} else := {
	"outcome": "pass",
	"at": ["/model/training_flops", "/gpai/systemic_risk"],
} if {
	input.subject.model.training_flops >= 0
	input.subject.gpai.systemic_risk in {true, false}
}
