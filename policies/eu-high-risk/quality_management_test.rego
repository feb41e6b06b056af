package govern.eu_high_risk.quality_management_test

import data.govern.eu_high_risk.fixtures_test as fixtures
import data.govern.eu_high_risk.quality_management

test_all_topics_pass if {
	quality_management.topics.outcome == "pass" with input as fixtures.provider
}

test_missing_topics_fail if {
	answer := quality_management.topics with input as fixtures.provider
		with input.subject.conformity.qms_topics as ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"]
	answer.outcome == "fail"
	contains(answer.message, "point l, m")
}

test_unlisted_topics_has_no_answer if {
	count([answer | answer := quality_management.topics]) == 0 with input as fixtures.provider
		with input.subject.conformity as {}
}

test_corrective_actions_pass if {
	quality_management.corrective_actions.outcome == "pass" with input as fixtures.provider
}

test_missing_corrective_actions_has_no_answer if {
	count([answer | answer := quality_management.corrective_actions]) == 0 with input as fixtures.provider
		with input.subject.conformity as {}
}
