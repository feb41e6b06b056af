package govern.card_completeness.score_test

import data.govern.card_completeness.evidence
import data.govern.card_completeness.identity
import data.govern.card_completeness.purpose
import data.govern.card_completeness.score

complete := {
	"model": {
		"name": "churn", "version": "2.1.0", "created": "2026-05-01", "licenses": ["proprietary"],
		"owners": [{"name": "Retention team", "contact": "retention@example.com"}],
	},
	"purpose": {
		"intended_use": ["Offer a discount in time."], "out_of_scope": ["Pricing."],
		"users": ["Retention agents"],
	},
	"data": {
		"datasets": [{"name": "2025 subscribers", "split": "train"}, {"name": "2026 subscribers", "split": "test"}],
		"bias_examination": "Results were compared by age band.",
	},
	"evaluation": [
		{"metric": "auc", "value": 0.88, "dataset": "2026 subscribers", "attribute": "overall", "group": "all"},
		{"metric": "auc", "value": 0.87, "dataset": "2026 subscribers", "attribute": "age", "group": "under 30"},
	],
	"limitations": ["Not valid for business customers."],
	"ethics": [{"name": "Unequal offers", "mitigation": "Quarterly review."}],
	"oversight": {"measures": ["Agents confirm each offer."]},
	"lineage": {"code_commit": "9f1c2d7"},
}

items := {
	"name", "version", "owner", "date", "licence", "contact", "lineage",
	"intended_use", "out_of_scope", "users", "limitations", "ethics", "oversight",
	"training_data", "evaluation_data", "metric", "slices", "bias",
}

outcomes(subject) := {item: answer.outcome |
	some part in [
		identity_of(subject),
		purpose_of(subject),
		evidence_of(subject),
	]
	some item, answer in part
	item in items
}

identity_of(subject) := found if {
	found := identity with input as {"subject": subject}
}

purpose_of(subject) := found if {
	found := purpose with input as {"subject": subject}
}

evidence_of(subject) := found if {
	found := evidence with input as {"subject": subject}
}

scored(subject) := found if {
	found := score.score with input as {"subject": subject}
}

test_a_complete_card_has_every_item if {
	outcomes(complete) == {item: "pass" | some item in items}
	scored(complete) == {"outcome": "pass", "at": []}
}

test_the_score if {
	score.score.outcome == "pass" with input as {"subject": complete}
	score.score.outcome == "fail" with input as {"subject": {"model": complete.model}}
}

test_every_item_has_a_weight if {
	{item | some item, _ in data.params.card_completeness.weights} == items
}

test_an_empty_card_is_no_answer_to_any_item if {
	outcomes({}) == {}
}

test_empty_lists_are_no_answers if {
	outcomes({"model": {"owners": [], "base_models": []}, "ethics": [], "risk": {"register": []}}) == {}
}

test_an_empty_card_scores_nothing if {
	answer := scored({})
	answer.outcome == "fail"
	contains(answer.message, "has 0 %")
	contains(answer.message, "out of scope")
}

test_each_answer_that_is_removed_lowers_the_score if {
	full := score.percent with input as {"subject": complete}
	every part in object.keys(complete) {
		less := score.percent with input as {"subject": object.remove(complete, [part])}
		less < full
	}
}

test_the_minimum_is_a_parameter if {
	answer := score.score with input as {"subject": object.remove(complete, ["lineage"])}
		with data.params.card_completeness.minimum_score as 100
	answer.outcome == "fail"
	answer.message == "the card has 97 % of what a model card should have, and needs 100 %; missing: lineage"
}

test_datasets_without_a_split_fail if {
	found := outcomes({"data": {"datasets": [{"name": "subscribers"}]}})
	found == {"training_data": "fail", "evaluation_data": "fail"}
}

test_overall_results_without_dataset_fail if {
	found := outcomes({"evaluation": [{"metric": "auc", "value": 0.9, "attribute": "overall", "group": "all"}]})
	found == {"evaluation_data": "fail", "metric": "fail", "slices": "fail"}
}

test_a_dataset_of_a_result_names_the_evaluation_data if {
	found := outcomes({"evaluation": [complete.evaluation[0]]})
	found == {"evaluation_data": "pass", "metric": "pass", "slices": "fail"}
}

test_figures_by_group_are_slices if {
	found := outcomes({"fairness": {"attributes": [{"name": "age", "groups": [{"group": "under 30", "n": 100, "rate": 0.4}]}]}})
	found == {"slices": "pass", "bias": "pass"}
}

test_groups_without_figures_are_no_slices if {
	found := outcomes({"fairness": {"attributes": [{"name": "age", "groups": [{"group": "under 30", "n": 100}]}]}})
	found == {"slices": "fail", "bias": "pass"}
}

test_alternatives_count if {
	found := outcomes({
		"model": {"provider": {"contact": "ml@example.com"}, "base_models": [{"name": "base"}]},
		"risk": {"register": [{"name": "Unequal offers", "mitigation": "Review."}]},
	})
	found == {"contact": "pass", "lineage": "pass", "ethics": "pass"}
	outcomes({"lineage": {"run_id": "42"}}) == {"lineage": "pass"}
}

test_test_data_are_no_training_data if {
	found := outcomes({"data": {"datasets": [{"name": "subscribers", "split": "test"}]}})
	found == {"training_data": "fail", "evaluation_data": "pass"}
}
