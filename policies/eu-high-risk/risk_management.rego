# Article 9: risk management system.
package govern.eu_high_risk.risk_management

import data.govern.eu_high_risk.roles
import data.govern.lib.dates

# METADATA
# title: only providers of high-risk systems have this duty
# custom:
#   needs: [/purpose/role]
applies := roles.provider

# METADATA
# title: The risk management document is kept up to date
# description: >-
#   A risk management system is established, documented and regularly reviewed. The law names no interval;
#   the age that is accepted is the parameter `risk_management_max_age_days`.
# custom:
#   id: EUAIA-9-01
#   severity: {minimal: warn, limited: warn, high: deny, critical: deny}
#   basis: heuristic
#   citation: Regulation (EU) 2024/1689, Article 9(1) and (2)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/documents/risk_management/uri, /documents/risk_management/date]
#   accepts: declared
#   remediation: Review the document, then give its place and the date of the review at `documents.risk_management.uri` and `.date`.
document := {
	"outcome": "fail",
	"message": sprintf("last reviewed %d days ago, on %s; at most %d days are accepted", [age, date, max_age]),
	"at": ["/documents/risk_management/date"],
} if {
	date := input.subject.documents.risk_management.date
	age := dates.age_days(date)
	max_age := data.params.eu_high_risk.risk_management_max_age_days
	age > max_age
} else := {
	"outcome": "pass",
	"at": ["/documents/risk_management/uri", "/documents/risk_management/date"],
} if {
	input.subject.documents.risk_management.uri
	dates.age_days(input.subject.documents.risk_management.date) <= data.params.eu_high_risk.risk_management_max_age_days
}

# METADATA
# title: Risks are identified, estimated and mitigated
# description: >-
#   The risk register rates the severity and likelihood of every risk, says what mitigates it,
#   and covers at least one risk that arises from reasonably foreseeable misuse.
# custom:
#   id: EUAIA-9-02
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 9(2)(a), (b) and (d)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/risk/register/*/name, /risk/register/*/severity, /risk/register/*/likelihood, /risk/register/*/mitigation]
#   accepts: declared
#   remediation: >-
#     List the risks in `risk.register`, each with `name`, `severity`, `likelihood` and `mitigation`;
#     set `misuse` to true on those that arise from foreseeable misuse.
register := {
	"outcome": "pass",
	"at": ["/risk/register"],
} if {
	some risk in input.subject.risk.register
	risk.misuse == true
} else := {
	"outcome": "fail",
	"message": "no entry of the risk register is marked as arising from foreseeable misuse",
	"at": ["/risk/register"],
} if {
	input.subject.risk.register
}

# METADATA
# title: The residual risk is judged acceptable
# description: >-
#   The residual risk of each hazard and of the system as a whole is judged acceptable by whoever owns it.
#   That is a person's judgement, and a card's own words are no approval.
# custom:
#   id: EUAIA-9-03
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 9(5)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/risk/residual_risk]
#   accepts: declared
#   remediation: State the residual risk, and why it is acceptable, in `risk.residual_risk`, and have the risk owner review it.
residual_risk := {
	"outcome": "review",
	"message": "the risk owner must accept the stated residual risk",
	"at": ["/risk/residual_risk"],
} if {
	input.subject.risk.residual_risk
}

# METADATA
# title: Thresholds were fixed before the test
# description: Every result is compared with an acceptance threshold that was fixed no later than the day of the test.
# custom:
#   id: EUAIA-9-04
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 9(6) to (8)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/evaluation/*/metric, /evaluation/*/threshold, /evaluation/*/threshold_date, /evaluation/*/date]
#   accepts: declared
#   remediation: Give every entry of `evaluation` its `threshold`, the day on which that was fixed as `threshold_date`, and its own `date`.
prior_thresholds := {
	"outcome": "fail",
	"message": sprintf("threshold fixed after the test: %s", [concat(", ", {input.subject.evaluation[i].metric | some i in late})]),
	"at": [sprintf("/evaluation/%d/threshold_date", [i]) | some i in late],
} if {
	count(late) > 0
} else := {
	"outcome": "pass",
	"at": ["/evaluation"],
} if {
	count(input.subject.evaluation) > 0
	every result in input.subject.evaluation {
		is_number(result.threshold)
		result.threshold_date <= result.date
	}
}

late := [i |
	some i, result in input.subject.evaluation
	result.threshold_date > result.date
]

# METADATA
# title: Minors and other vulnerable groups are considered
# description: The provider considers whether the system is likely to affect persons under 18 and other vulnerable groups adversely.
# custom:
#   id: EUAIA-9-05
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 9(9)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/risk/vulnerable_groups_considered]
#   accepts: declared
#   remediation: Assess the effect on minors and vulnerable groups; then set `risk.vulnerable_groups_considered` to true.
vulnerable_groups := {
	"outcome": "fail",
	"message": "minors and other vulnerable groups were not considered",
	"at": ["/risk/vulnerable_groups_considered"],
} if {
	input.subject.risk.vulnerable_groups_considered == false
} else := {
	"outcome": "pass",
	"at": ["/risk/vulnerable_groups_considered"],
} if {
	input.subject.risk.vulnerable_groups_considered == true
}
