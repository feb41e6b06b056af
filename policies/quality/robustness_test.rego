package govern.quality.robustness_test

import data.govern.quality.robustness

card(value) := {"subject": {"robustness": value}}

test_tests if {
	robustness.tests.outcome == "pass" with input as card({"tests": ["noise"]})
	robustness.tests.at == ["/robustness/adversarial"] with input as card({"adversarial": ["fgsm"]})
	count([answer | answer := robustness.tests]) == 0 with input as card({"tests": []})
}

test_calibration if {
	robustness.calibration.outcome == "pass" with input as card({"calibration": {"ece": 0.05}})
	robustness.calibration.outcome == "fail" with input as card({"calibration": {"ece": 0.051}})
	count([answer | answer := robustness.calibration]) == 0 with input as card({})
}

psi(value) := card({"drift": {"metric": "psi", "value": value}})

test_drift if {
	robustness.drift.outcome == "pass" with input as psi(0.1)
	watched := robustness.drift with input as psi(0.2)
	watched == {"outcome": "fail", "message": "psi 0.2 is above 0.1: watch it", "at": ["/robustness/drift/value"]}
	acted := robustness.drift with input as psi(0.26)
	acted.message == "psi 0.26 is above 0.1: act on it"
	robustness.drift.outcome == "fail" with input as card({"drift": {"metric": "ks", "value": 0.01}})
	count([answer | answer := robustness.drift]) == 0 with input as card({"drift": {"metric": "psi"}})
}

predictions(minimum, maximum) := card({"predictions": {
	"minimum": minimum, "maximum": maximum,
	"lower_bound": 0, "upper_bound": 1,
}})

test_prediction_range if {
	robustness.prediction_range.outcome == "pass" with input as predictions(0, 1)
	robustness.prediction_range.outcome == "fail" with input as predictions(-0.1, 1)
	answer := robustness.prediction_range with input as predictions(0, 1.5)
	answer.message == "predictions from 0 to 1.5 leave the range from 0 to 1"
	count([none | none := robustness.prediction_range]) == 0 with input as card({"predictions": {"minimum": 0}})
}

test_spread if {
	robustness.spread.outcome == "pass" with input as card({"predictions": {"standard_deviation": 0.01}})
	robustness.spread.outcome == "fail" with input as card({"predictions": {"standard_deviation": 0.001}})
	count([answer | answer := robustness.spread]) == 0 with input as card({})
}
