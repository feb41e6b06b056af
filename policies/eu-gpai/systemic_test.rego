package govern.eu_gpai.systemic_test

import data.govern.eu_gpai.systemic

classed(classes) := {"subject": {}, "context": {"as_of": "2026-11-21", "class": {"eu_scope": classes}}}

stating(facts) := {"subject": {"gpai": facts}, "context": {"as_of": "2026-11-21"}}

test_applies_to_systemic_models_of_providers if {
	systemic.applies == true with input as classed({"provider": true, "gpai_systemic": true})
	systemic.applies == false with input as classed({"provider": true, "gpai_systemic": false})
	systemic.applies == false with input as classed({"provider": false, "gpai_systemic": true})
	systemic.applies == false with input as classed({"provider": false})
	count([answer | answer := systemic.applies]) == 0 with input as classed({"provider": true})
	count([answer | answer := systemic.applies]) == 0 with input as classed({"gpai_systemic": true})
}

test_notified_within_two_weeks_passes if {
	systemic.notification.outcome == "pass" with input as stating({"threshold_met": "2026-03-01", "notified": "2026-03-15"})
	systemic.notification.outcome == "pass" with input as stating({"threshold_met": "2026-03-01", "notified": "2026-02-01"})
}

test_notified_late_fails if {
	late := stating({"threshold_met": "2026-03-01", "notified": "2026-03-16"})
	systemic.notification.outcome == "fail" with input as late
	contains(systemic.notification.message, "15 days") with input as late
}

test_notified_on_the_as_of_date_passes if {
	systemic.notification.outcome == "pass" with input as stating({"threshold_met": "2026-11-20", "notified": "2026-11-21"})
}

test_a_notification_that_is_yet_to_come_fails if {
	systemic.notification.outcome == "fail" with input as stating({"threshold_met": "2026-11-20", "notified": "2026-11-22"})
}

test_evaluated_and_attacked_passes if {
	systemic.evaluation.outcome == "pass" with input as stating({"evaluations": ["capability suite"], "red_team": true})
}

test_neither_half_of_the_evaluation_may_be_missing if {
	systemic.evaluation.outcome == "fail" with input as stating({"evaluations": ["capability suite"], "red_team": false})
	systemic.evaluation.outcome == "fail" with input as stating({"evaluations": ["none"], "red_team": true})
}

test_described_measures_pass if {
	systemic.risk_mitigation.outcome == "pass" with input as stating({"risk_mitigation": "Staged release by risk level"})
	systemic.incident_reporting.outcome == "pass" with input as stating({"incident_reporting": "Register, reported in 15 days"})
	systemic.cybersecurity.outcome == "pass" with input as stating({"cybersecurity": "Weights are encrypted"})
}

test_denied_measures_fail if {
	systemic.risk_mitigation.outcome == "fail" with input as stating({"risk_mitigation": "none"})
	systemic.incident_reporting.outcome == "fail" with input as stating({"incident_reporting": "None"})
	systemic.cybersecurity.outcome == "fail" with input as stating({"cybersecurity": "none"})
}

test_silence_is_no_answer if {
	every facts in [{}, {"threshold_met": "2026-03-01"}, {"notified": "2026-03-01"}] {
		count([answer | answer := systemic.notification]) == 0 with input as stating(facts)
	}
	every facts in [{}, {"red_team": true}, {"evaluations": ["capability suite"]}, {"evaluations": [], "red_team": true}] {
		count([answer | answer := systemic.evaluation]) == 0 with input as stating(facts)
	}
	count([answer | answer := systemic.risk_mitigation]) == 0 with input as stating({})
	count([answer | answer := systemic.incident_reporting]) == 0 with input as stating({})
	count([answer | answer := systemic.cybersecurity]) == 0 with input as stating({})
}
