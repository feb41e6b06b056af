package govern.risk_controls.exemption_test

import data.govern.risk_controls.exemption

subject(claimed, profiling) := {
	"risk": {"exemption": {"claimed": claimed}},
	"purpose": {"decision": {"profiling": profiling}},
}

test_a_claim_with_profiling_fails if {
	answer := exemption.exemption_without_profiling with input as {"subject": subject(true, true)}
	answer.outcome == "fail"
}

test_a_claim_without_profiling_passes if {
	answer := exemption.exemption_without_profiling with input as {"subject": subject(true, false)}
	answer.outcome == "pass"
}

test_no_claim_passes if {
	answer := exemption.exemption_without_profiling with input as {"subject": subject(false, true)}
	answer.outcome == "pass"
}

test_a_claim_that_is_silent_on_profiling_is_no_answer if {
	count([a | a := exemption.exemption_without_profiling]) == 0 with input as {"subject": {"risk": {"exemption": {"claimed": true}}}}
}

test_applies_to_fields_of_annex_iii if {
	exemption.applies with input as {"subject": {"purpose": {"domain": ["marketing", "credit.scoring"]}}}
}

test_does_not_apply_to_other_fields if {
	exemption.applies == false with input as {"subject": {"purpose": {"domain": ["biometrics.verification"]}}}
}

test_no_field_of_use_is_no_answer if {
	count([a | a := exemption.applies]) == 0 with input as {"subject": {}}
}
