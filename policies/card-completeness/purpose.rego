# What the model is for, what it is not for, and what can go wrong.
package govern.card_completeness.purpose

# METADATA
# title: The card says what the model is for
# description: Each intended use in a sentence. Without it nobody can judge whether a use is within bounds.
# custom:
#   id: CC-06
#   severity: {minimal: warn, limited: deny, high: deny, critical: deny}
#   basis: guidance
#   citation: NIST AI RMF 1.0, MAP 1.1 (intended purposes, users and context)
#   needs: [/purpose/intended_use]
#   accepts: declared
#   remediation: List `purpose.intended_use`, one sentence each.
intended_use := {"outcome": "pass", "at": ["/purpose/intended_use"]} if count(input.subject.purpose.intended_use) > 0

# METADATA
# title: The card says what the model is not for
# description: Uses that are excluded. `none` is an answer where no use is.
# custom:
#   id: CC-07
#   severity: {minimal: info, limited: warn, high: deny, critical: deny}
#   basis: guidance
#   citation: NIST AI RMF 1.0, MAP 3.3 (scope of application)
#   needs: [/purpose/out_of_scope]
#   accepts: declared
#   remediation: List `purpose.out_of_scope`, one sentence each.
out_of_scope := {"outcome": "pass", "at": ["/purpose/out_of_scope"]} if count(input.subject.purpose.out_of_scope) > 0

# METADATA
# title: The card says who uses the model
# description: The persons or systems that its output is for.
# custom:
#   id: CC-08
#   severity: {minimal: info, limited: warn, high: deny, critical: deny}
#   basis: guidance
#   citation: NIST AI RMF 1.0, MAP 1.1 (intended purposes, users and context)
#   needs: [/purpose/users]
#   accepts: declared
#   remediation: List `purpose.users`.
users := {"outcome": "pass", "at": ["/purpose/users"]} if count(input.subject.purpose.users) > 0

# METADATA
# title: The card states limitations
# description: Conditions under which the model does not work, or works less well.
# custom:
#   id: CC-13
#   severity: {minimal: info, limited: warn, high: deny, critical: deny}
#   basis: guidance
#   citation: NIST AI RMF 1.0, MAP 2.2
#   needs: [/limitations]
#   accepts: declared
#   remediation: List `limitations`, one sentence each.
limitations := {"outcome": "pass", "at": ["/limitations"]} if count(input.subject.limitations) > 0

# METADATA
# title: Ethical considerations or risks come with a mitigation
# description: At least one is named, and each says what is done about it.
# custom:
#   id: CC-14
#   severity: {minimal: info, limited: info, high: warn, critical: warn}
#   basis: heuristic
#   citation: govern heuristic, inspired by model cards (Mitchell et al., 2019), ethical considerations
#   needs: [[/ethics/*/mitigation, /risk/register/*/mitigation]]
#   accepts: declared
#   remediation: List `ethics` or `risk.register`, each with a name and a mitigation.
ethics := {"outcome": "pass", "at": ["/ethics"]} if {
	count(input.subject.ethics) > 0
	every consideration in input.subject.ethics {
		consideration.mitigation
	}
} else := {"outcome": "pass", "at": ["/risk/register"]} if {
	count(input.subject.risk.register) > 0
	every risk in input.subject.risk.register {
		risk.mitigation
	}
}

# METADATA
# title: The card says how people watch over the model
# description: Measures of human oversight.
# custom:
#   id: CC-16
#   severity: {minimal: info, limited: info, high: deny, critical: deny}
#   basis: guidance
#   citation: NIST AI RMF 1.0, MAP 3.5
#   needs: [/oversight/measures]
#   accepts: declared
#   remediation: List `oversight.measures`.
oversight := {"outcome": "pass", "at": ["/oversight/measures"]} if count(input.subject.oversight.measures) > 0
