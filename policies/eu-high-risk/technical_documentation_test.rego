package govern.eu_high_risk.technical_documentation_test

import data.govern.eu_high_risk.fixtures_test as fixtures
import data.govern.eu_high_risk.technical_documentation

simplified := {"simplified_form": true, "annex_iv": ["1", "2", "3", "4", "5", "6", "8", "9"]}

test_general_passes if {
	technical_documentation.general.outcome == "pass" with input as fixtures.provider
}

test_general_in_the_simplified_form_is_reviewed if {
	answer := technical_documentation.general with input as fixtures.provider
		with input.subject.technical as {}
		with input.subject.model.provider.sme as true
		with input.subject.conformity as simplified
	answer.outcome == "review"
	contains(answer.message, "simplified form")
}

test_general_without_its_leaves_has_no_answer if {
	count([answer | answer := technical_documentation.general]) == 0 with input as fixtures.provider
		with input.subject.technical as {}
}

test_development_passes if {
	technical_documentation.development.outcome == "pass" with input as fixtures.provider
}

test_development_in_the_simplified_form_is_reviewed if {
	answer := technical_documentation.development with input as fixtures.provider
		with input.subject.technical as {}
		with input.subject.model.provider.sme as true
		with input.subject.conformity as simplified
	answer.outcome == "review"
	contains(answer.message, "simplified form")
}

test_development_without_its_leaves_has_no_answer if {
	count([answer | answer := technical_documentation.development]) == 0 with input as fixtures.provider
		with input.subject.technical as {}
}

test_functioning_passes if {
	technical_documentation.functioning.outcome == "pass" with input as fixtures.provider
}

test_functioning_in_the_simplified_form_is_reviewed if {
	answer := technical_documentation.functioning with input as fixtures.provider
		with input.subject.risk as {}
		with input.subject.model.provider.sme as true
		with input.subject.conformity as simplified
	answer.outcome == "review"
	contains(answer.message, "simplified form")
}

test_functioning_without_its_leaves_has_no_answer if {
	count([answer | answer := technical_documentation.functioning]) == 0 with input as fixtures.provider
		with input.subject.risk as {}
}

test_metrics_passes if {
	technical_documentation.metrics.outcome == "pass" with input as fixtures.provider
}

test_metrics_in_the_simplified_form_is_reviewed if {
	answer := technical_documentation.metrics with input as fixtures.provider
		with input.subject.technical as {}
		with input.subject.model.provider.sme as true
		with input.subject.conformity as simplified
	answer.outcome == "review"
	contains(answer.message, "simplified form")
}

test_metrics_without_its_leaves_has_no_answer if {
	count([answer | answer := technical_documentation.metrics]) == 0 with input as fixtures.provider
		with input.subject.technical as {}
}

test_risk_management_passes if {
	technical_documentation.risk_management.outcome == "pass" with input as fixtures.provider
}

test_risk_management_in_the_simplified_form_is_reviewed if {
	answer := technical_documentation.risk_management with input as fixtures.provider
		with input.subject.documents as {}
		with input.subject.model.provider.sme as true
		with input.subject.conformity as simplified
	answer.outcome == "review"
	contains(answer.message, "simplified form")
}

test_risk_management_without_its_leaves_has_no_answer if {
	count([answer | answer := technical_documentation.risk_management]) == 0 with input as fixtures.provider
		with input.subject.documents as {}
}

test_changes_passes if {
	technical_documentation.changes.outcome == "pass" with input as fixtures.provider
}

test_changes_in_the_simplified_form_is_reviewed if {
	answer := technical_documentation.changes with input as fixtures.provider
		with input.subject.technical as {}
		with input.subject.model.provider.sme as true
		with input.subject.conformity as simplified
	answer.outcome == "review"
	contains(answer.message, "simplified form")
}

test_changes_without_its_leaves_has_no_answer if {
	count([answer | answer := technical_documentation.changes]) == 0 with input as fixtures.provider
		with input.subject.technical as {}
}

test_declaration_passes if {
	technical_documentation.declaration.outcome == "pass" with input as fixtures.provider
}

test_declaration_in_the_simplified_form_is_reviewed if {
	answer := technical_documentation.declaration with input as fixtures.provider
		with input.subject.documents as {}
		with input.subject.model.provider.sme as true
		with input.subject.conformity as simplified
	answer.outcome == "review"
	contains(answer.message, "simplified form")
}

test_declaration_without_its_leaves_has_no_answer if {
	count([answer | answer := technical_documentation.declaration]) == 0 with input as fixtures.provider
		with input.subject.documents as {}
}

test_post_market_passes if {
	technical_documentation.post_market.outcome == "pass" with input as fixtures.provider
}

test_post_market_in_the_simplified_form_is_reviewed if {
	answer := technical_documentation.post_market with input as fixtures.provider
		with input.subject.documents as {}
		with input.subject.model.provider.sme as true
		with input.subject.conformity as simplified
	answer.outcome == "review"
	contains(answer.message, "simplified form")
}

test_post_market_without_its_leaves_has_no_answer if {
	count([answer | answer := technical_documentation.post_market]) == 0 with input as fixtures.provider
		with input.subject.documents as {}
}

test_simplified_form_of_a_large_enterprise_has_no_answer if {
	count([answer | answer := technical_documentation.general]) == 0 with input as fixtures.provider
		with input.subject.technical as {}
		with input.subject.conformity as {"simplified_form": true, "annex_iv": ["1"]}
}

test_group_performance_may_be_told_in_words if {
	technical_documentation.functioning.outcome == "pass" with input as fixtures.provider
		with input.subject.fairness as {}
		with input.subject.technical.group_performance as "none"
}

test_input_may_be_specified_in_words if {
	technical_documentation.functioning.outcome == "pass" with input as fixtures.provider
		with input.subject.data as {}
		with input.subject.technical.input_specification as "PDF, A4"
}

test_other_solutions_pass if {
	technical_documentation.standards.outcome == "pass" with input as fixtures.provider
}

test_standards_pass if {
	technical_documentation.standards.outcome == "pass" with input as fixtures.provider
		with input.subject.conformity as {"harmonised_standards": ["EN 18286"]}
}

test_no_standard_and_no_solution_fails if {
	answer := technical_documentation.standards with input as fixtures.provider
		with input.subject.conformity as {"harmonised_standards": ["none"]}
	answer.outcome == "fail"
	contains(answer.message, "no other solution")
}

test_unmentioned_standards_has_no_answer if {
	count([answer | answer := technical_documentation.standards]) == 0 with input as fixtures.provider
		with input.subject.conformity as {}
}

test_signed_test_reports_pass if {
	technical_documentation.signed_reports.outcome == "pass" with input as fixtures.provider
}

test_unsigned_test_reports_fail if {
	answer := technical_documentation.signed_reports with input as fixtures.provider
		with input.subject.conformity.test_reports_signed as false
	answer.outcome == "fail"
	contains(answer.message, "not signed")
}

test_undated_test_reports_has_no_answer if {
	count([answer | answer := technical_documentation.signed_reports]) == 0 with input as fixtures.provider
		with input.subject.documents.test_report as {"uri": "tests.pdf"}
}

test_general_needs_each_field if {
	every field in ["interactions", "market_forms", "hardware", "user_interface"] {
		count([answer | answer := technical_documentation.general]) == 0 with input as fixtures.provider
			with input.subject.technical as object.remove(fixtures.subject.technical, [field])
	}
}

test_development_needs_each_field if {
	every field in ["development", "design", "compute", "predetermined_changes"] {
		count([answer | answer := technical_documentation.development]) == 0 with input as fixtures.provider
			with input.subject.technical as object.remove(fixtures.subject.technical, [field])
	}
}

test_unused_simplified_form_has_no_answer if {
	count([answer | answer := technical_documentation.changes]) == 0 with input as fixtures.provider
		with input.subject.technical as {}
		with input.subject.model.provider.sme as true
		with input.subject.conformity as object.union(simplified, {"simplified_form": false})
}
