# The exemption of Article 6(3) of Regulation (EU) 2024/1689.
package govern.risk_controls.exemption

annex_iii := {
	"biometrics.remote_identification", "biometrics.categorisation", "biometrics.emotion_recognition",
	"critical_infrastructure",
	"education.admission", "education.assessment", "education.level", "education.proctoring",
	"employment.recruitment", "employment.management",
	"public_services.benefits", "credit.scoring", "insurance.life_health", "emergency.dispatch",
	"law_enforcement.victim_risk", "law_enforcement.polygraph", "law_enforcement.evidence",
	"law_enforcement.reoffending", "law_enforcement.profiling",
	"migration.polygraph", "migration.risk", "migration.applications", "migration.identification",
	"justice.judicial", "democracy.elections",
}

# METADATA
# title: No field of use that Annex III names, so there is nothing to be exempt from
# custom:
#   needs: [/purpose/domain]
applies := count([domain | some domain in input.subject.purpose.domain; domain in annex_iii]) > 0 if {
	count(input.subject.purpose.domain) > 0
}

# METADATA
# title: No exemption for a system that profiles persons
# description: >-
#   A system in a field of Annex III may be exempt from the class high-risk, but never where it profiles natural
#   persons. Judged from today on, because the tier rests on it.
# custom:
#   id: RISK-T-04
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 6(3), last subparagraph
#   needs: [/risk/exemption/claimed, /purpose/decision/profiling]
#   accepts: declared
#   remediation: >-
#     State `risk.exemption.claimed` and `purpose.decision.profiling`. Where the system profiles persons, withdraw the
#     claim and treat it as high-risk.
exemption_without_profiling := {
	"outcome": "fail",
	"message": "the exemption is claimed for a system that profiles natural persons",
	"at": ["/risk/exemption/claimed", "/purpose/decision/profiling"],
} if {
	input.subject.risk.exemption.claimed == true
	input.subject.purpose.decision.profiling == true
} else := {
	"outcome": "pass",
	"at": ["/risk/exemption/claimed"],
} if {
	input.subject.risk.exemption.claimed == false
} else := {
	"outcome": "pass",
	"at": ["/purpose/decision/profiling"],
} if {
	input.subject.purpose.decision.profiling == false
}
