package govern.eu_high_risk.conformity_test

import data.govern.eu_high_risk.conformity
import data.govern.eu_high_risk.fixtures_test as fixtures

test_representative_is_not_needed_in_the_union if {
	answer := conformity.representative with input as fixtures.provider
	answer.outcome == "not_applicable"
	contains(answer.message, "(DE)")
}

test_named_representative_passes if {
	conformity.representative.outcome == "pass" with input as fixtures.provider
		with input.subject.model.provider.country as "US"
		with input.subject.conformity.authorised_representative as "Rep GmbH"
}

test_missing_representative_fails if {
	answer := conformity.representative with input as fixtures.provider with input.subject.model.provider.country as "US"
	answer.outcome == "fail"
	contains(answer.message, "(US)")
}

test_unstated_country_has_no_answer if {
	count([answer | answer := conformity.representative]) == 0 with input as fixtures.provider
		with input.subject.model as {}
}

test_internal_control_passes_for_points_2_to_8 if {
	conformity.assessment.outcome == "pass" with input as fixtures.provider
}

test_notified_body_is_not_the_procedure_for_points_2_to_8 if {
	answer := conformity.assessment with input as fixtures.provider with input.subject.conformity.route as "annex_vii"
	answer.outcome == "fail"
	contains(answer.message, "annex_vi")
}

test_biometrics_without_standards_need_annex_vii if {
	answer := conformity.assessment with input as fixtures.provider with input.context.class.eu_scope.annex_iii as ["1(a)"]
	answer.outcome == "fail"
	contains(answer.message, "procedure is annex_vii")
}

test_biometrics_with_standards_may_use_internal_control if {
	conformity.assessment.outcome == "pass" with input as fixtures.provider
		with input.context.class.eu_scope.annex_iii as ["1(a)"]
		with input.subject.conformity.harmonised_standards as ["EN 18286"]
}

test_annex_i_products_follow_their_legislation if {
	answer := conformity.assessment with input as fixtures.provider
		with input.context.class.eu_scope.routes as ["annex_i", "annex_iii"]
	answer.outcome == "fail"
	contains(answer.message, "annex_i_legislation")
}

test_unstated_route_has_no_answer if {
	count([answer | answer := conformity.assessment]) == 0 with input as fixtures.provider
		with input.subject.conformity as {}
}

test_declaration_passes if {
	conformity.declaration.outcome == "pass" with input as fixtures.provider
}

test_unreadable_declaration_fails if {
	answer := conformity.declaration with input as fixtures.provider
		with input.subject.conformity.declaration_machine_readable as false
	answer.outcome == "fail"
	contains(answer.message, "machine-readable")
}

test_missing_declaration_has_no_answer if {
	count([answer | answer := conformity.declaration]) == 0 with input as fixtures.provider
		with input.subject.documents as {}
}

test_ce_marking_passes if {
	conformity.ce_marking.outcome == "pass" with input as fixtures.provider
}

test_missing_ce_marking_has_no_answer if {
	count([answer | answer := conformity.ce_marking]) == 0 with input as fixtures.provider
		with input.subject.conformity as {}
}

test_registered_system_passes if {
	conformity.registration.outcome == "pass" with input as fixtures.provider
}

test_unregistered_system_fails if {
	answer := conformity.registration with input as fixtures.provider with input.subject.conformity as {}
	answer.outcome == "fail"
	contains(answer.message, "EU database")
}

test_nationally_registered_infrastructure_passes if {
	conformity.registration.outcome == "pass" with input as fixtures.provider
		with input.context.class.eu_scope.critical_infrastructure as true
		with input.subject.conformity.national_registration as "DE-1"
}

test_infrastructure_in_the_eu_database_only_fails if {
	answer := conformity.registration with input as fixtures.provider
		with input.context.class.eu_scope.critical_infrastructure as true
	answer.outcome == "fail"
	contains(answer.message, "national")
}

test_annex_i_product_is_not_registered if {
	answer := conformity.registration with input as fixtures.provider with input.context.class.eu_scope.annex_iii as []
	answer.outcome == "not_applicable"
	contains(answer.message, "Annex III")
}

test_open_class_has_no_answer if {
	count([answer | answer := conformity.registration]) == 0 with input as fixtures.provider
		with input.context.class.eu_scope as {"annex_iii": ["2"]}
}
