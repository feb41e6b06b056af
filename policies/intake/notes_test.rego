package govern.intake.notes_test

import data.govern.intake.notes

kinds := {
	"joined_by_position", "join_mismatch", "synonyms_disagree", "undeclared_unit", "malformed", "unknown_field",
	"softer_environment", "artifact_mismatch", "duplicate_name", "encoding",
}

test_each_kind_of_note_fails_its_control_and_no_other if {
	every kind in kinds {
		note := {"kind": kind, "message": "what was found", "at": ["/model/name"]}
		found := notes with input as {"subject": {}, "context": {"intake": [note]}}
		found[kind] == {"outcome": "fail", "message": "what was found", "at": ["/model/name"]}
		every other in kinds - {kind} {
			found[other].outcome == "pass"
		}
	}
}

test_no_notes_pass if {
	found := notes with input as {"subject": {}, "context": {"intake": []}}
	every kind in kinds {
		found[kind] == {"outcome": "pass", "at": []}
	}
}

test_a_context_without_notes_is_no_answer if {
	found := notes with input as {"subject": {}, "context": {}}
	count([kind | some kind in kinds; found[kind]]) == 0
}

test_the_first_three_messages_are_quoted if {
	four := [{"kind": "malformed", "message": message, "at": []} | some message in ["a", "b", "c", "d"]]
	answer := notes.malformed with input as {"subject": {}, "context": {"intake": four}}
	answer.message == "a; b; c; and 1 more"
}
