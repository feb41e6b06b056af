# Protection of personal data.
package govern.deploy.protection

# METADATA
# title: no personal data are processed
# custom:
#   needs: [/data/personal_data]
applies := input.subject.data.personal_data

# METADATA
# title: Personal data are encrypted
# description: At rest and in transit.
# custom:
#   id: DEP-ENC-01
#   severity: {minimal: warn, limited: warn, high: deny, critical: deny}
#   basis: law
#   citation: Regulation (EU) 2016/679, Article 32(1)(a); 45 CFR 164.312(a)(2)(iv) and (e)(1)
#   needs: [/deployment/security/encryption_at_rest, /deployment/security/tls]
#   accepts: declared
#   remediation: >-
#     Encrypt volumes and traffic, and state it by the annotations `govern.dev/encryption-at-rest` and
#     `govern.dev/tls`.
encryption := {
	"outcome": "fail",
	"message": sprintf("not encrypted: %s", [concat(", ", [names[leaf] | some leaf in open])]),
	"at": [sprintf("/deployment/security/%s", [leaf]) | some leaf in open],
} if {
	open := [leaf | some leaf, _ in names; input.subject.deployment.security[leaf] == false]
	count(open) > 0
} else := {
	"outcome": "pass",
	"at": [sprintf("/deployment/security/%s", [leaf]) | some leaf, _ in names],
} if {
	every leaf, _ in names {
		input.subject.deployment.security[leaf] == true
	}
}

names := {"encryption_at_rest": "data at rest", "tls": "traffic"}
