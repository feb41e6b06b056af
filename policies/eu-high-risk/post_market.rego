# Articles 72 and 73: post-market monitoring and serious incidents.
package govern.eu_high_risk.post_market

import data.govern.eu_high_risk.roles

# METADATA
# title: only providers of high-risk systems have this duty
# custom:
#   needs: [/purpose/role]
applies := roles.provider

# METADATA
# title: A post-market monitoring plan is in place
# description: The plan exists and says what is watched, how often, and who is responsible.
# custom:
#   id: EUAIA-72-01
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 72(1) to (3)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/documents/post_market_plan/uri, /monitoring/metrics, /monitoring/cadence, /monitoring/owner]
#   accepts: declared
#   remediation: Give the plan at `documents.post_market_plan.uri`, and fill in `monitoring.metrics`, `.cadence` and `.owner`.
plan := {
	"outcome": "pass",
	"at": ["/documents/post_market_plan/uri", "/monitoring/metrics", "/monitoring/cadence", "/monitoring/owner"],
} if {
	input.subject.documents.post_market_plan.uri
	input.subject.monitoring.metrics
	input.subject.monitoring.cadence
	input.subject.monitoring.owner
}

# METADATA
# title: Serious incidents are reported in time
# description: >-
#   The incident process meets the deadlines: 15 days in general, 10 days after a death, 2 days for a widespread infringement or
#   a disruption of critical infrastructure.
# custom:
#   id: EUAIA-73-01
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 73(2) to (4)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/monitoring/incident_process, /monitoring/incident_deadline_days, /conformity/serious_incident_scope]
#   accepts: declared
#   remediation: >-
#     Describe the process in `monitoring.incident_process`, give its longest deadline as `monitoring.incident_deadline_days`,
#     and list the deadlines that it covers (`general`, `death`, `widespread`) in `conformity.serious_incident_scope`.
incidents := {
	"outcome": "fail",
	"message": sprintf("serious incidents are reported within %d days, not within 15", [input.subject.monitoring.incident_deadline_days]),
	"at": ["/monitoring/incident_deadline_days"],
} if {
	input.subject.monitoring.incident_deadline_days > 15
} else := {
	"outcome": "fail",
	"message": sprintf("deadlines that the incident process does not cover: %s", [concat(", ", missing)]),
	"at": ["/conformity/serious_incident_scope"],
} if {
	covered := input.subject.conformity.serious_incident_scope
	missing := {"general", "death", "widespread"} - {deadline | some deadline in covered}
	count(missing) > 0
} else := {
	"outcome": "pass",
	"at": ["/monitoring/incident_process", "/monitoring/incident_deadline_days", "/conformity/serious_incident_scope"],
} if {
	input.subject.monitoring.incident_process
	input.subject.monitoring.incident_deadline_days <= 15
	input.subject.conformity.serious_incident_scope
}
