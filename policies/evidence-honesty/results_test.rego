package govern.evidence_honesty.results_test

import data.govern.evidence_honesty.results

context := {"as_of": "2026-11-21", "intake": []}

auc := {
	"metric": "auc", "value": 0.88, "unit": "ratio", "split": "test", "attribute": "overall", "group": "all",
	"dataset": "2026 subscribers", "date": "2026-05-01",
}

by_age(group, value) := object.union(auc, {"attribute": "age", "group": group, "value": value})

answers(evaluation) := found if {
	found := results with input as {"subject": {"model": {"created": "2026-05-10"}, "evaluation": evaluation}, "context": context}
}

valued(metric, value, unit) := answers([object.union(auc, {"metric": metric, "value": value, "unit": unit})])

test_honest_results_pass if {
	found := answers([auc, by_age("under 30", 0.87), by_age("30 and over", 0.89)])
	every control in ["possible_values", "datasets_named", "recent_results", "slices_agree"] {
		found[control].outcome == "pass"
	}
}

test_named_datasets_pass if {
	answers([auc]).datasets_named.outcome == "pass"
}

test_recent_results_pass if {
	answers([auc, object.union(auc, {"date": "2026-11-21"})]).recent_results.outcome == "pass"
}

test_no_results_are_no_answer if {
	found := results with input as {"subject": {}, "context": context}
	count([control | some control in ["possible_values", "datasets_named", "recent_results"]; found[control]]) == 0
	found.slices_agree.outcome == "pass"
}

test_values_outside_of_the_domain_fail if {
	every case in [["auc", 1.3], ["accuracy", -0.1], ["mcc", -1.2], ["kappa", 1.1], ["r2", 1.5], ["rmse", -2]] {
		valued(case[0], case[1], "ratio").possible_values.outcome == "fail"
	}
}

test_values_inside_of_the_domain_pass if {
	every case in [["auc", 1.0000000001], ["mcc", -0.3], ["r2", -4], ["rmse", 120], ["psi", 3]] {
		valued(case[0], case[1], "ratio").possible_values.outcome == "pass"
	}
}

test_percentages_reach_to_100 if {
	valued("accuracy", 93, "percent").possible_values.outcome == "pass"
	valued("accuracy", 103, "percent").possible_values.outcome == "fail"
}

test_an_impossible_value_is_named_with_its_place if {
	answer := valued("auc", 1.5, "ratio").possible_values
	answer.message == "not possible: auc = 1.5"
	answer.at == ["/evaluation/0/value"]
}

test_an_impossible_value_that_the_reader_found_fails if {
	note := {"kind": "impossible_metric", "message": "tpr is 1.2", "at": ["/fairness/attributes/0/groups/0/tpr"]}
	answer := results.possible_values with input as {
		"subject": {"evaluation": [auc]},
		"context": {"as_of": "2026-11-21", "intake": [note]},
	}
	answer == {"outcome": "fail", "message": note.message, "at": note.at}
}

test_a_metric_without_value_is_no_answer if {
	count([a | a := answers([object.remove(auc, ["value"])]).possible_values]) == 0
}

test_a_result_without_dataset_is_no_answer if {
	count([a | a := answers([auc, object.remove(auc, ["dataset"])]).datasets_named]) == 0
}

test_a_stale_result_fails if {
	answer := answers([auc, object.union(auc, {"date": "2025-05-01"})]).recent_results
	answer.outcome == "fail"
	answer.message == "older than 365 days: 1 of 2 results, such as one of 2025-05-01"
	answer.at == ["/evaluation/1/date"]
}

test_a_result_in_the_future_fails if {
	answers([object.union(auc, {"date": "2026-11-22"})]).recent_results.outcome == "fail"
}

test_a_result_that_is_older_than_the_model_fails if {
	answer := answers([object.union(auc, {"date": "2026-04-01"})]).recent_results
	answer.outcome == "fail"
	contains(answer.message, "older than the model")
}

test_a_result_without_date_is_no_answer if {
	count([a | a := answers([auc, object.remove(auc, ["date"])]).recent_results]) == 0
}

test_the_periods_are_parameters if {
	answer := results.recent_results with input as {
		"subject": {"model": {"created": "2026-05-10"}, "evaluation": [auc]},
		"context": context,
	}
		with data.params.evidence_honesty.max_evaluation_age_days as 90
	answer.outcome == "fail"
}

test_an_overall_result_outside_of_its_slices_fails if {
	answer := answers([auc, by_age("under 30", 0.80), by_age("30 and over", 0.82)]).slices_agree
	answer.outcome == "fail"
	answer.message == "the overall result lies outside of its slices: auc by age"
	answer.at == ["/evaluation/0/value"]
	answers([auc, by_age("under 30", 0.95), by_age("30 and over", 0.92)]).slices_agree.outcome == "fail"
}

test_one_slice_or_another_dataset_proves_nothing if {
	answers([auc, by_age("under 30", 0.80)]).slices_agree.outcome == "pass"
	elsewhere := [object.union(slice, {"dataset": "pilot"}) | some slice in [by_age("under 30", 0.80), by_age("30 and over", 0.82)]]
	answers(array.concat([auc], elsewhere)).slices_agree.outcome == "pass"
	other := object.union(auc, {"source": "external hospital"})
	slices := [by_age("under 30", 0.80), by_age("30 and over", 0.82)]
	answers(array.concat([other], slices)).slices_agree.outcome == "pass"
}
