# Articles 12(3) and 14(5): remote biometric identification.
package govern.eu_high_risk.biometrics

import data.govern.eu_high_risk.roles

# METADATA
# title: only providers of high-risk systems for remote biometric identification have this duty
# custom:
#   needs: [/purpose/role, /purpose/domain]
applies := false if {
	roles.provider == false
} else := false if {
	input.context.class.eu_scope.biometric_identification == false
} else if {
	roles.provider == true
	input.context.class.eu_scope.biometric_identification == true
}

# METADATA
# title: Logs record each biometric identification
# description: >-
#   Logs record the period of each use, the reference database, the input that led to a match, and the persons who verified the
#   result.
# custom:
#   id: EUAIA-12-02
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 12(3)(a) to (d)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs:
#     - /conformity/logged_use_period
#     - /conformity/logged_reference_database
#     - /conformity/logged_match_input
#     - /conformity/logged_persons
#   accepts: declared
#   remediation: >-
#     Log all four; then set `logged_use_period`, `logged_reference_database`, `logged_match_input` and `logged_persons` of
#     `conformity` to true.
logs := {
	"outcome": "fail",
	"message": sprintf("not recorded for each use: %s", [concat(", ", unlogged)]),
	"at": [sprintf("/conformity/%s", [fact]) | some fact in unlogged],
} if {
	count(unlogged) > 0
} else := {
	"outcome": "pass",
	"at": [sprintf("/conformity/%s", [fact]) | some fact in logged_facts],
} if {
	every fact in logged_facts {
		input.subject.conformity[fact] == true
	}
}

logged_facts := ["logged_use_period", "logged_reference_database", "logged_match_input", "logged_persons"]

unlogged := [fact |
	some fact in logged_facts
	input.subject.conformity[fact] == false
]

# METADATA
# title: Two persons verify an identification
# description: No action is taken on an identification unless two competent persons have verified it separately.
# custom:
#   id: EUAIA-14-04
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 14(5)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/oversight/two_person_verification]
#   accepts: declared
#   remediation: Have two persons verify each identification; then set `oversight.two_person_verification` to true.
two_persons := {
	"outcome": "fail",
	"message": "an identification is not verified by two persons",
	"at": ["/oversight/two_person_verification"],
} if {
	input.subject.oversight.two_person_verification == false
} else := {
	"outcome": "pass",
	"at": ["/oversight/two_person_verification"],
} if {
	input.subject.oversight.two_person_verification == true
}
