package govern.bias.individual_test

import data.govern.bias.individual

stated(value) := {"subject": {"fairness": {"individual": value}}}

test_consistency_and_flip_rate if {
	individual.alike.outcome == "pass" with input as stated({"consistency": 0.9})
	individual.alike.outcome == "fail" with input as stated({"consistency": 0.89, "flip_rate": 0.01})
	individual.alike.outcome == "pass" with input as stated({"flip_rate": 0.05})
	individual.alike.outcome == "fail" with input as stated({"consistency": 0.95, "flip_rate": 0.06})
	count([answer | answer := individual.alike]) == 0 with input as {"subject": {}}
}
