package govern.eu_gpai.modifier_test

import data.govern.eu_gpai.modifier

modified(model, roles) := {"subject": {"model": model, "purpose": {"role": roles}}}

test_a_provider_passes if {
	modifier.role.outcome == "pass" with input as modified({"fine_tuning_flops": 5e22}, ["provider", "deployer"])
}

test_a_deployer_above_the_threshold_fails if {
	modifier.role.outcome == "fail" with input as modified({"fine_tuning_flops": 5e22}, ["deployer"])
	contains(modifier.role.message, "500 x 10^20") with input as modified({"fine_tuning_flops": 5e22}, ["deployer"])
}

test_a_small_or_no_modification_is_not_applicable if {
	modifier.role.outcome == "not_applicable" with input as modified({"fine_tuning_flops": 0}, ["deployer"])
	modifier.role.outcome == "not_applicable" with input as modified({"fine_tuning_flops": 3e22}, ["deployer"])
}

test_a_third_of_the_known_compute_counts if {
	modifier.role.outcome == "not_applicable" with input as modified(
		{"fine_tuning_flops": 1e23, "training_flops": 3e23},
		["deployer"],
	)
	modifier.role.outcome == "fail" with input as modified(
		{"fine_tuning_flops": 2e23, "training_flops": 3e23},
		["deployer"],
	)
}

test_the_threshold_never_rises_when_compute_is_left_out if {
	modifier.threshold == 1e23 / 3 with input as {"subject": {}}
	modifier.threshold == 1e23 / 3 with input as {"subject": {"model": {"training_flops": 9e22}}}
	modifier.threshold == 1e23 with input as {"subject": {"model": {"training_flops": 3e23}}}
}

test_silence_is_no_answer if {
	count([answer | answer := modifier.role]) == 0 with input as {"subject": {"purpose": {"role": ["deployer"]}}}
	count([answer | answer := modifier.role]) == 0 with input as {"subject": {"purpose": {"role": ["provider"]}}}
	count([answer | answer := modifier.role]) == 0 with input as modified({"fine_tuning_flops": 5e22}, [])
	count([answer | answer := modifier.role]) == 0 with input as {"subject": {"model": {"fine_tuning_flops": 5e22}}}
}
