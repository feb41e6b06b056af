# How often the model is right about each group.
package govern.bias.errors

import data.govern.bias.groups

# METADATA
# title: no natural persons are affected
# custom:
#   needs: [/purpose/decision/affects_persons]
applies := input.subject.purpose.decision.affects_persons

# METADATA
# title: Equal opportunity
# description: The gap between the true positive rates of the groups.
# custom:
#   id: BIAS-EO-01
#   severity: {minimal: warn, limited: warn, high: deny, critical: deny}
#   basis: heuristic
#   citation: NIST AI RMF 1.0, MEASURE 2.11
#   needs:
#     - [/fairness/attributes/*/groups/*/tp, /fairness/attributes/*/groups/*/tpr, /fairness/summary/equal_opportunity_difference_max]
#     - [/fairness/attributes/*/groups/*/fn, /fairness/attributes/*/groups/*/tpr, /fairness/summary/equal_opportunity_difference_max]
#     - [/fairness/attributes/*/groups/*/n, /fairness/summary/equal_opportunity_difference_max]
#   accepts: {minimal: declared, limited: declared, high: bound, critical: bound}
#   remediation: State `n`, `tp` and `fn` of every group in `fairness.attributes`; explain or mitigate the gap.
equal_opportunity := groups.judge({
	"measures": ["true positive rate"],
	"kind": "difference",
	"limit": data.params.bias.max_equal_opportunity_difference,
	"summary": "equal_opportunity_difference_max",
	"doubt": groups.doubt,
})

# METADATA
# title: Equalized odds
# description: The larger one of the gaps between the groups' true positive rates and false positive rates.
# custom:
#   id: BIAS-EOD-01
#   severity: {minimal: warn, limited: warn, high: deny, critical: deny}
#   basis: heuristic
#   citation: NIST AI RMF 1.0, MEASURE 2.11
#   needs:
#     - [/fairness/attributes/*/groups/*/tp, /fairness/attributes/*/groups/*/tpr, /fairness/summary/equalized_odds_difference_max]
#     - [/fairness/attributes/*/groups/*/fn, /fairness/attributes/*/groups/*/tpr, /fairness/summary/equalized_odds_difference_max]
#     - [/fairness/attributes/*/groups/*/fp, /fairness/attributes/*/groups/*/fpr, /fairness/summary/equalized_odds_difference_max]
#     - [/fairness/attributes/*/groups/*/tn, /fairness/attributes/*/groups/*/fpr, /fairness/summary/equalized_odds_difference_max]
#     - [/fairness/attributes/*/groups/*/n, /fairness/summary/equalized_odds_difference_max]
#   accepts: {minimal: declared, limited: declared, high: bound, critical: bound}
#   remediation: >-
#     State `n`, `tp`, `fp`, `fn` and `tn` of every group in `fairness.attributes`; explain or mitigate the gap.
equalized_odds := groups.judge({
	"measures": ["true positive rate", "false positive rate"],
	"kind": "difference",
	"limit": data.params.bias.max_equalized_odds_difference,
	"summary": "equalized_odds_difference_max",
	"doubt": groups.doubt,
})

# METADATA
# title: A positive prediction means the same for every group
# description: The gap between the positive predictive values of the groups (predictive parity).
# custom:
#   id: BIAS-PPV-01
#   severity: warn
#   basis: heuristic
#   citation: NIST AI RMF 1.0, MEASURE 2.11
#   needs:
#     - [/fairness/attributes/*/groups/*/tp, /fairness/attributes/*/groups/*/ppv, /fairness/summary/predictive_parity_difference_max]
#     - [/fairness/attributes/*/groups/*/fp, /fairness/attributes/*/groups/*/ppv, /fairness/summary/predictive_parity_difference_max]
#     - [/fairness/attributes/*/groups/*/n, /fairness/summary/predictive_parity_difference_max]
#   accepts: declared
#   remediation: State `n`, `tp` and `fp` of every group in `fairness.attributes`; explain or mitigate the gap.
predictive_parity := groups.judge({
	"measures": ["positive predictive value"],
	"kind": "difference",
	"limit": data.params.bias.max_predictive_parity_difference,
	"summary": "predictive_parity_difference_max",
	"doubt": "fail",
})

# METADATA
# title: Scores are calibrated for every group
# description: The expected calibration error of each group.
# custom:
#   id: BIAS-CAL-01
#   severity: warn
#   basis: heuristic
#   citation: NIST AI RMF 1.0, MEASURE 2.11
#   needs:
#     - [/fairness/attributes/*/groups/*/ece, /fairness/summary/calibration_error_max]
#     - [/fairness/attributes/*/groups/*/n, /fairness/summary/calibration_error_max]
#   accepts: declared
#   remediation: State `n` and `ece` of every group in `fairness.attributes`; recalibrate where the error is large.
calibration := groups.judge({
	"measures": ["calibration error"],
	"kind": "difference",
	"limit": data.params.bias.max_calibration_error,
	"summary": "calibration_error_max",
	"doubt": "fail",
})

# METADATA
# title: Base rates are alike
# description: >-
#   Where the outcome is truly more frequent in one group, calibration and equalized odds cannot both hold. Shown so
#   that the other results by group are read correctly.
# custom:
#   id: BIAS-INC-01
#   severity: info
#   basis: heuristic
#   citation: Kleinberg, Mullainathan and Raghavan, Inherent Trade-Offs in the Fair Determination of Risk Scores (2016)
#   needs: [/fairness/attributes/*/groups/*/tp, /fairness/attributes/*/groups/*/fn, /fairness/attributes/*/groups/*/n]
#   accepts: declared
#   remediation: Say in the card which of the two criteria was chosen, and why.
base_rates := groups.judge({
	"measures": ["base rate"],
	"kind": "difference",
	"limit": data.params.bias.max_base_rate_difference,
	"summary": "none",
	"doubt": "fail",
})
