package govern.eu_gpai.documentation_test

import data.govern.eu_gpai.documentation

model(open_source, systemic, provider) := {
	"subject": {"gpai": {"open_source": open_source}},
	"context": {"as_of": "2026-11-21", "class": {"eu_scope": {"provider": provider, "gpai_systemic": systemic}}},
}

referring(documents) := {"subject": {"documents": documents, "data": {"datasets": [{"provenance": "public web pages"}]}}}

test_applies_to_providers if {
	documentation.applies == true with input as model(false, false, true)
	documentation.applies == false with input as model(false, false, false)
}

test_open_models_are_spared_unless_they_have_systemic_risk if {
	documentation.applies == false with input as model(true, false, true)
	documentation.applies == true with input as model(true, true, true)
}

test_applies_while_openness_is_not_stated if {
	documentation.applies == true with input as json.remove(model(true, false, true), ["subject/gpai/open_source"])
}

test_applies_is_open_without_the_role if {
	unknown := json.remove(model(false, false, true), ["context/class/eu_scope/provider"])
	count([answer | answer := documentation.applies]) == 0 with input as unknown
}

test_referenced_documents_pass if {
	documents := {"model_documentation": {"uri": "docs/annex-xi.md"}, "downstream_documentation": {"uri": "docs/annex-xii.md"}}
	documentation.technical_documentation.outcome == "pass" with input as referring(documents)
	documentation.downstream_documentation.outcome == "pass" with input as referring(documents)
}

test_silence_is_no_answer if {
	count([answer | answer := documentation.technical_documentation]) == 0 with input as referring({})
	count([answer | answer := documentation.downstream_documentation]) == 0 with input as referring({})
	documented := {"subject": {"documents": {"model_documentation": {"uri": "docs/annex-xi.md"}}}}
	count([answer | answer := documentation.technical_documentation]) == 0 with input as documented
	empty := {"model_documentation": {}, "downstream_documentation": {}}
	count([answer | answer := documentation.technical_documentation]) == 0 with input as referring(empty)
	count([answer | answer := documentation.downstream_documentation]) == 0 with input as referring(empty)
	no_data := object.union(referring({"model_documentation": {"uri": "docs/annex-xi.md"}}), {"subject": {"data": {"datasets": []}}})
	count([answer | answer := documentation.technical_documentation]) == 0 with input as no_data
}
