# Article 53(1)(a) and (b): documentation for the authorities and for downstream providers.
package govern.eu_gpai.documentation

import data.govern.eu_gpai.duty

# METADATA
# title: >-
#   Applies to providers of models that are not open or have systemic risk
#   (of models from before 2025-08-02 as of 2027-08-02)
# custom:
#   needs: [/purpose/role]
applies := false if {
	duty.binding == false
} else := false if {
	duty.spared
} else if {
	duty.binding == true
}

# METADATA
# title: Technical documentation of the model
# description: >-
#   The documentation of Annex XI is drawn up and kept up to date. The card itself states its core: architecture, number
#   of parameters, where each data set comes from, training compute, and energy consumption.
# custom:
#   id: EUAIA-53-1a
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 53(1)(a) and Annex XI
#   effective_from: "2025-08-02"
#   needs:
#     - [/documents/model_documentation/uri, /documents/model_documentation/digest]
#     - /model/architecture
#     - /model/parameters
#     - /model/training_flops
#     - [/gpai/energy_kwh, /sustainability/energy_kwh]
#     - /data/datasets/*/provenance
#   accepts: declared
#   remediation: >-
#     Draw up the documentation of Annex XI and reference it in documents.model_documentation; state model.architecture,
#     model.parameters, model.training_flops, gpai.energy_kwh and the provenance of every data set.
technical_documentation := {
	"outcome": "pass",
	"at": ["/documents/model_documentation"],
} if {
	count(input.subject.documents.model_documentation) > 0
	count(input.subject.data.datasets) > 0
}

# METADATA
# title: Documentation for downstream providers
# description: >-
#   Providers who intend to build the model into their systems get the information of Annex XII: what it can and cannot
#   do, and what they need to comply with their own duties.
# custom:
#   id: EUAIA-53-1b
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 53(1)(b) and Annex XII
#   effective_from: "2025-08-02"
#   needs: [[/documents/downstream_documentation/uri, /documents/downstream_documentation/digest]]
#   accepts: declared
#   remediation: Draw up the information of Annex XII and reference it in documents.downstream_documentation.
downstream_documentation := {
	"outcome": "pass",
	"at": ["/documents/downstream_documentation"],
} if {
	count(input.subject.documents.downstream_documentation) > 0
}
