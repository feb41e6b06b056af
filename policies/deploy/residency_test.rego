package govern.deploy.residency_test

import data.govern.deploy.residency

organisation(facts) := {"context": {"organisation": facts}}

test_it_applies_where_the_organisation_gives_the_facts if {
	every facts in [null, {"name": "Example"}] {
		residency.applies == false with input as organisation(facts)
	}
	residency.applies == true with input as organisation({"residency": []})
}

located(regions) := {
	"context": {"organisation": {"residency": ["eu", "ca-central-1"]}},
	"subject": {"deployment": {"region": regions}},
}

test_residency if {
	residency.regions.outcome == "pass" with input as located(["EU", "eu-west-1", "ca-central-1"])
	answer := residency.regions with input as located(["eu-west-1", "europe", "ca-west-1"])
	answer.outcome == "fail"
	answer.message == "not allowed: `europe`, `ca-west-1`"
	count([none | none := residency.regions]) == 0 with input as located([])
}
