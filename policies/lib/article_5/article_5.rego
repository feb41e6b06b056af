# What Article 5 of Regulation (EU) 2024/1689 says about the words of `purpose.prohibited_practices`.
package govern.lib.article_5

# The first day of the prohibition; Regulation (EU) 2026/1744 added two.
prohibited_from(practice) := "2026-12-02" if {
	practice in {"intimate_imagery", "child_sexual_abuse_material"}
} else := "2025-02-02"

# Whether the card relies on an exception that the text has for this practice. A person has to confirm it.
excepted(practice) if {
	exceptions := {
		"intimate_imagery": {"explicit_consent"},
		"crime_prediction_by_profiling": {"objective_facts"},
		"emotion_inference_work_or_education": {"medical_or_safety"},
		"sensitive_biometric_categorisation": {"lawful_dataset_labelling"},
		"realtime_remote_biometric_identification": {"victim_search", "imminent_threat", "suspect_localisation"},
	}
	some exception in input.subject.purpose.practice_exceptions
	exception in exceptions[practice]
}
