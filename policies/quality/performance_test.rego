package govern.quality.performance_test

import data.govern.quality.performance

overall(metric, value, split) := {
	"metric": metric, "value": value, "split": split,
	"attribute": "overall", "group": "all", "unit": "ratio",
}

slice(metric, value) := object.union(overall(metric, value, "test"), {"attribute": "sex", "group": "f"})

card(evaluation) := {"subject": {"evaluation": evaluation}}

unanswered(answers) if count(answers) == 0

test_reported if {
	performance.reported.outcome == "pass" with input as card([overall("auc", 0.5, "unspecified")])
	performance.reported.outcome == "fail" with input as card([overall("auc", 0.9, "train")])
	performance.reported.outcome == "fail" with input as card([slice("auc", 0.9), overall("latency_p99", 20, "test")])
	unanswered([answer | answer := performance.reported]) with input as {"subject": {}}
}

test_required_metrics_must_be_reported if {
	answer := performance.reported with input as card([overall("auc", 0.9, "test")])
		with data.params.quality.required_metrics as ["auc", "recall"]
	answer.outcome == "fail"
	answer.message == "no overall result on held-out data for: recall"
}

test_thresholds_at_and_below if {
	performance.thresholds.outcome == "pass" with input as card([overall("auc", 0.85, "test")])
	answer := performance.thresholds with input as card([overall("auc", 0.8499, "test"), overall("accuracy", 0.9, "test")])
	answer == {"outcome": "fail", "message": "auc 0.8499 is below 0.85", "at": ["/evaluation/0/value"]}
}

test_the_worst_of_several_results_counts if {
	results := [overall("auc", 0.9, "test"), overall("auc", 0.8, "validation")]
	performance.thresholds.outcome == "fail" with input as card(results)
}

test_upper_thresholds if {
	performance.thresholds.outcome == "pass" with input as card([overall("error_rate", 0.2, "test")])
	performance.thresholds.outcome == "fail" with input as card([overall("error_rate", 0.21, "test")])
}

test_slices_and_training_results_are_not_judged if {
	results := [overall("auc", 0.9, "test"), overall("auc", 0.1, "train"), slice("auc", 0.1)]
	performance.thresholds.outcome == "pass" with input as card(results)
}

test_a_metric_without_threshold_is_for_a_person_to_judge if {
	answer := performance.thresholds with input as card([overall("rmse", 12, "test")])
	answer.outcome == "review"
	contains(answer.message, "rmse")
	performance.thresholds.outcome == "fail" with input as card([overall("rmse", 12, "test")])
		with data.params.quality.max_rmse as 10
	performance.thresholds.outcome == "pass" with input as card([overall("rmse", 12, "test")])
		with data.params.quality.max_rmse as 12
}

test_nothing_to_judge_fails if {
	performance.thresholds.outcome == "fail" with input as card([overall("auc", 0.9, "train")])
	unanswered([answer | answer := performance.thresholds]) with input as {"subject": {}}
}

test_overfitting if {
	narrow := [overall("auc", 0.95, "train"), overall("auc", 0.8, "test")]
	performance.overfitting.outcome == "pass" with input as card(narrow)
	wide := [overall("auc", 0.951, "train"), overall("auc", 0.8, "test"), overall("accuracy", 0.9, "test")]
	answer := performance.overfitting with input as card(wide)
	answer.message == "better on training data by more than 0.15: auc by 0.1510"
	answer.at == ["/evaluation/0/value", "/evaluation/1/value"]
	performance.overfitting.outcome == "fail" with input as card([overall("overfit_gap", 0.2, "unspecified")])
	performance.overfitting.outcome == "pass" with input as card([overall("auc", 0.8, "test")])
	unanswered([none | none := performance.overfitting]) with input as {"subject": {}}
}

test_comparable if {
	performance.comparable.outcome == "pass" with input as card([overall("auc", 0.9, "train"), overall("auc", 0.8, "test")])
	performance.comparable.outcome == "fail" with input as card([overall("auc", 0.9, "train"), overall("f1", 0.8, "test")])
	unanswered([answer | answer := performance.comparable]) with input as {"subject": {}}
}

test_intervals if {
	bounded := object.union(overall("auc", 0.9, "test"), {"ci_low": 0.88, "ci_high": 0.92})
	performance.intervals.outcome == "pass" with input as card([bounded, slice("auc", 0.9)])
	answer := performance.intervals with input as card([bounded, overall("f1", 0.9, "test")])
	answer.outcome == "fail"
	answer.message == "no confidence interval for: f1"
	performance.intervals.outcome == "fail" with input as card([slice("auc", 0.9)])
	unanswered([none | none := performance.intervals]) with input as {"subject": {}}
}

test_sample_size if {
	performance.sample_size.outcome == "pass" with input as card([object.union(overall("auc", 0.9, "test"), {"n": 100})])
	sized(99).outcome == "fail"
	performance.sample_size.outcome == "fail" with input as card([overall("auc", 0.9, "test")])
	performance.sample_size.outcome == "fail" with input as card([slice("auc", 0.9)])
	unanswered([none | none := performance.sample_size]) with input as {"subject": {}}
}

sized(n) := answer if {
	answer := performance.sample_size with input as card([object.union(overall("auc", 0.9, "test"), {"n": n})])
}
