# Whether the model holds beyond its test set.
package govern.quality.robustness

# METADATA
# title: Robustness is tested
# description: The model was tested on disturbed, shifted or adversarial input.
# custom:
#   id: QUAL-ROB-01
#   severity: warn
#   basis: guidance
#   citation: NIST AI RMF 1.0, MEASURE 2.7
#   needs: [[/robustness/tests, /robustness/adversarial]]
#   accepts: declared
#   remediation: List the tests in `robustness.tests` or `robustness.adversarial`.
tests := {
	"outcome": "pass",
	"at": [sprintf("/robustness/%s", [kind]) | some kind in ["tests", "adversarial"]; input.subject.robustness[kind]],
} if {
	count([test | some kind in ["tests", "adversarial"]; some test in input.subject.robustness[kind]]) > 0
}

# METADATA
# title: Scores are calibrated
# description: The expected calibration error of the whole population.
# custom:
#   id: QUAL-CAL-01
#   severity: warn
#   basis: heuristic
#   citation: NIST AI RMF 1.0, MEASURE 2.3
#   needs: [/robustness/calibration/ece]
#   accepts: declared
#   remediation: State `robustness.calibration.ece`; recalibrate the scores where it is large.
calibration := {
	"outcome": "fail",
	"message": sprintf("calibration error %v is above %v", [ece, data.params.quality.max_calibration_error]),
	"at": ["/robustness/calibration/ece"],
} if {
	ece := input.subject.robustness.calibration.ece
	ece > data.params.quality.max_calibration_error
} else := {
	"outcome": "pass",
	"at": ["/robustness/calibration/ece"],
} if {
	is_number(input.subject.robustness.calibration.ece)
}

# METADATA
# title: The data have not drifted
# description: >-
#   The population stability index is below the first threshold. Between the two thresholds the drift is to be
#   watched; above the second one it is to be acted on.
# custom:
#   id: QUAL-DRIFT-01
#   severity: warn
#   basis: heuristic
#   citation: NIST AI RMF 1.0, MEASURE 2.4
#   needs: [/robustness/drift/metric, /robustness/drift/value]
#   accepts: declared
#   remediation: State `robustness.drift` with the metric `psi`; find the cause of a drift, and retrain where needed.
drift := {
	"outcome": "fail",
	"message": sprintf("psi %v is above %v: %s", [psi, data.params.quality.max_psi, advice(psi)]),
	"at": ["/robustness/drift/value"],
} if {
	psi > data.params.quality.max_psi
} else := {
	"outcome": "pass",
	"at": ["/robustness/drift/value"],
} if {
	is_number(psi)
} else := {
	"outcome": "fail",
	"message": sprintf("there is no threshold for the drift metric `%s`", [input.subject.robustness.drift.metric]),
	"at": ["/robustness/drift/metric"],
} if {
	is_number(input.subject.robustness.drift.value)
}

psi := input.subject.robustness.drift.value if startswith(lower(input.subject.robustness.drift.metric), "psi")

advice(value) := "act on it" if value > data.params.quality.max_psi_without_action

else := "watch it"

# METADATA
# title: Predictions lie within their legal range
# description: Neither the smallest nor the largest prediction leaves the range that is legal for the output.
# custom:
#   id: QUAL-RANGE-01
#   severity: {minimal: info, limited: info, high: warn, critical: warn}
#   basis: heuristic
#   citation: NIST AI RMF 1.0, MEASURE 2.5
#   needs:
#     - /robustness/predictions/minimum
#     - /robustness/predictions/maximum
#     - /robustness/predictions/lower_bound
#     - /robustness/predictions/upper_bound
#   accepts: declared
#   remediation: State the four numbers in `robustness.predictions`; clip or correct predictions that leave the range.
prediction_range := {
	"outcome": "fail",
	"message": sprintf("predictions from %v to %v leave the range from %v to %v", [minimum, maximum, lower, upper]),
	"at": ["/robustness/predictions/minimum", "/robustness/predictions/maximum"],
} if {
	[minimum, maximum, lower, upper] := prediction_bounds
	min([minimum - lower, upper - maximum]) < 0
} else := {
	"outcome": "pass",
	"at": ["/robustness/predictions/minimum", "/robustness/predictions/maximum"],
} if {
	count(prediction_bounds) == 4
}

prediction_bounds := [predictions.minimum, predictions.maximum, predictions.lower_bound, predictions.upper_bound] if {
	predictions := input.subject.robustness.predictions
}

# METADATA
# title: Predictions differ from one another
# description: A model whose predictions hardly vary has learned the average only.
# custom:
#   id: QUAL-SPREAD-01
#   severity: {minimal: info, limited: info, high: warn, critical: warn}
#   basis: heuristic
#   citation: NIST AI RMF 1.0, MEASURE 2.5
#   needs: [/robustness/predictions/standard_deviation]
#   accepts: declared
#   remediation: >-
#     State `robustness.predictions.standard_deviation`; look for features that are constant or missing in use.
spread := {
	"outcome": "fail",
	"message": sprintf("standard deviation %v is below %v", [deviation, data.params.quality.min_prediction_spread]),
	"at": ["/robustness/predictions/standard_deviation"],
} if {
	deviation := input.subject.robustness.predictions.standard_deviation
	deviation < data.params.quality.min_prediction_spread
} else := {
	"outcome": "pass",
	"at": ["/robustness/predictions/standard_deviation"],
} if {
	is_number(input.subject.robustness.predictions.standard_deviation)
}
