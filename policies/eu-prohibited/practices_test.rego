package govern.eu_prohibited.practices_test

import data.govern.eu_prohibited.practices

names := {
	"subliminal_manipulation",
	"exploits_vulnerability",
	"intimate_imagery",
	"child_sexual_abuse_material",
	"social_scoring",
	"crime_prediction_by_profiling",
	"facial_image_scraping",
	"emotion_inference_work_or_education",
	"sensitive_biometric_categorisation",
	"realtime_remote_biometric_identification",
}

plain := {
	"prohibited_practices": ["none"],
	"intended_use": ["Rank customers by their risk of leaving"],
	"domain": ["customer_retention"],
	"generates_content": ["none"],
}

card(changes) := {"subject": {"purpose": object.union(plain, changes)}}

outcomes(subject) := answers if {
	answers := {name: outcome | some name in names; outcome := practices[name].outcome} with input as subject
}

# What a card answers differently from the plain one.
changed(changes) := {practice: outcome |
	some practice, outcome in outcomes(card(changes))
	outcome != "pass"
}

test_subliminal_manipulation if {
	practices.subliminal_manipulation.outcome == "pass" with input as card({})
	practices.subliminal_manipulation.outcome == "review" with input as card({"intended_use": ["Show subliminal cues during checkout"]})
	practices.subliminal_manipulation.outcome == "fail" with input as card({"prohibited_practices": ["subliminal_manipulation"]})
}

test_exploits_vulnerability if {
	practices.exploits_vulnerability.outcome == "pass" with input as card({})
	practices.exploits_vulnerability.outcome == "review" with input as card({"intended_use": ["Sell loans by targeting vulnerable households"]})
	practices.exploits_vulnerability.outcome == "fail" with input as card({"prohibited_practices": ["exploits_vulnerability"]})
}

test_intimate_imagery if {
	practices.intimate_imagery.outcome == "pass" with input as card({})
	practices.intimate_imagery.outcome == "review" with input as card({"intended_use": ["Undress persons in photographs"]})
	practices.intimate_imagery.outcome == "fail" with input as card({"prohibited_practices": ["intimate_imagery"]})
}

test_child_sexual_abuse_material if {
	practices.child_sexual_abuse_material.outcome == "pass" with input as card({})
	practices.child_sexual_abuse_material.outcome == "review" with input as card({"intended_use": ["Detect CSAM in uploads"]})
	practices.child_sexual_abuse_material.outcome == "fail" with input as card({"prohibited_practices": ["child_sexual_abuse_material"]})
}

test_social_scoring if {
	practices.social_scoring.outcome == "pass" with input as card({})
	practices.social_scoring.outcome == "review" with input as card({"intended_use": ["Compute a social score for tenants"]})
	practices.social_scoring.outcome == "fail" with input as card({"prohibited_practices": ["social_scoring"]})
}

test_crime_prediction_by_profiling if {
	practices.crime_prediction_by_profiling.outcome == "pass" with input as card({})
	practices.crime_prediction_by_profiling.outcome == "review" with input as card({"intended_use": ["Predictive policing of districts"]})
	practices.crime_prediction_by_profiling.outcome == "fail" with input as card({"prohibited_practices": ["crime_prediction_by_profiling"]})
}

test_facial_image_scraping if {
	practices.facial_image_scraping.outcome == "pass" with input as card({})
	practices.facial_image_scraping.outcome == "review" with input as card({"intended_use": ["Build a facial recognition database"]})
	practices.facial_image_scraping.outcome == "fail" with input as card({"prohibited_practices": ["facial_image_scraping"]})
}

test_emotion_inference_work_or_education if {
	practices.emotion_inference_work_or_education.outcome == "pass" with input as card({})
	practices.emotion_inference_work_or_education.outcome == "review" with input as card({"intended_use": ["Report the emotions of call-centre employees"]})
	practices.emotion_inference_work_or_education.outcome == "fail" with input as card({"prohibited_practices": ["emotion_inference_work_or_education"]})
}

test_sensitive_biometric_categorisation if {
	practices.sensitive_biometric_categorisation.outcome == "pass" with input as card({})
	practices.sensitive_biometric_categorisation.outcome == "review" with input as card({"intended_use": ["Estimate ethnic origin from facial images"]})
	practices.sensitive_biometric_categorisation.outcome == "fail" with input as card({"prohibited_practices": ["sensitive_biometric_categorisation"]})
}

test_realtime_remote_biometric_identification if {
	practices.realtime_remote_biometric_identification.outcome == "pass" with input as card({})
	practices.realtime_remote_biometric_identification.outcome == "review" with input as card({"intended_use": ["Live facial recognition at stations"]})
	practices.realtime_remote_biometric_identification.outcome == "fail" with input as card({"prohibited_practices": ["realtime_remote_biometric_identification"]})
}

test_none_passes_everywhere if {
	count(outcomes(card({}))) == 10
	changed({}) == {}
}

test_a_listed_practice_fails_its_own_control if {
	every practice in names {
		changed({"prohibited_practices": [practice]}) == {practice: "fail"}
	}
}

test_none_beside_a_practice_does_not_help if {
	changed({"prohibited_practices": ["none", "social_scoring"]}) == {"social_scoring": "fail"}
	changed({"prohibited_practices": ["social_scoring", "none"]}) == {"social_scoring": "fail"}
}

test_an_exception_of_the_text_calls_for_a_person if {
	every practice, exception in {
		"intimate_imagery": "explicit_consent",
		"crime_prediction_by_profiling": "objective_facts",
		"emotion_inference_work_or_education": "medical_or_safety",
		"sensitive_biometric_categorisation": "lawful_dataset_labelling",
		"realtime_remote_biometric_identification": "imminent_threat",
	} {
		listed := {"prohibited_practices": [practice], "practice_exceptions": [exception]}
		changed(listed) == {practice: "review"}
	}
}

test_the_exception_of_another_practice_does_not_help if {
	listed := {"prohibited_practices": ["social_scoring"], "practice_exceptions": ["medical_or_safety", "none"]}
	changed(listed) == {"social_scoring": "fail"}
}

test_a_suggestive_use_calls_for_a_person_although_none_is_claimed if {
	every practice, use in {
		"subliminal_manipulation": "Show subliminal cues during checkout",
		"exploits_vulnerability": "Sell loans by targeting vulnerable households",
		"intimate_imagery": "Undress persons in photographs",
		"child_sexual_abuse_material": "Detect CSAM in uploads",
		"social_scoring": "Compute a social score for tenants",
		"crime_prediction_by_profiling": "Predictive policing of districts",
		"facial_image_scraping": "Build a facial recognition database",
		"emotion_inference_work_or_education": "Report the emotions of call-centre employees",
		"sensitive_biometric_categorisation": "Estimate ethnic origin from facial images",
		"realtime_remote_biometric_identification": "Live facial recognition at stations",
	} {
		changed({"intended_use": ["Help people", use]}) == {practice: "review"}
	}
}

test_a_suggestive_domain_calls_for_a_person if {
	changed({"domain": ["biometrics.emotion_recognition", "employment.management"]}) == {"emotion_inference_work_or_education": "review"}
	changed({"domain": ["biometrics.categorisation"]}) == {"sensitive_biometric_categorisation": "review"}
	changed({"domain": ["law_enforcement.reoffending"]}) == {"crime_prediction_by_profiling": "review"}
	changed({"domain": ["biometrics.remote_identification", "law_enforcement.evidence"]}) == {"realtime_remote_biometric_identification": "review"}
	changed({"domain": ["biometrics.emotion_recognition", "entertainment"]}) == {}
	changed({"domain": ["biometrics.remote_identification"]}) == {}
	changed({"domain": ["employment.management", "law_enforcement.evidence"]}) == {}
}

test_words_match_from_their_beginning if {
	changed({"intended_use": ["Trace invoices through the interface of the terrace", "Denude no forest"]}) == {}
}

test_a_suggestion_needs_no_list if {
	suggestive := json.remove(card({"intended_use": ["Social scoring"]}), ["subject/purpose/prohibited_practices"])
	outcomes(suggestive) == {"social_scoring": "review"}
}

test_a_generator_of_pictures_needs_safeguards if {
	every content in ["image", "video"] {
		changed({"generates_content": ["text", content]}) == {
			"intimate_imagery": "review", "child_sexual_abuse_material": "review",
		}
	}
	changed({"generates_content": ["image"], "output_safeguards": ["none"]}) == {
		"intimate_imagery": "review", "child_sexual_abuse_material": "review",
	}
	changed({"generates_content": ["image"], "output_safeguards": ["intimate_imagery"]}) == {"child_sexual_abuse_material": "review"}
	changed({
		"generates_content": ["image"],
		"output_safeguards": ["intimate_imagery", "child_sexual_abuse_material"],
	}) == {}
	changed({"generates_content": ["text", "audio", "code"]}) == {}
}

test_safeguards_do_not_permit_the_practice if {
	listed := {"prohibited_practices": ["intimate_imagery"], "output_safeguards": ["intimate_imagery"]}
	changed(listed) == {"intimate_imagery": "fail"}
}

test_no_answer_without_the_leaves if {
	every leaf in ["prohibited_practices", "intended_use", "domain"] {
		fewer := json.remove(card({}), [concat("/", ["subject/purpose", leaf])])
		count([answer | answer := practices.social_scoring]) == 0 with input as fewer
		count([answer | answer := practices.intimate_imagery]) == 0 with input as fewer
	}
	silent := json.remove(card({}), ["subject/purpose/generates_content"])
	count([answer | answer := practices.intimate_imagery]) == 0 with input as silent
	count([answer | answer := practices.child_sexual_abuse_material]) == 0 with input as silent
	every leaf in ["prohibited_practices", "intended_use", "domain", "generates_content"] {
		count([answer | answer := practices.intimate_imagery]) == 0 with input as card({leaf: []})
	}
}

test_what_is_not_passed_says_why if {
	every changes in [
		{"prohibited_practices": ["intimate_imagery"]},
		{"prohibited_practices": ["intimate_imagery"], "practice_exceptions": ["explicit_consent"]},
		{"intended_use": ["Nudify photographs"]},
		{"generates_content": ["image"]},
	] {
		answer := practices.intimate_imagery with input as card(changes)
		contains(answer.message, "intimate_imagery")
		count(answer.at) > 0
	}
}
