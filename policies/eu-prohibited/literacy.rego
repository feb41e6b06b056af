# Article 4: AI literacy, which is due for every system in scope.
package govern.eu_prohibited.literacy

import data.govern.lib.answer

# METADATA
# title: AI literacy is supported
# description: >-
#   Providers and deployers take measures to support the AI literacy of their staff and of others who operate the system
#   on their behalf.
# custom:
#   id: EUAIA-4-01
#   severity: info
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 4, as amended by Regulation (EU) 2026/1744
#   effective_from: "2025-02-02"
#   needs: [/conformity/literacy_measures]
#   accepts: declared
#   remediation: Name in conformity.literacy_measures the training and guidance of those who work with the system.
literacy_measures := {
	"outcome": "fail",
	"message": "the card says that there are no measures to support AI literacy",
	"at": ["/conformity/literacy_measures"],
} if {
	answer.none(input.subject.conformity.literacy_measures)
} else := {
	"outcome": "pass",
	"at": ["/conformity/literacy_measures"],
} if {
	input.subject.conformity.literacy_measures
}
