package govern.eu_high_risk.data_governance_test

import data.govern.eu_high_risk.data_governance
import data.govern.eu_high_risk.fixtures_test as fixtures

test_described_data_pass if {
	data_governance.described.outcome == "pass" with input as fixtures.provider
}

test_data_set_without_provenance_has_no_answer if {
	count([answer | answer := data_governance.described]) == 0 with input as fixtures.provider
		with input.subject.data.datasets as [{"name": "train", "split": "train", "size": 1, "period": "2026"}]
}

test_separated_data_pass if {
	data_governance.separated.outcome == "pass" with input as fixtures.provider
}

test_testing_on_training_data_fails if {
	answer := data_governance.separated with input as fixtures.provider
		with input.subject.data.datasets as [fixtures.dataset("train", "a1"), fixtures.dataset("validation", "b2"), fixtures.dataset("test", "a1")]
	answer.outcome == "fail"
	contains(answer.message, "a1")
}

test_missing_split_fails if {
	answer := data_governance.separated with input as fixtures.provider
		with input.subject.data.datasets as [fixtures.dataset("train", "a1"), fixtures.dataset("test", "c3")]
	answer.outcome == "fail"
	contains(answer.message, "validation")
}

test_unnamed_data_has_no_answer if {
	count([answer | answer := data_governance.separated]) == 0 with input as fixtures.provider
		with input.subject.data as {}
}

test_examined_data_pass if {
	data_governance.bias.outcome == "pass" with input as fixtures.provider
}

test_unexamined_data_has_no_answer if {
	count([answer | answer := data_governance.bias]) == 0 with input as fixtures.provider with input.subject.data as {}
}

test_representative_data_pass if {
	data_governance.representative.outcome == "pass" with input as fixtures.provider
}

test_data_without_a_region_has_no_answer if {
	count([answer | answer := data_governance.representative]) == 0 with input as fixtures.provider
		with input.subject.data.datasets as [{"name": "train"}]
}

test_bias_needs_both_statements if {
	every field in ["bias_examination", "bias_mitigation"] {
		count([answer | answer := data_governance.bias]) == 0 with input as fixtures.provider
			with input.subject.data as object.remove(fixtures.subject.data, [field])
	}
}

test_representativeness_needs_both_statements if {
	every field in ["representativeness", "gaps"] {
		count([answer | answer := data_governance.representative]) == 0 with input as fixtures.provider
			with input.subject.data as object.remove(fixtures.subject.data, [field])
	}
}
