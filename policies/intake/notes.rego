# One control for every kind of note that the reader leaves; the message quotes the notes.
package govern.intake.notes

# METADATA
# title: Card and manifest name each other
# description: A manifest that names no model was joined with the only card beside it. The join is a guess.
# custom:
#   id: IN-JOIN-01
#   severity: warn
#   basis: heuristic
#   citation: govern heuristic
#   remediation: >-
#     Name the model in the manifest, by the annotation `govern.dev/model-card` or by the name and version of the
#     card.
#   kind: defect
joined_by_position := answer("joined_by_position")

# METADATA
# title: The manifest deploys what the card describes
# description: A manifest names another name, version or digest than the card that it was joined with.
# custom:
#   id: IN-JOIN-02
#   severity: deny
#   basis: heuristic
#   citation: govern heuristic
#   remediation: >-
#     Check the card of the version that is deployed, or correct name, version and digest in the manifest.
#   kind: defect
join_mismatch := answer("join_mismatch")

# METADATA
# title: Fields that mean the same agree
# description: Two fields of one document mean the same and disagree. The worse value counted.
# custom:
#   id: IN-SYN-01
#   severity: warn
#   basis: heuristic
#   citation: govern heuristic
#   remediation: Keep one of the fields, with the right value.
#   kind: defect
synonyms_disagree := answer("synonyms_disagree")

# METADATA
# title: Units are declared
# description: A number above 1 was read as a percentage, because its metric is a ratio.
# custom:
#   id: IN-UNIT-01
#   severity: warn
#   basis: heuristic
#   citation: govern heuristic
#   remediation: Write the ratio (`0.93`), or state the unit (`percent`).
#   kind: defect
undeclared_unit := answer("undeclared_unit")

# METADATA
# title: Values have the right type
# description: >-
#   A value has the wrong type, is not in the vocabulary or is no date. It counts as not answered, so the controls
#   that need it have no answer.
# custom:
#   id: IN-TYPE-01
#   severity: warn
#   basis: heuristic
#   citation: govern heuristic
#   remediation: Write a value of the type and vocabulary that the message names.
#   kind: defect
malformed := answer("malformed")

# METADATA
# title: Every field is known
# description: >-
#   A field of a native card or manifest is not in its schema, so nothing read it. Often it is a misspelling.
# custom:
#   id: IN-FIELD-01
#   severity: warn
#   basis: heuristic
#   citation: govern heuristic
#   remediation: Correct the name of the field, or move the fact to a field that the schema has.
#   kind: defect
unknown_field := answer("unknown_field")

# METADATA
# title: The named environment is not softer than the manifest's
# description: >-
#   The command line names an environment that is less strict than the one that the manifest deploys to. The
#   stricter one counted.
# custom:
#   id: IN-ENV-01
#   severity: deny
#   basis: heuristic
#   citation: govern heuristic
#   remediation: Name the environment of the manifest, or leave the flag out.
#   kind: defect
softer_environment := answer("softer_environment")

# METADATA
# title: The card describes the artefact
# description: The card names another digest than the artefact has.
# custom:
#   id: IN-ART-01
#   severity: deny
#   basis: heuristic
#   citation: govern heuristic
#   remediation: Check the card of this artefact, or write its digest into `model.digest`.
#   kind: defect
artifact_mismatch := answer("artifact_mismatch")

# METADATA
# title: The file's form is usual
# description: >-
#   The file could be read, but something about its form is unusual, such as a byte-order mark or JSON in a
#   string.
# custom:
#   id: IN-FORM-01
#   severity: info
#   basis: heuristic
#   citation: govern heuristic
#   remediation: Save the file as plain UTF-8 without a byte-order mark, as one document.
#   kind: defect
encoding := answer("encoding")

answer(kind) := {
	"outcome": "fail",
	"message": quoted([note.message | some note in found]),
	"at": [pointer | some note in found; some pointer in note.at],
} if {
	found := [note | some note in input.context.intake; note.kind == kind]
	count(found) > 0
} else := {
	"outcome": "pass",
	"at": [],
} if {
	is_array(input.context.intake)
}

# The first three messages, and how many more there are.
quoted(messages) := concat("; ", messages) if {
	count(messages) <= 3
} else := sprintf("%s; and %d more", [concat("; ", array.slice(messages, 0, 3)), count(messages) - 3])
