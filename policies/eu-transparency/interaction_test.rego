package govern.eu_transparency.interaction_test

import data.govern.eu_transparency.interaction

stating(facts) := {"subject": {"transparency": facts}}

test_applies_as_stated if {
	interaction.applies == true with input as {"subject": {"purpose": {"interacts_with_persons": true}}}
	interaction.applies == false with input as {"subject": {"purpose": {"interacts_with_persons": false}}}
	count([answer | answer := interaction.applies]) == 0 with input as {"subject": {}}
}

test_a_disclosure_passes if {
	interaction.disclosure.outcome == "pass" with input as stating({"disclosure": "Banner before the first message"})
}

test_no_disclosure_fails if {
	interaction.disclosure.outcome == "fail" with input as stating({"disclosure": "None"})
	interaction.disclosure.outcome == "fail" with input as stating({"disclosure": "none", "exceptions": ["none"]})
	interaction.disclosure.outcome == "fail" with input as stating({"disclosure": "none", "exceptions": ["artistic_work"]})
}

test_an_exception_calls_for_a_person if {
	every exception in ["obvious", "authorised_by_law"] {
		claimed := stating({"disclosure": "none", "exceptions": [exception]})
		interaction.disclosure.outcome == "review" with input as claimed
	}
}

test_silence_is_no_answer if {
	count([answer | answer := interaction.disclosure]) == 0 with input as stating({"exceptions": ["obvious"]})
}
