package govern.eu_prohibited.screen_test

import data.govern.eu_prohibited.screen

suggested(purpose) := {sign.practice | some sign in signs} if {
	signs := screen.signs with input as {"subject": {"purpose": purpose}}
}

using(text) := suggested({"intended_use": ["Help people.", text], "domain": ["entertainment"]})

test_every_phrase_is_found_at_the_beginning_of_a_word if {
	every phrase, practice in screen.practice_of_phrase {
		practice in using(sprintf("We%s it", [upper(phrase)]))
		not practice in using(sprintf("x%s", [trim_space(phrase)]))
	}
}

test_emotions_matter_at_work_and_in_education if {
	using("Detect emotions of players") == set()
	using("Detect emotions of employees") == {"emotion_inference_work_or_education"}
	using("Follow the mood of pupils") == {"emotion_inference_work_or_education"}
	suggested({"domain": ["biometrics.emotion_recognition", "education.proctoring"]}) == {"emotion_inference_work_or_education"}
	suggested({"domain": ["biometrics.emotion_recognition"]}) == set()
}

test_sensitive_attributes_matter_beside_biometric_data if {
	using("Survey political views") == set()
	using("Infer political views from faces") == {"sensitive_biometric_categorisation"}
	suggested({"domain": ["biometrics.categorisation"]}) == {"sensitive_biometric_categorisation"}
}

test_remote_identification_matters_beside_law_enforcement if {
	suggested({"domain": ["biometrics.remote_identification"]}) == set()
	suggested({"domain": ["biometrics.remote_identification", "law_enforcement.evidence"]}) == {"realtime_remote_biometric_identification"}
	suggested({"domain": ["law_enforcement.reoffending"]}) == {"crime_prediction_by_profiling"}
}

test_nothing_suggests_nothing if {
	suggested({}) == set()
	using("Rank customers by their risk of leaving") == set()
}
