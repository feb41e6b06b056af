# Article 50(4), second subparagraph: text on matters of public interest.
package govern.eu_transparency.public_text

import data.govern.eu_transparency.notice

# METADATA
# title: Applies to generated text that informs the public on matters of public interest
# custom:
#   needs: [/purpose/public_interest_text]
applies := input.subject.purpose.public_interest_text

# METADATA
# title: Generated text on matters of public interest is labelled or edited
# description: >-
#   Deployers of a system that generates or manipulates text that is published to inform the public on matters of public
#   interest disclose that it is artificial, unless a person reviewed it and somebody holds editorial responsibility.
# custom:
#   id: EUAIA-50-4b
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 50(4), second subparagraph
#   effective_from: "2026-08-02"
#   needs: [[/transparency/text_label, /transparency/editorial_control]]
#   accepts: declared
#   remediation: >-
#     Say in transparency.text_label how the text is disclosed as artificial, or set transparency.editorial_control to
#     true where a person reviews it and holds editorial responsibility.
label := {
	"outcome": "pass",
	"at": ["/transparency/editorial_control"],
} if {
	input.subject.transparency.editorial_control == true
} else := notice.finding("text_label", input.subject.transparency.text_label, {"authorised_by_law"}) if {
	input.subject.transparency.text_label
} else := {
	"outcome": "fail",
	"message": "nobody holds editorial responsibility, and no label is described",
	"at": ["/transparency/editorial_control"],
} if {
	input.subject.transparency.editorial_control == false
}
