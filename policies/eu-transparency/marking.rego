# Article 50(2): marking of synthetic content.
package govern.eu_transparency.marking

import data.govern.eu_transparency.notice

# METADATA
# title: Applies to synthetic content but code, output for machines and short text; until 2026-12-02 not to older systems
# custom:
#   needs: [/purpose/generates_content]
applies := false if {
	exempt
} else := false if {
	legacy
} else if {
	count(input.subject.purpose.generates_content) > 0
}

exempt if markable == set()

exempt if "machine_to_machine" in input.subject.transparency.exceptions

exempt if {
	markable == {"text"}
	"short_text" in input.subject.transparency.exceptions
}

markable := {content | some content in generated} - {"none", "code"} if {
	generated := input.subject.purpose.generates_content
	count(generated) > 0
}

# Article 111(4): systems that were on the market when the duty came have four months more.
legacy if {
	input.subject.transparency.placed_on_market < "2026-08-02"
	input.context.as_of < "2026-12-02"
}

# METADATA
# title: Synthetic content is marked and detectable
# description: >-
#   Synthetic audio, image, video or text is marked in a machine-readable format and detectable as artificially generated
#   or manipulated. Systems that assist standard editing, or that the law authorises to detect criminal offences, are
#   excepted, and need a person's confirmation.
# custom:
#   id: EUAIA-50-2
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 50(2) and, as amended by Regulation (EU) 2026/1744, Article 111(4)
#   effective_from: "2026-08-02"
#   needs: [/transparency/machine_readable_marking, /transparency/detection]
#   accepts: declared
#   remediation: >-
#     Mark the output, provide a detector, and set transparency.machine_readable_marking and transparency.detection to
#     true. For a system from before 2026-08-02 state transparency.placed_on_market; name in transparency.exceptions what
#     applies of assistive_editing, authorised_by_law, machine_to_machine and short_text.
marking := {
	"outcome": "pass",
	"at": ["/transparency/machine_readable_marking", "/transparency/detection"],
} if {
	input.subject.transparency.machine_readable_marking == true
	input.subject.transparency.detection == true
} else := {
	"outcome": "review",
	"message": sprintf("%s, and a person has to confirm the exception: %s", [lacking, concat(", ", claimed)]),
	"at": ["/transparency/machine_readable_marking", "/transparency/detection", "/transparency/exceptions"],
} if {
	lacking
	count(claimed) > 0
} else := {
	"outcome": "fail",
	"message": lacking,
	"at": ["/transparency/machine_readable_marking", "/transparency/detection"],
} if {
	lacking
}

lacking := "output is not marked" if {
	input.subject.transparency.machine_readable_marking == false
} else := "marked output cannot be detected" if {
	input.subject.transparency.detection == false
}

claimed := notice.claimed({"assistive_editing", "authorised_by_law"})

# METADATA
# title: Marking combines several techniques
# description: >-
#   No single technique survives every edit. The Commission's code of practice on marking expects several together, such
#   as signed metadata and a watermark.
# custom:
#   id: EUAIA-50-2G
#   severity: warn
#   basis: guidance
#   citation: Code of practice on marking and labelling of AI-generated content, on Article 50(2) of Regulation (EU) 2024/1689
#   effective_from: "2026-08-02"
#   needs: [/transparency/marking_layers]
#   accepts: declared
#   remediation: Name each marking technique in transparency.marking_layers, such as signed_metadata and watermark.
layers := {
	"outcome": "pass",
	"at": ["/transparency/marking_layers"],
} if {
	count(techniques) >= data.params.eu_transparency.marking_layers_minimum
} else := {
	"outcome": "fail",
	"message": sprintf("%d of at least %d techniques", [count(techniques), data.params.eu_transparency.marking_layers_minimum]),
	"at": ["/transparency/marking_layers"],
}

techniques := {lower(technique) | some technique in layers_named} - {"none"} if {
	layers_named := input.subject.transparency.marking_layers
	count(layers_named) > 0
}
