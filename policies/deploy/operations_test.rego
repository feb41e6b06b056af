package govern.deploy.operations_test

import data.govern.deploy.operations

manifest(deployment) := {"subject": {"deployment": deployment}}

containers(platform, list) := manifest({"platform": platform, "containers": list})

test_limits if {
	limited := {"name": "a", "cpu_limit": "1", "memory_limit": "1Gi"}
	operations.limits.outcome == "pass" with input as containers("kubernetes", [limited])
	answer := operations.limits with input as containers("kubernetes", [limited, {"name": "b", "cpu_limit": "1"}])
	answer.outcome == "fail"
	answer.message == "without limits on both CPU and memory: `b`"
	answer.at == ["/deployment/containers/1"]
	operations.limits.outcome == "pass" with input as containers("kserve", [limited])
	count([none | none := operations.limits]) == 0 with input as containers("kserve", [{"name": "b"}])
}

test_probes if {
	probed := {"readiness_probe": true, "liveness_probe": true}
	operations.probes.outcome == "pass" with input as containers("kubernetes", [probed])
	half := {"readiness_probe": true, "liveness_probe": false}
	answer := operations.probes with input as containers("kubernetes", [probed, half])
	answer.outcome == "fail"
	answer.message == "without a readiness or a liveness probe: `#2`"
	count([none | none := operations.probes]) == 0 with input as containers("kserve", [{"readiness_probe": true}])
}

test_monitored if {
	operations.monitored.outcome == "pass" with input as manifest({"monitoring": {"metrics": true}})
	operations.monitored.outcome == "pass" with input as manifest({"monitoring": {"metrics": false, "alerts": true}})
	operations.monitored.outcome == "fail" with input as manifest({"monitoring": {"metrics": false}})
	count([none | none := operations.monitored]) == 0 with input as manifest({})
}

card(jurisdiction, domain, days) := {
	"context": {"jurisdictions": [jurisdiction]},
	"subject": {
		"purpose": {"domain": [domain]},
		"deployment": {"monitoring": {"logging": true, "log_retention_days": days}},
	},
}

test_logging_and_retention if {
	operations.logging.outcome == "pass" with input as card("EU", "marketing", 183)
	answer := operations.logging with input as card("EU", "marketing", 182)
	answer.message == "logs are kept for 182 days, at least 183 are asked for"
	operations.logging.outcome == "fail" with input as manifest({"monitoring": {"logging": false}})
	count([none | none := operations.logging]) == 0 with input as manifest({"monitoring": {"logging": true}})
}

test_health_care_in_the_united_states_keeps_longer if {
	operations.logging.outcome == "fail" with input as card("US-CA", "healthcare.diagnosis", 365)
	operations.logging.outcome == "pass" with input as card("US-CA", "healthcare.diagnosis", 2190)
	operations.logging.outcome == "pass" with input as card("EU", "healthcare.diagnosis", 365)
}

test_the_shorter_of_two_times_counts if {
	document := {"subject": {
		"monitoring": {"log_retention_days": 30},
		"deployment": {"monitoring": {"logging": true, "log_retention_days": 365}},
	}}
	operations.logging.outcome == "fail" with input as document
}
