# What our own models have to document.
package govern.PACK_NAME.documentation

# METADATA
# title: The model names enough intended uses
# description: Reviewers can only judge a model against uses that are written down.
# custom:
#   id: PACK_PREFIX-DOC-01
#   severity: deny
#   basis: heuristic
#   citation: PACK_ID model policy, section 1
#   needs: [/purpose/intended_use]
#   remediation: List what the model is used for under purpose.intended_use, one sentence each.
intended_use := {
	"outcome": "fail",
	"message": sprintf("%d intended uses are named, %d are asked for", [named, data.params.PACK_NAME.min_intended_uses]),
	"at": ["/purpose/intended_use"],
} if {
	named < data.params.PACK_NAME.min_intended_uses
} else := {
	"outcome": "pass",
	"at": ["/purpose/intended_use"],
} if {
	named >= data.params.PACK_NAME.min_intended_uses
}

named := count(input.subject.purpose.intended_use)
