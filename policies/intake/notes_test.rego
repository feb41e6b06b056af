package govern.intake.notes_test

import data.govern.intake.notes

kinds := {
	"joined_by_position", "join_mismatch", "synonyms_disagree", "undeclared_unit", "malformed", "unknown_field",
	"softer_environment", "artifact_mismatch", "encoding",
}

# A reader that noted one thing.
noting(kind) := {"subject": {}, "context": {"intake": [{"kind": kind, "message": "what was found", "at": ["/model/name"]}]}}

noting_nothing := {"subject": {}, "context": {"intake": []}}

test_joined_by_position if {
	notes.joined_by_position.outcome == "fail" with input as noting("joined_by_position")
	notes.joined_by_position.outcome == "pass" with input as noting_nothing
}

test_join_mismatch if {
	notes.join_mismatch.outcome == "fail" with input as noting("join_mismatch")
	notes.join_mismatch.outcome == "pass" with input as noting_nothing
}

test_synonyms_disagree if {
	notes.synonyms_disagree.outcome == "fail" with input as noting("synonyms_disagree")
	notes.synonyms_disagree.outcome == "pass" with input as noting_nothing
}

test_undeclared_unit if {
	notes.undeclared_unit.outcome == "fail" with input as noting("undeclared_unit")
	notes.undeclared_unit.outcome == "pass" with input as noting_nothing
}

test_malformed if {
	notes.malformed.outcome == "fail" with input as noting("malformed")
	notes.malformed.outcome == "pass" with input as noting_nothing
}

test_unknown_field if {
	notes.unknown_field.outcome == "fail" with input as noting("unknown_field")
	notes.unknown_field.outcome == "pass" with input as noting_nothing
}

test_softer_environment if {
	notes.softer_environment.outcome == "fail" with input as noting("softer_environment")
	notes.softer_environment.outcome == "pass" with input as noting_nothing
}

test_artifact_mismatch if {
	notes.artifact_mismatch.outcome == "fail" with input as noting("artifact_mismatch")
	notes.artifact_mismatch.outcome == "pass" with input as noting_nothing
}

test_encoding if {
	notes.encoding.outcome == "fail" with input as noting("encoding")
	notes.encoding.outcome == "pass" with input as noting_nothing
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
