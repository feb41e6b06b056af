package govern.eu_transparency.biometric_test

import data.govern.eu_transparency.biometric

used_for(domains) := {"subject": {"purpose": {"domain": domains}}}

stating(facts) := {"subject": {"transparency": facts}}

test_applies_to_two_domains if {
	biometric.applies == true with input as used_for(["biometrics.emotion_recognition", "other"])
	biometric.applies == true with input as used_for(["biometrics.categorisation"])
	biometric.applies == false with input as used_for(["biometrics.verification", "search"])
}

test_applies_is_open_while_the_domain_is if {
	count([answer | answer := biometric.applies]) == 0 with input as used_for(["search", "other"])
	count([answer | answer := biometric.applies]) == 0 with input as used_for([])
	count([answer | answer := biometric.applies]) == 0 with input as {"subject": {}}
}

test_a_notice_passes if {
	biometric.exposure.outcome == "pass" with input as stating({"emotion_biometric_notice": "Sign at each entrance"})
}

test_no_notice_fails if {
	biometric.exposure.outcome == "fail" with input as stating({"emotion_biometric_notice": "none"})
	obvious := {"emotion_biometric_notice": "none", "exceptions": ["obvious"]}
	biometric.exposure.outcome == "fail" with input as stating(obvious)
}

test_an_exception_calls_for_a_person if {
	claimed := {"emotion_biometric_notice": "none", "exceptions": ["authorised_by_law"]}
	biometric.exposure.outcome == "review" with input as stating(claimed)
}

test_silence_is_no_answer if {
	count([answer | answer := biometric.exposure]) == 0 with input as {"subject": {}}
}
