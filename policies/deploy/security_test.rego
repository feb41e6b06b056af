package govern.deploy.security_test

import data.govern.deploy.security

containers(list) := {"subject": {"deployment": {"containers": list}}}

test_non_root if {
	security.non_root.outcome == "pass" with input as containers([{"run_as_non_root": true}])
	answer := security.non_root with input as containers([{"run_as_non_root": true}, {"name": "b", "run_as_non_root": false}])
	answer.outcome == "fail"
	answer.message == "may run as root: `b`"
	answer.at == ["/deployment/containers/1/run_as_non_root"]
	count([none | none := security.non_root]) == 0 with input as containers([{"name": "b"}])
}

test_not_privileged if {
	security.not_privileged.outcome == "pass" with input as containers([{"privileged": false}])
	security.not_privileged.outcome == "fail" with input as containers([{"privileged": true}])
	count([none | none := security.not_privileged]) == 0 with input as containers([{"name": "b"}])
}

test_read_only_root if {
	security.read_only_root.outcome == "pass" with input as containers([{"read_only_root": true}])
	security.read_only_root.outcome == "fail" with input as containers([{"read_only_root": false}])
	count([none | none := security.read_only_root]) == 0 with input as containers([])
}

test_own_network if {
	security.own_network.outcome == "pass" with input as {"subject": {"deployment": {"host_network": false}}}
	security.own_network.outcome == "fail" with input as {"subject": {"deployment": {"host_network": true}}}
	count([none | none := security.own_network]) == 0 with input as {"subject": {}}
}
