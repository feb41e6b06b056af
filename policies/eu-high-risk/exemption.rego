# Article 6(3): an Annex III system that is claimed not to be high-risk.
package govern.eu_high_risk.exemption

# METADATA
# title: the exemption of Article 6(3) is not claimed
# custom:
#   needs: [/risk/exemption/claimed]
applies := input.subject.risk.exemption.claimed

# METADATA
# title: The exemption from the high-risk class is justified
# description: >-
#   A provider who regards an Annex III system as not high-risk needs one of the four grounds, must show that it poses no
#   significant risk and does not materially influence decisions, may not profile natural persons, and documents the assessment.
# custom:
#   id: EUAIA-6-3
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 6(3) and (4)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs:
#     - /risk/exemption/claimed
#     - /risk/exemption/ground
#     - /risk/exemption/no_significant_risk
#     - /risk/exemption/no_material_influence
#     - /purpose/decision/profiling
#     - /documents/article_6_4_assessment/uri
#   accepts: declared
#   remediation: >-
#     Give `risk.exemption` its ground (a, b, c or d) and both statements, `purpose.decision.profiling`, and the assessment at
#     `documents.article_6_4_assessment.uri`; or set `risk.exemption.claimed` to false and meet the duties of a high-risk system.
justified := {
	"outcome": "fail",
	"message": "a system that profiles natural persons is always high-risk",
	"at": ["/risk/exemption/claimed", "/purpose/decision/profiling"],
} if {
	input.subject.purpose.decision.profiling == true
} else := {
	"outcome": "fail",
	"message": sprintf("the exemption is claimed, but these conditions are not met: %s", [concat(", ", unmet)]),
	"at": [sprintf("/risk/exemption/%s", [condition]) | some condition in unmet],
} if {
	count(unmet) > 0
} else := {
	"outcome": "pass",
	"at": ["/risk/exemption", "/purpose/decision/profiling", "/documents/article_6_4_assessment/uri"],
} if {
	input.subject.purpose.decision.profiling == false
	input.subject.risk.exemption.ground in {"a", "b", "c", "d"}
	input.subject.risk.exemption.no_significant_risk == true
	input.subject.risk.exemption.no_material_influence == true
	input.subject.documents.article_6_4_assessment.uri
}

unmet := [condition |
	some condition in ["no_significant_risk", "no_material_influence"]
	input.subject.risk.exemption[condition] == false
]

# METADATA
# title: The exempted system is registered
# description: >-
#   A provider who relies on Article 6(3) registers itself and the system in the EU database before placing it on the market.
#   Sources disagree on the date from which this applies; it is read here with Article 6.
# custom:
#   id: EUAIA-49-2
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 49(2)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/conformity/exemption_registration]
#   accepts: declared
#   remediation: Register the system and write the registration number to `conformity.exemption_registration`.
registered := {
	"outcome": "pass",
	"at": ["/conformity/exemption_registration"],
} if {
	input.subject.conformity.exemption_registration
}
