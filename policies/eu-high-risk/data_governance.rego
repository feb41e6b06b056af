# Article 10: data and data governance.
package govern.eu_high_risk.data_governance

import data.govern.eu_high_risk.roles

# METADATA
# title: only providers of high-risk systems have this duty
# custom:
#   needs: [/purpose/role]
applies := roles.provider

# METADATA
# title: Every data set is described
# description: Each data set has a name, its origin and collection, what it was used for, its size and the period that it covers.
# custom:
#   id: EUAIA-10-01
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 10(2)(a) and (b)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs:
#     - /data/datasets/*/name
#     - /data/datasets/*/provenance
#     - /data/datasets/*/split
#     - /data/datasets/*/size
#     - /data/datasets/*/period
#   accepts: declared
#   remediation: Give every entry of `data.datasets` its `name`, `provenance`, `split`, `size` and `period`.
described := {
	"outcome": "pass",
	"at": ["/data/datasets"],
} if {
	count(input.subject.data.datasets) > 0
	every dataset in input.subject.data.datasets {
		dataset.name
		dataset.provenance
		dataset.split
		dataset.size
		dataset.period
	}
}

# METADATA
# title: Training, validation and test data are kept apart
# description: Training, validation and test data are all named, and no test set is identical with a training set.
# custom:
#   id: EUAIA-10-02
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 10(1) and (3)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/data/datasets/*/split, /data/datasets/*/digest]
#   accepts: declared
#   remediation: >-
#     Name the data sets of the splits `train`, `validation` and `test` in `data.datasets`, each with its `digest`;
#     test on data that the model was not trained on.
separated := {
	"outcome": "fail",
	"message": sprintf("tested on training data: digest %s", [concat(", ", shared)]),
	"at": [sprintf("/data/datasets/%d/digest", [i]) |
		some i, dataset in input.subject.data.datasets
		dataset.digest in shared
	],
} if {
	shared := digests("train") & digests("test")
	count(shared) > 0
} else := {
	"outcome": "fail",
	"message": sprintf("no data set is named for: %s", [concat(", ", missing)]),
	"at": ["/data/datasets"],
} if {
	datasets := input.subject.data.datasets
	missing := {"train", "validation", "test"} - {dataset.split | some dataset in datasets}
	count(missing) > 0
} else := {
	"outcome": "pass",
	"at": ["/data/datasets"],
} if {
	every dataset in input.subject.data.datasets {
		dataset.split
		dataset.digest
	}
}

digests(split) := {dataset.digest |
	some dataset in input.subject.data.datasets
	dataset.split == split
}

# METADATA
# title: The data were examined for bias
# description: Possible biases were looked for, and what was done about those that were found is stated.
# custom:
#   id: EUAIA-10-03
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 10(2)(f) and (g)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/data/bias_examination, /data/bias_mitigation]
#   accepts: declared
#   remediation: >-
#     Write how bias was looked for and what was found to `data.bias_examination`,
#     and what was done about it to `data.bias_mitigation` (`none` where nothing was found).
bias := {
	"outcome": "pass",
	"at": ["/data/bias_examination", "/data/bias_mitigation"],
} if {
	input.subject.data.bias_examination
	input.subject.data.bias_mitigation
}

# METADATA
# title: The data fit the persons, the place and the use
# description: The data are representative, their gaps are known, and the region that they come from is stated.
# custom:
#   id: EUAIA-10-04
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 10(2)(h), (3) and (4)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/data/representativeness, /data/gaps, /data/datasets/*/region]
#   accepts: declared
#   remediation: >-
#     Say in `data.representativeness` why the data fit the intended use, in `data.gaps` what is lacking (`none` is an answer),
#     and give every entry of `data.datasets` its `region`.
representative := {
	"outcome": "pass",
	"at": ["/data/representativeness", "/data/gaps", "/data/datasets"],
} if {
	input.subject.data.representativeness
	input.subject.data.gaps
	count(input.subject.data.datasets) > 0
	every dataset in input.subject.data.datasets {
		dataset.region
	}
}
