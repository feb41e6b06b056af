package govern.deploy.environment_test

import data.govern.deploy.environment

manifest(name, ref) := {
	"context": {"environment": name},
	"subject": {"deployment": {"artifacts": [{"kind": "image", "ref": ref}]}},
}

test_production_runs_releases if {
	every ref in ["registry:5000/dev/churn:2.3.0", "churn:2.3.0@sha256:00", "churn:latest", "churn:contest"] {
		environment.released.outcome == "pass" with input as manifest("production", ref)
	}
	every ref in ["churn:dev", "churn:2.3.0-SNAPSHOT", "churn:nightly-7", "churn:2.3-dev@sha256:00"] {
		environment.released.outcome == "fail" with input as manifest("production", ref)
	}
	environment.released.outcome == "pass" with input as manifest("staging", "churn:dev")
	count([none | none := environment.released]) == 0 with input as {"subject": {}}
}

namespace(name, value) := {"context": {"environment": name}, "subject": {"deployment": {"namespace": value}}}

test_environments_are_kept_apart if {
	environment.separate.outcome == "pass" with input as namespace("production", "ml-prod")
	environment.separate.outcome == "fail" with input as namespace("production", "ml-dev")
	environment.separate.outcome == "fail" with input as namespace("production", "default")
	environment.separate.outcome == "pass" with input as namespace("development", "ml-dev")
	count([none | none := environment.separate]) == 0 with input as {"subject": {}}
}
