# Article 5: prohibited practices. Every control answers from the one list in which a card names what it carries out.
package govern.eu_prohibited.practices

import data.govern.eu_prohibited.screen
import data.govern.lib.article_5

# METADATA
# title: No manipulation that causes harm
# description: >-
#   The system does not use subliminal, purposefully manipulative or deceptive techniques that distort behaviour and
#   cause, or are likely to cause, significant harm.
# custom:
#   id: EUAIA-5-1a
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 5(1)(a)
#   effective_from: "2025-02-02"
#   needs: [/purpose/prohibited_practices, /purpose/intended_use, /purpose/domain]
#   accepts: declared
#   waivable: false
#   remediation: >-
#     State what the system is for in purpose.intended_use and purpose.domain, and exactly `[none]` in
#     purpose.prohibited_practices; a system that carries out the practice has to be changed first.
subliminal_manipulation := answer("subliminal_manipulation")

# METADATA
# title: No exploitation of vulnerabilities
# description: >-
#   The system does not exploit vulnerabilities of persons due to age, disability, or their social or economic
#   situation in a way that causes, or is likely to cause, significant harm.
# custom:
#   id: EUAIA-5-1b
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 5(1)(b)
#   effective_from: "2025-02-02"
#   needs: [/purpose/prohibited_practices, /purpose/intended_use, /purpose/domain]
#   accepts: declared
#   waivable: false
#   remediation: >-
#     State what the system is for in purpose.intended_use and purpose.domain, and exactly `[none]` in
#     purpose.prohibited_practices; a system that carries out the practice has to be changed first.
exploits_vulnerability := answer("exploits_vulnerability")

# METADATA
# title: No intimate imagery without consent
# description: >-
#   The system does not generate or alter realistic intimate imagery of an identifiable person without that person's
#   explicit consent, and a generator of images or video has documented safeguards against it.
# custom:
#   id: EUAIA-5-1ba
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 5(1)(ba) and (1a), inserted by Regulation (EU) 2026/1744
#   effective_from: "2026-12-02"
#   needs: [/purpose/prohibited_practices, /purpose/intended_use, /purpose/domain, /purpose/generates_content]
#   accepts: declared
#   waivable: false
#   remediation: >-
#     State what the system is for in purpose.intended_use and purpose.domain, and exactly `[none]` in
#     purpose.prohibited_practices; a system that carries out the practice has to be changed first. Where an exception
#     applies, name explicit_consent in purpose.practice_exceptions and have it confirmed. Generators of images or
#     video also name intimate_imagery in purpose.output_safeguards once safeguards against such output are
#     documented.
intimate_imagery := answer_of_generator("intimate_imagery")

# METADATA
# title: No child sexual abuse material
# description: >-
#   The system does not generate or alter child sexual abuse material, and a generator of images or video has
#   documented safeguards against it.
# custom:
#   id: EUAIA-5-1bb
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 5(1)(bb) and (1a), inserted by Regulation (EU) 2026/1744
#   effective_from: "2026-12-02"
#   needs: [/purpose/prohibited_practices, /purpose/intended_use, /purpose/domain, /purpose/generates_content]
#   accepts: declared
#   waivable: false
#   remediation: >-
#     State what the system is for in purpose.intended_use and purpose.domain, and exactly `[none]` in
#     purpose.prohibited_practices; a system that carries out the practice has to be changed first. Generators of
#     images or video also name child_sexual_abuse_material in purpose.output_safeguards once safeguards against such
#     output are documented.
child_sexual_abuse_material := answer_of_generator("child_sexual_abuse_material")

# METADATA
# title: No social scoring
# description: >-
#   The system does not score persons by their social behaviour or personality in a way that leads to detrimental
#   treatment in unrelated contexts, or to treatment that is unjustified or disproportionate.
# custom:
#   id: EUAIA-5-1c
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 5(1)(c)
#   effective_from: "2025-02-02"
#   needs: [/purpose/prohibited_practices, /purpose/intended_use, /purpose/domain]
#   accepts: declared
#   waivable: false
#   remediation: >-
#     State what the system is for in purpose.intended_use and purpose.domain, and exactly `[none]` in
#     purpose.prohibited_practices; a system that carries out the practice has to be changed first.
social_scoring := answer("social_scoring")

# METADATA
# title: No prediction of crime by profiling alone
# description: >-
#   The system does not assess the risk that a natural person commits a criminal offence solely from profiling or
#   from personality traits. Support of a human assessment that rests on objective, verifiable facts is another
#   matter, and needs a person's confirmation.
# custom:
#   id: EUAIA-5-1d
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 5(1)(d)
#   effective_from: "2025-02-02"
#   needs: [/purpose/prohibited_practices, /purpose/intended_use, /purpose/domain]
#   accepts: declared
#   waivable: false
#   remediation: >-
#     State what the system is for in purpose.intended_use and purpose.domain, and exactly `[none]` in
#     purpose.prohibited_practices; a system that carries out the practice has to be changed first. Where an exception
#     applies, name objective_facts in purpose.practice_exceptions and have it confirmed.
crime_prediction_by_profiling := answer("crime_prediction_by_profiling")

# METADATA
# title: No untargeted scraping of facial images
# description: >-
#   The system does not create or expand facial recognition databases by untargeted scraping of facial images from
#   the internet or from CCTV footage.
# custom:
#   id: EUAIA-5-1e
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 5(1)(e)
#   effective_from: "2025-02-02"
#   needs: [/purpose/prohibited_practices, /purpose/intended_use, /purpose/domain]
#   accepts: declared
#   waivable: false
#   remediation: >-
#     State what the system is for in purpose.intended_use and purpose.domain, and exactly `[none]` in
#     purpose.prohibited_practices; a system that carries out the practice has to be changed first.
facial_image_scraping := answer("facial_image_scraping")

# METADATA
# title: No inference of emotions at work or in education
# description: >-
#   The system does not infer the emotions of natural persons in the workplace or in education institutions. Medical
#   and safety reasons are excepted, and need a person's confirmation.
# custom:
#   id: EUAIA-5-1f
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 5(1)(f)
#   effective_from: "2025-02-02"
#   needs: [/purpose/prohibited_practices, /purpose/intended_use, /purpose/domain]
#   accepts: declared
#   waivable: false
#   remediation: >-
#     State what the system is for in purpose.intended_use and purpose.domain, and exactly `[none]` in
#     purpose.prohibited_practices; a system that carries out the practice has to be changed first. Where an exception
#     applies, name medical_or_safety in purpose.practice_exceptions and have it confirmed.
emotion_inference_work_or_education := answer("emotion_inference_work_or_education")

# METADATA
# title: No biometric categorisation by sensitive attributes
# description: >-
#   The system does not categorise natural persons individually by biometric data to deduce race, political
#   opinions, trade union membership, religious or philosophical beliefs, sex life or sexual orientation. Labelling
#   of lawfully acquired data sets is excepted, and needs a person's confirmation.
# custom:
#   id: EUAIA-5-1g
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 5(1)(g)
#   effective_from: "2025-02-02"
#   needs: [/purpose/prohibited_practices, /purpose/intended_use, /purpose/domain]
#   accepts: declared
#   waivable: false
#   remediation: >-
#     State what the system is for in purpose.intended_use and purpose.domain, and exactly `[none]` in
#     purpose.prohibited_practices; a system that carries out the practice has to be changed first. Where an exception
#     applies, name lawful_dataset_labelling in purpose.practice_exceptions and have it confirmed.
sensitive_biometric_categorisation := answer("sensitive_biometric_categorisation")

# METADATA
# title: No real-time remote biometric identification for law enforcement
# description: >-
#   The system does not identify persons remotely by biometric data, in real time, in publicly accessible spaces for
#   law enforcement. The search for victims, imminent threats and the localisation of suspects are excepted under
#   authorisation, and need a person's confirmation.
# custom:
#   id: EUAIA-5-1h
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 5(1)(h)
#   effective_from: "2025-02-02"
#   needs: [/purpose/prohibited_practices, /purpose/intended_use, /purpose/domain]
#   accepts: declared
#   waivable: false
#   remediation: >-
#     State what the system is for in purpose.intended_use and purpose.domain, and exactly `[none]` in
#     purpose.prohibited_practices; a system that carries out the practice has to be changed first. Where an exception
#     applies, name victim_search, imminent_threat or suspect_localisation in purpose.practice_exceptions and have it
#     confirmed.
realtime_remote_biometric_identification := answer("realtime_remote_biometric_identification")

answer(practice) := {
	"outcome": "fail",
	"message": sprintf("the card lists `%s`, and names no exception of Article 5 for it", [practice]),
	"at": ["/purpose/prohibited_practices"],
} if {
	practice in input.subject.purpose.prohibited_practices
	not article_5.excepted(practice)
} else := {
	"outcome": "review",
	"message": sprintf("the card lists `%s` under an exception that a person has to confirm", [practice]),
	"at": ["/purpose/prohibited_practices", "/purpose/practice_exceptions"],
} if {
	practice in input.subject.purpose.prohibited_practices
} else := {
	"outcome": "review",
	"message": sprintf("the card does not list `%s`, but its %s", [practice, concat("; ", signs)]),
	"at": ["/purpose/prohibited_practices", "/purpose/intended_use", "/purpose/domain"],
} if {
	signs := [sign.text | some sign in screen.signs; sign.practice == practice]
	count(signs) > 0
} else := {
	"outcome": "pass",
	"at": ["/purpose/prohibited_practices"],
} if {
	count(input.subject.purpose.prohibited_practices) > 0
	count(input.subject.purpose.intended_use) > 0
	count(input.subject.purpose.domain) > 0
}

# Article 5(1a): a generator that can produce such output counts unless it has safeguards.
answer_of_generator(practice) := found if {
	found := answer(practice)
	found.outcome != "pass"
} else := {
	"outcome": "review",
	"message": sprintf("it generates %s, and no documented safeguard prevents `%s`", [concat(" and ", pictures), practice]),
	"at": ["/purpose/generates_content"],
} if {
	pictures := [content | some content in input.subject.purpose.generates_content; content in {"image", "video"}]
	count(pictures) > 0
	not safeguarded(practice)
} else := answer(practice) if {
	count(input.subject.purpose.generates_content) > 0
}

safeguarded(practice) if practice in input.subject.purpose.output_safeguards
