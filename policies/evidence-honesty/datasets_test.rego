package govern.evidence_honesty.datasets_test

import data.govern.evidence_honesty.datasets

answers(train, test) := found if {
	found := datasets with input as {"subject": {"data": {"datasets": [
		object.union({"name": "a", "split": "train"}, train),
		object.union({"name": "b", "split": "test"}, test),
	]}}}
}

test_different_digests_pass if {
	answers({"size": 100, "digest": "sha256:aa"}, {"size": 100, "digest": "sha256:bb"}).separate_data.outcome == "pass"
}

test_one_digest_fails if {
	answer := answers({"size": 100, "digest": "sha256:aa"}, {"size": 90, "digest": "sha256:aa"}).separate_data
	answer.outcome == "fail"
	contains(answer.message, "same digest")
}

test_one_size_without_digests_fails if {
	answer := answers({"size": 100}, {"size": 100}).separate_data
	answer.outcome == "fail"
	contains(answer.message, "100 records")
}

test_data_without_a_split_are_in_doubt if {
	unmarked := {"data": {"datasets": [{"name": "a"}]}}
	lower := datasets.separate_data with input as {"subject": unmarked, "context": {"tier": "limited"}}
	lower.outcome == "fail"
	higher := datasets.separate_data with input as {"subject": unmarked, "context": {"tier": "high"}}
	higher.outcome == "review"
	open := datasets.separate_data with input as {"subject": unmarked}
	open.outcome == "review"
}

test_no_data_are_no_answer if {
	count([a | a := datasets.separate_data]) == 0 with input as {"subject": {}}
}
