package govern.deploy.inventory_test

import data.govern.deploy.inventory

organisation(facts) := {"context": {"organisation": facts}}

test_it_applies_where_the_organisation_gives_the_facts if {
	every facts in [null, {"name": "Example"}] {
		inventory.applies == false with input as organisation(facts)
	}
	inventory.applies == true with input as organisation({"inventory": []})
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
	retired.outcome == "fail"
	retired.message == "churn 1 is retired"
	missing := inventory.listed with input as model("churn", "3")
	missing.outcome == "fail"
	missing.message == "churn 3 is not in the inventory"
	count([none | none := inventory.listed]) == 0 with input as organisation({"inventory": []})
}
