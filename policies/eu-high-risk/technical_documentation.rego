# Article 11 and Annex IV: technical documentation.
package govern.eu_high_risk.technical_documentation

import data.govern.eu_high_risk.roles

# METADATA
# title: only providers of high-risk systems have this duty
# custom:
#   needs: [/purpose/role]
applies := roles.provider

# METADATA
# title: The documentation describes the system in general
# description: >-
#   The technical documentation exists and describes the system: purpose, provider, version, interactions, software, forms,
#   hardware, user interface and instructions for use. Photographs of a product, point 1(f), are not checked.
# custom:
#   id: EUAIA-11-01
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 11(1) and Annex IV, point 1
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs:
#     - /documents/technical_documentation/uri
#     - /purpose/intended_use
#     - /model/provider/name
#     - /model/version
#     - /model/framework
#     - /technical/interactions
#     - /technical/market_forms
#     - /technical/hardware
#     - /technical/user_interface
#     - /documents/instructions_for_use/uri
#   accepts: declared
#   remediation: >-
#     Give the document at `documents.technical_documentation.uri`, and `purpose.intended_use`, `model.provider.name`,
#     `model.version`, `model.framework`, `documents.instructions_for_use.uri` and the fields `interactions`, `market_forms`,
#     `hardware` and `user_interface` of `technical`.
general := {
	"outcome": "pass",
	"at": ["/documents/technical_documentation/uri", "/purpose/intended_use", "/model", "/technical"],
} if {
	input.subject.documents.technical_documentation.uri
	input.subject.purpose.intended_use
	input.subject.model.provider.name
	input.subject.model.version
	input.subject.model.framework
	input.subject.technical.interactions
	input.subject.technical.market_forms
	input.subject.technical.hardware
	input.subject.technical.user_interface
	input.subject.documents.instructions_for_use.uri
} else := simplified("1")

# METADATA
# title: The documentation describes the development
# description: >-
#   Methods, design, architecture, computational resources, data, oversight, predetermined changes, tests and cybersecurity are
#   described.
# custom:
#   id: EUAIA-11-02
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 11(1) and Annex IV, point 2
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs:
#     - /technical/development
#     - /technical/design
#     - /technical/compute
#     - /technical/predetermined_changes
#     - /model/architecture
#     - /data/preprocessing
#     - /oversight/measures
#     - /data/datasets/*/provenance
#     - /evaluation/*/metric
#     - [/security/data_poisoning, /security/model_poisoning, /security/evasion, /security/confidentiality]
#   accepts: declared
#   remediation: >-
#     Fill in `development`, `design`, `compute` and `predetermined_changes` (`none` is an answer) of `technical`,
#     `model.architecture`, `data.preprocessing`, the `provenance` of every data set, `oversight.measures`, `evaluation` and
#     `security`.
development := {
	"outcome": "pass",
	"at": ["/technical", "/model/architecture", "/data", "/oversight/measures", "/evaluation", "/security"],
} if {
	input.subject.technical.development
	input.subject.technical.design
	input.subject.technical.compute
	input.subject.technical.predetermined_changes
	input.subject.model.architecture
	input.subject.data.preprocessing
	input.subject.oversight.measures
	count(input.subject.data.datasets) > 0
	count(input.subject.evaluation) > 0
	count(input.subject.security) > 0
} else := simplified("2")

# METADATA
# title: The documentation describes functioning, limits and control
# description: >-
#   Capabilities and limits, accuracy overall and for groups, sources of risk, oversight and the input data are described.
# custom:
#   id: EUAIA-11-03
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 11(1) and Annex IV, point 3
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs:
#     - /limitations
#     - /oversight/measures
#     - /evaluation/*/value
#     - /risk/register/*/name
#     - [/fairness/attributes/*/name, /technical/group_performance]
#     - [/technical/input_specification, /data/features]
#   accepts: declared
#   remediation: >-
#     Fill in `limitations`, `evaluation`, `risk.register`, `oversight.measures`, the results by group (`fairness.attributes` or
#     `technical.group_performance`) and the input data (`technical.input_specification` or `data.features`).
functioning := {
	"outcome": "pass",
	"at": ["/limitations", "/evaluation", "/risk/register", "/oversight/measures"],
} if {
	input.subject.limitations
	input.subject.oversight.measures
	count(input.subject.evaluation) > 0
	count(input.subject.risk.register) > 0
	results_by_group
	input_described
} else := simplified("3")

# METADATA
# title: The documentation explains the choice of metrics
# description: It is explained why the performance metrics are appropriate for this system.
# custom:
#   id: EUAIA-11-04
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 11(1) and Annex IV, point 4
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/technical/metric_rationale, /evaluation/*/metric]
#   accepts: declared
#   remediation: Explain in `technical.metric_rationale` why the metrics in `evaluation` suit the intended purpose.
metrics := {
	"outcome": "pass",
	"at": ["/technical/metric_rationale", "/evaluation"],
} if {
	input.subject.technical.metric_rationale
	count(input.subject.evaluation) > 0
} else := simplified("4")

# METADATA
# title: The documentation describes the risk management system
# description: The risk management system is described in detail.
# custom:
#   id: EUAIA-11-05
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 11(1) and Annex IV, point 5
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/documents/risk_management/uri, /risk/register/*/name]
#   accepts: declared
#   remediation: Give the document at `documents.risk_management.uri` and list the risks in `risk.register`.
risk_management := {
	"outcome": "pass",
	"at": ["/documents/risk_management/uri", "/risk/register"],
} if {
	input.subject.documents.risk_management.uri
	count(input.subject.risk.register) > 0
} else := simplified("5")

# METADATA
# title: The documentation describes changes through the lifecycle
# description: Relevant changes that the provider makes through the lifecycle are described.
# custom:
#   id: EUAIA-11-06
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 11(1) and Annex IV, point 6
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/technical/lifecycle_changes]
#   accepts: declared
#   remediation: Describe the changes since the first version in `technical.lifecycle_changes`; `none` is an answer.
changes := {
	"outcome": "pass",
	"at": ["/technical/lifecycle_changes"],
} if {
	input.subject.technical.lifecycle_changes
} else := simplified("6")

# METADATA
# title: The documentation lists standards, or what was done instead
# description: >-
#   The harmonised standards or common specifications that were applied are listed; where there are none, the solutions that
#   meet the requirements are described.
# custom:
#   id: EUAIA-11-07
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 11(1) and Annex IV, point 7
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [[/conformity/harmonised_standards, /conformity/other_solutions]]
#   accepts: declared
#   remediation: >-
#     List the standards in `conformity.harmonised_standards`; where it is `none`, describe the solutions in
#     `conformity.other_solutions`.
standards := {
	"outcome": "pass",
	"at": ["/conformity/other_solutions"],
} if {
	input.subject.conformity.other_solutions
} else := {
	"outcome": "pass",
	"at": ["/conformity/harmonised_standards"],
} if {
	some standard in input.subject.conformity.harmonised_standards
	standard != "none"
} else := {
	"outcome": "fail",
	"message": "no standard was applied, and no other solution is described",
	"at": ["/conformity/harmonised_standards"],
} if {
	input.subject.conformity.harmonised_standards
}

# METADATA
# title: The documentation holds the EU declaration of conformity
# description: The technical documentation holds a copy of the EU declaration of conformity.
# custom:
#   id: EUAIA-11-08
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 11(1) and Annex IV, point 8
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/documents/declaration_of_conformity/uri]
#   accepts: declared
#   remediation: Give the declaration at `documents.declaration_of_conformity.uri`.
declaration := {
	"outcome": "pass",
	"at": ["/documents/declaration_of_conformity/uri"],
} if {
	input.subject.documents.declaration_of_conformity.uri
} else := simplified("8")

# METADATA
# title: The documentation describes post-market monitoring
# description: The system that evaluates performance after the release, and its plan, are described.
# custom:
#   id: EUAIA-11-09
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 11(1) and Annex IV, point 9
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/documents/post_market_plan/uri, /monitoring/plan]
#   accepts: declared
#   remediation: >-
#     Describe the monitoring in `monitoring.plan`, and give the plan of Article 72(3) at `documents.post_market_plan.uri`.
post_market := {
	"outcome": "pass",
	"at": ["/documents/post_market_plan/uri", "/monitoring/plan"],
} if {
	input.subject.documents.post_market_plan.uri
	input.subject.monitoring.plan
} else := simplified("9")

# METADATA
# title: Test reports are dated and signed
# description: Test logs and all test reports are dated and signed by the persons responsible.
# custom:
#   id: EUAIA-11-10
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 11(1) and Annex IV, point 2(g)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/documents/test_report/uri, /documents/test_report/date, /conformity/test_reports_signed]
#   accepts: declared
#   remediation: >-
#     Give the report at `documents.test_report.uri` with its `date`, and set `conformity.test_reports_signed` to true once it
#     is signed.
signed_reports := {
	"outcome": "fail",
	"message": "the test reports are not signed",
	"at": ["/conformity/test_reports_signed"],
} if {
	input.subject.conformity.test_reports_signed == false
} else := {
	"outcome": "pass",
	"at": ["/documents/test_report", "/conformity/test_reports_signed"],
} if {
	input.subject.documents.test_report.uri
	input.subject.documents.test_report.date
	input.subject.conformity.test_reports_signed == true
}

# Small enterprises may use the Commission's simplified form. Its content is not modelled, so a person compares.
simplified(point) := {
	"outcome": "review",
	"message": sprintf("point %s is documented in the simplified form for small enterprises: compare it with the form", [point]),
	"at": ["/conformity/simplified_form", "/conformity/annex_iv"],
} if {
	input.subject.conformity.simplified_form == true
	input.subject.model.provider.sme == true
	point in input.subject.conformity.annex_iv
}

results_by_group if input.subject.fairness.attributes

results_by_group if input.subject.technical.group_performance

input_described if input.subject.technical.input_specification

input_described if input.subject.data.features
