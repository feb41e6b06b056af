# Which models there are: only an organisation can say.
package govern.deploy.inventory

# METADATA
# title: the organisation policy has no inventory
applies := false if {
	input.context.organisation == null
} else := count([inventory | inventory := input.context.organisation.inventory]) > 0

# METADATA
# title: The model is in the inventory
# description: Name and version are listed there, and not as retired.
# custom:
#   id: DEP-INV-01
#   severity: deny
#   basis: guidance
#   citation: NIST AI RMF 1.0, GOVERN 1.6; OSFI Guideline E-23
#   needs: [/model/name, /model/version]
#   accepts: declared
#   remediation: >-
#     Have the model entered into the inventory of the organisation policy, or deploy a version that is in use.
listed := {
	"outcome": "fail",
	"message": sprintf("%s %s is retired", [model.name, model.version]),
	"at": ["/model/name", "/model/version"],
} if {
	some entry in entries
	entry.status == "retired"
} else := {
	"outcome": "pass",
	"at": ["/model/name", "/model/version"],
} if {
	count(entries) > 0
} else := {
	"outcome": "fail",
	"message": sprintf("%s %s is not in the inventory", [model.name, model.version]),
	"at": ["/model/name", "/model/version"],
} if {
	is_string(model.name)
	is_string(model.version)
}

model := input.subject.model

# An entry without a version stands for every version.
entries := [entry |
	some entry in input.context.organisation.inventory
	entry.name == model.name
	object.get(entry, "version", model.version) == model.version
]
