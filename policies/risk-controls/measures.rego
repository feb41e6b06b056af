# What a model of each tier must have in place.
package govern.risk_controls.measures

import data.govern.lib.dates

# METADATA
# title: Somebody is accountable, and can be reached
# description: Every owner is named with a contact.
# custom:
#   id: RISK-C-01
#   severity: {minimal: warn, limited: deny, high: deny, critical: deny}
#   basis: heuristic
#   citation: govern heuristic, inspired by NIST AI RMF 1.0, GOVERN 2.1
#   needs: [/model/owners/*/name, /model/owners/*/contact]
#   accepts: declared
#   remediation: "Write `model.owners`: a name and a contact (e-mail address, channel or URL) for each."
owner := {"outcome": "pass", "at": ["/model/owners"]} if {
	count(input.subject.model.owners) > 0
	every person in input.subject.model.owners {
		person.name
		person.contact
	}
}

# METADATA
# title: Limitations are documented
# description: The card says where the model does not work, or works less well.
# custom:
#   id: RISK-C-02
#   severity: {minimal: info, limited: warn, high: deny, critical: deny}
#   basis: guidance
#   citation: NIST AI RMF 1.0, MAP 2.2
#   needs: [/limitations]
#   accepts: declared
#   remediation: List known limitations in `limitations`, one sentence each.
limitations := {"outcome": "pass", "at": ["/limitations"]} if count(input.subject.limitations) > 0

# METADATA
# title: The model was validated independently
# description: Somebody who did not develop the model has validated it.
# custom:
#   id: RISK-C-03
#   severity: {minimal: info, limited: info, high: deny, critical: deny}
#   basis: guidance
#   citation: SR 26-2, independent validation
#   needs: [/validation/independent, /validation/validator, /model/developers]
#   accepts: declared
#   remediation: >-
#     Have the model validated by a person or team outside of its development; name it in `validation.validator`, set
#     `validation.independent`, and name the developers in `model.developers`.
independent_validation := {
	"outcome": "fail",
	"message": "the validation was not independent",
	"at": ["/validation/independent"],
} if {
	input.subject.validation.independent == false
} else := {
	"outcome": "fail",
	"message": "the validator is one of the developers",
	"at": ["/validation/validator", "/model/developers"],
} if {
	lower(input.subject.validation.validator) in {lower(developer) | some developer in input.subject.model.developers}
} else := {
	"outcome": "pass",
	"at": ["/validation/independent", "/validation/validator"],
} if {
	input.subject.validation.independent == true
}

# METADATA
# title: The last validation is recent enough
# description: >-
#   The last validation is not older than the materiality of the model allows; where exposure and purpose are not rated,
#   the shortest period counts. SR 26-2 itself sets no period.
# custom:
#   id: RISK-C-04
#   severity: {minimal: info, limited: warn, high: deny, critical: deny}
#   basis: heuristic
#   citation: govern heuristic, inspired by SR 26-2 (validation in proportion to materiality)
#   needs: [/validation/date]
#   accepts: declared
#   remediation: Validate the model again, and write the date into `validation.date`.
recent_validation := {
	"outcome": "fail",
	"message": sprintf("the validation is dated %s, which is still to come", [input.subject.validation.date]),
	"at": ["/validation/date"],
} if {
	validation_age < 0
} else := {
	"outcome": "fail",
	"message": sprintf("last validated %d days ago, on %s; at most %d are allowed", [
		validation_age,
		input.subject.validation.date,
		validation_limit,
	]),
	"at": ["/validation/date"],
} if {
	validation_age > validation_limit
} else := {
	"outcome": "pass",
	"at": ["/validation/date"],
} if {
	validation_age <= validation_limit
}

validation_age := dates.age_days(input.subject.validation.date)

limits := data.params.risk_controls.revalidation_max_age_days

validation_limit := days if {
	days := limits[input.context.class.risk.materiality]
} else := min([days | some days in limits])

# METADATA
# title: The next review is scheduled, and not overdue
# description: The card names the day by which the model is reviewed again, and that day has not passed.
# custom:
#   id: RISK-C-05
#   severity: {minimal: info, limited: warn, high: deny, critical: deny}
#   basis: guidance
#   citation: NIST AI RMF 1.0, GOVERN 1.5
#   needs: [/validation/next_due]
#   accepts: declared
#   remediation: Review the model, and write the next day into `validation.next_due`.
next_review := {
	"outcome": "fail",
	"message": sprintf("the review was due on %s", [input.subject.validation.next_due]),
	"at": ["/validation/next_due"],
} if {
	input.subject.validation.next_due < input.context.as_of
} else := {
	"outcome": "pass",
	"at": ["/validation/next_due"],
} if {
	input.subject.validation.next_due >= input.context.as_of
}

# METADATA
# title: The model is monitored by a plan
# description: The plan, the metrics that are watched, and who is responsible are stated.
# custom:
#   id: RISK-C-06
#   severity: {minimal: info, limited: warn, high: deny, critical: deny}
#   basis: guidance
#   citation: NIST AI RMF 1.0, MANAGE 4.1
#   needs: [/monitoring/plan, /monitoring/metrics, /monitoring/owner]
#   accepts: declared
#   remediation: Write `monitoring.plan`, `monitoring.metrics` and `monitoring.owner`.
monitoring_plan := {
	"outcome": "pass",
	"at": ["/monitoring/plan", "/monitoring/metrics", "/monitoring/owner"],
} if {
	input.subject.monitoring.plan
	count(input.subject.monitoring.metrics) > 0
	input.subject.monitoring.owner
}

# METADATA
# title: There is a way back
# description: A rollback plan exists, or the platform rolls back by itself.
# custom:
#   id: RISK-C-07
#   severity: {minimal: info, limited: warn, high: deny, critical: deny}
#   basis: guidance
#   citation: NIST AI RMF 1.0, MANAGE 2.4
#   needs: [[/documents/rollback_plan/uri, /deployment/rollback/automatic]]
#   accepts: declared
#   remediation: Name the plan in `documents.rollback_plan.uri`, or configure automatic rollback in the manifest.
rollback := {
	"outcome": "pass",
	"at": ["/documents/rollback_plan/uri"],
} if {
	input.subject.documents.rollback_plan.uri
} else := {
	"outcome": "pass",
	"at": ["/deployment/rollback/automatic"],
} if {
	input.subject.deployment.rollback.automatic == true
} else := {
	"outcome": "fail",
	"message": "rollback is not automatic, and no rollback plan is named",
	"at": ["/deployment/rollback/automatic"],
} if {
	input.subject.deployment.rollback.automatic == false
}

# METADATA
# title: A person watches over the model, and can overrule it
# description: Measures of oversight are described; an overseer can reverse an output and stop the system.
# custom:
#   id: RISK-C-08
#   severity: {minimal: info, limited: info, high: deny, critical: deny}
#   basis: guidance
#   citation: NIST AI RMF 1.0, MAP 3.5
#   needs: [/oversight/measures, /oversight/override, /oversight/stop_mechanism]
#   accepts: declared
#   remediation: Describe `oversight.measures`; set `oversight.override` and `oversight.stop_mechanism` to true once they exist.
human_oversight := {
	"outcome": "fail",
	"message": sprintf("no person can %s", [concat(" or ", [verb | some _, verb in lacking])]),
	"at": [sprintf("/oversight/%s", [means]) | some means, _ in lacking],
} if {
	count(lacking) > 0
} else := {
	"outcome": "pass",
	"at": ["/oversight/measures", "/oversight/override", "/oversight/stop_mechanism"],
} if {
	count(input.subject.oversight.measures) > 0
	input.subject.oversight.override == true
	input.subject.oversight.stop_mechanism == true
}

lacking[means] := verb if {
	some means, verb in {"override": "override an output", "stop_mechanism": "stop the system"}
	input.subject.oversight[means] == false
}

# METADATA
# title: Risks are listed with what is done about them
# description: Every entry of the risk register has a mitigation, and the risk that remains is stated.
# custom:
#   id: RISK-C-09
#   severity: {minimal: info, limited: info, high: deny, critical: deny}
#   basis: guidance
#   citation: NIST AI RMF 1.0, MANAGE 1.4
#   needs: [/risk/register/*/name, /risk/register/*/mitigation, /risk/residual_risk]
#   accepts: declared
#   remediation: List `risk.register` with name, severity, likelihood and mitigation, and write `risk.residual_risk`.
risk_register := {"outcome": "pass", "at": ["/risk/register", "/risk/residual_risk"]} if {
	input.subject.risk.residual_risk
	count(input.subject.risk.register) > 0
	every risk in input.subject.risk.register {
		risk.name
		risk.mitigation
	}
}

# METADATA
# title: Incidents are handled, and use can be suspended
# description: The card says how incidents are handled, and how the model is taken out of use.
# custom:
#   id: RISK-C-10
#   severity: {minimal: info, limited: info, high: deny, critical: deny}
#   basis: guidance
#   citation: NIST AI RMF 1.0, MANAGE 4.3
#   needs: [/monitoring/incident_process, /monitoring/suspension_path]
#   accepts: declared
#   remediation: Write `monitoring.incident_process` and `monitoring.suspension_path`.
incident_process := {
	"outcome": "pass",
	"at": ["/monitoring/incident_process", "/monitoring/suspension_path"],
} if {
	input.subject.monitoring.incident_process
	input.subject.monitoring.suspension_path
}

# METADATA
# title: Materiality is rated
# description: >-
#   Exposure and purpose are rated low, medium or high; together they give the materiality, T1 to T3. The guidance
#   leaves generative and agentic AI out of its scope, and addresses banks.
# custom:
#   id: RISK-C-11
#   severity: {minimal: info, limited: info, high: warn, critical: warn}
#   basis: guidance
#   citation: SR 26-2, materiality
#   needs: [/risk/exposure, /risk/materiality_purpose]
#   accepts: declared
#   remediation: Rate `risk.exposure` and `risk.materiality_purpose` as low, medium or high.
materiality := {"outcome": "pass", "at": ["/risk/exposure", "/risk/materiality_purpose"]} if {
	input.context.class.risk.materiality
}
