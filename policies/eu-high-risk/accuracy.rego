# Article 15: accuracy, robustness and cybersecurity.
package govern.eu_high_risk.accuracy

import data.govern.eu_high_risk.roles

# METADATA
# title: only providers of high-risk systems have this duty
# custom:
#   needs: [/purpose/role]
applies := roles.provider

# METADATA
# title: Accuracy is measured
# description: >-
#   At least one performance metric of the whole population is measured, by a measurement that is bound to this very model.
# custom:
#   id: EUAIA-15-01
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 15(1) and (3)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/evaluation/*/value]
#   accepts: {minimal: declared, limited: declared, high: bound, critical: bound}
#   remediation: Measure the metrics in `evaluation` from predictions of this model, so that the result names its digest.
accuracy := {
	"outcome": "pass",
	"at": ["/evaluation"],
} if {
	some result in input.subject.evaluation
	result.group == "all"
	result.unit in {"ratio", "percent", "absolute"}
	is_number(result.value)
} else := {
	"outcome": "fail",
	"message": "no entry of the evaluation states the accuracy for the whole population",
	"at": ["/evaluation"],
} if {
	count(input.subject.evaluation) > 0
}

# METADATA
# title: The system is robust, and fails safely
# description: Robustness was tested, and there is a fallback or redundancy.
# custom:
#   id: EUAIA-15-02
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 15(4)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/robustness/tests, /robustness/fallback]
#   accepts: declared
#   remediation: List the tests in `robustness.tests`, and describe the fallback in `robustness.fallback`.
robustness := {
	"outcome": "pass",
	"at": ["/robustness/tests", "/robustness/fallback"],
} if {
	input.subject.robustness.tests
	input.subject.robustness.fallback
}

# METADATA
# title: Feedback loops are mitigated
# description: A system that goes on learning after its release is built so that biased outputs do not become its input.
# custom:
#   id: EUAIA-15-03
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 15(4), third subparagraph
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/model/online_learning]
#   accepts: declared
#   remediation: Set `model.online_learning`; where it is true, describe the measures in `robustness.feedback_loop_mitigation`.
feedback_loops := {
	"outcome": "not_applicable",
	"message": "the system does not learn after its release",
	"at": ["/model/online_learning"],
} if {
	input.subject.model.online_learning == false
} else := {
	"outcome": "pass",
	"at": ["/model/online_learning", "/robustness/feedback_loop_mitigation"],
} if {
	input.subject.model.online_learning == true
	input.subject.robustness.feedback_loop_mitigation
} else := {
	"outcome": "fail",
	"message": "the system learns after its release, and no mitigation of feedback loops is described",
	"at": ["/model/online_learning"],
} if {
	input.subject.model.online_learning == true
}

# METADATA
# title: Attacks that are specific to AI are assessed
# description: Data poisoning, model poisoning, evasion (adversarial examples) and attacks on confidentiality are each assessed.
# custom:
#   id: EUAIA-15-04
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 15(5)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/security/data_poisoning, /security/model_poisoning, /security/evasion, /security/confidentiality]
#   accepts: declared
#   remediation: >-
#     Assess each kind of attack in `data_poisoning`, `model_poisoning`, `evasion` and `confidentiality` of `security`; say why
#     where one does not apply.
cybersecurity := {
	"outcome": "pass",
	"at": ["/security/data_poisoning", "/security/model_poisoning", "/security/evasion", "/security/confidentiality"],
} if {
	input.subject.security.data_poisoning
	input.subject.security.model_poisoning
	input.subject.security.evasion
	input.subject.security.confidentiality
}
