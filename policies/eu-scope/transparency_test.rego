package govern.eu_scope.transparency_test

import data.govern.eu_scope.transparency

quiet := {"purpose": {
	"interacts_with_persons": false,
	"generates_content": ["none"],
	"deepfake": false,
	"public_interest_text": false,
	"domain": ["logistics"],
}}

test_each_trigger_suffices if {
	every trigger in [
		{"interacts_with_persons": true},
		{"generates_content": ["code"]},
		{"generates_content": ["none", "image"]},
		{"deepfake": true},
		{"public_interest_text": true},
		{"domain": ["biometrics.emotion_recognition"]},
		{"domain": ["biometrics.categorisation"]},
	] {
		transparency.transparency == true with input as {"subject": {"purpose": trigger}}
		transparency.transparency == true with input as {"subject": object.union(quiet, {"purpose": trigger})}
	}
}

test_false_takes_every_answer if {
	transparency.transparency == false with input as {"subject": quiet}
	every leaf in object.keys(quiet.purpose) {
		fewer := {"subject": {"purpose": object.remove(quiet.purpose, [leaf])}}
		count([answer | answer := transparency.transparency]) == 0 with input as fewer
	}
}

test_empty_lists_answer_nothing if {
	empty := object.union(quiet, {"purpose": {"generates_content": []}})
	count([answer | answer := transparency.transparency]) == 0 with input as {"subject": empty}
}
