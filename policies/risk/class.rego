# The risk score of 0 to 100 as an interval, the tier that it proves, and the materiality.
#
# A factor that was not answered spans everything that it could be, so that silence never lowers a score.
package govern.risk.class

# METADATA
# title: Risk score, tier and materiality
# description: >-
#   Nine weighted factors give a score of 0 to 100, before any control counts (inherent risk). The tier is
#   established once the lowest and the highest score that the answers allow lie in one band. Materiality is
#   exposure times purpose, as SR 26-2 describes it.
# custom:
#   answers:
#     tier: [/purpose/decision/autonomy, /purpose/domain]
#     materiality: [/risk/exposure, /risk/materiality_purpose]
class := {key: value | some key, value in answer}

answer["factors"] := factors

answer["score_low"] := floor(low)

answer["score_high"] := ceil(high)

answer["tier"] := band(low) if band(low) == band(high)

answer["materiality"] := materiality_of[input.subject.risk.exposure][input.subject.risk.materiality_purpose]

# How much an answer counts within its factor, in percent.
worth := {
	"autonomy": {"none": 0, "advisory": 40, "human_in_the_loop": 60, "human_on_the_loop": 80, "autonomous": 100},
	"consequential": {false: 40, true: 100},
	"scale": {"none": 0, "under_1000": 20, "under_100000": 40, "under_1000000": 80, "over_1000000": 100},
	"vulnerable_groups": {false: 0, true: 100},
	"minors": {false: 0, true: 100},
	"special_categories": {false: 0, true: 100},
	"personal_data": {false: 0, true: 40},
	"domain": {"ordinary": 20, "sensitive": 60, "annex_iii": 100},
	"interpretability": {"interpretable": 20, "post_hoc": 60, "opaque": 100},
	"online_learning": {false: 0, true: 100},
	"reversibility": {"easy": 0, "costly": 60, "irreversible": 100},
	"third_party": {false: 0, true: 100},
}

answered["autonomy"] := input.subject.purpose.decision.autonomy

answered["consequential"] := input.subject.purpose.decision.consequential

answered["reversibility"] := input.subject.purpose.decision.reversibility

answered["scale"] := input.subject.purpose.affected_persons.scale

answered["minors"] := input.subject.purpose.affected_persons.minors

answered["vulnerable_groups"] := names_any(input.subject.purpose.affected_persons.vulnerable_groups)

answered["personal_data"] := input.subject.data.personal_data

answered["special_categories"] := names_any(input.subject.data.special_categories)

answered["interpretability"] := input.subject.model.interpretability

answered["online_learning"] := input.subject.model.online_learning

answered["third_party"] := input.subject.model.third_party

answered["domain"] := most_sensitive(input.subject.purpose.domain)

# An empty list is no answer; `none` is one.
names_any(list) := count([item | some item in list; item != "none"]) > 0 if count(list) > 0

# Every field of use that is neither ordinary nor sensitive is one that Annex III names.
ordinary_domains := {
	"customer_retention", "customer_support", "marketing", "recommendation", "search", "cybersecurity",
	"manufacturing", "logistics", "energy.forecasting", "agriculture", "research", "entertainment",
}

sensitive_domains := {
	"housing", "healthcare.diagnosis", "healthcare.other", "finance.fraud_detection", "finance.trading",
	"finance.other", "insurance.other", "biometrics.verification", "migration.document_verification",
	"content_moderation", "transport.other", "general_purpose", "other",
}

most_sensitive(domains) := "annex_iii" if {
	some domain in domains
	not domain in ordinary_domains
	not domain in sensitive_domains
} else := "sensitive" if {
	some domain in domains
	domain in sensitive_domains
} else := "ordinary" if {
	count(domains) > 0
}

# The lowest and the highest percentage that the answer to one question allows.
span(question) := [percent, percent] if {
	percent := worth[question][answered[question]]
} else := [min(percents), max(percents)] if {
	percents := [percent | some percent in worth[question]]
}

product(a, b) := [(a[0] * b[0]) / 100, (a[1] * b[1]) / 100]

worse(a, b) := [max([a[0], b[0]]), max([a[1], b[1]])]

spans := {
	"decision": product(span("autonomy"), span("consequential")),
	"scale": span("scale"),
	"vulnerability": worse(span("vulnerable_groups"), span("minors")),
	"data": worse(span("special_categories"), span("personal_data")),
	"domain": span("domain"),
	"opacity": span("interpretability"),
	"feedback": span("online_learning"),
	"reversibility": span("reversibility"),
	"third_party": span("third_party"),
}

weights := data.params.risk.weights

total := sum([weight | some weight in weights])

# The points that each factor contributes at least and at most.
factors := {name: {"low": (weight * span[0]) / total, "high": (weight * span[1]) / total} |
	some name, weight in weights
	span := spans[name]
}

low := sum([factor.low | some factor in factors])

high := sum([factor.high | some factor in factors])

band(score) := "critical" if {
	score >= data.params.risk.bands.critical
} else := "high" if {
	score >= data.params.risk.bands.high
} else := "limited" if {
	score >= data.params.risk.bands.limited
} else := "minimal"

# Exposure, then purpose.
materiality_of := {
	"high": {"high": "T1", "medium": "T1", "low": "T2"},
	"medium": {"high": "T1", "medium": "T2", "low": "T3"},
	"low": {"high": "T2", "medium": "T3", "low": "T3"},
}
