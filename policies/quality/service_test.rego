package govern.quality.service_test

import data.govern.quality.service

card(value) := {"subject": {"evaluation": [{"metric": "auc", "value": 0.9}, {"metric": "latency_p99", "value": value}]}}

test_latency if {
	service.latency.outcome == "pass" with input as card(1000)
	answer := service.latency with input as card(1001)
	answer == {
		"outcome": "fail",
		"message": "latency_p99 of 1001 ms is above 1000 ms",
		"at": ["/evaluation/1/value"],
	}
	service.latency.outcome == "pass" with input as {"subject": {"evaluation": [{"metric": "auc", "value": 0.9}]}}
	count([none | none := service.latency]) == 0 with input as {"subject": {}}
}
