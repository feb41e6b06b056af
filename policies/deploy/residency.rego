# Where data may lie: only an organisation can say.
package govern.deploy.residency

# METADATA
# title: the organisation policy names no regions in which data may lie
applies := false if {
	input.context.organisation == null
} else := count([regions | regions := input.context.organisation.residency]) > 0

# METADATA
# title: Data stay where they may lie
# description: Every region of the deployment is, or belongs to, one that the organisation allows.
# custom:
#   id: DEP-RES-02
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2016/679, Articles 44 to 49
#   needs: [/deployment/region]
#   accepts: declared
#   remediation: Deploy to an allowed region, and name it by a node selector or by the annotation `govern.dev/region`.
regions := {
	"outcome": "fail",
	"message": sprintf("not allowed: %s", [concat(", ", [sprintf("`%s`", [region]) | some region in outside])]),
	"at": ["/deployment/region"],
} if {
	outside := [region | some region in input.subject.deployment.region; not allowed(region)]
	count(outside) > 0
} else := {
	"outcome": "pass",
	"at": ["/deployment/region"],
} if {
	count(input.subject.deployment.region) > 0
}

# `eu` allows `eu` and `eu-west-1`.
allowed(region) if {
	some code in input.context.organisation.residency
	startswith(concat("", [lower(region), "-"]), concat("", [lower(code), "-"]))
}
