# Results that cannot be, that nobody can check, or that are out of date.
package govern.evidence_honesty.results

import data.govern.lib.dates

results := input.subject.evaluation

# Metrics that lie in 0 to 1 by definition.
share(metric) if {
	metric in {
		"accuracy", "balanced_accuracy", "precision", "recall", "sensitivity", "specificity", "f1", "auc", "roc_auc", "pr_auc",
		"average_precision", "ppv", "npv", "tpr", "tnr", "fpr", "fnr", "fdr", "error_rate", "brier", "ece", "selection_rate",
		"iou", "dice", "jaccard", "ndcg", "mrr", "hit_rate", "top_1_accuracy", "top_5_accuracy",
	}
}

# Metrics that lie in -1 to 1.
correlation(metric) if metric in {"mcc", "kappa", "gini", "pearson", "spearman", "kendall", "silhouette"}

# Metrics that are never negative.
never_negative(metric) if {
	metric in {
		"rmse", "mae", "mse", "mape", "log_loss", "perplexity", "wer", "cer", "latency", "latency_p50", "latency_p95",
		"latency_p99",
	}
} else if {
	share(metric)
}

at_most_one(metric) if {
	metric == "r2"
} else if {
	share(metric)
} else if {
	correlation(metric)
}

cannot_be(result) if {
	result.value > one(result) + rounding
	at_most_one(result.metric)
} else if {
	result.value < 0 - rounding
	never_negative(result.metric)
} else if {
	result.value < (0 - one(result)) - rounding
	correlation(result.metric)
}

rounding := 0.000000001

# What the whole is in the unit of the result.
one(result) := 100 if {
	result.unit == "percent"
} else := 1

impossible := [{"at": sprintf("/evaluation/%d/value", [index]), "name": sprintf("%s = %v", [result.metric, result.value])} |
	some index, result in results
	cannot_be(result)
]

impossible_notes := [note | some note in input.context.intake; note.kind == "impossible_metric"]

# METADATA
# title: No metric lies outside of what it can be
# description: >-
#   An AUC of 1.3, a negative accuracy or the like is a mistake of units, of the formula or of the hand. Rounding up to
#   1 + 1e-9 is accepted.
# custom:
#   id: EH-02
#   severity: deny
#   basis: heuristic
#   citation: govern heuristic; the bounds follow from the definitions of the metrics
#   needs: [/evaluation/*/metric, /evaluation/*/value]
#   accepts: declared
#   remediation: Compute the metric again, and give every entry of `evaluation` its metric and value.
possible_values := {
	"outcome": "fail",
	"message": sprintf("not possible: %s", [concat(", ", [value.name | some value in impossible])]),
	"at": [value.at | some value in impossible],
} if {
	count(impossible) > 0
} else := {
	"outcome": "fail",
	"message": concat("; ", [note.message | some note in impossible_notes]),
	"at": [pointer | some note in impossible_notes; some pointer in note.at],
} if {
	count(impossible_notes) > 0
} else := {"outcome": "pass", "at": ["/evaluation"]} if {
	count(results) > 0
	every result in results {
		result.metric
		is_number(result.value)
	}
}

# METADATA
# title: Every result names its dataset
# description: A figure without the data that it was computed on cannot be checked or repeated.
# custom:
#   id: EH-03
#   severity: {minimal: info, limited: warn, high: deny, critical: deny}
#   basis: guidance
#   citation: NIST AI RMF 1.0, MEASURE 2.1 (test sets and tools are documented)
#   needs: [/evaluation/*/dataset]
#   accepts: declared
#   remediation: Write the `dataset` of every entry of `evaluation`.
datasets_named := {"outcome": "pass", "at": ["/evaluation"]} if {
	count(results) > 0
	every result in results {
		result.dataset
	}
}

dated := [{"index": index, "date": result.date, "age": ages[result.date]} | some index, result in results]

# Days from each date to the as-of date.
ages := {date: dates.age_days(date) | some date in {result.date | some result in results}}

max_age := data.params.evidence_honesty.max_evaluation_age_days

max_lead := data.params.evidence_honesty.max_days_before_model

future := [result | some result in dated; result.age < 0]

stale := [result | some result in dated; result.age > max_age]

premature := [result |
	leads := {date: dates.days_between(date, input.subject.model.created) | some date, _ in ages}
	some result in dated
	leads[result.date] > max_lead
]

# METADATA
# title: Results are recent, and not older than the model
# description: >-
#   A result that is older than a year says little about today's data, and one that is older than the model was computed
#   on another model. Both periods are parameters.
# custom:
#   id: EH-07
#   severity: {minimal: warn, limited: warn, high: deny, critical: deny}
#   basis: heuristic
#   citation: govern heuristic
#   needs: [/evaluation/*/date, /model/created]
#   accepts: declared
#   remediation: Evaluate this version again, and write the `date` of every entry of `evaluation`, and `model.created`.
recent_results := {
	"outcome": "fail",
	"message": sprintf("dated after the as-of date: %d of %d results, such as one of %s", [
		count(future),
		count(results),
		future[0].date,
	]),
	"at": [sprintf("/evaluation/%d/date", [result.index]) | some result in future],
} if {
	count(future) > 0
} else := {
	"outcome": "fail",
	"message": sprintf("older than %d days: %d of %d results, such as one of %s", [
		max_age,
		count(stale),
		count(results),
		stale[0].date,
	]),
	"at": [sprintf("/evaluation/%d/date", [result.index]) | some result in stale],
} if {
	count(stale) > 0
} else := {
	"outcome": "fail",
	"message": sprintf("more than %d days older than the model: %d of %d results, such as one of %s", [
		max_lead,
		count(premature),
		count(results),
		premature[0].date,
	]),
	"at": [sprintf("/evaluation/%d/date", [result.index]) | some result in premature],
} if {
	count(premature) > 0
} else := {"outcome": "pass", "at": ["/evaluation", "/model/created"]} if {
	input.subject.model.created
	count(dated) > 0
	count(dated) == count(results)
}

# Overall ratios that lie above or below all slices of one attribute.
outliers := [{"at": sprintf("/evaluation/%d/value", [index]), "metric": overall.metric, "attribute": attribute} |
	some index, overall in results
	overall.group == "all"
	overall.unit == "ratio"
	some attribute in {result.attribute | some result in results; result.group != "all"}
	slices := [slice.value |
		some slice in results
		slice.attribute == attribute
		slice.metric == overall.metric
		slice.split == overall.split
		count({dataset | some dataset in [slice.dataset, overall.dataset]}) <= 1
		object.get(slice, "source", "") == object.get(overall, "source", "")
	]
	count(slices) > 1
	outside(overall.value, slices)
]

outside(value, slices) if value > max(slices) + data.params.evidence_honesty.slice_tolerance

outside(value, slices) if value < min(slices) - data.params.evidence_honesty.slice_tolerance

# METADATA
# title: Overall results lie between those of their slices
# description: >-
#   An overall ratio that is better or worse than every slice of an attribute is mostly a mistake of the hand, a slice
#   that was left out, or a case of Simpson's paradox.
# custom:
#   id: EH-09
#   severity: warn
#   basis: heuristic
#   citation: govern heuristic
#   remediation: Check the figures, and add the slices that are missing; some metrics, such as AUC, can behave so rightly.
#   kind: defect
slices_agree := {
	"outcome": "fail",
	"message": sprintf("the overall result lies outside of its slices: %s", [
		concat(", ", [sprintf("%s by %s", [outlier.metric, outlier.attribute]) | some outlier in outliers]),
	]),
	"at": [outlier.at | some outlier in outliers],
} if {
	count(outliers) > 0
} else := {"outcome": "pass", "at": []}
