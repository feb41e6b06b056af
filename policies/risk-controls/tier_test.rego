package govern.risk_controls.tier_test

import data.govern.risk_controls.tier

subject(declared) := {"risk": {"declared_tier": declared}}

test_a_declared_tier_below_the_computed_one_fails if {
	answer := tier.declared_tier with input as {"subject": subject("limited"), "context": {"tier": "high"}}
	answer.outcome == "fail"
	contains(answer.message, "`limited`")
	contains(answer.message, "`high`")
}

test_the_same_or_a_higher_declared_tier_passes if {
	every declared in ["limited", "high"] {
		answer := tier.declared_tier with input as {"subject": subject(declared), "context": {"tier": "limited"}}
		answer.outcome == "pass"
	}
}

test_no_declared_tier_is_no_answer if {
	count([a | a := tier.declared_tier]) == 0 with input as {"subject": {}, "context": {"tier": "limited"}}
}

test_no_computed_tier_is_no_answer if {
	count([a | a := tier.declared_tier]) == 0 with input as {"subject": subject("limited"), "context": {}}
}

test_an_established_tier_passes if {
	answer := tier.tier_established with input as {"subject": {}, "context": {"tier": "minimal"}}
	answer.outcome == "pass"
}

test_a_score_over_two_bands_needs_review if {
	answer := tier.tier_established with input as {"subject": {}, "context": {"class": {"risk": {
		"score_low": 20, "score_high": 41,
		"factors": {"decision": {"low": 4, "high": 25}, "scale": {"low": 3, "high": 3}},
	}}}}
	answer.outcome == "review"
	answer.message == "the risk score lies between 20 and 41 of 100; not answered in full: decision"
}

test_a_tier_that_another_pack_leaves_open_is_no_answer if {
	count([a | a := tier.tier_established]) == 0 with input as {"subject": {}, "context": {"class": {"risk": {
		"score_low": 20, "score_high": 24, "tier": "minimal",
		"factors": {"third_party": {"low": 0, "high": 4}},
	}}}}
}
