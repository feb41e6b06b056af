# Does the text speak of a use that the field of use does not name?
package govern.risk_controls.wording

# English phrases, and the fields of use that each may stand for.
phrases := {
	"biometric identification": {"biometrics.remote_identification", "biometrics.verification", "migration.identification"},
	"face recognition": {"biometrics.remote_identification", "biometrics.verification", "migration.identification"},
	"facial recognition": {"biometrics.remote_identification", "biometrics.verification", "migration.identification"},
	"emotion detection": {"biometrics.emotion_recognition"},
	"emotion recognition": {"biometrics.emotion_recognition"},
	"power grid": {"critical_infrastructure"},
	"road traffic": {"critical_infrastructure"},
	"water supply": {"critical_infrastructure"},
	"exam grading": {"education.assessment"},
	"proctoring": {"education.proctoring"},
	"student admission": {"education.admission"},
	"university admission": {"education.admission"},
	"employee monitoring": {"employment.management"},
	"employee performance": {"employment.management"},
	"candidate ranking": {"employment.recruitment"},
	"hiring": {"employment.recruitment"},
	"job applicant": {"employment.recruitment"},
	"recruiting": {"employment.recruitment"},
	"recruitment": {"employment.recruitment"},
	"resume screening": {"employment.recruitment"},
	"benefit eligibility": {"public_services.benefits"},
	"public assistance": {"public_services.benefits"},
	"social benefits": {"public_services.benefits"},
	"credit decision": {"credit.scoring"},
	"credit risk": {"credit.scoring"},
	"credit scor": {"credit.scoring"},
	"creditworth": {"credit.scoring"},
	"lending decision": {"credit.scoring"},
	"loan approval": {"credit.scoring"},
	"loan default": {"credit.scoring"},
	"probability of default": {"credit.scoring"},
	"health insurance": {"insurance.life_health"},
	"life insurance": {"insurance.life_health"},
	"emergency call": {"emergency.dispatch"},
	"patient triage": {"emergency.dispatch"},
	"lie detect": {"law_enforcement.polygraph", "migration.polygraph"},
	"polygraph": {"law_enforcement.polygraph", "migration.polygraph"},
	"predictive policing": {"law_enforcement.profiling", "law_enforcement.reoffending"},
	"recidivism": {"law_enforcement.reoffending"},
	"reoffend": {"law_enforcement.reoffending"},
	"asylum": {"migration.applications", "migration.risk"},
	"border control": {"migration.identification", "migration.risk"},
	"visa application": {"migration.applications"},
	"judicial": {"justice.judicial"},
	"sentencing": {"justice.judicial"},
	"voting behavio": {"democracy.elections"},
}

texts["/model/description"] := lower(input.subject.model.description)

texts["/purpose/intended_use"] := lower(concat("; ", input.subject.purpose.intended_use))

named := {domain | some domain in input.subject.purpose.domain}

unnamed := [{"at": at, "phrase": phrase} |
	some at, text in texts
	some phrase, domains in phrases
	contains(text, phrase)
	count(domains & named) == 0
]

# METADATA
# title: The text does not speak of a use that the field of use leaves out
# description: >-
#   Description and intended use are searched for English phrases for the uses that Annex III lists. A phrase alone
#   proves nothing, so a person has to judge.
# custom:
#   id: RISK-T-05
#   severity: deny
#   basis: heuristic
#   citation: govern heuristic; the phrases paraphrase Annex III to Regulation (EU) 2024/1689
#   needs: [/model/description, /purpose/intended_use, /purpose/domain]
#   accepts: declared
#   remediation: >-
#     Add the field of use to `purpose.domain`, or word the sentence so that it says what the model is for; excluded
#     uses belong into `purpose.out_of_scope`.
wording_matches_domain := {
	"outcome": "review",
	"message": sprintf("the text says `%s`, and purpose.domain does not name that use", [
		concat("`, `", {match.phrase | some match in unnamed}),
	]),
	"at": sort({match.at | some match in unnamed}),
} if {
	count(unnamed) > 0
} else := {
	"outcome": "pass",
	"at": ["/model/description", "/purpose/intended_use", "/purpose/domain"],
} if {
	count(texts) == 2
	count(named) > 0
}
