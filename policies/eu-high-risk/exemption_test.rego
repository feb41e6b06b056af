package govern.eu_high_risk.exemption_test

import data.govern.eu_high_risk.exemption
import data.govern.eu_high_risk.fixtures_test as fixtures

claim := {"claimed": true, "ground": "a", "no_significant_risk": true, "no_material_influence": true}

assessment := {"article_6_4_assessment": {"uri": "6-4.pdf"}}

test_exemption_does_not_apply_where_it_is_not_claimed if {
	exemption.applies == false with input as fixtures.provider
}

test_exemption_applies_where_it_is_claimed if {
	exemption.applies == true with input as fixtures.provider with input.subject.risk.exemption as claim
}

test_exemption_that_is_not_mentioned_has_no_answer if {
	count([answer | answer := exemption.applies]) == 0 with input as fixtures.provider with input.subject.risk as {}
}

test_justified_exemption_passes if {
	exemption.justified.outcome == "pass" with input as fixtures.provider
		with input.subject.risk.exemption as claim
		with input.subject.documents as assessment
		with input.subject.purpose.decision.profiling as false
}

test_profiling_defeats_the_exemption if {
	answer := exemption.justified with input as fixtures.provider
		with input.subject.risk.exemption as claim
		with input.subject.documents as assessment
	answer.outcome == "fail"
	contains(answer.message, "profiles")
}

test_exemption_with_a_significant_risk_fails if {
	answer := exemption.justified with input as fixtures.provider
		with input.subject.risk.exemption as claim
		with input.subject.documents as assessment
		with input.subject.purpose.decision.profiling as false
		with input.subject.risk.exemption.no_significant_risk as false
	answer.outcome == "fail"
	contains(answer.message, "no_significant_risk")
}

test_exemption_without_an_assessment_has_no_answer if {
	count([answer | answer := exemption.justified]) == 0 with input as fixtures.provider
		with input.subject.risk.exemption as claim
		with input.subject.purpose.decision.profiling as false
}

test_registered_exemption_passes if {
	exemption.registered.outcome == "pass" with input as fixtures.provider
		with input.subject.conformity.exemption_registration as "EU-2"
}

test_unregistered_exemption_has_no_answer if {
	count([answer | answer := exemption.registered]) == 0 with input as fixtures.provider
}

test_each_condition_of_the_exemption_is_needed if {
	every condition in ["ground", "no_significant_risk", "no_material_influence"] {
		count([answer | answer := exemption.justified]) == 0 with input as fixtures.provider
			with input.subject.risk.exemption as object.remove(claim, [condition])
			with input.subject.documents as assessment
			with input.subject.purpose.decision.profiling as false
	}
}
