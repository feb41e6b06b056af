# Who modifies a general-purpose model, and when that makes a provider.
package govern.eu_gpai.modifier

# METADATA
# title: Who modifies a model enough is its provider
# description: >-
#   Who modifies a general-purpose model with more than a third of the compute of its original training becomes a provider
#   for the modification. Where the original compute is unknown, a third of 10^23 operations counts.
# custom:
#   id: EUAIA-53-G1
#   severity: warn
#   basis: guidance
#   citation: >-
#     Commission guidelines on the scope of obligations for providers of general-purpose AI models, on Article 53 of
#     Regulation (EU) 2024/1689
#   effective_from: "2025-08-02"
#   needs: [/model/fine_tuning_flops, /purpose/role]
#   accepts: declared
#   remediation: >-
#     State the compute of the modification in model.fine_tuning_flops, 0 where there is none; above the threshold add
#     `provider` to purpose.role and document the modification.
role := {
	"outcome": "not_applicable",
	"message": sprintf("%d x 10^20 operations are no more than a third of the original compute", [amount]),
	"at": ["/model/fine_tuning_flops"],
} if {
	input.subject.model.fine_tuning_flops <= threshold
	amount := round(input.subject.model.fine_tuning_flops / 1e20)
} else := {
	"outcome": "pass",
	"at": ["/model/fine_tuning_flops", "/purpose/role"],
} if {
	input.subject.model.fine_tuning_flops > threshold
	"provider" in input.subject.purpose.role
} else := {
	"outcome": "fail",
	"message": sprintf("%d x 10^20 operations exceed a third of the original compute, but `provider` is no role", [amount]),
	"at": ["/model/fine_tuning_flops", "/purpose/role"],
} if {
	count(input.subject.purpose.role) > 0
	amount := round(input.subject.model.fine_tuning_flops / 1e20)
}

# The fallback is also the least: to leave the original compute out never raises the threshold.
threshold := input.subject.model.training_flops / 3 if {
	input.subject.model.training_flops > 1e23
} else := 1e23 / 3
