# Whether the fairness controls apply at all.
package govern.bias.applicability

# METADATA
# title: Whether persons are affected is stated, and fits the field of use
# description: >-
#   The fairness controls apply where natural persons are affected. A model for a field that is about persons cannot
#   state that none are.
# custom:
#   id: BIAS-APP-01
#   severity: deny
#   basis: heuristic
#   citation: NIST AI RMF 1.0, MAP 1.1 and MEASURE 2.11
#   needs: [/purpose/decision/affects_persons, /purpose/domain]
#   accepts: declared
#   remediation: Set `purpose.decision.affects_persons` to true, or correct `purpose.domain`.
affected_persons := {
	"outcome": "fail",
	"message": sprintf("the card states that no persons are affected, in the field `%s`", [concat("`, `", fields)]),
	"at": ["/purpose/decision/affects_persons", "/purpose/domain"],
} if {
	input.subject.purpose.decision.affects_persons == false
	fields := [field | some field in input.subject.purpose.domain; about_persons(field)]
	count(fields) > 0
} else := {
	"outcome": "pass",
	"at": ["/purpose/decision/affects_persons"],
} if {
	is_boolean(input.subject.purpose.decision.affects_persons)
}

about_persons(field) if {
	split(field, ".")[0] in {
		"biometrics", "credit", "education", "emergency", "employment", "housing",
		"justice", "law_enforcement", "migration", "public_services",
	}
}

about_persons(field) if field in {"healthcare.diagnosis", "insurance.life_health"}
