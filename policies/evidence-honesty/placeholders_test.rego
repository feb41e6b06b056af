package govern.evidence_honesty.placeholders_test

import data.govern.evidence_honesty.placeholders

test_placeholders_fail if {
	notes := [{"kind": "placeholder", "message": "`TBD`", "at": ["/model/version"]}]
	answer := placeholders.no_placeholders with input as {"subject": {}, "context": {"intake": notes}}
	answer == {"outcome": "fail", "message": "placeholders (1): `TBD`", "at": ["/model/version"]}
}

test_other_notes_pass if {
	notes := [{"kind": "encoding", "message": "byte-order mark", "at": []}]
	answer := placeholders.no_placeholders with input as {"subject": {}, "context": {"intake": notes}}
	answer.outcome == "pass"
}

test_a_context_without_notes_is_no_answer if {
	count([a | a := placeholders.no_placeholders]) == 0 with input as {"subject": {}, "context": {}}
}
