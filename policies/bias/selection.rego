# Who gets the favourable outcome.
package govern.bias.selection

import data.govern.bias.groups

# METADATA
# title: no natural persons are affected
# custom:
#   needs: [/purpose/decision/affects_persons]
applies := input.subject.purpose.decision.affects_persons

# METADATA
# title: Impact ratio of at least four fifths
# description: >-
#   The rate at which each group gets the favourable outcome, divided by that of the most favoured group. Less than
#   four fifths is commonly taken as evidence of adverse impact; it proves none, and more than that excludes none. A
#   ratio to a reference group counts in both directions, so that 1.30 is as far off as 0.77.
# custom:
#   id: BIAS-AIR-01
#   severity: {minimal: warn, limited: warn, high: deny, critical: deny}
#   basis: heuristic
#   citation: 29 CFR 1607.4(D) (four-fifths rule; rescission pending)
#   needs:
#     - /fairness/favourable_outcome
#     - [/fairness/attributes/*/groups/*/selected, /fairness/attributes/*/groups/*/tp, /fairness/attributes/*/groups/*/rate, /fairness/attributes/*/groups/*/impact_ratio, /fairness/summary/impact_ratio_min]
#     - [/fairness/attributes/*/groups/*/selected, /fairness/attributes/*/groups/*/fp, /fairness/attributes/*/groups/*/rate, /fairness/attributes/*/groups/*/impact_ratio, /fairness/summary/impact_ratio_min]
#     - [/fairness/attributes/*/groups/*/n, /fairness/summary/impact_ratio_min]
#   accepts: {minimal: declared, limited: declared, high: bound, critical: bound}
#   remediation: >-
#     Where a ratio is too low, find the cause, mitigate it, and measure again. It is computed from
#     `fairness.favourable_outcome`, and `n` and `selected` of every group in `fairness.attributes`.
impact_ratio := groups.judge({
	"measures": ["impact ratio"],
	"kind": "ratio",
	"limit": data.params.bias.min_impact_ratio,
	"summary": "impact_ratio_min",
	"doubt": groups.doubt,
}) if {
	input.subject.fairness.favourable_outcome in ["positive", "negative"]
}

# METADATA
# title: Selection rates lie close together
# description: The difference between the highest and the lowest selection rate of the groups (demographic parity).
# custom:
#   id: BIAS-DP-01
#   severity: warn
#   basis: heuristic
#   citation: NIST AI RMF 1.0, MEASURE 2.11
#   needs:
#     - [/fairness/attributes/*/groups/*/selected, /fairness/attributes/*/groups/*/tp, /fairness/attributes/*/groups/*/rate, /fairness/summary/parity_difference_max]
#     - [/fairness/attributes/*/groups/*/selected, /fairness/attributes/*/groups/*/fp, /fairness/attributes/*/groups/*/rate, /fairness/summary/parity_difference_max]
#     - [/fairness/attributes/*/groups/*/n, /fairness/summary/parity_difference_max]
#   accepts: declared
#   remediation: Explain or mitigate the difference. It is computed from `n` and `selected` of the groups.
parity := groups.judge({
	"measures": ["selection rate"],
	"kind": "difference",
	"limit": data.params.bias.max_parity_difference,
	"summary": "parity_difference_max",
	"doubt": "fail",
})

# METADATA
# title: Differences of selection rates are statistically significant
# description: >-
#   Two-proportion z-test of the most against the least favoured group of each attribute. It says whether chance
#   explains the difference, not whether the difference matters; in large samples small differences are significant.
# custom:
#   id: BIAS-Z-01
#   severity: info
#   basis: heuristic
#   citation: 29 CFR 1607.4(D); Castaneda v. Partida, 430 U.S. 482 (1977), note 17
#   needs:
#     - [/fairness/attributes/*/groups/*/selected, /fairness/attributes/*/groups/*/tp]
#     - [/fairness/attributes/*/groups/*/selected, /fairness/attributes/*/groups/*/fp]
#     - /fairness/attributes/*/groups/*/n
#   accepts: declared
#   remediation: Read this beside the impact ratio; a significant difference needs an explanation.
significance := {
	"outcome": "fail",
	"message": concat("; ", [test.message | some test in tests; test.message != ""]),
	"at": [test.at | some test in tests; test.message != ""],
} if {
	count([test | some test in tests; test.message != ""]) > 0
} else := {
	"outcome": "pass",
	"at": [test.at | some test in tests],
} if {
	count(tests) > 0
}

# The attributes whose groups are all counted.
tests := [{"message": z_message(groups.titles[i], groups.ends(rows)), "at": sprintf("/fairness/attributes/%d", [i])} |
	some i, _ in groups.attributes
	rows := groups.rates["selection rate"][i]
	every row in rows { row.den != groups.unit }
]

z_message(name, ends) := sprintf("%s: too few persons for a z-test; use Fisher's exact test", [name]) if {
	not large_enough(ends)
} else := sprintf("%s: `%s` %d of %d against `%s` %d of %d, |z| is above %v", arguments) if {
	limit := data.params.bias.max_z
	z_squared(ends) > limit * limit
	[low, high] := ends
	arguments := [name, low.group.name, low.num, low.den, high.group.name, high.num, high.den, limit]
} else := ""

# No expected cell of the two-by-two table is below 5.
large_enough([low, high]) if {
	[all, selected] := [low.den + high.den, low.num + high.num]
	min([low.den, high.den]) * min([selected, all - selected]) >= 5 * all
}

# The square of (p1 - p2) / sqrt(p (1 - p) (1 / n1 + 1 / n2)), with whole numbers until the division.
z_squared([low, high]) := ((gap * gap) * all) / (((low.den * high.den) * selected) * (all - selected)) if {
	[all, selected] := [low.den + high.den, low.num + high.num]
	gap := (high.num * low.den) - (low.num * high.den)
}
