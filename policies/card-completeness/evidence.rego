# Data, results and bias.
package govern.card_completeness.evidence

sources contains "/data/datasets" if count(input.subject.data.datasets) > 0

sources contains "/evaluation" if count(input.subject.evaluation) > 0

sources contains "/fairness/attributes" if count(input.subject.fairness.attributes) > 0

# METADATA
# title: The card names the training data
# description: At least one dataset is marked as the one that the model was trained on.
# custom:
#   id: CC-09
#   severity: {minimal: info, limited: warn, high: warn, critical: warn}
#   basis: heuristic
#   citation: govern heuristic, inspired by model cards (Mitchell et al., 2019), training data
#   needs: [/data/datasets]
#   accepts: declared
#   remediation: "List `data.datasets`, with `split: train` on the training data."
training_data := {"outcome": "pass", "at": ["/data/datasets"]} if {
	some dataset in input.subject.data.datasets
	dataset.split == "train"
} else := {
	"outcome": "fail",
	"message": "no dataset is marked as training data",
	"at": ["/data/datasets"],
} if {
	count(input.subject.data.datasets) > 0
}

# METADATA
# title: The card names the evaluation data
# description: A dataset is marked as test or validation data, or a result names the dataset that it was computed on.
# custom:
#   id: CC-10
#   severity: {minimal: info, limited: warn, high: warn, critical: warn}
#   basis: heuristic
#   citation: govern heuristic, inspired by model cards (Mitchell et al., 2019), evaluation data
#   needs: [[/data/datasets, /evaluation]]
#   accepts: declared
#   remediation: "List `data.datasets`, with `split: test` on the test data, or write the `dataset` of each result."
evaluation_data := {"outcome": "pass", "at": ["/data/datasets"]} if {
	some dataset in input.subject.data.datasets
	dataset.split in {"test", "validation"}
} else := {"outcome": "pass", "at": ["/evaluation"]} if {
	some result in input.subject.evaluation
	result.dataset
} else := {
	"outcome": "fail",
	"message": "no dataset is marked as test data, and no result names its dataset",
	"at": sort(sources & {"/data/datasets", "/evaluation"}),
} if {
	count(sources & {"/data/datasets", "/evaluation"}) > 0
}

# METADATA
# title: The card gives a result with its dataset
# description: At least one metric has a value and names the dataset that it was computed on.
# custom:
#   id: CC-11
#   severity: {minimal: info, limited: warn, high: warn, critical: warn}
#   basis: heuristic
#   citation: govern heuristic, inspired by model cards (Mitchell et al., 2019), metrics
#   needs: [/evaluation]
#   accepts: declared
#   remediation: List `evaluation`, each with metric, value and dataset.
metric := {"outcome": "pass", "at": ["/evaluation"]} if {
	some result in input.subject.evaluation
	is_number(result.value)
	result.dataset
} else := {
	"outcome": "fail",
	"message": "no result has both a value and a dataset",
	"at": ["/evaluation"],
} if {
	count(input.subject.evaluation) > 0
}

# METADATA
# title: The card gives a result for a group or slice
# description: An overall figure hides how the model does for some.
# custom:
#   id: CC-12
#   severity: {minimal: info, limited: warn, high: warn, critical: warn}
#   basis: heuristic
#   citation: govern heuristic, inspired by model cards (Mitchell et al., 2019), disaggregated results
#   needs: [[/fairness/attributes, /evaluation]]
#   accepts: declared
#   remediation: Give results by group in `fairness.attributes`, or add `attribute` and `group` to entries of `evaluation`.
slices := {"outcome": "pass", "at": ["/fairness/attributes"]} if {
	some attribute in input.subject.fairness.attributes
	some group in attribute.groups
	some field, figure in group
	field != "n"
	is_number(figure)
} else := {"outcome": "pass", "at": ["/evaluation"]} if {
	some result in input.subject.evaluation
	result.group != "all"
	is_number(result.value)
} else := {
	"outcome": "fail",
	"message": "every result is an overall one",
	"at": sort(sources & {"/fairness/attributes", "/evaluation"}),
} if {
	count(sources & {"/fairness/attributes", "/evaluation"}) > 0
}

# METADATA
# title: The card speaks about bias
# description: How bias was looked for, or results by group.
# custom:
#   id: CC-15
#   severity: {minimal: info, limited: warn, high: deny, critical: deny}
#   basis: guidance
#   citation: NIST AI RMF 1.0, MEASURE 2.11
#   needs: [[/data/bias_examination, /fairness/attributes]]
#   accepts: declared
#   remediation: Write `data.bias_examination`, or give results by group in `fairness.attributes`.
bias := {"outcome": "pass", "at": ["/data/bias_examination"]} if {
	input.subject.data.bias_examination
} else := {"outcome": "pass", "at": ["/fairness/attributes"]} if {
	count(input.subject.fairness.attributes) > 0
}
