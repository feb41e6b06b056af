package govern.card_completeness.identity_test

import data.govern.card_completeness.identity

of(model) := {"subject": {"model": model}}

test_name_version_and_date if {
	stated := of({"name": "churn", "version": "2.1.0", "created": "2026-05-01"})
	identity.name.outcome == "pass" with input as stated
	identity.version.outcome == "pass" with input as stated
	identity.date.outcome == "pass" with input as stated
	count([answer | answer := identity.name]) == 0 with input as of({})
	count([answer | answer := identity.version]) == 0 with input as of({})
	count([answer | answer := identity.date]) == 0 with input as of({})
}

test_owner if {
	identity.owner.outcome == "pass" with input as of({"owners": [{"name": "Retention team"}]})
	count([answer | answer := identity.owner]) == 0 with input as of({"owners": []})
	count([answer | answer := identity.owner]) == 0 with input as of({"owners": [{"name": "a"}, {"contact": "b@example.com"}]})
}

test_licence if {
	identity.licence.outcome == "pass" with input as of({"licenses": ["proprietary"]})
	count([answer | answer := identity.licence]) == 0 with input as of({"licenses": []})
}

test_contact if {
	identity.contact.outcome == "pass" with input as of({"provider": {"contact": "ml@example.com"}})
	identity.contact.outcome == "pass" with input as of({"owners": [{"contact": "ml@example.com"}]})
	count([answer | answer := identity.contact]) == 0 with input as of({"owners": [{"contact": "a@example.com"}, {"name": "b"}]})
	count([answer | answer := identity.contact]) == 0 with input as of({"owners": []})
}

test_lineage if {
	identity.lineage.outcome == "pass" with input as {"subject": {"lineage": {"code_commit": "9f1c2d7"}}}
	identity.lineage.outcome == "pass" with input as {"subject": {"lineage": {"run_id": "42"}}}
	identity.lineage.outcome == "pass" with input as of({"base_models": [{"name": "base"}]})
	count([answer | answer := identity.lineage]) == 0 with input as of({"base_models": []})
}
