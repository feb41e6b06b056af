package govern.card_completeness.purpose_test

import data.govern.card_completeness.purpose

of(section) := {"subject": {"purpose": section}}

test_intended_use if {
	purpose.intended_use.outcome == "pass" with input as of({"intended_use": ["Offer a discount in time."]})
	count([answer | answer := purpose.intended_use]) == 0 with input as of({"intended_use": []})
}

test_out_of_scope if {
	purpose.out_of_scope.outcome == "pass" with input as of({"out_of_scope": ["Pricing."]})
	count([answer | answer := purpose.out_of_scope]) == 0 with input as of({})
}

test_users if {
	purpose.users.outcome == "pass" with input as of({"users": ["Retention agents"]})
	count([answer | answer := purpose.users]) == 0 with input as of({})
}

test_limitations if {
	purpose.limitations.outcome == "pass" with input as {"subject": {"limitations": ["Not valid for business customers."]}}
	count([answer | answer := purpose.limitations]) == 0 with input as {"subject": {"limitations": []}}
}

test_ethics if {
	mitigated := [{"name": "Unequal offers", "mitigation": "Quarterly review."}]
	purpose.ethics.outcome == "pass" with input as {"subject": {"ethics": mitigated}}
	purpose.ethics.outcome == "pass" with input as {"subject": {"risk": {"register": mitigated}}}
	open := array.concat(mitigated, [{"name": "Nuisance"}])
	count([answer | answer := purpose.ethics]) == 0 with input as {"subject": {"ethics": open}}
	count([answer | answer := purpose.ethics]) == 0 with input as {"subject": {"ethics": [], "risk": {"register": open}}}
}

test_oversight if {
	purpose.oversight.outcome == "pass" with input as {"subject": {"oversight": {"measures": ["Agents confirm."]}}}
	count([answer | answer := purpose.oversight]) == 0 with input as {"subject": {"oversight": {"measures": []}}}
}
