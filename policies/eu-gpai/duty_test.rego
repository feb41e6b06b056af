package govern.eu_gpai.duty_test

import data.govern.eu_gpai.duty

provider(is_provider, date, facts) := {
	"subject": {"transparency": facts},
	"context": {"as_of": date, "class": {"eu_scope": {"provider": is_provider}}},
}

model(open_source, systemic) := {
	"subject": {"gpai": {"open_source": open_source}},
	"context": {"class": {"eu_scope": {"gpai_systemic": systemic}}},
}

test_binds_providers if {
	duty.binding == true with input as provider(true, "2026-11-21", {})
	duty.binding == false with input as provider(false, "2026-11-21", {})
	count([answer | answer := duty.binding]) == 0 with input as {"subject": {}, "context": {"as_of": "2026-11-21"}}
}

test_older_models_have_until_august_2027 if {
	older := {"placed_on_market": "2025-08-01"}
	duty.binding == false with input as provider(true, "2027-08-01", older)
	duty.binding == true with input as provider(true, "2027-08-02", older)
	duty.binding == true with input as provider(true, "2027-08-01", {"placed_on_market": "2025-08-02"})
}

test_spares_open_models_without_systemic_risk if {
	duty.spared with input as model(true, false)
	not duty.spared with input as model(false, false)
	not duty.spared with input as model(true, true)
}

test_spares_nobody_while_an_answer_is_missing if {
	not duty.spared with input as {"subject": {"gpai": {"open_source": true}}, "context": {}}
	not duty.spared with input as {"subject": {}, "context": {"class": {"eu_scope": {"gpai_systemic": false}}}}
}
