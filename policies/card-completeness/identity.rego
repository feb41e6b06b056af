# What the model is, who answers for it, and what it was built from.
package govern.card_completeness.identity

# METADATA
# title: The card names the model
# description: A name that stays the same across versions.
# custom:
#   id: CC-01
#   severity: warn
#   basis: heuristic
#   citation: govern heuristic, inspired by model cards (Mitchell et al., 2019), model details
#   needs: [/model/name]
#   accepts: declared
#   remediation: Write `model.name`.
name := {"outcome": "pass", "at": ["/model/name"]} if input.subject.model.name

# METADATA
# title: The card names the version
# description: The version that the card describes.
# custom:
#   id: CC-02
#   severity: warn
#   basis: heuristic
#   citation: govern heuristic, inspired by model cards (Mitchell et al., 2019), model details
#   needs: [/model/version]
#   accepts: declared
#   remediation: Write `model.version`, as it is deployed.
version := {"outcome": "pass", "at": ["/model/version"]} if input.subject.model.version

# METADATA
# title: The card names an owner
# description: Every owner, a person or a team, has a name.
# custom:
#   id: CC-03
#   severity: {minimal: info, limited: warn, high: deny, critical: deny}
#   basis: heuristic
#   citation: govern heuristic, inspired by model cards (Mitchell et al., 2019), model details
#   needs: [/model/owners/*/name]
#   accepts: declared
#   remediation: Write `model.owners`, with a name for each.
owner := {"outcome": "pass", "at": ["/model/owners"]} if {
	count(input.subject.model.owners) > 0
	every person in input.subject.model.owners {
		person.name
	}
}

# METADATA
# title: The card is dated
# description: The date on which this version was trained or released.
# custom:
#   id: CC-04
#   severity: {minimal: info, limited: warn, high: warn, critical: warn}
#   basis: heuristic
#   citation: govern heuristic, inspired by model cards (Mitchell et al., 2019), model details
#   needs: [/model/created]
#   accepts: declared
#   remediation: Write `model.created` as YYYY-MM-DD.
date := {"outcome": "pass", "at": ["/model/created"]} if input.subject.model.created

# METADATA
# title: The card names a licence
# description: The terms under which the model may be used. Internal models have some, too.
# custom:
#   id: CC-05
#   severity: info
#   basis: heuristic
#   citation: govern heuristic, inspired by model cards (Mitchell et al., 2019), model details
#   needs: [/model/licenses]
#   accepts: declared
#   remediation: "Write `model.licenses`: SPDX identifiers, or `proprietary`."
licence := {"outcome": "pass", "at": ["/model/licenses"]} if count(input.subject.model.licenses) > 0

# METADATA
# title: Readers know whom to ask
# description: The owners or the provider can be reached.
# custom:
#   id: CC-17
#   severity: {minimal: info, limited: warn, high: warn, critical: warn}
#   basis: heuristic
#   citation: govern heuristic, inspired by model cards (Mitchell et al., 2019), model details
#   needs: [[/model/owners/*/contact, /model/provider/contact]]
#   accepts: declared
#   remediation: Write a `contact` for every owner, or `model.provider.contact`.
contact := {"outcome": "pass", "at": ["/model/provider/contact"]} if {
	input.subject.model.provider.contact
} else := {"outcome": "pass", "at": ["/model/owners"]} if {
	count(input.subject.model.owners) > 0
	every person in input.subject.model.owners {
		person.contact
	}
}

# METADATA
# title: The model can be traced to what it was built from
# description: The commit or the run that made it, or the models that it was derived from.
# custom:
#   id: CC-18
#   severity: {minimal: info, limited: warn, high: warn, critical: warn}
#   basis: heuristic
#   citation: govern heuristic
#   needs: [[/lineage/code_commit, /lineage/run_id, /model/base_models/*/name]]
#   accepts: declared
#   remediation: Write `lineage.code_commit` or `lineage.run_id`, or list `model.base_models` by name.
lineage := {"outcome": "pass", "at": ["/lineage/code_commit"]} if {
	input.subject.lineage.code_commit
} else := {"outcome": "pass", "at": ["/lineage/run_id"]} if {
	input.subject.lineage.run_id
} else := {"outcome": "pass", "at": ["/model/base_models"]} if {
	count(input.subject.model.base_models) > 0
	every model in input.subject.model.base_models {
		model.name
	}
}
