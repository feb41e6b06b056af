package govern.eu_scope.gpai_test

import data.govern.eu_scope.gpai

model(facts) := {"subject": object.union({"purpose": {"domain": ["search"], "generates_content": ["text"]}}, facts)}

declared(flops, systemic) := model({
	"gpai": {"general_purpose": true, "systemic_risk": systemic},
	"model": {"training_flops": flops},
})

unanswered(subject) if {
	count([answer | answer := gpai.gpai]) == 0 with input as subject
	count([answer | answer := gpai.systemic]) == 0 with input as subject
}

test_declared_general_purpose if {
	gpai.gpai == true with input as model({"gpai": {"general_purpose": true}})
	gpai.gpai == true with input as model({"purpose": {"domain": ["general_purpose"]}, "gpai": {"general_purpose": false}})
}

test_not_general_purpose_takes_the_answer_and_the_domain if {
	gpai.gpai == false with input as model({"gpai": {"general_purpose": false}})
	gpai.systemic == false with input as model({"gpai": {"general_purpose": false}})
	unanswered({"subject": {"gpai": {"general_purpose": false}}})
	unanswered({"subject": {"gpai": {"general_purpose": false}, "purpose": {"domain": []}}})
	unanswered(model({}))
}

test_compute_indicates_a_general_purpose_model if {
	gpai.gpai == true with input as model({"model": {"training_flops": 1.1e23}})
	gpai.gpai == true with input as model({"model": {"fine_tuning_flops": 4e22}})
	unanswered(model({"model": {"training_flops": 1e23}}))
	unanswered(model({"model": {"fine_tuning_flops": 3e22}}))
}

test_compute_without_generation_indicates_nothing if {
	silent := model({"purpose": {"generates_content": ["none"]}, "model": {"training_flops": 1e24}})
	unanswered(silent)
}

test_systemic_by_designation_or_compute if {
	gpai.systemic == true with input as declared(1e24, true)
	gpai.systemic == true with input as declared(1.1e25, false)
	gpai.systemic == false with input as declared(1e25, false)
}

test_systemic_by_modification_of_a_model_of_unknown_compute if {
	modified := {"gpai": {"general_purpose": true, "systemic_risk": false}, "model": {"fine_tuning_flops": 4e24}}
	gpai.systemic == true with input as model(modified)
	gpai.systemic == false with input as model(object.union(modified, {"model": {"training_flops": 5e24}}))
}

test_systemic_risk_is_open_without_compute_or_designation if {
	count([answer | answer := gpai.systemic]) == 0 with input as model({"gpai": {"general_purpose": true}})
	undesignated := model({"gpai": {"general_purpose": true}, "model": {"training_flops": 1e24}})
	count([answer | answer := gpai.systemic]) == 0 with input as undesignated
}
