# What every subject must say about itself.
package govern.intake.subject

# METADATA
# title: It is known where the model is used
# description: >-
#   The organisation or the card names the jurisdictions. Which law applies follows from them, so none at all is no
#   answer, and never "no law applies".
# custom:
#   id: IN-JUR-01
#   severity: deny
#   basis: heuristic
#   citation: govern heuristic
#   needs: [/context/jurisdictions]
#   accepts: declared
#   remediation: >-
#     List in `purpose.jurisdictions` where the model is placed on the market, put into service or its output is used,
#     such as `["EU", "US-CA"]`.
jurisdictions := {"outcome": "pass", "at": []} if count(input.context.jurisdictions) > 0

# METADATA
# title: The subject has a name and a version
# description: Without both, a decision cannot be found again, nor be told from that about another version.
# custom:
#   id: IN-NAME-01
#   severity: deny
#   basis: heuristic
#   citation: govern heuristic, inspired by NIST AI RMF 1.0, GOVERN 1.6
#   needs: [[/model/name, /deployment/name], [/model/version, /deployment/model_ref/version]]
#   accepts: declared
#   remediation: Write `model.name` and `model.version`.
name_and_version := {"outcome": "pass", "at": [pointer | some pointer in (names | versions)]} if {
	count(names) > 0
	count(versions) > 0
}

names contains "/model/name" if input.subject.model.name

names contains "/deployment/name" if input.subject.deployment.name

versions contains "/model/version" if input.subject.model.version

versions contains "/deployment/model_ref/version" if input.subject.deployment.model_ref.version
