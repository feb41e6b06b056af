# What runs is what the card describes.
package govern.evidence_honesty.deployed

# METADATA
# title: Nothing is deployed
# custom:
#   needs: [/context/scope]
applies := input.context.scope == "deployment"

# METADATA
# title: Card and manifest name the same digest
# description: Results of one artefact say nothing about another. Only a digest proves that both are the same.
# custom:
#   id: EH-10
#   severity: {minimal: info, limited: warn, high: deny, critical: deny}
#   basis: heuristic
#   citation: govern heuristic
#   needs: [/model/digest, /deployment/model_ref/digest]
#   accepts: declared
#   remediation: >-
#     Write the artefact's SHA-256 into `model.digest` of the card, and into the manifest by the annotation
#     `govern.dev/model-digest`.
same_digest := {
	"outcome": "fail",
	"message": "the manifest deploys another digest than the card describes",
	"at": ["/model/digest", "/deployment/model_ref/digest"],
} if {
	input.subject.model.digest != input.subject.deployment.model_ref.digest
} else := {
	"outcome": "pass",
	"at": ["/model/digest", "/deployment/model_ref/digest"],
} if {
	input.subject.model.digest == input.subject.deployment.model_ref.digest
}
