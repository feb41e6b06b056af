package govern.eu_high_risk.record_keeping_test

import data.govern.eu_high_risk.fixtures_test as fixtures
import data.govern.eu_high_risk.record_keeping

test_logging_passes if {
	record_keeping.logging.outcome == "pass" with input as fixtures.provider
}

test_logging_without_a_purpose_fails if {
	answer := record_keeping.logging with input as fixtures.provider
		with input.subject.conformity.logging_purposes as ["a", "b"]
	answer.outcome == "fail"
	contains(answer.message, "point c")
}

test_unstated_logging_has_no_answer if {
	count([answer | answer := record_keeping.logging]) == 0 with input as fixtures.provider
		with input.subject.conformity as {}
}

test_documentation_kept_for_ten_years_passes if {
	record_keeping.documentation_retention.outcome == "pass" with input as fixtures.provider
}

test_documentation_kept_for_nine_years_fails if {
	answer := record_keeping.documentation_retention with input as fixtures.provider
		with input.subject.conformity.retention_years as 9
	answer.outcome == "fail"
	contains(answer.message, "9 years")
}

test_unstated_documentation_retention_has_no_answer if {
	count([answer | answer := record_keeping.documentation_retention]) == 0 with input as fixtures.provider
		with input.subject.conformity as {}
}

test_logs_kept_for_six_months_pass if {
	record_keeping.log_retention.outcome == "pass" with input as fixtures.provider
		with input.subject.monitoring.log_retention_days as 183
}

test_logs_kept_for_less_fail if {
	answer := record_keeping.log_retention with input as fixtures.provider
		with input.subject.monitoring.log_retention_days as 182
	answer.outcome == "fail"
	contains(answer.message, "182 days")
}

test_unstated_log_retention_has_no_answer if {
	count([answer | answer := record_keeping.log_retention]) == 0 with input as fixtures.provider
		with input.subject.monitoring as {}
}
