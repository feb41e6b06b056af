package govern.lib.article_5_test

import data.govern.lib.article_5

relying_on(exceptions) := {"subject": {"purpose": {"practice_exceptions": exceptions}}}

test_dates_of_the_prohibitions if {
	article_5.prohibited_from("social_scoring") == "2025-02-02"
	article_5.prohibited_from("intimate_imagery") == "2026-12-02"
	article_5.prohibited_from("child_sexual_abuse_material") == "2026-12-02"
}

test_an_exception_holds_for_its_own_practice_only if {
	article_5.excepted("emotion_inference_work_or_education") with input as relying_on(["medical_or_safety"])
	not article_5.excepted("social_scoring") with input as relying_on(["medical_or_safety"])
	not article_5.excepted("child_sexual_abuse_material") with input as relying_on(["explicit_consent"])
}

test_none_is_no_exception if {
	not article_5.excepted("realtime_remote_biometric_identification") with input as relying_on(["none"])
	not article_5.excepted("realtime_remote_biometric_identification") with input as {"subject": {}}
}
