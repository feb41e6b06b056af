package govern.bias.groups_test

import data.govern.bias.groups

card(groups) := {"subject": {"fairness": {"favourable_outcome": "positive", "attributes": [{"name": "sex", "groups": groups}]}}}

counted(group, n, selected) := {"group": group, "n": n, "selected": selected}

# Four fifths of the highest selection rate.
ratio_test := {
	"measures": ["selection rate"],
	"kind": "ratio", "limit": 0.8, "summary": "impact_ratio_min", "doubt": "review",
}

difference_test := {
	"measures": ["selection rate"],
	"kind": "difference", "limit": 0.1, "summary": "parity_difference_max", "doubt": "review",
}

judged(test, document) := answer if {
	answer := groups.judge(test) with input as document
}

row(num, den) := {"group": {"name": "g", "at": "/g", "small": false}, "num": num, "den": den}

test_doubt_weighs_as_much_as_a_failure_would if {
	every tier in ["minimal", "limited"] {
		groups.doubt == "fail" with input as {"context": {"tier": tier}}
	}
	every tier in ["high", "critical"] {
		groups.doubt == "review" with input as {"context": {"tier": tier}}
	}
	groups.doubt == "review" with input as {"context": {}}
}

test_a_group_is_small_by_number_or_by_share if {
	listed := groups.listed with input as card([
		counted("a", 5000, 1), counted("b", 4000, 1), counted("c", 99, 1), counted("d", 2, 1),
	])
		with data.params.bias.min_group_n as 100
		with data.params.bias.min_group_share as 0.01
	[group.small | some members in listed; some group in members] == [false, false, true, true]
}

test_a_group_without_number_is_not_known_to_be_small if {
	[[group]] := groups.listed with input as card([{"group": "a", "rate": 0.5}])
	group.small == false
}

test_what_was_counted_goes_before_what_was_stated if {
	selection := groups.selection with input as card([
		{"group": "a", "n": 100, "selected": 40, "rate": 0.9},
		{"group": "b", "n": 100, "tp": 20, "fp": 10, "fn": 5, "tn": 65, "rate": 0.9},
		{"group": "c", "rate": 0.25},
	])
	selection == {
		"/fairness/attributes/0/groups/0": [40, 100],
		"/fairness/attributes/0/groups/1": [30, 100],
		"/fairness/attributes/0/groups/2": [250000000, 1000000000],
	}
}

test_a_measure_needs_every_group if {
	partly := groups.rates with input as card([counted("f", 500, 200), {"group": "m", "n": 500}])
	not partly["selection rate"][0]
	wholly := groups.rates with input as card([counted("f", 500, 200), counted("m", 500, 250)])
	count(wholly["selection rate"][0]) == 2
}

test_the_ends_are_the_lowest_and_the_highest if {
	groups.ends([row(2, 10), row(1, 10), row(9, 10), row(3, 10)]) == [row(1, 10), row(9, 10)]
	groups.ends([row(0, 0), row(1, 10)]) == []
	groups.ends([row(1, 10)]) == []
	groups.ends([]) == []
}

test_limits_are_judged_without_rounding if {
	not groups.breached(ratio_test, [row(4, 10), row(5, 10)])
	groups.breached(ratio_test, [row(39999, 100000), row(5, 10)])
	not groups.breached(difference_test, [row(4, 10), row(5, 10)])
	groups.breached(difference_test, [row(39999, 100000), row(5, 10)])
}

test_what_cannot_be_divided if {
	groups.without_quotient(ratio_test, [row(0, 10), row(0, 20)]) == [row(0, 10), row(0, 20)]
	groups.without_quotient(difference_test, [row(0, 10), row(0, 20)]) == []
	groups.without_quotient(difference_test, [row(0, 0), row(1, 20)]) == [row(0, 0)]
}

test_counts_are_shown_as_counts_and_decimals_as_decimals if {
	groups.quotient(row(3, 10)) == "`g` 3 of 10"
	groups.quotient(row(250000000, 1000000000)) == "`g` 0.2500"
}

test_a_ratio_passes_fails_or_is_in_doubt if {
	judged(ratio_test, card([counted("f", 500, 200), counted("m", 500, 250)])).outcome == "pass"
	judged(ratio_test, card([counted("f", 500, 199), counted("m", 500, 250)])).outcome == "fail"
	small := judged(ratio_test, card([counted("f", 500, 200), counted("m", 500, 200), counted("x", 3, 0)]))
	small.outcome == "review"
	contains(small.message, "rests on a small group")
}

test_a_difference_passes_or_fails if {
	judged(difference_test, card([counted("f", 500, 200), counted("m", 500, 250)])).outcome == "pass"
	judged(difference_test, card([counted("f", 500, 199), counted("m", 500, 250)])).outcome == "fail"
}

test_the_summary_is_judged_too if {
	summary(0.79) == "fail"
	summary(0.8) == "pass"
}

summary(value) := judged(ratio_test, {"subject": {"fairness": {"summary": {"impact_ratio_min": value}}}}).outcome

test_no_attribute_is_no_answer_and_no_group_is_doubt if {
	judged(ratio_test, card([])).outcome == "review"
	count([answer | answer := judged(ratio_test, {"subject": {}})]) == 0
}
