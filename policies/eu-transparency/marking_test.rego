package govern.eu_transparency.marking_test

import data.govern.eu_transparency.marking

generating(content, facts) := {
	"subject": {"purpose": {"generates_content": content}, "transparency": facts},
	"context": {"as_of": "2026-11-21"},
}

on(date, placed) := object.union(
	generating(["image"], {"placed_on_market": placed}),
	{"context": {"as_of": date}},
)

stating(facts) := generating(["image"], facts)

test_applies_to_synthetic_content if {
	every content in [["image"], ["text"], ["code", "audio"], ["none", "video"]] {
		marking.applies == true with input as generating(content, {})
	}
}

test_code_and_no_content_are_exempt if {
	every content in [["none"], ["code"], ["none", "code"]] {
		marking.applies == false with input as generating(content, {})
	}
}

test_output_for_machines_is_exempt if {
	marking.applies == false with input as generating(["audio"], {"exceptions": ["machine_to_machine"]})
}

test_short_text_is_exempt_where_there_is_text_only if {
	marking.applies == false with input as generating(["text", "code"], {"exceptions": ["short_text"]})
	marking.applies == true with input as generating(["text", "image"], {"exceptions": ["short_text"]})
}

test_older_systems_have_until_december_2026 if {
	marking.applies == false with input as on("2026-12-01", "2026-08-01")
	marking.applies == true with input as on("2026-12-02", "2026-08-01")
	marking.applies == true with input as on("2026-12-01", "2026-08-02")
}

test_applies_is_open_without_the_content if {
	count([answer | answer := marking.applies]) == 0 with input as {"subject": {}, "context": {"as_of": "2026-11-21"}}
	count([answer | answer := marking.applies]) == 0 with input as generating([], {})
}

test_marked_and_detectable_passes if {
	marking.marking.outcome == "pass" with input as stating({"machine_readable_marking": true, "detection": true})
}

test_either_missing_half_fails if {
	unmarked := stating({"machine_readable_marking": false, "detection": true})
	marking.marking.outcome == "fail" with input as unmarked
	marking.marking.message == "output is not marked" with input as unmarked
	undetectable := stating({"machine_readable_marking": true, "detection": false})
	marking.marking.outcome == "fail" with input as undetectable
	marking.marking.message == "marked output cannot be detected" with input as undetectable
}

test_exceptions_call_for_a_person if {
	claimed := {"machine_readable_marking": false, "exceptions": ["assistive_editing", "authorised_by_law"]}
	marking.marking.outcome == "review" with input as stating(claimed)
	contains(marking.marking.message, "assistive_editing") with input as stating(claimed)
	other := {"machine_readable_marking": false, "exceptions": ["artistic_work"]}
	marking.marking.outcome == "fail" with input as stating(other)
}

test_silence_is_no_answer if {
	every facts in [{}, {"machine_readable_marking": true}, {"detection": true}, {"exceptions": ["assistive_editing"]}] {
		count([answer | answer := marking.marking]) == 0 with input as stating(facts)
		count([answer | answer := marking.layers]) == 0 with input as stating(facts)
	}
	count([answer | answer := marking.layers]) == 0 with input as stating({"marking_layers": []})
}

test_layers_are_counted_once if {
	marking.layers.outcome == "pass" with input as stating({"marking_layers": ["signed_metadata", "watermark"]})
	marking.layers.outcome == "fail" with input as stating({"marking_layers": ["watermark", "Watermark"]})
	marking.layers.outcome == "fail" with input as stating({"marking_layers": ["none"]})
}

test_the_number_of_layers_is_a_parameter if {
	three := stating({"marking_layers": ["signed_metadata", "watermark", "fingerprint"]})
	marking.layers.outcome == "pass" with input as three with data.params.eu_transparency.marking_layers_minimum as 3
	two := stating({"marking_layers": ["signed_metadata", "watermark"]})
	marking.layers.outcome == "fail" with input as two with data.params.eu_transparency.marking_layers_minimum as 3
}
