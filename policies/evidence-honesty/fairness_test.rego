package govern.evidence_honesty.fairness_test

import data.govern.evidence_honesty.fairness

answers(subject) := found if {
	found := fairness with input as {"subject": subject}
}

affects(persons) := {"purpose": {"decision": {"affects_persons": persons}}}

rates := {"fairness": {"attributes": [{"name": "sex", "groups": [
	{"group": "female", "n": 480, "selected": 120},
	{"group": "male", "n": 520, "selected": 140},
]}]}}

only_auc := {"fairness": {"summary": {"auc_difference_max": 0.01}}}

test_rates_by_group_pass if {
	found := answers(object.union(affects(true), rates))
	found.shown_by_figures.outcome == "pass"
	found.group_sizes.outcome == "pass"
	found.more_than_auc.outcome == "pass"
	found.sensitive_features_analysed.outcome == "pass"
}

test_a_claim_without_figures_fails if {
	answer := answers({"fairness": {"claim": "PASSED"}}).shown_by_figures
	answer.outcome == "fail"
	contains(answer.message, "`PASSED`")
}

test_affected_persons_without_figures_fail if {
	answers(affects(true)).shown_by_figures.outcome == "fail"
}

test_no_affected_persons_are_said if {
	answers(affects(false)).shown_by_figures.outcome == "not_applicable"
}

test_silence_is_no_answer if {
	count([a | a := answers({}).shown_by_figures]) == 0
}

test_auc_alone_fails if {
	found := answers(object.union(affects(true), only_auc))
	found.more_than_auc.outcome == "fail"
	found.more_than_auc.at == ["/fairness/summary/auc_difference_max"]
	found.shown_by_figures.outcome == "fail"
}

test_auc_of_groups_alone_fails if {
	found := answers({"fairness": {"attributes": [{"name": "sex", "groups": [{"group": "female", "auc": 0.8}]}]}})
	found.more_than_auc.outcome == "fail"
}

test_auc_beside_rates_passes if {
	answers(object.union(rates, only_auc)).more_than_auc.outcome == "pass"
}

test_nothing_about_fairness_rests_on_nothing if {
	answers({}).more_than_auc.outcome == "pass"
}

test_summaries_and_slices_are_figures if {
	answers(object.union(affects(true), {"fairness": {"summary": {"impact_ratio_min": 0.9}}})).shown_by_figures.outcome == "pass"
	slice := {"metric": "recall", "value": 0.8, "attribute": "sex", "group": "female"}
	answers(object.union(affects(true), {"evaluation": [slice]})).shown_by_figures.outcome == "pass"
}

test_small_groups_are_flagged if {
	groups := [{"group": "under 75", "n": 5000}, {"group": "75 and over", "n": 60}, {"group": "unknown", "n": 12}]
	answer := answers({"fairness": {"attributes": [{"name": "age", "groups": groups}]}}).group_sizes
	answer.outcome == "fail"
	answer.message == "too small for a reliable figure: 75 and over (n = 60), unknown (n = 12)"
	answer.at == ["/fairness/attributes/0/groups/1/n", "/fairness/attributes/0/groups/2/n"]
}

test_small_slices_are_flagged if {
	answer := answers({"evaluation": [
		{"metric": "auc", "value": 0.9, "attribute": "overall", "group": "all", "n": 20},
		{"metric": "auc", "value": 0.9, "attribute": "age", "group": "75 and over", "n": 20},
	]}).group_sizes
	answer.at == ["/evaluation/1/n"]
}

test_sensitive_features_without_figures_fail if {
	answer := answers({"data": {"features": ["CODE_GENDER", "tenure", "Marital Status", "package_size"]}}).sensitive_features_analysed
	answer.outcome == "fail"
	answer.message == "the model uses gender, marital, and the card gives no rates by group"
	answer.at == ["/data/features"]
}

test_top_features_and_protected_attributes_count if {
	answers({"explainability": {"top_features": [{"name": "SeniorCitizen"}]}}).sensitive_features_analysed.outcome == "fail"
	answers({"data": {"protected_attributes": ["age"]}}).sensitive_features_analysed.outcome == "fail"
}

test_ordinary_features_pass if {
	subject := {"data": {"features": ["tenure", "trace", "monthly_charges"], "protected_attributes": ["none"]}}
	answers(subject).sensitive_features_analysed.outcome == "pass"
}

test_sensitive_words_mean_little_where_no_person_is_affected if {
	subject := object.union(affects(false), {"data": {"features": ["age"]}})
	answers(subject).sensitive_features_analysed.outcome == "pass"
}

claiming(claim, summary) := answers({"fairness": {"claim": claim, "summary": summary}}).claim_agrees

test_a_claim_against_its_own_figures_fails if {
	summary := {"impact_ratio_min": 0.71, "parity_difference_max": 0.02}
	answer := answers({"fairness": {"claim": "No significant bias detected", "summary": summary}}).claim_agrees
	answer.outcome == "fail"
	answer.message == "the card says `No significant bias detected`, and gives an impact ratio of 0.71"
	answer.at == ["/fairness/summary/impact_ratio_min"]
	claiming("bias_detected: false", {"parity_difference_max": -0.17}).outcome == "fail"
	claiming("PASSED", {"impact_ratio_min": 1.3}).outcome == "fail"
}

test_a_claim_that_its_figures_bear_out_passes if {
	claiming("PASSED", {"impact_ratio_min": 0.8, "parity_difference_max": 0.1}).outcome == "pass"
	claiming("bias_detected: true", {"impact_ratio_min": 0.71}).outcome == "pass"
	claiming("FAILED: not acceptable", {"impact_ratio_min": 0.71}).outcome == "pass"
	answers({"fairness": {"claim": "PASSED"}}).claim_agrees.outcome == "pass"
}

test_sensitive_features_have_the_names_of_the_card if {
	data_section := {"features": ["Gender", "tenure"], "protected_attributes": ["sex"]}
	answer := answers({"data": data_section}).sensitive_features_analysed
	answer.message == "the model uses gender, and the card gives no rates by group"
	attributes_only := answers({"data": {"protected_attributes": ["caste"]}}).sensitive_features_analysed
	attributes_only.message == "the model uses caste, and the card gives no rates by group"
}
