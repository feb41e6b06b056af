# What runs is what the card describes.
package govern.evidence_honesty.deployed

# METADATA
# title: Nothing is deployed
# custom:
#   needs: [/context/scope]
applies := input.context.scope == "deployment"

running["/artifact/digest"] := input.subject.artifact.digest

running["/deployment/model_ref/digest"] := input.subject.deployment.model_ref.digest

others := [pointer | some pointer, digest in running; digest != input.subject.model.digest]

# METADATA
# title: What runs has the digest that the card describes
# description: Results of one artefact say nothing about another. Only a digest proves that both are the same.
# custom:
#   id: EH-10
#   severity: {minimal: info, limited: warn, high: deny, critical: deny}
#   basis: heuristic
#   citation: govern heuristic
#   needs: [/model/digest, [/artifact/digest, /deployment/model_ref/digest]]
#   accepts: declared
#   remediation: >-
#     Write the artefact's SHA-256 into `model.digest` of the card; name the artefact by `--artifact`, or write the digest
#     into the manifest by the annotation `govern.dev/model-digest`.
same_digest := {
	"outcome": "fail",
	"message": "another digest is deployed than the card describes",
	"at": array.concat(["/model/digest"], others),
} if {
	count(others) > 0
} else := {
	"outcome": "pass",
	"at": array.concat(["/model/digest"], sort(object.keys(running))),
} if {
	input.subject.model.digest
	count(running) > 0
}
