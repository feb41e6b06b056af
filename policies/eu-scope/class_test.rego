package govern.eu_scope.class_test

import data.govern.eu_scope.class

# A churn model that answers every question with no.
plain := {"subject": {
	"purpose": {
		"jurisdictions": ["DE"],
		"domain": ["customer_retention"],
		"safety_component": false,
		"prohibited_practices": ["none"],
		"interacts_with_persons": false,
		"generates_content": ["none"],
		"deepfake": false,
		"public_interest_text": false,
		"role": ["provider"],
	},
	"gpai": {"general_purpose": false},
}}

at(date, changes) := object.union(object.union(plain, {"subject": changes}), {"context": {
	"as_of": date,
	"jurisdictions": ["DE"],
}})

card(changes) := at("2026-11-21", changes)

purposed(changes) := card({"purpose": changes})

without(path) := json.remove(card({}), [concat("/", ["subject", path])])

in_countries(declared, all) := object.union(purposed({"jurisdictions": declared}), {"context": {"jurisdictions": all}})

# Keys of the class that have no answer when a leaf is taken away.
open_without(path) := keys(card({})) - keys(without(path))

keys(subject) := object.keys(answered) if {
	answered := class.class with input as subject
}

test_a_plain_model_is_minimal if {
	answered := class.class with input as card({})
	answered == {
		"in_scope": true, "annex_iii": [], "area": false, "routes": [], "high_risk": false,
		"biometric_identification": false, "critical_infrastructure": false, "employment": false,
		"transparency": false, "gpai": false, "gpai_systemic": false, "tier": "minimal",
		"provider": true, "deployer": false,
	}
}

test_one_member_state_among_others_is_in_scope if {
	every codes in [["EU"], ["EEA"], ["US", "FR-75"], ["NO"], ["GLOBAL"]] {
		class.in_scope == true with input as in_countries(["US"], codes)
	}
}

test_only_a_card_that_names_jurisdictions_is_out_of_scope if {
	class.in_scope == false with input as in_countries(["US-CA"], ["US-CA", "GB"])
	organisation_only := json.remove(in_countries([], ["US"]), ["subject/purpose/jurisdictions"])
	count([answer | answer := class.in_scope]) == 0 with input as organisation_only
}

test_a_word_that_is_no_country_proves_nothing if {
	count([answer | answer := class.in_scope]) == 0 with input as in_countries(["APAC"], ["APAC"])
	count([answer | answer := class.in_scope]) == 0 with input as in_countries(["US"], ["US", "EUROPE"])
}

test_out_of_scope_says_so_for_every_class if {
	answered := class.class with input as object.union(
		in_countries(["US"], ["US"]),
		{"subject": {"purpose": {"domain": ["credit.scoring"], "interacts_with_persons": true}}},
	)
	answered == object.union(class.outside, {"provider": true, "deployer": false})
	answered.tier == "minimal"
}

test_without_scope_only_the_role_is_known if {
	keys(in_countries(["APAC"], ["APAC"])) == {"provider", "deployer"}
	keys({"subject": {}, "context": {"as_of": "2026-11-21"}}) == set()
}

test_roles if {
	answered := class.class with input as purposed({"role": ["deployer", "importer"]})
	answered.provider == false
	answered.deployer == true
	not "provider" in keys(without("purpose/role"))
}

test_a_missing_leaf_leaves_its_keys_open if {
	open_without("purpose/domain") == {
		"annex_iii", "area", "routes", "high_risk", "biometric_identification", "critical_infrastructure", "employment",
		"transparency", "gpai", "gpai_systemic", "tier",
	}
	open_without("purpose/safety_component") == {"area", "routes", "high_risk", "tier"}
	open_without("purpose/prohibited_practices") == {"tier"}
	open_without("gpai/general_purpose") == {"gpai", "gpai_systemic", "tier"}
	every leaf in ["interacts_with_persons", "generates_content", "deepfake", "public_interest_text"] {
		open_without(sprintf("purpose/%s", [leaf])) == {"transparency", "tier"}
	}
}

test_the_domain_other_proves_nothing if {
	every domain in [["other"], ["marketing", "other"], []] {
		answered := keys(purposed({"domain": domain}))
		count(answered & {"annex_iii", "area", "routes", "high_risk", "employment", "transparency", "tier"}) == 0
	}
}

test_a_prohibited_practice_is_the_highest_tier if {
	class.tier == "prohibited" with input as purposed({"prohibited_practices": ["social_scoring"]})
	class.tier == "prohibited" with input as purposed({"prohibited_practices": ["none", "social_scoring"]})
	class.tier == "prohibited" with input as card({"purpose": {
		"domain": ["credit.scoring"],
		"prohibited_practices": ["social_scoring"],
	}})
}

test_a_practice_counts_from_its_day if {
	imagery := {"purpose": {"prohibited_practices": ["intimate_imagery"]}}
	class.tier == "minimal" with input as at("2026-12-01", imagery)
	class.tier == "prohibited" with input as at("2026-12-02", imagery)
}

test_a_practice_under_an_exception_leaves_the_tier_open_below_high if {
	emotions := {
		"prohibited_practices": ["emotion_inference_work_or_education"],
		"practice_exceptions": ["medical_or_safety"],
	}
	not "tier" in keys(purposed(emotions))
	at_work := object.union(emotions, {"domain": ["biometrics.emotion_recognition"]})
	class.tier == "high" with input as purposed(at_work)
}

test_high_stands_without_the_answers_that_could_not_raise_it if {
	subject := {"purpose": {"domain": ["credit.scoring"], "prohibited_practices": ["none"]}}
	class.tier == "high" with input as {"subject": subject, "context": {"as_of": "2026-11-21", "jurisdictions": ["EU"]}}
}

test_high_is_a_bound_while_a_practice_could_be_prohibited if {
	unanswered := json.remove(purposed({"domain": ["credit.scoring"]}), ["subject/purpose/prohibited_practices"])
	answered := class.class with input as unanswered
	answered.at_least == "high"
	not "tier" in keys(unanswered)
}

test_transparency_limits if {
	class.tier == "limited" with input as purposed({"interacts_with_persons": true})
	class.tier == "high" with input as purposed({"interacts_with_persons": true, "domain": ["education.admission"]})
}

test_general_purpose_limits_and_systemic_risk_is_high if {
	small := {"gpai": {"general_purpose": true, "systemic_risk": false}, "model": {"training_flops": 2e24}}
	class.tier == "limited" with input as card(small)
	class.tier == "high" with input as card(object.union(small, {"model": {"training_flops": 2e25}}))
	not "tier" in keys(json.remove(card(small), ["subject/model/training_flops"]))
}

test_an_empty_list_answers_nothing if {
	count([answer | answer := class.in_scope]) == 0 with input as in_countries([], ["US"])
	count([answer | answer := class.in_scope]) == 0 with input as in_countries(["US"], [])
	count(keys(purposed({"role": []})) & {"provider", "deployer"}) == 0
	not "tier" in keys(purposed({"prohibited_practices": []}))
}
