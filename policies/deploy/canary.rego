# How a canary widens.
package govern.deploy.canary

# METADATA
# title: the strategy is not a canary
# custom:
#   needs: [/deployment/strategy]
applies := input.subject.deployment.strategy == "canary"

# METADATA
# title: A canary starts small
# description: The traffic share of the first step.
# custom:
#   id: DEP-CAN-01
#   severity: {minimal: warn, limited: warn, high: deny, critical: deny}
#   basis: heuristic
#   citation: NIST AI RMF 1.0, MANAGE 4.1
#   needs: [/deployment/canary/initial_weight]
#   accepts: declared
#   remediation: Lower the first `setWeight`, or `canaryTrafficPercent`.
first_step := {
	"outcome": "fail",
	"message": sprintf("the first step gets %v %% of the traffic, more than %v %%", [weight, max(limits)]),
	"at": ["/deployment/canary/initial_weight"],
} if {
	weight > max(limits)
} else := {
	"outcome": "pass",
	"at": ["/deployment/canary/initial_weight"],
} if {
	weight <= min(limits)
} else := {
	"outcome": "review",
	"message": sprintf("the first step gets %v %% of the traffic, and the tier is not established", [weight]),
	"at": ["/deployment/canary/initial_weight"],
} if {
	is_number(weight)
}

weight := input.subject.deployment.canary.initial_weight

# While the tier is not established, any of them may hold.
limits := [value] if {
	value := data.params.deploy.max_initial_weight[input.context.tier]
} else := [value | some value in data.params.deploy.max_initial_weight]

# METADATA
# title: A canary widens in small steps
# description: Several steps lie before all traffic, and none of them adds too much at once.
# custom:
#   id: DEP-CAN-02
#   severity: warn
#   basis: heuristic
#   citation: NIST AI RMF 1.0, MANAGE 4.1
#   needs: [/deployment/canary/steps]
#   accepts: declared
#   remediation: Add `setWeight` steps between the first one and 100.
steps := {
	"outcome": "fail",
	"message": sprintf("steps before all traffic: %d, fewer than %v", [count(partial), data.params.deploy.min_steps]),
	"at": ["/deployment/canary/steps"],
} if {
	count(input.subject.deployment.canary.steps) > 0
	count(partial) < data.params.deploy.min_steps
} else := {
	"outcome": "fail",
	"message": sprintf("a step adds %v points, more than %v", [max(increases), data.params.deploy.max_weight_step]),
	"at": ["/deployment/canary/steps"],
} if {
	count(input.subject.deployment.canary.steps) > 0
	max(increases) > data.params.deploy.max_weight_step
} else := {
	"outcome": "pass",
	"at": ["/deployment/canary/steps"],
} if {
	count(input.subject.deployment.canary.steps) > 0
}

partial := [share | some share in input.subject.deployment.canary.steps; share < 100]

# From no traffic to all of it.
increases := [increase |
	shares := array.concat([0], array.concat(partial, [100]))
	some i, share in array.slice(shares, 1, count(shares))
	increase := share - shares[i]
]

# METADATA
# title: Every promotion of a canary is gated
# description: >-
#   Each increase of the traffic waits for an analysis or a person; otherwise for long enough to see what happens.
# custom:
#   id: DEP-CAN-03
#   severity: {minimal: warn, limited: warn, high: deny, critical: deny}
#   basis: heuristic
#   citation: NIST AI RMF 1.0, MANAGE 4.1
#   needs:
#     - /deployment/canary/gated
#     - [/deployment/canary/bake_seconds, /deployment/canary/manual_gate, /deployment/canary/analysis/present]
#   accepts: declared
#   remediation: Put an `analysis` or a `pause` without a duration after each `setWeight`.
gates := {
	"outcome": "fail",
	"message": "a promotion waits neither for an analysis nor for a person",
	"at": ["/deployment/canary/gated"],
} if {
	input.subject.deployment.canary.gated == false
} else := {
	"outcome": "fail",
	"message": sprintf("%v seconds between two increases, at least %v are asked for", [seconds, minimum]),
	"at": ["/deployment/canary/bake_seconds"],
} if {
	seconds := input.subject.deployment.canary.bake_seconds
	minimum := data.params.deploy.min_bake_seconds
	seconds < minimum
} else := {
	"outcome": "pass",
	"at": ["/deployment/canary/gated"],
} if {
	input.subject.deployment.canary.gated == true
}

# METADATA
# title: The analysis of a canary watches errors and predictions
# description: One metric of the analysis is an error rate, and one is about the model's quality.
# custom:
#   id: DEP-CAN-04
#   severity: warn
#   basis: guidance
#   citation: NIST AI RMF 1.0, MEASURE 2.4
#   needs: [/deployment/canary/analysis/present, /deployment/canary/analysis/error_metric, /deployment/canary/analysis/quality_metric]
#   accepts: declared
#   remediation: Give the AnalysisTemplate a metric for the error rate and one for the quality of the predictions.
analysis := {
	"outcome": "fail",
	"message": sprintf("the analysis has no %s", [concat(", no ", [names[leaf] | some leaf in lacking])]),
	"at": [sprintf("/deployment/canary/analysis/%s", [leaf]) | some leaf in lacking],
} if {
	lacking := [leaf | some leaf, _ in names; input.subject.deployment.canary.analysis[leaf] == false]
	count(lacking) > 0
} else := {
	"outcome": "pass",
	"at": ["/deployment/canary/analysis"],
} if {
	every leaf, _ in names {
		input.subject.deployment.canary.analysis[leaf] == true
	}
}

names := {"present": "run", "error_metric": "metric for errors", "quality_metric": "metric for the predictions"}
