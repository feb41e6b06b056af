# Article 53(1)(c) and (d): copyright and training content. Open models are not spared.
package govern.eu_gpai.copyright

import data.govern.eu_gpai.duty

# METADATA
# title: Applies to providers (of models from before 2025-08-02 as of 2027-08-02)
# custom:
#   needs: [/purpose/role]
applies := duty.binding

# METADATA
# title: Policy on copyright
# description: >-
#   A policy is in place to comply with Union law on copyright, and in particular to identify and respect reservations of
#   rights under Article 4(3) of Directive (EU) 2019/790.
# custom:
#   id: EUAIA-53-1c
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 53(1)(c)
#   effective_from: "2025-08-02"
#   needs: [[/documents/copyright_policy/uri, /documents/copyright_policy/digest]]
#   accepts: declared
#   remediation: Adopt a copyright policy and reference it in documents.copyright_policy.
policy := {
	"outcome": "pass",
	"at": ["/documents/copyright_policy"],
} if {
	count(input.subject.documents.copyright_policy) > 0
}

# METADATA
# title: Public summary of the training content
# description: >-
#   A sufficiently detailed summary of the content used for training is public, in the form of the AI Office's template.
# custom:
#   id: EUAIA-53-1d
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 53(1)(d)
#   effective_from: "2025-08-02"
#   needs: [/documents/training_content_summary/uri]
#   accepts: declared
#   remediation: Publish the summary by the AI Office's template and give its URL in documents.training_content_summary.uri.
training_content_summary := {
	"outcome": "pass",
	"at": ["/documents/training_content_summary/uri"],
} if {
	strings.any_prefix_match(input.subject.documents.training_content_summary.uri, ["https://", "http://"])
} else := {
	"outcome": "fail",
	"message": sprintf("`%s` is no public address", [uri]),
	"at": ["/documents/training_content_summary/uri"],
} if {
	uri := input.subject.documents.training_content_summary.uri
}
