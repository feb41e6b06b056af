package govern.eu_high_risk.roles_test

import data.govern.eu_high_risk as pack
import data.govern.eu_high_risk.fixtures_test as fixtures
import data.govern.eu_high_risk.roles

test_provider_of_a_high_risk_system if {
	roles.provider == true with input as fixtures.provider
	roles.deployer == false with input as fixtures.provider
}

test_deployer_of_a_high_risk_system if {
	roles.deployer == true with input as fixtures.deployer
	roles.provider == false with input as fixtures.deployer
}

test_nobody_has_duties_for_a_system_that_is_not_high_risk if {
	roles.provider == false with input.context.class.eu_scope as {"high_risk": false}
	roles.deployer == false with input.context.class.eu_scope as {"high_risk": false}
}

test_an_open_role_or_class_has_no_answer if {
	count([answer | answer := roles.provider]) == 0 with input.context.class.eu_scope as {"high_risk": true}
	count([answer | answer := roles.deployer]) == 0 with input.context.class.eu_scope as {"deployer": true}
}

test_each_theme_applies_to_its_role if {
	provider_themes := {theme | pack[theme].applies == true} with input as fixtures.provider
	provider_themes == {
		"accuracy",
		"conformity",
		"data_governance",
		"instructions",
		"oversight",
		"post_market",
		"quality_management",
		"record_keeping",
		"risk_management",
		"special_categories",
		"technical_documentation",
	}
	deployer_themes := {theme | pack[theme].applies == true} with input as fixtures.deployer
	deployer_themes == {"deployer", "fundamental_rights", "special_categories"}
}
