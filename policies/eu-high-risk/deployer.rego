# Article 26: obligations of deployers.
package govern.eu_high_risk.deployer

import data.govern.eu_high_risk.roles

# METADATA
# title: only deployers of high-risk systems have this duty
# custom:
#   needs: [/purpose/role]
applies := roles.deployer

# METADATA
# title: The instructions for use are on file
# description: The deployer has the instructions for use that it must follow.
# custom:
#   id: EUAIA-26-01
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 26(1)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/documents/instructions_for_use/uri]
#   accepts: declared
#   remediation: Obtain the instructions from the provider, and give their place at `documents.instructions_for_use.uri`.
instructions := {
	"outcome": "pass",
	"at": ["/documents/instructions_for_use/uri"],
} if {
	input.subject.documents.instructions_for_use.uri
}

# METADATA
# title: Oversight is assigned to competent persons
# description: Oversight is assigned to persons who have the competence, training and authority that they need.
# custom:
#   id: EUAIA-26-02
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 26(2)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs:
#     - /oversight/overseers/*/role
#     - /oversight/overseers/*/competence
#     - /oversight/overseers/*/training
#     - /oversight/overseers/*/authority
#   accepts: declared
#   remediation: Give every entry of `oversight.overseers` its `role`, `competence`, `training` and `authority`.
overseers := {
	"outcome": "pass",
	"at": ["/oversight/overseers"],
} if {
	count(input.subject.oversight.overseers) > 0
	every overseer in input.subject.oversight.overseers {
		overseer.role
		overseer.competence
		overseer.training
		overseer.authority
	}
}

# METADATA
# title: Input data are relevant and representative
# description: The deployer ensures that input data under its control are relevant and sufficiently representative.
# custom:
#   id: EUAIA-26-04
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 26(4)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/monitoring/input_representativeness]
#   accepts: declared
#   remediation: Say how in `monitoring.input_representativeness`.
input_data := {
	"outcome": "pass",
	"at": ["/monitoring/input_representativeness"],
} if {
	input.subject.monitoring.input_representativeness
}

# METADATA
# title: Operation is monitored and can be suspended
# description: The deployer monitors the operation, and knows how to suspend the use and whom to inform.
# custom:
#   id: EUAIA-26-05
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 26(5)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/monitoring/plan, /monitoring/suspension_path]
#   accepts: declared
#   remediation: Describe the monitoring in `monitoring.plan`, and the way to suspend the use in `monitoring.suspension_path`.
monitoring := {
	"outcome": "pass",
	"at": ["/monitoring/plan", "/monitoring/suspension_path"],
} if {
	input.subject.monitoring.plan
	input.subject.monitoring.suspension_path
}

# METADATA
# title: The deployer keeps logs for six months
# description: The deployer keeps the logs that are under its control for at least six months.
# custom:
#   id: EUAIA-26-06
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 26(6)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/monitoring/log_retention_days]
#   accepts: declared
#   remediation: Keep logs for at least 183 days, and write the number to `monitoring.log_retention_days`.
log_retention := {
	"outcome": "fail",
	"message": sprintf("logs are kept for %d days, not for 183", [input.subject.monitoring.log_retention_days]),
	"at": ["/monitoring/log_retention_days"],
} if {
	input.subject.monitoring.log_retention_days < 183
} else := {
	"outcome": "pass",
	"at": ["/monitoring/log_retention_days"],
} if {
	input.subject.monitoring.log_retention_days >= 183
}

# METADATA
# title: Workers are informed
# description: Before a system is used at the workplace, workers and their representatives are informed.
# custom:
#   id: EUAIA-26-07
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 26(7)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/purpose/domain, /context/class/eu_scope/employment]
#   accepts: declared
#   remediation: Say how workers and their representatives are informed in `transparency.workers_informed`.
workers := {
	"outcome": "not_applicable",
	"message": "the system is not used on workers or applicants",
	"at": ["/purpose/domain"],
} if {
	input.context.class.eu_scope.employment == false
} else := {
	"outcome": "pass",
	"at": ["/transparency/workers_informed"],
} if {
	input.context.class.eu_scope.employment == true
	input.subject.transparency.workers_informed
} else := {
	"outcome": "fail",
	"message": "nothing says how workers and their representatives are informed",
	"at": ["/purpose/domain"],
} if {
	input.context.class.eu_scope.employment == true
}

# METADATA
# title: A public body uses registered systems only
# description: Public authorities and Union bodies register their use, and use no system that is not registered.
# custom:
#   id: EUAIA-26-08
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 26(8) and Article 49(3)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/purpose/public_body]
#   accepts: declared
#   remediation: >-
#     Set `purpose.public_body`; where it is true, give the registration in `conformity.eu_database_id` (critical
#     infrastructure: `conformity.national_registration`).
public_registration := {
	"outcome": "not_applicable",
	"message": "the deployer is not a public body",
	"at": ["/purpose/public_body"],
} if {
	input.subject.purpose.public_body == false
} else := {
	"outcome": "pass",
	"at": ["/conformity"],
} if {
	input.subject.purpose.public_body == true
	registered
} else := {
	"outcome": "fail",
	"message": "used by a public body, and no registration is stated",
	"at": ["/purpose/public_body"],
} if {
	input.subject.purpose.public_body == true
}

registered if input.subject.conformity.eu_database_id

registered if input.subject.conformity.national_registration

# METADATA
# title: The data protection impact assessment uses the instructions
# description: Where personal data are processed, the data protection impact assessment uses the information of Article 13.
# custom:
#   id: EUAIA-26-09
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 26(9)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/data/personal_data]
#   accepts: declared
#   remediation: >-
#     Set `data.personal_data`; where it is true, give the assessment at `documents.dpia.uri`, and set
#     `conformity.dpia_uses_instructions` to true once it uses the instructions for use.
dpia := {
	"outcome": "not_applicable",
	"message": "no personal data are processed",
	"at": ["/data/personal_data"],
} if {
	input.subject.data.personal_data == false
} else := {
	"outcome": "pass",
	"at": ["/documents/dpia/uri", "/conformity/dpia_uses_instructions"],
} if {
	input.subject.data.personal_data == true
	input.subject.documents.dpia.uri
	input.subject.conformity.dpia_uses_instructions == true
} else := {
	"outcome": "fail",
	"message": "personal data are processed, and no data protection impact assessment is stated to use the instructions",
	"at": ["/data/personal_data"],
} if {
	input.subject.data.personal_data == true
}

# METADATA
# title: Affected persons are informed
# description: Persons about whom an Annex III system makes, or helps to make, decisions are told that it is used.
# custom:
#   id: EUAIA-26-11
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 26(11)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/purpose/decision/affects_persons]
#   accepts: declared
#   remediation: >-
#     Set `purpose.decision.affects_persons`; where it is true, say how these persons are informed in
#     `transparency.affected_persons_notice`.
affected_persons := {
	"outcome": "not_applicable",
	"message": "no natural persons are affected",
	"at": ["/purpose/decision/affects_persons"],
} if {
	input.subject.purpose.decision.affects_persons == false
} else := {
	"outcome": "pass",
	"at": ["/purpose/decision/affects_persons", "/transparency/affected_persons_notice"],
} if {
	input.subject.purpose.decision.affects_persons == true
	input.subject.transparency.affected_persons_notice
} else := {
	"outcome": "fail",
	"message": "natural persons are affected, and nothing says how they are informed",
	"at": ["/purpose/decision/affects_persons"],
} if {
	input.subject.purpose.decision.affects_persons == true
}
