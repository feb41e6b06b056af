package govern.risk.class_test

import data.govern.risk.class

# A retention model: nothing about it is grave.
retention := {
	"model": {"interpretability": "post_hoc", "online_learning": false, "third_party": false},
	"purpose": {
		"domain": ["customer_retention"],
		"decision": {"autonomy": "human_in_the_loop", "consequential": false, "reversibility": "easy"},
		"affected_persons": {"scale": "under_1000000", "vulnerable_groups": ["none"], "minors": false},
	},
	"data": {"personal_data": true, "special_categories": ["none"]},
}

credit := {
	"model": {"interpretability": "post_hoc", "online_learning": false, "third_party": false},
	"purpose": {
		"domain": ["credit.scoring"],
		"decision": {"autonomy": "human_on_the_loop", "consequential": true, "reversibility": "costly"},
		"affected_persons": {"scale": "under_1000000", "vulnerable_groups": ["none"], "minors": false},
	},
	"data": {"personal_data": true, "special_categories": ["none"]},
}

without(subject, pointer) := json.patch(subject, [{"op": "remove", "path": pointer}])

answer(subject) := found if {
	found := class.class with input as {"subject": subject}
}

test_complete_answers_give_one_score if {
	found := answer(retention)
	found.score_low == 30
	found.score_high == 30
	found.tier == "limited"
}

test_consequential_decisions_on_annex_iii_fields_are_high if {
	found := answer(credit)
	found.score_low == 59
	found.tier == "high"
}

test_everything_at_its_worst_is_critical if {
	found := answer({
		"model": {"interpretability": "opaque", "online_learning": true, "third_party": true},
		"purpose": {
			"domain": ["law_enforcement.profiling"],
			"decision": {"autonomy": "autonomous", "consequential": true, "reversibility": "irreversible"},
			"affected_persons": {"scale": "over_1000000", "vulnerable_groups": ["children"], "minors": true},
		},
		"data": {"personal_data": true, "special_categories": ["health"]},
	})
	found.score_low == 100
	found.score_high == 100
	found.tier == "critical"
}

test_everything_at_its_best_is_minimal if {
	found := answer({
		"model": {"interpretability": "interpretable", "online_learning": false, "third_party": false},
		"purpose": {
			"domain": ["manufacturing"],
			"decision": {"autonomy": "none", "consequential": false, "reversibility": "easy"},
			"affected_persons": {"scale": "none", "vulnerable_groups": ["none"], "minors": false},
		},
		"data": {"personal_data": false, "special_categories": ["none"]},
	})
	found.score_low == 4
	found.tier == "minimal"
}

test_a_missing_factor_spans_its_range if {
	found := answer(without(retention, "/model/third_party"))
	found.score_low == 30
	found.score_high == 35
	found.tier == "limited"
}

test_an_interval_over_two_bands_leaves_the_tier_out if {
	found := answer(without(retention, "/purpose/decision"))
	found.score_low == 24
	found.score_high == 54
	count([tier | tier := found.tier]) == 0
}

test_no_answers_at_all_leave_the_tier_out if {
	found := answer({})
	found.score_low == 4
	found.score_high == 100
	count([tier | tier := found.tier]) == 0
}

test_an_empty_list_is_no_answer if {
	found := answer(object.union(retention, {"data": {"special_categories": []}}))
	found.factors.data == {"low": 6, "high": 15}
}

test_one_grave_field_of_use_counts_for_all if {
	found := answer(object.union(retention, {"purpose": {"domain": ["marketing", "employment.recruitment"]}}))
	found.factors.domain == {"low": 15, "high": 15}
}

test_special_categories_count_whatever_personal_data_says if {
	found := answer(object.union(retention, {"data": {"personal_data": false, "special_categories": ["health"]}}))
	found.factors.data == {"low": 15, "high": 15}
}

test_removing_an_answer_widens_the_interval if {
	every subject in [retention, credit] {
		full := answer(subject)
		every pointer in [
			"/model/interpretability", "/model/online_learning", "/model/third_party",
			"/purpose/domain", "/purpose/decision/autonomy", "/purpose/decision/consequential",
			"/purpose/decision/reversibility", "/purpose/affected_persons/scale",
			"/purpose/affected_persons/vulnerable_groups", "/purpose/affected_persons/minors",
			"/data/personal_data", "/data/special_categories",
		] {
			less := answer(without(subject, pointer))
			less.score_low <= full.score_low
			less.score_high >= full.score_high
		}
	}
}

test_weights_are_relative if {
	found := class.class with input as {"subject": retention}
		with data.params.risk.weights as {"decision": 1, "scale": 3}
	found.score_low == 66
	found.score_high == 66
	found.tier == "high"
}

test_materiality_is_exposure_times_purpose if {
	rated("high", "medium") == "T1"
	rated("medium", "medium") == "T2"
	rated("low", "high") == "T2"
	rated("low", "medium") == "T3"
}

test_materiality_needs_both_ratings if {
	found := answer({"risk": {"exposure": "high"}})
	count([materiality | materiality := found.materiality]) == 0
}

rated(exposure, purpose) := answer({"risk": {"exposure": exposure, "materiality_purpose": purpose}}).materiality
