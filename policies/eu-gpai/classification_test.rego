package govern.eu_gpai.classification_test

import data.govern.eu_gpai.classification

stating(flops, systemic) := {"subject": {"model": {"training_flops": flops}, "gpai": {"systemic_risk": systemic}}}

test_applies_to_providers if {
	context := {"as_of": "2026-11-21", "class": {"eu_scope": {"provider": true}}}
	classification.applies == true with input as {"subject": {}, "context": context}
}

test_denied_above_the_presumption_fails if {
	classification.systemic_risk.outcome == "fail" with input as stating(2e25, false)
	contains(classification.systemic_risk.message, "200 x 10^23") with input as stating(2e25, false)
}

test_stated_above_or_denied_below_passes if {
	classification.systemic_risk.outcome == "pass" with input as stating(2e25, true)
	classification.systemic_risk.outcome == "pass" with input as stating(1e25, false)
	classification.systemic_risk.outcome == "pass" with input as stating(1e24, true)
}

test_silence_is_no_answer if {
	every subject in [{"model": {"training_flops": 2e25}}, {"gpai": {"systemic_risk": false}}, {}] {
		count([answer | answer := classification.systemic_risk]) == 0 with input as {"subject": subject}
	}
}
