package govern.bias.errors_test

import data.govern.bias.errors

card(groups) := {
	"context": {"tier": "high"},
	"subject": {"fairness": {"attributes": [{"name": "sex", "groups": groups}]}},
}

summary(value) := {"subject": {"fairness": {"summary": value}}}

confusion(group, tp, fp, fn, tn) := {"group": group, "n": ((tp + fp) + fn) + tn, "tp": tp, "fp": fp, "fn": fn, "tn": tn}

even := card([confusion("f", 80, 10, 20, 90), confusion("m", 85, 12, 15, 88)])

# The true positive rate of `f` is 0.60, its false positive rate 0.30, its predictive value two thirds.
uneven := card([confusion("f", 60, 30, 40, 70), confusion("m", 85, 12, 15, 88)])

# Three of the persons in `x` are positive.
few := card([confusion("f", 80, 10, 20, 90), confusion("m", 85, 12, 15, 88), confusion("x", 1, 10, 2, 90)])

none := {"subject": {"fairness": {"attributes": [{"name": "sex", "groups": [{"group": "f", "n": 10}]}]}}}

test_even_groups_pass if {
	errors.equal_opportunity.outcome == "pass" with input as even
	errors.equalized_odds.outcome == "pass" with input as even
	errors.predictive_parity.outcome == "pass" with input as even
	errors.base_rates.outcome == "pass" with input as even
}

test_uneven_groups_fail if {
	errors.equal_opportunity.outcome == "fail" with input as uneven
	errors.equalized_odds.outcome == "fail" with input as uneven
	errors.predictive_parity.outcome == "fail" with input as uneven
}

test_both_gaps_are_named if {
	answer := errors.equalized_odds with input as uneven
	answer.message == concat("; ", [
		"sex, true positive rate: `f` 60 of 100 against `m` 85 of 100, difference 0.2500 is above 0.1",
		"sex, false positive rate: `m` 12 of 100 against `f` 30 of 100, difference 0.1800 is above 0.1",
	])
}

test_a_rate_of_few_is_in_doubt_even_in_a_large_group if {
	answer := errors.equal_opportunity with input as few
	answer.outcome == "review"
	contains(answer.message, "`x` 1 of 3")
	errors.equalized_odds.outcome == "review" with input as few
}

test_a_rate_without_positives_is_not_zero if {
	document := card([confusion("f", 80, 10, 20, 90), confusion("m", 85, 12, 15, 88), confusion("x", 0, 10, 0, 90)])
	answer := errors.equal_opportunity with input as document
	answer.outcome == "review"
	contains(answer.message, "not defined with `x` 0 of 0")
}

test_predictive_parity_in_doubt_is_shown_as_a_failure if {
	document := card([confusion("f", 80, 10, 20, 90), confusion("m", 85, 12, 15, 88), confusion("x", 1, 9, 20, 90)])
	errors.predictive_parity.outcome == "fail" with input as document
}

test_stated_rates if {
	answer := errors.equalized_odds with input as stated(0.8, 0.1)
	answer.outcome == "fail"
	contains(answer.message, "`f` 0.8000 against `m` 0.9001, difference 0.1001 is above 0.1")
	errors.equal_opportunity.outcome == "pass" with input as stated(0.8001, 0.1)
	errors.predictive_parity.outcome == "pass" with input as stated(0.8001, 0.1)
}

stated(tpr, fpr) := card([
	{"group": "f", "n": 100, "tpr": tpr, "fpr": fpr, "ppv": 0.8},
	{"group": "m", "n": 100, "tpr": 0.9001, "fpr": 0.1, "ppv": 0.9},
])

test_summaries if {
	errors.equal_opportunity.outcome == "pass" with input as summary({"equal_opportunity_difference_max": 0.1})
	errors.equal_opportunity.outcome == "fail" with input as summary({"equal_opportunity_difference_max": -0.11})
	errors.equalized_odds.outcome == "pass" with input as summary({"equalized_odds_difference_max": 0.1})
	errors.equalized_odds.outcome == "fail" with input as summary({"equalized_odds_difference_max": 0.11})
	errors.predictive_parity.outcome == "pass" with input as summary({"predictive_parity_difference_max": 0.1})
	errors.predictive_parity.outcome == "fail" with input as summary({"predictive_parity_difference_max": 0.11})
	errors.calibration.outcome == "pass" with input as summary({"calibration_error_max": 0.05})
	errors.calibration.outcome == "fail" with input as summary({"calibration_error_max": 0.06})
}

test_calibration_of_each_group if {
	errors.calibration.outcome == "pass" with input as calibrated(100, 0.05)
	answer := errors.calibration with input as calibrated(100, 0.0501)
	answer.outcome == "fail"
	contains(answer.message, "`m` 0.0501, difference 0.0501 is above 0.05")
	errors.calibration.outcome == "fail" with input as calibrated(2, 0.2)
}

calibrated(n, ece) := card([{"group": "f", "n": 100, "ece": 0.01}, {"group": "m", "n": n, "ece": ece}])

test_base_rates_differ if {
	document := card([confusion("f", 80, 10, 20, 290), confusion("m", 85, 12, 15, 88)])
	errors.base_rates.outcome == "fail" with input as document
}

test_no_answer_without_numbers if {
	count([answer | answer := errors.equal_opportunity]) == 0 with input as none
	count([answer | answer := errors.equalized_odds]) == 0 with input as none
	count([answer | answer := errors.predictive_parity]) == 0 with input as none
	count([answer | answer := errors.calibration]) == 0 with input as none
	count([answer | answer := errors.base_rates]) == 0 with input as none
}
