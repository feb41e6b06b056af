# Article 50(3): emotion recognition and biometric categorisation.
package govern.eu_transparency.biometric

import data.govern.eu_transparency.notice

# METADATA
# title: Applies to emotion recognition and biometric categorisation
# custom:
#   needs: [/purpose/domain]
applies if {
	some domain in input.subject.purpose.domain
	domain in {"biometrics.emotion_recognition", "biometrics.categorisation"}
} else := false if {
	count(input.subject.purpose.domain) > 0
	not "other" in input.subject.purpose.domain
}

# METADATA
# title: Persons exposed to emotion recognition or biometric categorisation are told
# description: >-
#   Deployers inform the natural persons who are exposed to an emotion recognition or biometric categorisation system of
#   its operation, unless the law permits the system to detect, prevent or investigate criminal offences.
# custom:
#   id: EUAIA-50-3
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 50(3)
#   effective_from: "2026-08-02"
#   needs: [/transparency/emotion_biometric_notice]
#   accepts: declared
#   remediation: >-
#     Say in transparency.emotion_biometric_notice how exposed persons are informed. Where the law permits the use to
#     detect criminal offences, write `none` and name `authorised_by_law` in transparency.exceptions.
exposure := notice.finding(
	"emotion_biometric_notice",
	input.subject.transparency.emotion_biometric_notice,
	{"authorised_by_law"},
)
