# Articles 52 and 55: models with systemic risk.
package govern.eu_gpai.systemic

import data.govern.eu_gpai.duty
import data.govern.lib.answer
import data.govern.lib.dates

# METADATA
# title: Applies to providers of models with systemic risk (of models from before 2025-08-02 as of 2027-08-02)
# custom:
#   needs: [/purpose/role, /gpai/systemic_risk, /model/training_flops]
applies := false if {
	duty.binding == false
} else := false if {
	input.context.class.eu_scope.gpai_systemic == false
} else if {
	duty.binding == true
	input.context.class.eu_scope.gpai_systemic == true
}

# METADATA
# title: The Commission was notified within two weeks
# description: >-
#   The provider notifies the Commission without delay, and within two weeks after the condition for systemic risk is met
#   or it becomes known that it will be met.
# custom:
#   id: EUAIA-52-1
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 52(1)
#   effective_from: "2025-08-02"
#   needs: [/gpai/threshold_met, /gpai/notified]
#   accepts: declared
#   remediation: >-
#     Notify the Commission; give the date of the notification in gpai.notified and the date of the condition in
#     gpai.threshold_met.
notification := {
	"outcome": "fail",
	"message": sprintf("notified on %s, %d days after the condition was met", [input.subject.gpai.notified, days]),
	"at": ["/gpai/threshold_met", "/gpai/notified"],
} if {
	days := dates.days_between(input.subject.gpai.threshold_met, input.subject.gpai.notified)
	days > 14
} else := {
	"outcome": "fail",
	"message": sprintf("the date of the notification, %s, has not come yet", [input.subject.gpai.notified]),
	"at": ["/gpai/notified"],
} if {
	input.subject.gpai.notified > input.context.as_of
} else := {
	"outcome": "pass",
	"at": ["/gpai/threshold_met", "/gpai/notified"],
} if {
	input.subject.gpai.threshold_met
	input.subject.gpai.notified
}

# METADATA
# title: Model evaluation and adversarial testing
# description: >-
#   The model is evaluated by standardised protocols and tools of the state of the art, which includes adversarial testing
#   that is documented.
# custom:
#   id: EUAIA-55-1a
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 55(1)(a)
#   effective_from: "2025-08-02"
#   needs: [/gpai/evaluations, /gpai/red_team]
#   accepts: declared
#   remediation: List the evaluations in gpai.evaluations, do adversarial testing, and set gpai.red_team to true.
evaluation := {
	"outcome": "fail",
	"message": "no adversarial testing was done",
	"at": ["/gpai/red_team"],
} if {
	input.subject.gpai.red_team == false
} else := {
	"outcome": "fail",
	"message": "the card says that there are no evaluations",
	"at": ["/gpai/evaluations"],
} if {
	some text in input.subject.gpai.evaluations
	answer.none(text)
} else := {
	"outcome": "pass",
	"at": ["/gpai/evaluations", "/gpai/red_team"],
} if {
	count(input.subject.gpai.evaluations) > 0
	input.subject.gpai.red_team == true
}

# METADATA
# title: Systemic risks are assessed and mitigated
# description: Possible systemic risks at Union level, and their sources, are assessed and mitigated.
# custom:
#   id: EUAIA-55-1b
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 55(1)(b)
#   effective_from: "2025-08-02"
#   needs: [/gpai/risk_mitigation]
#   accepts: declared
#   remediation: Describe the systemic risks and their mitigation in gpai.risk_mitigation.
risk_mitigation := described("risk_mitigation")

# METADATA
# title: Serious incidents are tracked and reported
# description: >-
#   Serious incidents and possible corrective measures are tracked, documented, and reported without undue delay to the
#   AI Office and, where appropriate, to national authorities.
# custom:
#   id: EUAIA-55-1c
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 55(1)(c)
#   effective_from: "2025-08-02"
#   needs: [/gpai/incident_reporting]
#   accepts: declared
#   remediation: Describe in gpai.incident_reporting how incidents are tracked and reported, by whom, and how fast.
incident_reporting := described("incident_reporting")

# METADATA
# title: Model and infrastructure are protected
# description: The model and its physical infrastructure have an adequate level of cybersecurity protection.
# custom:
#   id: EUAIA-55-1d
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 55(1)(d)
#   effective_from: "2025-08-02"
#   needs: [/gpai/cybersecurity]
#   accepts: declared
#   remediation: Describe in gpai.cybersecurity how weights, algorithms and servers are protected against theft and misuse.
cybersecurity := described("cybersecurity")

described(leaf) := {
	"outcome": "fail",
	"message": "the card says that there is none",
	"at": [sprintf("/gpai/%s", [leaf])],
} if {
	answer.none(input.subject.gpai[leaf])
} else := {
	"outcome": "pass",
	"at": [sprintf("/gpai/%s", [leaf])],
} if {
	input.subject.gpai[leaf]
}
