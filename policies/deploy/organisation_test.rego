# The controls that rest on facts of the organisation.
package govern.deploy.organisation_test

import data.govern.deploy.freeze
import data.govern.deploy.inventory
import data.govern.deploy.residency

organisation(facts) := {"context": {"organisation": facts}}

test_without_the_facts_they_do_not_apply if {
	every facts in [null, {"name": "Example"}] {
		residency.applies == false with input as organisation(facts)
		inventory.applies == false with input as organisation(facts)
		freeze.applies == false with input as organisation(facts)
	}
}

test_with_the_facts_they_apply if {
	residency.applies == true with input as organisation({"residency": []})
	inventory.applies == true with input as organisation({"inventory": []})
	freeze.applies == true with input as organisation({"freezes": []})
}

located(regions) := {
	"context": {"organisation": {"residency": ["eu", "ca-central-1"]}},
	"subject": {"deployment": {"region": regions}},
}

test_residency if {
	residency.regions.outcome == "pass" with input as located(["EU", "eu-west-1", "ca-central-1"])
	answer := residency.regions with input as located(["eu-west-1", "europe", "ca-west-1"])
	answer.message == "not allowed: `europe`, `ca-west-1`"
	count([none | none := residency.regions]) == 0 with input as located([])
}

model(name, version) := {
	"context": {"organisation": {"inventory": [
		{"name": "churn", "version": "1", "status": "retired"},
		{"name": "churn", "version": "2", "status": "active"},
		{"name": "fraud", "status": "active"},
	]}},
	"subject": {"model": {"name": name, "version": version}},
}

test_inventory if {
	inventory.listed.outcome == "pass" with input as model("churn", "2")
	inventory.listed.outcome == "pass" with input as model("fraud", "7")
	retired := inventory.listed with input as model("churn", "1")
	retired.message == "churn 1 is retired"
	missing := inventory.listed with input as model("churn", "3")
	missing.message == "churn 3 is not in the inventory"
	count([none | none := inventory.listed]) == 0 with input as organisation({"inventory": []})
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
