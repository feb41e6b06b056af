package govern.card_completeness.evidence_test

import data.govern.card_completeness.evidence

datasets(list) := {"subject": {"data": {"datasets": list}}}

results(list) := {"subject": {"evaluation": list}}

groups(list) := {"subject": {"fairness": {"attributes": [{"name": "age", "groups": list}]}}}

overall := {"metric": "auc", "value": 0.9, "attribute": "overall", "group": "all"}

test_training_data if {
	evidence.training_data.outcome == "pass" with input as datasets([{"split": "test"}, {"split": "train"}])
	evidence.training_data.outcome == "fail" with input as datasets([{"split": "test"}])
	count([answer | answer := evidence.training_data]) == 0 with input as datasets([])
}

test_evaluation_data if {
	every split in ["test", "validation"] {
		evidence.evaluation_data.outcome == "pass" with input as datasets([{"split": split}])
	}
	evidence.evaluation_data.outcome == "pass" with input as results([object.union(overall, {"dataset": "2026"})])
	unmarked := evidence.evaluation_data with input as datasets([{"split": "train"}])
	unmarked.outcome == "fail"
	unmarked.at == ["/data/datasets"]
	both := evidence.evaluation_data with input as object.union(datasets([{"split": "train"}]), results([overall]))
	both.outcome == "fail"
	count([answer | answer := evidence.evaluation_data]) == 0 with input as {"subject": {}}
}

test_metric if {
	evidence.metric.outcome == "pass" with input as results([overall, object.union(overall, {"dataset": "2026"})])
	evidence.metric.outcome == "fail" with input as results([overall])
	evidence.metric.outcome == "fail" with input as results([{"metric": "auc", "dataset": "2026"}])
	count([answer | answer := evidence.metric]) == 0 with input as results([])
}

test_slices if {
	evidence.slices.outcome == "pass" with input as groups([{"group": "under 30", "n": 100, "rate": 0.4}])
	evidence.slices.outcome == "pass" with input as results([object.union(overall, {"attribute": "age", "group": "under 30"})])
	evidence.slices.outcome == "fail" with input as groups([{"group": "under 30", "n": 100}])
	evidence.slices.outcome == "fail" with input as results([overall])
	count([answer | answer := evidence.slices]) == 0 with input as {"subject": {}}
}

test_bias if {
	evidence.bias.outcome == "pass" with input as {"subject": {"data": {"bias_examination": "By age band."}}}
	evidence.bias.outcome == "pass" with input as groups([{"group": "under 30", "n": 100}])
	count([answer | answer := evidence.bias]) == 0 with input as {"subject": {"fairness": {"attributes": []}}}
}
