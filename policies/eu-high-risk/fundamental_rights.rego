# Article 27: fundamental rights impact assessment.
package govern.eu_high_risk.fundamental_rights

import data.govern.eu_high_risk.roles

# METADATA
# title: only deployers that are public bodies (`purpose.public_body`) or use systems of points 5(b) or 5(c) have this duty
# custom:
#   needs: [/purpose/role]
applies := false if {
	roles.deployer == false
} else if {
	roles.deployer == true
	some point in input.context.class.eu_scope.annex_iii
	point in {"5(b)", "5(c)"}
} else := input.subject.purpose.public_body if {
	roles.deployer == true
	some point in input.context.class.eu_scope.annex_iii
	point != "2"
} else := false if {
	every point in input.context.class.eu_scope.annex_iii {
		point == "2"
	}
}

# METADATA
# title: A fundamental rights impact assessment exists
# description: Before first use, the deployer assesses processes, period, affected persons, risks, oversight and measures.
# custom:
#   id: EUAIA-27-01
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 27(1)(a) to (f)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/documents/fria/uri, /conformity/fria_elements]
#   accepts: declared
#   remediation: >-
#     Give the assessment at `documents.fria.uri`, and list the points of Article 27(1) that it covers (a to f) in
#     `conformity.fria_elements`.
impact_assessment := {
	"outcome": "fail",
	"message": sprintf("the assessment does not cover Article 27(1), point %s", [concat(", ", missing)]),
	"at": ["/conformity/fria_elements"],
} if {
	elements := input.subject.conformity.fria_elements
	missing := {"a", "b", "c", "d", "e", "f"} - {element | some element in elements}
	count(missing) > 0
} else := {
	"outcome": "pass",
	"at": ["/documents/fria/uri", "/conformity/fria_elements"],
} if {
	input.subject.documents.fria.uri
	input.subject.conformity.fria_elements
}
