# Fields that are filled with words that say nothing.
package govern.evidence_honesty.placeholders

notes := [note | some note in input.context.intake; note.kind == "placeholder"]

# METADATA
# title: No field is filled with a placeholder
# description: >-
#   `TBD`, `[More Information Needed]` and the like count as not answered: the controls that need such a field have no
#   answer.
# custom:
#   id: EH-08
#   severity: warn
#   basis: heuristic
#   citation: govern heuristic
#   remediation: Write the fact, or remove the field.
#   kind: defect
no_placeholders := {
	"outcome": "fail",
	"message": sprintf("placeholders (%d): %s", [
		count(notes),
		concat("; ", array.slice([replace(note.message, ", which is no answer", "") | some note in notes], 0, 3)),
	]),
	"at": [pointer | some note in notes; some pointer in note.at],
} if {
	count(notes) > 0
} else := {"outcome": "pass", "at": []} if {
	is_array(input.context.intake)
}
