# What exactly runs.
package govern.deploy.artifacts

# METADATA
# title: Container images are pinned by digest
# description: A tag can be moved to another image; only a digest fixes what runs.
# custom:
#   id: DEP-IMG-01
#   severity: {minimal: warn, limited: warn, high: deny, critical: deny, production: deny}
#   basis: guidance
#   citation: ISO/IEC 27001:2022, A.8.9; SOC 2, CC8.1
#   needs: [/deployment/artifacts/*/kind, /deployment/artifacts/*/pinned_by]
#   accepts: declared
#   remediation: Write images as `name@sha256:…`.
images := {
	"outcome": "fail",
	"message": sprintf("not pinned by digest: %s", [concat(", ", [named(artifact) | some artifact in loose])]),
	"at": [pointer | some pointer, _ in loose],
} if {
	loose := {pointer: artifact | some pointer, artifact in of_kind("image"); artifact.pinned_by != "digest"}
	count(loose) > 0
} else := {
	"outcome": "pass",
	"at": [pointer | some pointer, _ in of_kind("image")],
} if {
	count(of_kind("image")) > 0
} else := {
	"outcome": "not_applicable",
	"message": "the manifest names models only; the platform chooses the image",
	"at": ["/deployment/artifacts"],
} if {
	count(of_kind("model")) > 0
}

# METADATA
# title: The model's artefact cannot change
# description: >-
#   The model is named by a digest or by an immutable version. Where the manifest names none, the model is part of
#   the images. Whether it is the one that the card describes, EH-10 compares.
# custom:
#   id: DEP-MOD-01
#   severity: {minimal: warn, limited: warn, high: deny, critical: deny, production: deny}
#   basis: guidance
#   citation: Regulation (EU) 2024/1689, Annex IV, point 1(a); SOC 2, CC8.1
#   needs: [/deployment/artifacts/*/kind, /deployment/artifacts/*/pinned_by]
#   accepts: declared
#   remediation: Point `storageUri` to an OCI digest, an object version or a version of the registry.
model_pinned := {
	"outcome": "fail",
	"message": sprintf("can change after approval: %s", [concat(", ", [named(artifact) | some artifact in loose])]),
	"at": [pointer | some pointer, _ in loose],
} if {
	loose := {pointer: artifact | some pointer, artifact in carriers; not artifact.pinned_by in {"digest", "version"}}
	count(loose) > 0
} else := {
	"outcome": "pass",
	"at": [pointer | some pointer, _ in carriers],
} if {
	count(carriers) > 0
}

carriers := of_kind("model") if {
	count(of_kind("model")) > 0
} else := of_kind("image")

of_kind(kind) := {sprintf("/deployment/artifacts/%d", [i]): artifact |
	some i, artifact in input.subject.deployment.artifacts
	artifact.kind == kind
	artifact.pinned_by
}

named(artifact) := sprintf("`%s` (%s)", [object.get(artifact, "ref", "no reference"), artifact.pinned_by])
