# Article 13: transparency towards deployers.
package govern.eu_high_risk.instructions

import data.govern.eu_high_risk.roles
import data.govern.eu_high_risk.technical_documentation

# METADATA
# title: only providers of high-risk systems have this duty
# custom:
#   needs: [/purpose/role]
applies := roles.provider

# METADATA
# title: Instructions for use exist
# description: The system comes with instructions for use.
# custom:
#   id: EUAIA-13-01
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 13(2)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/documents/instructions_for_use/uri]
#   accepts: declared
#   remediation: Write instructions for use, and give their place at `documents.instructions_for_use.uri`.
available := {
	"outcome": "pass",
	"at": ["/documents/instructions_for_use/uri"],
} if {
	input.subject.documents.instructions_for_use.uri
}

# METADATA
# title: The instructions can say what deployers must know
# description: >-
#   Provider, purpose, accuracy, risks, performance for groups, input data, predetermined changes, oversight, resources,
#   lifetime and logs are on record, so that the instructions for use can state them.
# custom:
#   id: EUAIA-13-02
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 13(3)(a) to (f)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs:
#     - /model/provider/name
#     - /model/provider/contact
#     - /purpose/intended_use
#     - /purpose/foreseeable_misuse
#     - /limitations
#     - /oversight/measures
#     - /technical/predetermined_changes
#     - /technical/hardware
#     - /technical/lifetime
#     - /technical/log_access
#     - /evaluation/*/metric
#     - /evaluation/*/value
#     - [/fairness/attributes/*/name, /technical/group_performance]
#     - [/technical/input_specification, /data/features]
#   accepts: declared
#   remediation: >-
#     Fill in `model.provider.name` and `.contact`, `purpose.intended_use`, `purpose.foreseeable_misuse`, `limitations`,
#     `evaluation`, `oversight.measures`, the results by group, the input data, and `predetermined_changes`, `hardware`,
#     `lifetime` and `log_access` of `technical`.
content := {
	"outcome": "pass",
	"at": ["/model/provider", "/purpose", "/limitations", "/evaluation", "/oversight/measures", "/technical"],
} if {
	input.subject.model.provider.name
	input.subject.model.provider.contact
	input.subject.purpose.intended_use
	input.subject.purpose.foreseeable_misuse
	input.subject.limitations
	input.subject.oversight.measures
	input.subject.technical.predetermined_changes
	input.subject.technical.hardware
	input.subject.technical.lifetime
	input.subject.technical.log_access
	count(input.subject.evaluation) > 0
	technical_documentation.results_by_group
	technical_documentation.input_described
}
