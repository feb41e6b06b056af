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

# The groups of every attribute. One is small if it has fewer persons, or a smaller share of them, than the parameters
# ask for; without `n` that is not known.
listed := [members |
	some i, attribute in attributes
	persons := sum([group.n | some group in attribute.groups])
	least := max([min_group_n * 10000, round(data.params.bias.min_group_share * 10000) * persons])
	members := [{"name": title, "at": at, "small": small, "counts": group} |
		some j, group in attribute.groups
		title := name(group, "group", j)
		at := sprintf("/fairness/attributes/%d/groups/%d", [i, j])
		small := (object.get(group, "n", least) * 10000) < least
	]
]

min_group_n := data.params.bias.min_group_n

name(thing, key, i) := thing[key] if {
	is_string(thing[key])
} else := sprintf("#%d", [i + 1])

titles := [name(attribute, "name", i) | some i, attribute in attributes]

counts := {group.at: group.counts | some members in listed; some group in members}

# A number that was stated as a decimal counts in units of a thousand millionth.
unit := 1000000000

# By measure and group: numerator and denominator of the rate, from the counts where the card has them.
fractions := object.union(stated, {
	"selection rate": selection,
	"true positive rate": {at: [group.tp, group.tp + group.fn] | some at, group in counts},
	"false positive rate": {at: [group.fp, group.fp + group.tn] | some at, group in counts},
	"positive predictive value": {at: [group.tp, group.tp + group.fp] | some at, group in counts},
	"base rate": {at: [group.tp + group.fn, group.n] | some at, group in counts},
})

stated := {measure: by_group |
	some measure, field in {
		"impact ratio": "impact_ratio",
		"true positive rate": "tpr",
		"false positive rate": "fpr",
		"positive predictive value": "ppv",
		"calibration error": "ece",
	}
	by_group := {at: [round(rate * unit), unit] | some at, group in counts; rate := group[field]}
}

# Whoever was selected is counted, predicted positive (or negative), or stated as a rate, in this order.
selection := object.union_n([stated_selection, predicted_selection, counted_selection])

counted_selection := {at: [group.selected, group.n] | some at, group in counts; group.selected >= 0; group.n >= 0}

predicted_selection := {at: [counts[at].n - positive, counts[at].n] | some at, positive in positives} if {
	input.subject.fairness.favourable_outcome == "negative"
} else := {at: [positive, counts[at].n] | some at, positive in positives}

positives := {at: predicted | some at, group in counts; predicted := group.tp + group.fp}

stated_selection := {at: [round(group.rate * unit), unit] | some at, group in counts; not positives[at]}

# By measure and attribute: one row a group, where every group has what the measure is made of.
rates := {measure: {i: rows |
	some i, members in listed
	rows := [{"group": group, "num": num, "den": den} | some group in members; [num, den] := by_group[group.at]]
	count(rows) == count(attributes[i].groups)
} |
	some measure, by_group in fractions
}

# By measure and attribute, how the rows lie. Calibration errors stand beside none; impact ratios beside each other and
# their reference, as the rates themselves do where they are known.
levels := object.union(among_groups, {
	"calibration error": {i: level(array.concat(rows, [ideal("difference", at)])) |
		some i, rows in rates["calibration error"]
		at := sprintf("/fairness/attributes/%d", [i])
	},
	"impact ratio": object.union(with_reference, among_groups["selection rate"]),
})

among_groups := {measure: {i: level(rows) | some i, rows in by_attribute} |
	some measure, by_attribute in rates
	not measure in {"calibration error", "impact ratio"}
}

with_reference := {i: level(array.concat(rows, [reference])) |
	some i, rows in rates["impact ratio"]
	title := object.get(attributes[i], "reference_group", "reference")
	at := sprintf("/fairness/attributes/%d", [i])
	reference := {"group": {"name": title, "at": at, "small": false}, "num": unit, "den": unit}
}

ideal("ratio", at) := {"group": {"name": "parity", "at": at, "small": false}, "num": unit, "den": unit}

ideal("difference", at) := {"group": {"name": "ideal", "at": at, "small": false}, "num": 0, "den": unit}

# A rate can rest on few even in a large group.
level(rows) := {"rows": rows, "large": large, "ends": ends(large)} if {
	large := [row | some row in rows; not row.group.small; row.den >= min_group_n]
}

# The rows with the lowest and the highest quotient; none where fewer than two have one.
ends(rows) := [low, high] if {
	ranked := [[row.num / row.den, i, row] | some i, row in rows; row.den > 0]
	[_, _, low] := min(ranked)
	[_, _, high] := max(ranked)
	low != high
} else := []

# Judges a test {measures, kind, limit, summary, doubt}: every attribute by every measure, and the card's own summary.
judge(test) := answer(test, by_group, by_summary) if {
	by_group := [compare(test, [title, measure], lot) |
		some i, title in titles
		some measure in test.measures
		lot := levels[measure][i]
	]
	by_summary := [compare(test, ["summary"], level([row, ideal(test.kind, at)])) |
		value := input.subject.fairness.summary[test.summary]
		at := sprintf("/fairness/summary/%s", [test.summary])
		row := {"group": {"name": test.summary, "at": at, "small": false}, "num": round(abs(value) * unit), "den": unit}
	]
}

answer(test, by_group, by_summary) := finding("fail", failed) if {
	failed := [result | some result in array.concat(by_group, by_summary); result.outcome == "fail"]
	failed != []
} else := finding(test.doubt, doubted) if {
	doubted := [result | some result in by_group; result.outcome == "doubt"]
	doubted != []
} else := finding("pass", array.concat(by_group, by_summary)) if {
	by_summary != []
} else := finding("pass", by_group) if {
	by_group != []
	count(by_group) == count(titles) * count(test.measures)
}

finding(outcome, results) := {
	"outcome": outcome,
	"message": concat("; ", [result.message | some result in results; result.message != ""]),
	"at": sort({row.group.at | some result in results; some row in result.rows}),
}

# One attribute by one measure.
compare(test, what, lot) := {
	"outcome": "fail",
	"message": sprintf("%s: %s", [concat(", ", what), described(test, lot.ends)]),
	"rows": lot.ends,
} if {
	breached(test, lot.ends)
} else := {
	"outcome": "doubt",
	"message": sprintf("%s: %s, but that rests on a small group", [concat(", ", what), described(test, pair)]),
	"rows": pair,
} if {
	lot.large != lot.rows
	pair := ends(lot.rows)
	breached(test, pair)
} else := {
	"outcome": "doubt",
	"message": sprintf("%s: not defined with %s", [concat(", ", what), concat(", ", [quotient(row) | some row in undefined])]),
	"rows": undefined,
} if {
	undefined := without_quotient(test, lot.rows)
	undefined != []
} else := {
	"outcome": "doubt",
	"message": sprintf("%s: fewer than two groups are large enough to compare", [concat(", ", what)]),
	"rows": lot.rows,
} if {
	lot.ends == []
} else := {"outcome": "pass", "message": "", "rows": lot.rows}

# 0 of 0 is no rate, and where nobody is selected there is no ratio.
without_quotient(test, rows) := rows if {
	test.kind == "ratio"
	every row in rows { row.num == 0 }
} else := [row | some row in rows; row.den == 0]

# Limits count in ten-thousandths.
breached(test, [low, high]) if {
	test.kind == "ratio"
	(low.num * high.den) * 10000 < (high.num * low.den) * round(test.limit * 10000)
} else if {
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

quotient(row) := sprintf("`%s` %s", [row.group.name, numbers.decimal(floor(row.num / 100000))]) if {
	row.den == unit
} else := sprintf("`%s` %d of %d", [row.group.name, row.num, row.den])
