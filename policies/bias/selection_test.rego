package govern.bias.selection_test

import data.govern.bias.selection

card(tier, groups) := {
	"context": {"tier": tier},
	"subject": {"fairness": {"favourable_outcome": "positive", "attributes": [{"name": "sex", "groups": groups}]}},
}

counts(group, n, selected) := {"group": group, "n": n, "selected": selected}

pair(low) := [{"group": "f", "n": 100, "rate": low}, {"group": "m", "n": 100, "rate": 0.5}]

one(ratio) := [{"group": "f", "n": 100, "impact_ratio": ratio}]

statement(value) := {"subject": {"purpose": {"decision": {"affects_persons": value}}}}

summary(value) := {"subject": {"fairness": {"favourable_outcome": "positive", "summary": value}}}

test_exactly_four_fifths_passes if {
	selection.impact_ratio.outcome == "pass" with input as card("high", [counts("f", 500, 200), counts("m", 500, 250)])
}

test_one_person_fewer_fails_and_is_not_rounded_up if {
	answer := selection.impact_ratio with input as card("high", [counts("f", 50000, 19999), counts("m", 50000, 25000)])
	answer.outcome == "fail"
	answer.message == "sex, impact ratio: `f` 19999 of 50000 against `m` 25000 of 50000, ratio 0.7999 is below 0.8"
	answer.at == ["/fairness/attributes/0/groups/0", "/fairness/attributes/0/groups/1"]
}

test_impact_ratio_of_the_worst_of_many_groups if {
	answer := selection.impact_ratio with input as card("high", [
		counts("a", 100, 50), counts("b", 100, 30), counts("c", 100, 45),
	])
	contains(answer.message, "`b` 30 of 100 against `a` 50 of 100, ratio 0.6000")
}

test_negative_favourable_outcome_turns_the_confusion_counts if {
	groups := [
		{"group": "f", "n": 100, "tp": 30, "fp": 30, "fn": 10, "tn": 30},
		{"group": "m", "n": 100, "tp": 20, "fp": 25, "fn": 5, "tn": 50},
	]
	fairness := {"favourable_outcome": "negative", "attributes": [{"name": "sex", "groups": groups}]}
	answer := selection.impact_ratio with input as {"subject": {"fairness": fairness}}
	contains(answer.message, "`f` 40 of 100 against `m` 55 of 100, ratio 0.7272")
	positive := selection.impact_ratio with input as card("high", groups)
	contains(positive.message, "`m` 45 of 100 against `f` 60 of 100, ratio 0.7500")
}

test_impact_ratio_from_rates if {
	selection.impact_ratio.outcome == "pass" with input as card("high", pair(0.4))
	selection.impact_ratio.outcome == "fail" with input as card("high", pair(0.39999))
}

test_stated_ratios_count_in_both_directions if {
	selection.impact_ratio.outcome == "pass" with input as card("high", one(0.8))
	selection.impact_ratio.outcome == "pass" with input as card("high", one(1.25))
	selection.impact_ratio.outcome == "fail" with input as card("high", one(0.79))
	selection.impact_ratio.outcome == "fail" with input as card("high", one(1.26))
}

test_impact_ratio_from_the_summary if {
	selection.impact_ratio.outcome == "pass" with input as summary({"impact_ratio_min": 0.8})
	selection.impact_ratio.outcome == "fail" with input as summary({"impact_ratio_min": 0.79})
	selection.impact_ratio.outcome == "fail" with input as summary({"impact_ratio_min": 1.3})
}

test_a_bad_summary_outweighs_good_groups if {
	groups := [counts("f", 100, 50), counts("m", 100, 50)]
	document := {"subject": {"fairness": {
		"favourable_outcome": "positive", "attributes": [{"name": "sex", "groups": groups}],
		"summary": {"impact_ratio_min": 0.5},
	}}}
	selection.impact_ratio.outcome == "fail" with input as document
}

test_no_impact_ratio_without_direction if {
	document := {"subject": {"fairness": {"summary": {"impact_ratio_min": 0.9}}}}
	count([answer | answer := selection.impact_ratio]) == 0 with input as document
}

test_no_answer_where_a_group_has_no_rate if {
	document := card("high", [counts("f", 100, 10), {"group": "m", "n": 100}])
	count([answer | answer := selection.impact_ratio]) == 0 with input as document
	count([answer | answer := selection.parity]) == 0 with input as document
}

test_a_small_group_decides_nothing if {
	groups := [counts("f", 500, 240), counts("m", 500, 250), counts("x", 12, 2)]
	answer := selection.impact_ratio with input as card("high", groups)
	answer.outcome == "review"
	endswith(answer.message, "but that rests on a small group")
	selection.impact_ratio.outcome == "review" with input as card("high", [counts("m", 500, 250), counts("x", 12, 6)])
}

test_doubt_never_weighs_more_than_a_failure_would if {
	groups := [counts("f", 500, 240), counts("m", 500, 250), counts("x", 12, 2)]
	selection.impact_ratio.outcome == "fail" with input as card("limited", groups)
	selection.impact_ratio.outcome == "review" with input as {"subject": card("limited", groups).subject}
}

test_a_small_share_is_a_small_group if {
	groups := [counts("f", 5000, 2400), counts("m", 5000, 2500), counts("x", 100, 20)]
	selection.impact_ratio.outcome == "review" with input as card("high", groups)
}

test_undefined_quotients_are_not_zero if {
	empty := [counts("f", 500, 250), counts("m", 500, 250), counts("x", 0, 0)]
	answer := selection.impact_ratio with input as card("high", empty)
	answer.outcome == "review"
	contains(answer.message, "not defined with `x` 0 of 0")
	nobody := [counts("f", 500, 0), counts("m", 500, 0)]
	selection.impact_ratio.outcome == "review" with input as card("high", nobody)
}

test_parity_difference_at_and_above_the_limit if {
	selection.parity.outcome == "pass" with input as card("high", [counts("f", 100, 40), counts("m", 100, 50)])
	answer := selection.parity with input as card("high", [counts("f", 10000, 3999), counts("m", 10000, 5000)])
	answer.outcome == "fail"
	endswith(answer.message, "difference 0.1001 is above 0.1")
}

test_parity_from_the_summary_in_either_sign if {
	selection.parity.outcome == "fail" with input as summary({"parity_difference_max": -0.2})
	selection.parity.outcome == "pass" with input as summary({"parity_difference_max": 0.1})
}

test_significance if {
	selection.significance.outcome == "pass" with input as card("high", [counts("f", 100, 45), counts("m", 100, 50)])
	selection.significance.outcome == "fail" with input as card("high", [counts("f", 1000, 450), counts("m", 1000, 500)])
	answer := selection.significance with input as card("high", [counts("f", 10, 1), counts("m", 10, 2)])
	contains(answer.message, "Fisher")
	count([none | none := selection.significance]) == 0 with input as {"subject": {}}
	count([none | none := selection.significance]) == 0 with input as card("high", pair(0.3))
}

test_controls_apply_only_where_persons_are_affected if {
	selection.applies == true with input as statement(true)
	selection.applies == false with input as statement(false)
	count([applies | applies := selection.applies]) == 0 with input as {"subject": {}}
}
