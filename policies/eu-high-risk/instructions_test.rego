package govern.eu_high_risk.instructions_test

import data.govern.eu_high_risk.fixtures_test as fixtures
import data.govern.eu_high_risk.instructions

test_available_instructions_pass if {
	instructions.available.outcome == "pass" with input as fixtures.provider
}

test_missing_instructions_has_no_answer if {
	count([answer | answer := instructions.available]) == 0 with input as fixtures.provider
		with input.subject.documents as {}
}

test_complete_content_passes if {
	instructions.content.outcome == "pass" with input as fixtures.provider
}

test_content_without_log_access_has_no_answer if {
	count([answer | answer := instructions.content]) == 0 with input as fixtures.provider
		with input.subject.technical as {"predetermined_changes": "none", "hardware": "x86-64", "lifetime": "two years"}
}

test_content_needs_each_field if {
	every field in ["predetermined_changes", "hardware", "lifetime", "log_access"] {
		count([answer | answer := instructions.content]) == 0 with input as fixtures.provider
			with input.subject.technical as object.remove(fixtures.subject.technical, [field])
	}
}
