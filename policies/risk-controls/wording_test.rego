package govern.risk_controls.wording_test

import data.govern.risk_controls.wording

retention := {
	"model": {"description": "Predicts which subscribers will leave."},
	"purpose": {"domain": ["customer_retention"], "intended_use": ["Offer a discount in time."]},
}

test_plain_text_passes if {
	answer := wording.wording_matches_domain with input as {"subject": retention}
	answer.outcome == "pass"
}

test_a_phrase_that_the_field_of_use_leaves_out_needs_review if {
	subject := object.union(retention, {"model": {"description": "Estimates Creditworthiness of applicants."}})
	answer := wording.wording_matches_domain with input as {"subject": subject}
	answer.outcome == "review"
	answer.message == "the text says `creditworth`, and purpose.domain does not name that use"
	answer.at == ["/model/description"]
}

test_a_phrase_that_the_field_of_use_names_passes if {
	subject := {
		"model": {"description": "Screens job applicants."},
		"purpose": {"domain": ["employment.recruitment"], "intended_use": ["Support hiring decisions."]},
	}
	answer := wording.wording_matches_domain with input as {"subject": subject}
	answer.outcome == "pass"
}

test_a_phrase_without_any_field_of_use_needs_review if {
	answer := wording.wording_matches_domain with input as {"subject": {"purpose": {"intended_use": ["Predict recidivism."]}}}
	answer.outcome == "review"
	answer.at == ["/purpose/intended_use"]
}

test_no_description_is_no_answer if {
	count([a | a := wording.wording_matches_domain]) == 0 with input as {"subject": object.remove(retention, ["model"])}
}

test_no_field_of_use_is_no_answer if {
	subject := {"model": retention.model, "purpose": {"intended_use": ["Offer a discount in time."]}}
	count([a | a := wording.wording_matches_domain]) == 0 with input as {"subject": subject}
}
