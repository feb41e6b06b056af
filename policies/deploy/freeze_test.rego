package govern.deploy.freeze_test

import data.govern.deploy.freeze

organisation(facts) := {"context": {"organisation": facts}}

test_it_applies_where_the_organisation_gives_the_facts if {
	every facts in [null, {"name": "Example"}] {
		freeze.applies == false with input as organisation(facts)
	}
	freeze.applies == true with input as organisation({"freezes": []})
}

on(date, environment) := {"context": {
	"as_of": date,
	"environment": environment,
	"organisation": {"freezes": [{"from": "2026-12-20", "to": "2027-01-03", "reason": "year end"}]},
}}

test_freeze if {
	freeze.no_freeze.outcome == "pass" with input as on("2026-12-19", "production")
	answer := freeze.no_freeze with input as on("2026-12-20", "production")
	answer.message == "frozen from 2026-12-20 to 2027-01-03: year end"
	freeze.no_freeze.outcome == "fail" with input as on("2027-01-03", "staging")
	freeze.no_freeze.outcome == "pass" with input as on("2027-01-04", "production")
	freeze.no_freeze.outcome == "not_applicable" with input as on("2026-12-24", "test")
	count([none | none := freeze.no_freeze]) == 0 with input as organisation({"freezes": []})
}
