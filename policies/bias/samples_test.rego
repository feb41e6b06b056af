package govern.bias.samples_test

import data.govern.bias.samples

fairness(value) := {"subject": {"fairness": value}}

sizes(female, male) := {"name": "sex", "groups": [{"group": "f", "n": female}, {"group": "m", "n": male}]}

test_small_groups_are_named if {
	answer := samples.group_sizes with input as fairness({"attributes": [sizes(29, 1000)]})
	answer.outcome == "fail"
	answer.message == "small groups: sex `f` (n = 29)"
	answer.at == ["/fairness/attributes/0/groups/0"]
	samples.group_sizes.outcome == "fail" with input as fairness({"attributes": [sizes(30, 5000)]})
	samples.group_sizes.outcome == "pass" with input as fairness({"attributes": [sizes(30, 1000)]})
	count([answer | answer := samples.group_sizes]) == 0 with input as fairness({})
}

protected(names) := {"subject": {
	"data": {"protected_attributes": names},
	"fairness": {"attributes": [{"name": "Age Band", "groups": [{"group": "a"}, {"group": "b"}]}]},
}}

test_coverage_of_the_protected_attributes if {
	samples.coverage.outcome == "pass" with input as protected(["age_band"])
	answer := samples.coverage with input as protected(["age band", "sex"])
	answer.outcome == "fail"
	answer.message == "no results by group for `sex`"
	samples.coverage.outcome == "not_applicable" with input as protected(["none"])
	count([none | none := samples.coverage]) == 0 with input as {"subject": {}}
}

test_unknown_share if {
	samples.unknown_share.outcome == "pass" with input as fairness({"n": 1000, "unknown_n": 100})
	samples.unknown_share.outcome == "fail" with input as fairness({"n": 1000, "unknown_n": 101})
	samples.unknown_share.outcome == "fail" with input as fairness({"n": 0, "unknown_n": 0})
	count([answer | answer := samples.unknown_share]) == 0 with input as fairness({"n": 1000})
}

test_totals if {
	samples.totals.outcome == "pass" with input as total(1000, 20, 980)
	samples.totals.outcome == "pass" with input as total(1000, 20, 1000)
	samples.totals.outcome == "fail" with input as total(1000, 20, 1001)
	samples.totals.outcome == "fail" with input as total(1000, 1001, 900)
	answer := samples.totals with input as total(1000, 20, 900)
	answer.outcome == "fail"
	answer.message == "the groups of sex add up to 900, where 1000 persons were analysed and the group of 20 is not known"
	answer.at == ["/fairness/n", "/fairness/attributes/0/groups"]
	count([none | none := samples.totals]) == 0 with input as fairness({"attributes": [sizes(30, 1000)]})
}

total(persons, unknown, members) := fairness({
	"n": persons,
	"unknown_n": unknown,
	"attributes": [sizes(400, members - 400)],
})

test_numbers_agree if {
	samples.consistency.outcome == "pass" with input as fairness({"attributes": []})
	samples.consistency.outcome == "pass" with input as stated({"n": 3, "selected": 1, "rate": 0.333})
	samples.consistency.outcome == "fail" with input as stated({"n": 3, "selected": 1, "rate": 0.4})
	samples.consistency.outcome == "fail" with input as stated({"n": 3, "selected": 4})
	samples.consistency.outcome == "pass" with input as stated({"n": 10, "tp": 1, "fp": 2, "fn": 3, "tn": 4})
	answer := samples.consistency with input as stated({"group": "f", "n": 11, "tp": 1, "fp": 2, "fn": 3, "tn": 4})
	answer.message == "`f` has 11 members and 10 predictions"
}

stated(group) := fairness({"attributes": [{"name": "sex", "groups": [group]}]})
