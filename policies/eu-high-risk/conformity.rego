# Articles 22 and 43 to 49: representative, conformity assessment, marking and registration.
package govern.eu_high_risk.conformity

import data.govern.eu_high_risk.roles

# METADATA
# title: only providers of high-risk systems have this duty
# custom:
#   needs: [/purpose/role]
applies := roles.provider

# METADATA
# title: A provider outside the Union has a representative in it
# description: A provider that is established in a third country appoints an authorised representative in the Union.
# custom:
#   id: EUAIA-22-01
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 22(1)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/model/provider/country]
#   accepts: declared
#   remediation: >-
#     Give the country as an ISO 3166-1 code in `model.provider.country`; outside the Union, name the representative in
#     `conformity.authorised_representative`.
representative := {
	"outcome": "not_applicable",
	"message": sprintf("the provider is established in the Union (%s)", [input.subject.model.provider.country]),
	"at": ["/model/provider/country"],
} if {
	upper(input.subject.model.provider.country) in member_states
} else := {
	"outcome": "pass",
	"at": ["/model/provider/country", "/conformity/authorised_representative"],
} if {
	input.subject.model.provider.country
	input.subject.conformity.authorised_representative
} else := {
	"outcome": "fail",
	"message": sprintf("the provider is established outside the Union (%s) and names no authorised representative", [country]),
	"at": ["/model/provider/country"],
} if {
	country := input.subject.model.provider.country
}

member_states := {
	"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "GR", "HR",
	"HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
}

# METADATA
# title: The right conformity assessment was carried out
# description: >-
#   Annex I products follow the procedure of their own legislation. Point 1 of Annex III (biometrics) follows Annex VI or VII
#   where harmonised standards were applied, else Annex VII. Points 2 to 8 follow Annex VI.
# custom:
#   id: EUAIA-43-01
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 43(1) to (3)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs:
#     - /conformity/route
#     - /conformity/harmonised_standards
#     - /purpose/domain
#     - /purpose/safety_component
#     - /purpose/third_party_conformity
#     - /context/class/eu_scope/routes
#   accepts: declared
#   remediation: >-
#     Carry out the assessment, and name its procedure in `conformity.route` and the standards in
#     `conformity.harmonised_standards` (`none` is an answer).
assessment := {
	"outcome": "pass",
	"at": ["/conformity/route", "/conformity/harmonised_standards"],
} if {
	input.subject.conformity.route in procedures
} else := {
	"outcome": "fail",
	"message": sprintf("assessed under %s, but the procedure is %s", [input.subject.conformity.route, concat(" or ", procedures)]),
	"at": ["/conformity/route"],
} if {
	count(procedures) > 0
}

# A product that both annexes name is assessed once, under the legislation of Annex I.
procedures := {"annex_i_legislation"} if {
	"annex_i" in input.context.class.eu_scope.routes
} else := {"annex_vi"} if {
	every point in input.context.class.eu_scope.annex_iii {
		not startswith(point, "1(")
	}
} else := {"annex_vi", "annex_vii"} if {
	some standard in input.subject.conformity.harmonised_standards
	standard != "none"
} else := {"annex_vii"} if {
	input.subject.conformity.harmonised_standards
}

# METADATA
# title: An EU declaration of conformity is drawn up
# description: A written, machine-readable and signed EU declaration of conformity exists.
# custom:
#   id: EUAIA-47-01
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 47(1) and (2) and Annex V
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/documents/declaration_of_conformity/uri, /conformity/declaration_machine_readable]
#   accepts: declared
#   remediation: >-
#     Give the declaration at `documents.declaration_of_conformity.uri`, and set `conformity.declaration_machine_readable` to
#     true once it is.
declaration := {
	"outcome": "fail",
	"message": "the declaration of conformity is not machine-readable",
	"at": ["/conformity/declaration_machine_readable"],
} if {
	input.subject.conformity.declaration_machine_readable == false
} else := {
	"outcome": "pass",
	"at": ["/documents/declaration_of_conformity/uri", "/conformity/declaration_machine_readable"],
} if {
	input.subject.documents.declaration_of_conformity.uri
	input.subject.conformity.declaration_machine_readable == true
}

# METADATA
# title: The system bears the CE marking
# description: The CE marking is affixed; a digital one for systems that are provided digitally.
# custom:
#   id: EUAIA-48-01
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 48(1) to (3)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/conformity/ce_marking]
#   accepts: declared
#   remediation: Affix the marking, and say where it is in `conformity.ce_marking`.
ce_marking := {
	"outcome": "pass",
	"at": ["/conformity/ce_marking"],
} if {
	input.subject.conformity.ce_marking
}

# METADATA
# title: The system is registered
# description: >-
#   Annex III systems are registered in the EU database before they are placed on the market; those of point 2 (critical
#   infrastructure) at national level. Annex I products are not registered.
# custom:
#   id: EUAIA-49-01
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 49(1) and (5)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/purpose/domain, /context/class/eu_scope/critical_infrastructure]
#   accepts: declared
#   remediation: >-
#     Register the system, and write the number to `conformity.eu_database_id` (for critical infrastructure to
#     `conformity.national_registration`).
registration := {
	"outcome": "not_applicable",
	"message": "only systems that Annex III names are registered",
	"at": ["/purpose/domain"],
} if {
	input.context.class.eu_scope.annex_iii == []
} else := {
	"outcome": "pass",
	"at": ["/conformity/eu_database_id"],
} if {
	input.context.class.eu_scope.critical_infrastructure == false
	input.subject.conformity.eu_database_id
} else := {
	"outcome": "pass",
	"at": ["/conformity/national_registration"],
} if {
	input.context.class.eu_scope.critical_infrastructure == true
	input.subject.conformity.national_registration
} else := {
	"outcome": "fail",
	"message": "no registration at national level is stated",
	"at": ["/purpose/domain"],
} if {
	input.context.class.eu_scope.critical_infrastructure == true
} else := {
	"outcome": "fail",
	"message": "no registration in the EU database is stated",
	"at": ["/purpose/domain"],
} if {
	input.context.class.eu_scope.critical_infrastructure == false
}
