# When nothing may change: only an organisation can say.
package govern.deploy.freeze

# METADATA
# title: the organisation policy has no change freezes
applies := false if {
	input.context.organisation == null
} else := count([freezes | freezes := input.context.organisation.freezes]) > 0

# METADATA
# title: No change freeze is on
# description: The date lies in none of the organisation's windows. They hold for staging and production.
# custom:
#   id: DEP-FRZ-01
#   severity: deny
#   basis: heuristic
#   citation: Change management of the organisation; SOC 2, CC8.1
#   needs: [/context/as_of]
#   accepts: declared
#   remediation: Deploy after the freeze, or have this control waived for an emergency.
no_freeze := {
	"outcome": "not_applicable",
	"message": sprintf("freezes do not hold for %s", [input.context.environment]),
	"at": [],
} if {
	input.context.environment in {"development", "test"}
} else := {
	"outcome": "fail",
	"message": concat("; ", [sprintf("frozen from %s to %s: %s", window) | some window in on]),
	"at": [],
} if {
	count(on) > 0
} else := {
	"outcome": "pass",
	"at": [],
} if {
	is_string(input.context.as_of)
}

on := [[freeze.from, freeze.to, object.get(freeze, "reason", "no reason given")] |
	some freeze in input.context.organisation.freezes
	freeze.from <= input.context.as_of
	input.context.as_of <= freeze.to
]
