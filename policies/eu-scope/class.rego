# Scope, classes and tier under Regulation (EU) 2024/1689, as amended by Regulation (EU) 2026/1744.
package govern.eu_scope.class

import data.govern.eu_scope.gpai
import data.govern.eu_scope.high_risk
import data.govern.eu_scope.practices
import data.govern.eu_scope.transparency
import data.govern.lib.europe

# METADATA
# title: Scope and class under the EU AI Act
# description: >-
#   Whether the Act applies to the subject, which of its classes the subject is in, and the tier that follows.
#   Outside of its scope every class is false and the tier minimal.
# custom:
#   answers:
#     in_scope: [/purpose/jurisdictions]
#     annex_iii: [/purpose/jurisdictions, /purpose/domain]
#     area: [/purpose/jurisdictions, /purpose/domain, /purpose/safety_component]
#     routes: [/purpose/jurisdictions, /purpose/domain]
#     high_risk: [/purpose/jurisdictions, /purpose/domain, /purpose/safety_component]
#     biometric_identification: [/purpose/jurisdictions, /purpose/domain]
#     critical_infrastructure: [/purpose/jurisdictions, /purpose/domain]
#     employment: [/purpose/jurisdictions, /purpose/domain]
#     transparency:
#       - /purpose/jurisdictions
#       - /purpose/interacts_with_persons
#       - /purpose/generates_content
#       - /purpose/deepfake
#       - /purpose/public_interest_text
#       - /purpose/domain
#     gpai: [/purpose/jurisdictions, /purpose/domain, /gpai/general_purpose]
#     gpai_systemic: [/purpose/jurisdictions, /purpose/domain, /gpai/general_purpose]
#     provider: [/purpose/role]
#     deployer: [/purpose/role]
#     tier:
#       - /purpose/jurisdictions
#       - /purpose/domain
#       - /purpose/safety_component
#       - /purpose/prohibited_practices
#       - /purpose/interacts_with_persons
#       - /purpose/generates_content
#       - /gpai/general_purpose
class := object.union(roles, outside) if {
	in_scope == false
} else := object.union(roles, inside) if {
	in_scope == true
} else := roles

in_scope if {
	some code in input.context.jurisdictions
	placed_in_union(code)
} else := false if {
	count(input.subject.purpose.jurisdictions) > 0
	count(input.context.jurisdictions) > 0
	every code in input.context.jurisdictions {
		count(europe.country(code)) == 2
	}
}

placed_in_union(code) if europe.member(code)

placed_in_union(code) if code in {"GLOBAL", "WORLDWIDE"}

# Who the organisation is does not depend on the Act.
roles[role] := role in input.subject.purpose.role if {
	some role in ["provider", "deployer"]
	count(input.subject.purpose.role) > 0
}

outside := {
	"in_scope": false,
	"annex_iii": [],
	"area": false,
	"routes": [],
	"high_risk": false,
	"biometric_identification": false,
	"critical_infrastructure": false,
	"employment": false,
	"transparency": false,
	"gpai": false,
	"gpai_systemic": false,
	"tier": "minimal",
}

inside["in_scope"] := true

inside["annex_iii"] := high_risk.annex_iii

inside["area"] := high_risk.area

inside["routes"] := high_risk.routes

inside["high_risk"] := high_risk.high_risk

inside["biometric_identification"] := high_risk.names_any({"1(a)"})

inside["critical_infrastructure"] := high_risk.names_any({"2"})

inside["employment"] := high_risk.names_any({"4(a)", "4(b)"})

inside["transparency"] := transparency.transparency

inside["gpai"] := gpai.gpai

inside["gpai_systemic"] := gpai.systemic

inside["tier"] := tier

inside["at_least"] := "high" if high

tier := "prohibited" if {
	count(practices.prohibited) > 0
} else := "high" if {
	practices.answered
	high
} else := "limited" if {
	below_high
	limiting
} else := "minimal" if {
	below_high
	transparency.transparency == false
	gpai.gpai == false
}

high if high_risk.high_risk == true

high if gpai.systemic == true

below_high if {
	practices.none_prohibited
	high_risk.high_risk == false
	gpai.systemic == false
}

limiting if transparency.transparency == true

limiting if gpai.gpai == true
