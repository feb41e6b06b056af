# How well the model performs on data that it was not trained on.
package govern.quality.performance

import data.govern.lib.numbers

# Overall results on held-out data. What is about one group, about speed or about fairness has its own controls.
held_out := [object.union(result, {"at": sprintf("/evaluation/%d", [i])}) |
	some i, result in input.subject.evaluation
	result.attribute == "overall"
	result.split in {"test", "validation", "production", "unspecified"}
	is_performance(result.metric)
]

is_performance(metric) if {
	not regex.match(`^(latency.*|throughput|overfit_gap|disparate_impact_ratio|.*_difference)$`, metric)
}

# Those that a parameter bounds, each with what it misses.
judged := [{"at": sprintf("%s/value", [result.at]), "missed": missed(result)} |
	some result in held_out
	is_number(result.value)
	bounds(result.metric)
]

bounds(metric) if is_number(data.params.quality[sprintf("min_%s", [metric])])

bounds(metric) if is_number(data.params.quality[sprintf("max_%s", [metric])])

missed(result) := sprintf("%s %v is below %v", [result.metric, result.value, bound]) if {
	bound := data.params.quality[sprintf("min_%s", [result.metric])]
	result.value < bound
} else := sprintf("%s %v is above %v", [result.metric, result.value, bound]) if {
	bound := data.params.quality[sprintf("max_%s", [result.metric])]
	result.value > bound
} else := ""

# METADATA
# title: Performance on held-out data is reported
# description: >-
#   At least one overall result on data that the model was not trained on, and every metric that the parameter
#   `required_metrics` names.
# custom:
#   id: QUAL-ANY-01
#   severity: deny
#   basis: guidance
#   citation: NIST AI RMF 1.0, MEASURE 2.3
#   needs: [/evaluation/*/metric, /evaluation/*/value, /evaluation/*/attribute, /evaluation/*/split]
#   accepts: declared
#   remediation: Report the metrics of the whole test set in `evaluation`, each with `metric`, `value` and `split`.
reported := {
	"outcome": "fail",
	"message": sprintf("no overall result on held-out data for: %s", [concat(", ", absent)]),
	"at": ["/evaluation"],
} if {
	count(input.subject.evaluation) > 0
	absent := [metric | some metric in data.params.quality.required_metrics; not metric in metrics]
	count(absent) > 0
} else := {
	"outcome": "fail",
	"message": "no overall result on held-out data",
	"at": ["/evaluation"],
} if {
	count(input.subject.evaluation) > 0
	count(held_out) == 0
} else := {
	"outcome": "pass",
	"at": [sprintf("%s/value", [result.at]) | some result in held_out],
} if {
	count(held_out) > 0
}

metrics := {result.metric | some result in held_out}

# METADATA
# title: Performance meets the thresholds
# description: >-
#   Every overall result on held-out data for which there is a threshold meets it. Where a metric is reported more
#   than once, the worst counts.
# custom:
#   id: QUAL-PERF-01
#   severity: deny
#   basis: heuristic
#   citation: NIST AI RMF 1.0, MEASURE 2.3; SR 26-2 (outcomes analysis)
#   needs: [/evaluation/*/metric, /evaluation/*/value, /evaluation/*/attribute, /evaluation/*/split]
#   accepts: {minimal: declared, limited: declared, high: bound, critical: bound}
#   remediation: Improve the model, or have the threshold for this use set in the parameters of the pack `quality`.
thresholds := {
	"outcome": "fail",
	"message": concat("; ", [result.missed | some result in short]),
	"at": [result.at | some result in short],
} if {
	short := [result | some result in judged; result.missed != ""]
	count(short) > 0
} else := {
	"outcome": "pass",
	"at": [result.at | some result in judged],
} if {
	count(judged) > 0
} else := {
	"outcome": "review",
	"message": sprintf("no threshold is set for what is reported: %s", [concat(", ", {result.metric | some result in valued})]),
	"at": [sprintf("%s/value", [result.at]) | some result in valued],
} if {
	count(valued) > 0
} else := reported

valued := [result | some result in held_out; is_number(result.value)]

gaps := [{"gap": round((train.value - result.value) * 1000000), "metric": result.metric, "at": at} |
	some i, train in input.subject.evaluation
	train.attribute == "overall"
	train.split == "train"
	some result in held_out
	result.metric == train.metric
	sprintf("min_%s", [result.metric]) in object.keys(data.params.quality)
	at := [sprintf("/evaluation/%d/value", [i]), sprintf("%s/value", [result.at])]
]

stated_gaps := [{"gap": round(result.value * 1000000), "metric": "stated", "at": at} |
	some i, result in input.subject.evaluation
	result.metric == "overfit_gap"
	at := [sprintf("/evaluation/%d/value", [i])]
]

# METADATA
# title: No metric is much better on training data
# description: >-
#   A large lead of the training result over the held-out result shows that the model learned its examples by heart.
# custom:
#   id: QUAL-GAP-01
#   kind: defect
#   severity: deny
#   basis: heuristic
#   citation: NIST AI RMF 1.0, MEASURE 2.3
#   needs: [/evaluation/*/metric, /evaluation/*/value, /evaluation/*/attribute, /evaluation/*/split]
#   accepts: declared
#   remediation: Regularise or simplify the model, or train it on more data, and evaluate it again.
overfitting := {
	"outcome": "fail",
	"message": sprintf("better on training data by more than %v: %s", [data.params.quality.max_overfitting_gap, named]),
	"at": sort({pointer | some gap in wide; some pointer in gap.at}),
} if {
	limit := round(data.params.quality.max_overfitting_gap * 1000000)
	wide := [gap | some gap in array.concat(gaps, stated_gaps); gap.gap > limit]
	count(wide) > 0
	named := concat(", ", [sprintf("%s by %s", [gap.metric, numbers.decimal(ceil(gap.gap / 100))]) | some gap in wide])
} else := {"outcome": "pass", "at": ["/evaluation"]} if {
	count(input.subject.evaluation) > 0
}

# METADATA
# title: Training and held-out results can be compared
# description: >-
#   At least one metric is reported for the training data and for held-out data, so that overfitting would show.
# custom:
#   id: QUAL-GAP-02
#   severity: warn
#   basis: heuristic
#   citation: NIST AI RMF 1.0, MEASURE 2.3
#   needs: [/evaluation/*/metric, /evaluation/*/value, /evaluation/*/attribute, /evaluation/*/split]
#   accepts: declared
#   remediation: Report the same metric once with `split` `train` and once with `split` `test`.
comparable := {
	"outcome": "pass",
	"at": sort({pointer | some gap in array.concat(gaps, stated_gaps); some pointer in gap.at}),
} if {
	count(array.concat(gaps, stated_gaps)) > 0
} else := {
	"outcome": "fail",
	"message": "no metric is reported both for training and for held-out data",
	"at": ["/evaluation"],
} if {
	count(input.subject.evaluation) > 0
}

# METADATA
# title: Results say how certain they are
# description: Every overall result on held-out data has a confidence interval.
# custom:
#   id: QUAL-CI-01
#   severity: warn
#   basis: guidance
#   citation: NIST AI RMF 1.0, MEASURE 2.3
#   needs: [/evaluation/*/metric, /evaluation/*/attribute, /evaluation/*/split]
#   accepts: declared
#   remediation: Add `ci_low` and `ci_high` to the entries of `evaluation`.
intervals := {
	"outcome": "fail",
	"message": sprintf("no confidence interval for: %s", [concat(", ", open)]),
	"at": ["/evaluation"],
} if {
	closed := {result.at | some result in held_out; result.ci_low <= result.ci_high}
	open := {result.metric | some result in held_out; not result.at in closed}
	count(open) > 0
} else := {
	"outcome": "pass",
	"at": [result.at | some result in held_out],
} if {
	count(held_out) > 0
} else := reported

# METADATA
# title: The test set is large enough
# description: Every overall result on held-out data says how many records it rests on, and they are enough.
# custom:
#   id: QUAL-N-01
#   severity: warn
#   basis: heuristic
#   citation: NIST AI RMF 1.0, MEASURE 2.3
#   needs: [/evaluation/*/metric, /evaluation/*/attribute, /evaluation/*/split]
#   accepts: declared
#   remediation: State `n` for each entry of `evaluation`, and test on more data where it is small.
sample_size := {
	"outcome": "fail",
	"message": sprintf("fewer than %v records, or not said: %s", [data.params.quality.min_test_n, concat(", ", few)]),
	"at": ["/evaluation"],
} if {
	enough := {result.at | some result in held_out; result.n >= data.params.quality.min_test_n}
	few := {result.metric | some result in held_out; not result.at in enough}
	count(few) > 0
} else := {
	"outcome": "pass",
	"at": [result.at | some result in held_out],
} if {
	count(held_out) > 0
} else := reported
