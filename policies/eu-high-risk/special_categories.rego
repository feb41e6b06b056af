# Article 4a: special categories of personal data to detect and correct bias.
package govern.eu_high_risk.special_categories

# METADATA
# title: no special categories of personal data are processed to detect or correct bias
# custom:
#   needs: [/data/special_category_debiasing]
applies := input.subject.data.special_category_debiasing

# METADATA
# title: Special categories are used for debiasing under all six conditions
# description: >-
#   Special categories of personal data may be processed to detect and correct bias only where all six conditions are met;
#   providers and deployers alike. Article 4a took the place of Article 10(5) on 27 July 2026.
# custom:
#   id: EUAIA-4a-01
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 4a(1)(a) to (f)
#   effective_from: "2026-07-27"
#   needs: [/data/special_category_debiasing, /data/special_category_safeguards]
#   accepts: declared
#   remediation: List the conditions of Article 4a(1) that are met in `data.special_category_safeguards`; all of a to f are needed.
safeguards := {
	"outcome": "fail",
	"message": sprintf("conditions of Article 4a(1) that are not met: %s", [concat(", ", missing)]),
	"at": ["/data/special_category_safeguards"],
} if {
	listed := input.subject.data.special_category_safeguards
	missing := {"a", "b", "c", "d", "e", "f"} - {condition | some condition in listed}
	count(missing) > 0
} else := {
	"outcome": "pass",
	"at": ["/data/special_category_safeguards"],
} if {
	input.subject.data.special_category_safeguards
}
