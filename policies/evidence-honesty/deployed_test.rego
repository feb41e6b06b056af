package govern.evidence_honesty.deployed_test

import data.govern.evidence_honesty.deployed

answer(subject) := found if {
	found := deployed.same_digest with input as {"subject": subject}
}

test_same_digest if {
	model := {"model": {"digest": "sha256:aa"}}
	deployed.same_digest.outcome == "pass" with input.subject as object.union(model, {"deployment": {"model_ref": {"digest": "sha256:aa"}}})
	deployed.same_digest.outcome == "fail" with input.subject as object.union(model, {"deployment": {"model_ref": {"digest": "sha256:bb"}}})
}

test_one_digest_passes if {
	answer({"model": {"digest": "sha256:aa"}, "deployment": {"model_ref": {"digest": "sha256:aa"}}}).outcome == "pass"
}

test_another_digest_fails if {
	found := answer({"model": {"digest": "sha256:aa"}, "deployment": {"model_ref": {"digest": "sha256:bb"}}})
	found.outcome == "fail"
}

test_no_digest_is_no_answer if {
	count([found | found := answer({"model": {"digest": "sha256:aa"}})]) == 0
	count([found | found := answer({"deployment": {"model_ref": {"digest": "sha256:aa"}}})]) == 0
}

test_applies_to_deployments if {
	deployed.applies with input as {"subject": {}, "context": {"scope": "deployment"}}
	deployed.applies == false with input as {"subject": {}, "context": {"scope": "model"}}
	count([applies | applies := deployed.applies]) == 0 with input as {"subject": {}, "context": {}}
}
