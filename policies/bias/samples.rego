# Who is in the analysis, and whether the numbers fit together.
package govern.bias.samples

import data.govern.bias.groups

# METADATA
# title: no natural persons are affected
# custom:
#   needs: [/purpose/decision/affects_persons]
applies := input.subject.purpose.decision.affects_persons

# METADATA
# title: Every group is large enough to judge
# description: Rates of small groups are unreliable. Such groups stay in the analysis and are named here.
# custom:
#   id: BIAS-N-01
#   severity: warn
#   basis: heuristic
#   citation: 29 CFR 1607.4(D); 6 RCNY 5-301(d)
#   needs: [/fairness/attributes/*/groups/*/n]
#   accepts: declared
#   remediation: Collect more data for these groups, or say why their results can be relied on.
group_sizes := {
	"outcome": "fail",
	"message": sprintf("small groups: %s", [concat(", ", [text | some text in small])]),
	"at": [pointer | some pointer, _ in small],
} if {
	count(small) > 0
} else := {
	"outcome": "pass",
	"at": ["/fairness/attributes"],
} if {
	count(groups.attributes) > 0
}

small := {group.at: sprintf("%s `%s` (n = %v)", [attribute, group.name, group.counts.n]) |
	some i, members in groups.listed
	some group in members
	group.small
	attribute := groups.titles[i]
}

# METADATA
# title: Every protected attribute is tested
# description: Each attribute that `data.protected_attributes` names has results for at least two groups.
# custom:
#   id: BIAS-COV-01
#   severity: {minimal: warn, limited: warn, high: deny, critical: deny}
#   basis: heuristic
#   citation: NIST AI RMF 1.0, MEASURE 2.11
#   needs: [/data/protected_attributes]
#   accepts: declared
#   remediation: >-
#     Add an entry to `fairness.attributes` for each protected attribute, or `none` to `data.protected_attributes`.
coverage := {
	"outcome": "fail",
	"message": sprintf("no results by group for %s", [concat(", ", untested)]),
	"at": ["/data/protected_attributes"],
} if {
	tested := {plain(attribute.name) | some attribute in groups.attributes; count(attribute.groups) > 1}
	untested := [sprintf("`%s`", [name]) |
		some name in input.subject.data.protected_attributes
		not plain(name) in (tested | {"none"})
	]
	count(untested) > 0
} else := {
	"outcome": "not_applicable",
	"message": "the card names no protected attribute",
	"at": ["/data/protected_attributes"],
} if {
	input.subject.data.protected_attributes == ["none"]
} else := {
	"outcome": "pass",
	"at": ["/data/protected_attributes", "/fairness/attributes"],
} if {
	count(input.subject.data.protected_attributes) > 0
}

plain(name) := replace(replace(lower(name), " ", "_"), "-", "_")

# METADATA
# title: The group of most persons is known
# description: The share of persons whose group is not known. Where it is large, the rates of the groups say little.
# custom:
#   id: BIAS-UNK-01
#   severity: warn
#   basis: heuristic
#   citation: 6 RCNY 5-301(b) and (c)
#   needs: [/fairness/unknown_n, /fairness/n]
#   accepts: declared
#   remediation: State `fairness.n` and `fairness.unknown_n`, and find out the groups of more persons.
unknown_share := {
	"outcome": "fail",
	"message": sprintf("the group of %v of %v persons is not known", [unknown, persons]),
	"at": ["/fairness/unknown_n", "/fairness/n"],
} if {
	[unknown, persons] := [input.subject.fairness.unknown_n, input.subject.fairness.n]
	too_many_unknown(unknown, persons)
} else := {
	"outcome": "pass",
	"at": ["/fairness/unknown_n", "/fairness/n"],
} if {
	input.subject.fairness.unknown_n >= 0
	input.subject.fairness.n > 0
}

too_many_unknown(_, persons) if persons == 0

too_many_unknown(unknown, persons) if unknown > persons * data.params.bias.max_unknown_share

# METADATA
# title: The groups add up to the whole
# description: >-
#   The groups of each attribute and the persons whose group is not known add up to `fairness.n`, so that no group
#   was left out.
# custom:
#   id: BIAS-TOT-01
#   severity: {minimal: warn, limited: warn, high: deny, critical: deny}
#   basis: heuristic
#   citation: 6 RCNY 5-301(b) and (c)
#   needs: [/fairness/n, /fairness/unknown_n, /fairness/attributes/*/groups/*/n]
#   accepts: declared
#   remediation: >-
#     List every group with its `n`; set `fairness.n` and `fairness.unknown_n` to the numbers of the analysis.
totals := {
	"outcome": "fail",
	"message": sprintf("%s, where %v persons were analysed and the group of %v is not known", arguments),
	"at": array.concat(["/fairness/n"], [sprintf("/fairness/attributes/%d/groups", [i]) | some i, _ in off]),
} if {
	[persons, unknown] := [input.subject.fairness.n, input.subject.fairness.unknown_n]
	off := {i: sprintf("the groups of %s add up to %v", [groups.titles[i], members]) |
		some i, attribute in groups.attributes
		members := sum([group.n | some group in attribute.groups])
		unaccounted(members, persons, unknown)
	}
	count(off) > 0
	arguments := [concat(", ", [text | some text in off]), persons, unknown]
} else := {
	"outcome": "pass",
	"at": ["/fairness/n", "/fairness/attributes"],
} if {
	input.subject.fairness.n >= input.subject.fairness.unknown_n
	count(groups.attributes) > 0
}

unaccounted(members, persons, _) if members > persons

unaccounted(members, persons, unknown) if members + unknown < persons

unaccounted(_, persons, unknown) if unknown > persons

# METADATA
# title: Rates and counts agree
# description: >-
#   A stated selection rate is the one that the counts give, and no group has more selected persons than members.
# custom:
#   id: BIAS-CON-01
#   severity: warn
#   basis: heuristic
#   citation: NIST AI RMF 1.0, MEASURE 2.11
#   kind: defect
#   remediation: Correct the numbers, or leave the rate out and let it be computed from `n` and `selected`.
consistency := {
	"outcome": "fail",
	"message": concat("; ", [text | some text in contradictions]),
	"at": [pointer | some pointer, _ in contradictions],
} if {
	count(contradictions) > 0
} else := {"outcome": "pass", "at": []}

contradictions := {group.at: text |
	some members in groups.listed
	some group in members
	text := contradiction(group.counts, group.name)
}

contradiction(group, name) := sprintf("`%s` has %v selected of %v members", [name, group.selected, group.n]) if {
	group.selected > group.n
} else := sprintf("`%s` has a rate of %v where %v of %v were selected", arguments) if {
	abs((group.rate * group.n) - group.selected) > group.n * 0.005
	arguments := [name, group.rate, group.selected, group.n]
} else := sprintf("`%s` has %v members and %v predictions", [name, group.n, predictions]) if {
	predictions := ((group.tp + group.fp) + group.fn) + group.tn
	predictions != group.n
}
