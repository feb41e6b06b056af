package govern.eu_gpai.representative_test

import data.govern.eu_gpai.representative

provider(country, open_source) := {
	"subject": {"model": {"provider": {"country": country}}, "gpai": {"open_source": open_source}},
	"context": {"as_of": "2026-11-21", "class": {"eu_scope": {"provider": true, "gpai_systemic": false}}},
}

stating(representative) := {"subject": {"conformity": {"authorised_representative": representative}}}

test_applies_outside_of_the_union if {
	representative.applies == true with input as provider("US", false)
	representative.applies == true with input as provider("Germany", false)
	representative.applies == false with input as provider("DE", false)
	representative.applies == false with input as provider("US", true)
}

test_a_deployer_needs_none if {
	deployer := object.union(provider("US", false), {"context": {"class": {"eu_scope": {"provider": false}}}})
	representative.applies == false with input as deployer
}

test_applies_is_open_without_the_country if {
	nowhere := json.remove(provider("US", false), ["subject/model/provider/country"])
	count([answer | answer := representative.applies]) == 0 with input as nowhere
	roleless := json.remove(provider("US", false), ["context/class/eu_scope/provider"])
	count([answer | answer := representative.applies]) == 0 with input as roleless
}

test_a_mandate_passes if {
	representative.mandate.outcome == "pass" with input as stating("Example Representatives GmbH, Berlin")
}

test_no_mandate_fails if {
	representative.mandate.outcome == "fail" with input as stating("none")
}

test_silence_is_no_answer if {
	count([answer | answer := representative.mandate]) == 0 with input as {"subject": {}}
}
