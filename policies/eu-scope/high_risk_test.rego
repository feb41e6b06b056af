package govern.eu_scope.high_risk_test

import data.govern.eu_scope.high_risk

used_for(domains) := {"subject": {"purpose": {"domain": domains, "safety_component": false}}}

product(facts) := {"subject": {"purpose": object.union({"domain": ["manufacturing"]}, facts)}}

exemption := {"subject": {
	"purpose": {"decision": {"profiling": false}},
	"risk": {"exemption": {
		"claimed": true,
		"ground": "a",
		"no_significant_risk": true,
		"no_material_influence": true,
	}},
}}

exempted := object.union(used_for(["employment.recruitment"]), exemption)

test_every_point_of_annex_iii if {
	every domain, point in {
		"biometrics.remote_identification": "1(a)", "biometrics.categorisation": "1(b)",
		"biometrics.emotion_recognition": "1(c)", "critical_infrastructure": "2",
		"education.admission": "3(a)", "education.assessment": "3(b)", "education.level": "3(c)", "education.proctoring": "3(d)",
		"employment.recruitment": "4(a)", "employment.management": "4(b)",
		"public_services.benefits": "5(a)", "credit.scoring": "5(b)", "insurance.life_health": "5(c)", "emergency.dispatch": "5(d)",
		"law_enforcement.victim_risk": "6(a)", "law_enforcement.polygraph": "6(b)", "law_enforcement.evidence": "6(c)",
		"law_enforcement.reoffending": "6(d)", "law_enforcement.profiling": "6(e)",
		"migration.polygraph": "7(a)", "migration.risk": "7(b)", "migration.applications": "7(c)", "migration.identification": "7(d)",
		"justice.judicial": "8(a)", "democracy.elections": "8(b)",
	} {
		high_risk.annex_iii == [point] with input as used_for([domain])
		high_risk.high_risk == true with input as used_for([domain])
	}
}

test_the_exceptions_of_annex_iii if {
	every domain in [
		"biometrics.verification", "finance.fraud_detection", "insurance.other", "migration.document_verification",
		"healthcare.diagnosis", "general_purpose",
	] {
		high_risk.annex_iii == [] with input as used_for([domain])
		high_risk.area == false with input as used_for([domain])
		high_risk.high_risk == false with input as used_for([domain])
	}
}

test_an_exception_beside_a_point_exempts_nothing if {
	high_risk.annex_iii == ["5(b)"] with input as used_for(["finance.fraud_detection", "credit.scoring"])
}

test_points_are_sorted_and_once if {
	high_risk.annex_iii == ["1(a)", "4(a)", "5(b)"] with input as used_for([
		"credit.scoring", "employment.recruitment", "biometrics.remote_identification", "credit.scoring",
	])
}

test_other_hides_no_point if {
	high_risk.annex_iii == ["5(b)"] with input as used_for(["other", "credit.scoring"])
	high_risk.high_risk == true with input as used_for(["other", "credit.scoring"])
	count([answer | answer := high_risk.names_any({"4(a)"})]) == 0 with input as used_for(["other", "credit.scoring"])
}

test_a_product_of_annex_i if {
	assessed := product({"safety_component": true, "third_party_conformity": true})
	high_risk.high_risk == true with input as assessed
	high_risk.area == true with input as assessed
	high_risk.routes == ["annex_i"] with input as assessed
}

test_a_product_without_third_party_assessment if {
	high_risk.high_risk == false with input as product({"safety_component": true, "third_party_conformity": false})
	count([answer | answer := high_risk.high_risk]) == 0 with input as product({"safety_component": true})
	count([answer | answer := high_risk.high_risk]) == 0 with input as product({"third_party_conformity": false})
	count([answer | answer := high_risk.high_risk]) == 0 with input as product({"third_party_conformity": true})
}

test_a_valid_exemption if {
	high_risk.high_risk == false with input as exempted
	high_risk.area == true with input as exempted
	high_risk.routes == [] with input as exempted
}

test_every_condition_of_the_exemption_counts if {
	every path in [
		"risk/exemption/claimed", "risk/exemption/ground", "risk/exemption/no_significant_risk",
		"risk/exemption/no_material_influence", "purpose/decision/profiling",
	] {
		high_risk.high_risk == true with input as json.remove(exempted, [concat("/", ["subject", path])])
	}
	profiling := {"subject": {"purpose": {"decision": {"profiling": true}}}}
	high_risk.high_risk == true with input as object.union(exempted, profiling)
}

test_no_exemption_for_annex_i if {
	assessed := object.union(exempted, product({"safety_component": true, "third_party_conformity": true}))
	both := object.union(assessed, {"subject": {"purpose": {"domain": ["employment.recruitment"]}}})
	high_risk.high_risk == true with input as both
	high_risk.routes == ["annex_i"] with input as both
}

test_both_routes if {
	medical := product({
		"domain": ["emergency.dispatch"],
		"safety_component": true,
		"third_party_conformity": true,
	})
	high_risk.routes == ["annex_i", "annex_iii"] with input as medical
}

test_no_later_route_while_the_domain_is_open if {
	assessed := product({"safety_component": true, "third_party_conformity": true, "domain": ["other"]})
	high_risk.high_risk == true with input as assessed
	count([route | route := high_risk.routes]) == 0 with input as assessed
}
