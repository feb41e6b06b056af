package govern.eu_gpai.copyright_test

import data.govern.eu_gpai.copyright

referring(documents) := {"subject": {"documents": documents}}

test_applies_to_providers_of_open_models_too if {
	open_model := {
		"subject": {"gpai": {"open_source": true}},
		"context": {"as_of": "2026-11-21", "class": {"eu_scope": {"provider": true, "gpai_systemic": false}}},
	}
	copyright.applies == true with input as open_model
}

test_a_policy_passes if {
	copyright.policy.outcome == "pass" with input as referring({"copyright_policy": {"uri": "docs/copyright.md"}})
}

test_a_public_summary_passes if {
	published := {"training_content_summary": {"uri": "https://example.com/training-content"}}
	copyright.training_content_summary.outcome == "pass" with input as referring(published)
}

test_an_internal_summary_fails if {
	internal := {"training_content_summary": {"uri": "docs/training-content.md"}}
	copyright.training_content_summary.outcome == "fail" with input as referring(internal)
	contains(copyright.training_content_summary.message, "docs/training-content.md") with input as referring(internal)
}

test_silence_is_no_answer if {
	count([answer | answer := copyright.policy]) == 0 with input as referring({})
	count([answer | answer := copyright.policy]) == 0 with input as referring({"copyright_policy": {}})
	count([answer | answer := copyright.training_content_summary]) == 0 with input as referring({})
}
