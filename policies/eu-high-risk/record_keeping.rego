# Articles 12, 18 and 19: logs, and how long documentation and logs are kept.
package govern.eu_high_risk.record_keeping

import data.govern.eu_high_risk.roles

# METADATA
# title: only providers of high-risk systems have this duty
# custom:
#   needs: [/purpose/role]
applies := roles.provider

# METADATA
# title: Events are logged for the purposes of Article 12
# description: >-
#   The system records events automatically, so that risks and substantial modifications can be identified (a), post-market
#   monitoring is facilitated (b) and the deployer can monitor the operation (c).
# custom:
#   id: EUAIA-12-01
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 12(1) and (2)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/monitoring/logged_events, /conformity/logging_purposes]
#   accepts: declared
#   remediation: >-
#     List the events in `monitoring.logged_events`, and the points of Article 12(2) that they serve (a, b, c) in
#     `conformity.logging_purposes`.
logging := {
	"outcome": "fail",
	"message": sprintf("no logged event serves Article 12(2), point %s", [concat(", ", missing)]),
	"at": ["/conformity/logging_purposes"],
} if {
	purposes := input.subject.conformity.logging_purposes
	missing := {"a", "b", "c"} - {purpose | some purpose in purposes}
	count(missing) > 0
} else := {
	"outcome": "pass",
	"at": ["/monitoring/logged_events", "/conformity/logging_purposes"],
} if {
	input.subject.monitoring.logged_events
	input.subject.conformity.logging_purposes
}

# METADATA
# title: Documentation is kept for ten years
# description: >-
#   The technical documentation, the documentation of the quality management system and the declaration of conformity are kept
#   for ten years after the system is placed on the market.
# custom:
#   id: EUAIA-18-01
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 18(1)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/documents/technical_documentation/uri, /conformity/retention_years]
#   accepts: declared
#   remediation: Keep the documentation for at least ten years, and write the number of years to `conformity.retention_years`.
documentation_retention := {
	"outcome": "fail",
	"message": sprintf("kept for %d years, not for 10", [input.subject.conformity.retention_years]),
	"at": ["/conformity/retention_years"],
} if {
	input.subject.conformity.retention_years < 10
} else := {
	"outcome": "pass",
	"at": ["/documents/technical_documentation/uri", "/conformity/retention_years"],
} if {
	input.subject.documents.technical_documentation.uri
	input.subject.conformity.retention_years >= 10
}

# METADATA
# title: Logs are kept for six months
# description: The provider keeps the logs that are under its control for at least six months.
# custom:
#   id: EUAIA-19-01
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 19(1)
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
