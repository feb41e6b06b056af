package govern.eu_transparency.public_text_test

import data.govern.eu_transparency.public_text

stating(facts) := {"subject": {"transparency": facts}}

test_applies_as_stated if {
	public_text.applies == true with input as {"subject": {"purpose": {"public_interest_text": true}}}
	public_text.applies == false with input as {"subject": {"purpose": {"public_interest_text": false}}}
	count([answer | answer := public_text.applies]) == 0 with input as {"subject": {}}
}

test_a_label_or_an_editor_passes if {
	public_text.label.outcome == "pass" with input as stating({"text_label": "Line above the text"})
	public_text.label.outcome == "pass" with input as stating({"text_label": "none", "editorial_control": true})
	public_text.label.outcome == "pass" with input as stating({"text_label": "Line above the text", "editorial_control": false})
}

test_neither_fails if {
	public_text.label.outcome == "fail" with input as stating({"text_label": "none"})
	public_text.label.outcome == "fail" with input as stating({"editorial_control": false})
}

test_an_exception_calls_for_a_person if {
	claimed := {"text_label": "none", "exceptions": ["authorised_by_law"]}
	public_text.label.outcome == "review" with input as stating(claimed)
}

test_silence_is_no_answer if {
	count([answer | answer := public_text.label]) == 0 with input as {"subject": {}}
}
