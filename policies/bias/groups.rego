# How the groups of each attribute compare by one measure.
#
# A rate is a fraction of two integers, and two rates are compared by multiplying crosswise: nothing is rounded before
# it is judged. A small group is never left out, and decides nothing alone: what rests on one is in doubt.
package govern.bias.groups

import data.govern.lib.numbers

# Where a certain failure would only warn, doubt must not weigh more than one.
doubt := "fail" if {
	input.context.tier in ["minimal", "limited"]
} else := "review"

attributes := [attribute | some attribute in input.subject.fairness.attributes]

# Judges a test {measures, kind, limit, summary, doubt}: every attribute by every measure, and the card's own summary.
judge(test) := answer(test, by_group, by_summary) if {
	by_group := [compare(test, title, rows) |
		some i, attribute in attributes
		some measure in test.measures
		title := sprintf("%s, %s", [name(attribute, "name", i), measure])
		rows := levels(measure, i)
	]
	by_summary := [compare(test, "summary", [row, ideal(test.kind, row.at)]) |
		value := input.subject.fairness.summary[test.summary]
		row := {
			"name": test.summary, "at": sprintf("/fairness/summary/%s", [test.summary]),
			"num": round(abs(value) * unit), "den": unit, "small": false,
		}
	]
}

answer(test, by_group, by_summary) := finding("fail", failed) if {
	failed := [result | some result in array.concat(by_group, by_summary); result.outcome == "fail"]
	count(failed) > 0
} else := finding(test.doubt, doubted) if {
	doubted := [result | some result in by_group; result.outcome == "doubt"]
	count(doubted) > 0
} else := finding("pass", array.concat(by_group, by_summary)) if {
	count(by_summary) > 0
} else := finding("pass", by_group) if {
	count(by_group) > 0
	count(by_group) == count(attributes) * count(test.measures)
}

finding(outcome, results) := {
	"outcome": outcome,
	"message": concat("; ", [result.message | some result in results; result.message != ""]),
	"at": sort({row.at | some result in results; some row in result.rows}),
}

# One attribute by one measure.
compare(test, title, rows) := {
	"outcome": "fail",
	"message": sprintf("%s: %s", [title, described(test, pair)]),
	"rows": pair,
} if {
	pair := extremes([row | some row in rows; not row.small])
	breached(test, pair)
} else := {
	"outcome": "doubt",
	"message": sprintf("%s: %s, but that rests on a small group", [title, described(test, pair)]),
	"rows": pair,
} if {
	pair := extremes(rows)
	breached(test, pair)
} else := {
	"outcome": "doubt",
	"message": sprintf("%s: not defined with %s", [title, concat(", ", [quotient(row) | some row in undefined])]),
	"rows": undefined,
} if {
	undefined := [row | some row in rows; without_quotient(test.kind, row, rows)]
	count(undefined) > 0
} else := {
	"outcome": "doubt",
	"message": sprintf("%s: fewer than two groups are large enough to compare", [title]),
	"rows": rows,
} if {
	count([row | some row in rows; not row.small]) < 2
} else := {"outcome": "pass", "message": "", "rows": rows}

# The rows with the lowest and the highest quotient.
extremes(rows) := [rows[ordered[0][1]], rows[ordered[count(ordered) - 1][1]]] if {
	ordered := sort([[row.num / row.den, i] | some i, row in rows; row.den > 0])
	count(ordered) > 1
}

# 0 of 0 is no rate, and where nobody is selected there is no ratio.
without_quotient(_, row, _) if row.den == 0

without_quotient("ratio", _, rows) if {
	every row in rows { row.num == 0 }
}

# Limits count in ten-thousandths.
breached(test, [low, high]) if {
	test.kind == "ratio"
	(low.num * high.den) * 10000 < (high.num * low.den) * round(test.limit * 10000)
}

breached(test, [low, high]) if {
	test.kind == "difference"
	gap := (high.num * low.den) - (low.num * high.den)
	gap * 10000 > (high.den * low.den) * round(test.limit * 10000)
}

# Ratios are rounded down and differences up, so that none is shown as the limit that it misses.
described(test, [low, high]) := sprintf("%s against %s, ratio %s is below %v", arguments) if {
	test.kind == "ratio"
	ratio := ((low.num * high.den) * 10000) / (high.num * low.den)
	arguments := [quotient(low), quotient(high), numbers.decimal(floor(ratio)), test.limit]
} else := sprintf("%s against %s, difference %s is above %v", arguments) if {
	difference := (((high.num * low.den) - (low.num * high.den)) * 10000) / (high.den * low.den)
	arguments := [quotient(low), quotient(high), numbers.decimal(ceil(difference)), test.limit]
}

# The rows of an attribute. Impact ratios stand to each other, and to their reference, as the rates themselves do.
levels("impact ratio", i) := rows if {
	rows := fractions["selection rate"][i]
} else := array.concat(fractions["impact ratio"][i], [reference]) if {
	parity := ideal("ratio", sprintf("/fairness/attributes/%d", [i]))
	reference := object.union(parity, {"name": object.get(attributes[i], "reference_group", "reference")})
}

levels("calibration error", i) := array.concat(fractions["calibration error"][i], [none]) if {
	none := ideal("difference", sprintf("/fairness/attributes/%d", [i]))
}

levels(measure, i) := fractions[measure][i] if not measure in {"impact ratio", "calibration error"}

# By measure and attribute: one row a group, where every group has what the measure is made of.
fractions[measure][i] := rows if {
	some measure in {
		"selection rate", "impact ratio", "true positive rate", "false positive rate",
		"positive predictive value", "calibration error", "base rate",
	}
	some i, attribute in attributes
	rows := [row |
		some j, group in attribute.groups
		[num, den] := fraction(measure, group)
		at := sprintf("/fairness/attributes/%d/groups/%d", [i, j])
		row := {"name": name(group, "group", j), "at": at, "num": num, "den": den, "small": is_small_row(at, den)}
	]
	count(rows) == count(attribute.groups)
}

fraction("selection rate", group) := [group.selected, group.n] if {
	group.selected >= 0
	group.n >= 0
} else := [group.n - positives, group.n] if {
	input.subject.fairness.favourable_outcome == "negative"
	positives := group.tp + group.fp
} else := [positives, group.n] if {
	positives := group.tp + group.fp
} else := as_fraction(group.rate)

fraction("impact ratio", group) := as_fraction(group.impact_ratio)

fraction("true positive rate", group) := [group.tp, positives] if {
	positives := group.tp + group.fn
} else := as_fraction(group.tpr)

fraction("false positive rate", group) := [group.fp, negatives] if {
	negatives := group.fp + group.tn
} else := as_fraction(group.fpr)

fraction("positive predictive value", group) := [group.tp, predicted] if {
	predicted := group.tp + group.fp
} else := as_fraction(group.ppv)

fraction("calibration error", group) := as_fraction(group.ece)

fraction("base rate", group) := [group.tp + group.fn, group.n]

# A number that was stated as a decimal counts in units of a thousand millionth.
unit := 1000000000

as_fraction(number) := [round(number * unit), unit]

ideal("ratio", at) := {"name": "parity", "at": at, "num": unit, "den": unit, "small": false}

ideal("difference", at) := {"name": "ideal", "at": at, "num": 0, "den": unit, "small": false}

quotient(row) := sprintf("`%s` %s", [row.name, numbers.decimal(floor(row.num / 100000))]) if {
	row.den == unit
} else := sprintf("`%s` %d of %d", [row.name, row.num, row.den])

name(thing, key, i) := object.get(thing, key, sprintf("#%d", [i + 1]))

# Groups with fewer persons, or a smaller share of them, than the parameters ask for, by place.
small[at] := {"attribute": name(attribute, "name", i), "group": name(group, "group", j), "n": group.n} if {
	some i, attribute in attributes
	persons := sum([group.n | some group in attribute.groups])
	some j, group in attribute.groups
	is_small(group.n, persons)
	at := sprintf("/fairness/attributes/%d/groups/%d", [i, j])
}

is_small(n, _) if n < data.params.bias.min_group_n

is_small(n, persons) if n * 10000 < round(data.params.bias.min_group_share * 10000) * persons

# A rate can rest on few even in a large group.
is_small_row(at, den) if {
	den < data.params.bias.min_group_n
} else if {
	small[at]
} else := false
