# Articles 17 and 20: quality management and corrective action.
package govern.eu_high_risk.quality_management

import data.govern.eu_high_risk.roles

# METADATA
# title: only providers of high-risk systems have this duty
# custom:
#   needs: [/purpose/role]
applies := roles.provider

# METADATA
# title: A quality management system covers Article 17
# description: >-
#   A documented quality management system covers all thirteen headings of Article 17(1); small enterprises may do so in
#   proportion to their size.
# custom:
#   id: EUAIA-17-01
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 17(1)(a) to (m) and (2)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/documents/quality_management/uri, /conformity/qms_topics]
#   accepts: declared
#   remediation: >-
#     Give the document at `documents.quality_management.uri`, and list the points of Article 17(1) that it covers (a to m) in
#     `conformity.qms_topics`.
topics := {
	"outcome": "fail",
	"message": sprintf("not covered by the quality management system: Article 17(1), point %s", [concat(", ", missing)]),
	"at": ["/conformity/qms_topics"],
} if {
	topics := input.subject.conformity.qms_topics
	missing := {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"} - {topic | some topic in topics}
	count(missing) > 0
} else := {
	"outcome": "pass",
	"at": ["/documents/quality_management/uri", "/conformity/qms_topics"],
} if {
	input.subject.documents.quality_management.uri
	input.subject.conformity.qms_topics
}

# METADATA
# title: Non-conformity is corrected
# description: >-
#   There is a process to correct, withdraw, disable or recall a system that does not conform, and to inform those concerned.
# custom:
#   id: EUAIA-20-01
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 20(1) and (2)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/conformity/corrective_actions]
#   accepts: declared
#   remediation: Describe the process in `conformity.corrective_actions`.
corrective_actions := {
	"outcome": "pass",
	"at": ["/conformity/corrective_actions"],
} if {
	input.subject.conformity.corrective_actions
}
