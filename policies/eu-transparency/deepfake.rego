# Article 50(4), first subparagraph: deep fakes.
package govern.eu_transparency.deepfake

import data.govern.eu_transparency.notice

# METADATA
# title: Applies to deep fakes
# custom:
#   needs: [/purpose/deepfake]
applies := input.subject.purpose.deepfake

# METADATA
# title: Deep fakes are labelled
# description: >-
#   Deployers of a system that generates or manipulates image, audio or video content that is a deep fake disclose that
#   the content is artificial. Evidently artistic, satirical or fictional works need a lesser disclosure, and use that the
#   law authorises to detect criminal offences none; a person confirms either.
# custom:
#   id: EUAIA-50-4a
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 50(4), first subparagraph
#   effective_from: "2026-08-02"
#   needs: [/transparency/deepfake_label]
#   accepts: declared
#   remediation: >-
#     Say in transparency.deepfake_label how the content is disclosed as artificial. Under an exception write `none` and
#     name `artistic_work` or `authorised_by_law` in transparency.exceptions.
label := notice.finding(
	"deepfake_label",
	input.subject.transparency.deepfake_label,
	{"artistic_work", "authorised_by_law"},
)
