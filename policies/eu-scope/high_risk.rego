# Article 6: the areas of Annex III, the products of Annex I, and the exemption of Article 6(3).
package govern.eu_scope.high_risk

# The exceptions of Annex III have words of their own, which are not in this table: verification whose sole purpose is to
# confirm an identity (1(a)), detection of financial fraud (5(b)), insurance other than life and health (5(c)), and
# verification of travel documents (7(d)).
point_of := {
	"biometrics.remote_identification": "1(a)",
	"biometrics.categorisation": "1(b)",
	"biometrics.emotion_recognition": "1(c)",
	"critical_infrastructure": "2",
	"education.admission": "3(a)",
	"education.assessment": "3(b)",
	"education.level": "3(c)",
	"education.proctoring": "3(d)",
	"employment.recruitment": "4(a)",
	"employment.management": "4(b)",
	"public_services.benefits": "5(a)",
	"credit.scoring": "5(b)",
	"insurance.life_health": "5(c)",
	"emergency.dispatch": "5(d)",
	"law_enforcement.victim_risk": "6(a)",
	"law_enforcement.polygraph": "6(b)",
	"law_enforcement.evidence": "6(c)",
	"law_enforcement.reoffending": "6(d)",
	"law_enforcement.profiling": "6(e)",
	"migration.polygraph": "7(a)",
	"migration.risk": "7(b)",
	"migration.applications": "7(c)",
	"migration.identification": "7(d)",
	"justice.judicial": "8(a)",
	"democracy.elections": "8(b)",
}

points := sort({point_of[domain] | some domain in input.subject.purpose.domain})

# The list of domains is complete: it is there, and does not say `other`, which could be anything.
domain_settled if {
	count(input.subject.purpose.domain) > 0
	every domain in input.subject.purpose.domain {
		domain != "other"
	}
}

annex_iii := points if {
	count(points) > 0
} else := [] if {
	domain_settled
}

annex_i if {
	input.subject.purpose.safety_component == true
	input.subject.purpose.third_party_conformity == true
} else := false if {
	input.subject.purpose.safety_component == false
} else := false if {
	input.subject.purpose.safety_component == true
	input.subject.purpose.third_party_conformity == false
}

area if {
	count(points) > 0
} else if {
	annex_i == true
} else := false if {
	domain_settled
	annex_i == false
}

# Article 6(3): a ground by itself exempts nothing, and who profiles natural persons is never exempt.
exempt if {
	input.subject.risk.exemption.claimed == true
	input.subject.risk.exemption.ground in {"a", "b", "c", "d"}
	input.subject.risk.exemption.no_significant_risk == true
	input.subject.risk.exemption.no_material_influence == true
	input.subject.purpose.decision.profiling == false
}

by_annex_iii if {
	count(points) > 0
	not exempt
} else := false if {
	domain_settled
}

high_risk if {
	by_annex_iii == true
} else if {
	annex_i == true
} else := false if {
	by_annex_iii == false
	annex_i == false
}

# The routes carry dates, and the one of Annex III comes first: without an answer on it no other route is named.
routes := ["annex_i", "annex_iii"] if {
	by_annex_iii == true
	annex_i == true
} else := ["annex_iii"] if {
	by_annex_iii == true
} else := ["annex_i"] if {
	by_annex_iii == false
	annex_i == true
} else := [] if {
	by_annex_iii == false
	annex_i == false
}

# Whether one of these points of Annex III is named.
names_any(wanted) if {
	some point in points
	point in wanted
} else := false if {
	domain_settled
}
