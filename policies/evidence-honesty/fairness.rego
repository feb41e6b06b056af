# What the card says about fairness, and what it shows.
package govern.evidence_honesty.fairness

# Rates by group, or what follows from them; an AUC says nothing about who is selected.
rates contains "/fairness/summary" if {
	some name, figure in input.subject.fairness.summary
	name != "auc_difference_max"
	is_number(figure)
}

rates contains "/fairness/attributes" if {
	some attribute in input.subject.fairness.attributes
	some group in attribute.groups
	some name in ["selected", "rate", "impact_ratio", "tp", "tpr", "fpr", "ppv"]
	is_number(group[name])
}

rates contains "/evaluation" if {
	some result in input.subject.evaluation
	result.group != "all"
	result.metric in {"selection_rate", "recall", "tpr", "fpr", "fnr", "specificity", "precision", "accuracy", "error_rate"}
	is_number(result.value)
}

ranking_figures contains "/fairness/summary/auc_difference_max" if input.subject.fairness.summary.auc_difference_max

ranking_figures contains "/fairness/attributes" if {
	some attribute in input.subject.fairness.attributes
	some group in attribute.groups
	group.auc
}

# METADATA
# title: Fairness is shown by figures
# description: >-
#   Where persons are affected, the card gives selection or error rates by group. A statement such as "fairness check
#   passed" is no evidence.
# custom:
#   id: EH-01
#   severity: {minimal: warn, limited: warn, high: deny, critical: deny}
#   basis: guidance
#   citation: NIST AI RMF 1.0, MEASURE 2.11
#   needs: [/purpose/decision/affects_persons]
#   accepts: declared
#   remediation: >-
#     Give `n` and `selected` (or `tp`, `fp`, `fn`, `tn`) of every group in `fairness.attributes`; set
#     `purpose.decision.affects_persons` to false where no person is affected.
shown_by_figures := {
	"outcome": "not_applicable",
	"message": "no natural persons are affected",
	"at": ["/purpose/decision/affects_persons"],
} if {
	input.subject.purpose.decision.affects_persons == false
} else := {"outcome": "pass", "at": sort(rates)} if {
	count(rates) > 0
} else := {
	"outcome": "fail",
	"message": sprintf("the card claims `%s`, and gives no selection or error rates by group", [input.subject.fairness.claim]),
	"at": ["/fairness/claim"],
} if {
	input.subject.fairness.claim
} else := {
	"outcome": "fail",
	"message": "persons are affected, and the card gives no selection or error rates by group",
	"at": ["/purpose/decision/affects_persons"],
} if {
	input.subject.purpose.decision.affects_persons == true
}

# The common yardsticks, against which only words are held here; the pack `bias` judges the figures by its parameters.
contradicting["/fairness/summary/impact_ratio_min"] := sprintf("an impact ratio of %v", [ratio]) if {
	ratio := input.subject.fairness.summary.impact_ratio_min
	abs(ratio - 1.025) > 0.225
}

contradicting[pointer] := sprintf("a %s of %v", [name, figure]) if {
	some leaf, name in {
		"parity_difference_max": "difference of selection rates",
		"equal_opportunity_difference_max": "difference of true positive rates",
		"equalized_odds_difference_max": "difference of error rates",
	}
	figure := input.subject.fairness.summary[leaf]
	abs(figure) > 0.1
	pointer := sprintf("/fairness/summary/%s", [leaf])
}

reassuring(claim) if {
	regex.match(`(?i)pass|^ok$|no (significant |material |evidence of )?bias|bias_detected: false|acceptable|compliant|^fair$`, claim)
	not regex.match(`(?i)fail|unfair|not (passed|ok|acceptable|compliant)|non-?compliant|unacceptable`, claim)
}

# METADATA
# title: What the card says about fairness agrees with its figures
# description: >-
#   A card that says "no bias" and gives an impact ratio below 0.8 or above 1.25, or a difference between groups above
#   0.1, contradicts itself.
# custom:
#   id: EH-12
#   severity: warn
#   basis: heuristic
#   citation: govern heuristic, inspired by NIST AI RMF 1.0, MEASURE 2.11
#   remediation: Correct the figures, or let the statement say what they show.
#   kind: defect
claim_agrees := {
	"outcome": "fail",
	"message": sprintf("the card says `%s`, and gives %s", [claim, concat(", ", [text | some text in contradicting])]),
	"at": [pointer | some pointer, _ in contradicting],
} if {
	claim := input.subject.fairness.claim
	reassuring(claim)
	count(contradicting) > 0
} else := {"outcome": "pass", "at": []}

small_groups := array.concat(
	[{
		"at": sprintf("/fairness/attributes/%d/groups/%d/n", [index, position]),
		"name": sprintf("%s (n = %d)", [group.group, group.n]),
	} |
		some index, attribute in input.subject.fairness.attributes
		least := least_of(sum([group.n | some group in attribute.groups]))
		some position, group in attribute.groups
		group.n < least
	],
	[{"at": sprintf("/evaluation/%d/n", [index]), "name": sprintf("%s (n = %d)", [result.group, result.n])} |
		least := least_of(0)
		some index, result in input.subject.evaluation
		result.group != "all"
		result.n < least
	],
)

# Of so many persons.
least_of(persons) := max([
	data.params.evidence_honesty.min_group_size,
	persons * data.params.evidence_honesty.min_group_share,
])

# METADATA
# title: Groups are large enough to say something
# description: A rate of a few persons, or of a very small share, is mostly chance. Nothing passes or fails on it.
# custom:
#   id: EH-05
#   severity: warn
#   basis: heuristic
#   citation: govern heuristic, inspired by 6 RCNY 5-301(d) (categories of less than 2 %)
#   remediation: Collect more data on the groups, or say in `limitations` that their results are uncertain.
#   kind: defect
group_sizes := {
	"outcome": "fail",
	"message": sprintf("too small for a reliable figure: %s", [concat(", ", [small.name | some small in small_groups])]),
	"at": [small.at | some small in small_groups],
} if {
	count(small_groups) > 0
} else := {"outcome": "pass", "at": []}

# METADATA
# title: Fairness does not rest on AUC alone
# description: Equal AUC by group means equal ranking within groups. It says nothing about who is selected, or wrongly refused.
# custom:
#   id: EH-06
#   severity: warn
#   basis: heuristic
#   citation: govern heuristic
#   remediation: Add selection rates or error rates by group in `fairness.attributes`.
#   kind: defect
more_than_auc := {"outcome": "pass", "at": sort(rates)} if {
	count(rates) > 0
} else := {
	"outcome": "fail",
	"message": "AUC by group is the only figure on fairness",
	"at": sort(ranking_figures),
} if {
	count(ranking_figures) > 0
} else := {"outcome": "pass", "at": []}

# Words in names of features that stand for a sensitive attribute, or for a common proxy of one.
sensitive_words := {
	"sex", "gender", "race", "ethnicity", "ethnic", "religion", "nationality", "citizenship", "disability", "pregnant",
	"pregnancy", "marital", "maritalstatus", "married", "age", "birth", "birthdate", "birthday", "birthyear", "senior",
	"seniorcitizen", "zip", "zipcode", "postcode", "postal", "neighborhood", "neighbourhood", "surname", "firstname",
	"lastname",
}

words_in(names) := sensitive_words & {word |
	some word in split(strings.replace_n({"_": " ", "-": " ", ".": " ", "/": " "}, lower(concat(" ", names))), " ")
}

sensitive["/data/features"] := words_in(input.subject.data.features)

sensitive["/explainability/top_features"] := words_in([feature.name | some feature in features]) if {
	features := input.subject.explainability.top_features
}

sensitive["/data/protected_attributes"] := {attribute | some attribute in attributes; attribute != "none"} if {
	attributes := input.subject.data.protected_attributes
}

# Features by the names that the card gives them, else what the card says of protected attributes.
sensitive_names := names if {
	names := {word | some pointer, words in sensitive; pointer != "/data/protected_attributes"; some word in words}
	count(names) > 0
} else := sensitive["/data/protected_attributes"] if {
	sensitive["/data/protected_attributes"]
} else := set()

# METADATA
# title: Sensitive features come with a fairness analysis
# description: >-
#   A feature that names a protected attribute, or a common proxy for one (English names only), asks for results by
#   group.
# custom:
#   id: EH-11
#   severity: warn
#   basis: heuristic
#   citation: govern heuristic, inspired by NIST AI RMF 1.0, MEASURE 2.11
#   remediation: Give results by group in `fairness.attributes`, or drop the feature.
#   kind: defect
sensitive_features_analysed := {"outcome": "pass", "at": ["/purpose/decision/affects_persons"]} if {
	input.subject.purpose.decision.affects_persons == false
} else := {"outcome": "pass", "at": sort(rates)} if {
	count(rates) > 0
} else := {
	"outcome": "fail",
	"message": sprintf("the model uses %s, and the card gives no rates by group", [concat(", ", sensitive_names)]),
	"at": [pointer | some pointer, words in sensitive; count(words) > 0],
} if {
	count(sensitive_names) > 0
} else := {"outcome": "pass", "at": []}
