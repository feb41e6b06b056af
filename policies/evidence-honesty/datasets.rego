# Training and test data are not the same.
package govern.evidence_honesty.datasets

pairs := [pair |
	some train in input.subject.data.datasets
	train.split == "train"
	some test in input.subject.data.datasets
	test.split == "test"
	pair := {"train": train, "test": test}
]

identical := [pair | some pair in pairs; pair.train.digest == pair.test.digest]

# Of one size, and no digest tells them apart.
twins := [pair |
	some pair in pairs
	pair.train.size == pair.test.size
	object.get(pair.train, "digest", "") == object.get(pair.test, "digest", "")
]

# METADATA
# title: The model was not tested on its training data
# description: >-
#   Training data and test data have different digests. Data of the same size without digests are taken for the same.
# custom:
#   id: EH-04
#   severity: {minimal: info, limited: warn, high: deny, critical: deny}
#   basis: heuristic
#   citation: govern heuristic, inspired by NIST AI RMF 1.0, MEASURE 2.5
#   needs: [/data/datasets/*/split, /data/datasets/*/size, /data/datasets/*/digest]
#   accepts: declared
#   remediation: >-
#     Test on data that the model has not seen, and write `split`, `size` and `digest` of every entry of `data.datasets`.
separate_data := {
	"outcome": "fail",
	"message": "training data and test data have the same digest",
	"at": ["/data/datasets"],
} if {
	count(identical) > 0
} else := {
	"outcome": "fail",
	"message": sprintf("training data and test data both have %d records, and no digest tells them apart", [twins[0].test.size]),
	"at": ["/data/datasets"],
} if {
	count(twins) > 0
} else := {"outcome": "pass", "at": ["/data/datasets"]} if {
	count(pairs) > 0
} else := {
	"outcome": doubt,
	"message": "the card does not name both training data and test data, so nothing says that they differ",
	"at": ["/data/datasets"],
} if {
	count(input.subject.data.datasets) > 0
}

# Where a failure would only warn, doubt must not weigh more than one.
doubt := "fail" if {
	input.context.tier in ["minimal", "limited"]
} else := "review"
