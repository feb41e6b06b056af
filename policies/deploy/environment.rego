# Where it is deployed to.
package govern.deploy.environment

# METADATA
# title: The environment is named, and production runs releases
# description: An image with a tag of development is not deployed to production.
# custom:
#   id: DEP-ENV-01
#   severity: {minimal: warn, limited: warn, high: deny, critical: deny, production: deny}
#   basis: guidance
#   citation: ISO/IEC 27001:2022, A.8.31; Regulation (EU) 2017/589, Article 7
#   needs: [/context/environment, /deployment/artifacts/*/ref]
#   accepts: declared
#   remediation: >-
#     Name the environment by the label `govern.dev/environment` or by `--environment`, and deploy a released image.
released := {
	"outcome": "fail",
	"message": sprintf("production runs %s", [concat(", ", [sprintf("`%s`", [ref]) | some ref in unreleased])]),
	"at": [pointer | some pointer, _ in unreleased],
} if {
	input.context.environment == "production"
	unreleased := {sprintf("/deployment/artifacts/%d/ref", [i]): artifact.ref |
		some i, artifact in input.subject.deployment.artifacts
		regex.match(development_tag, artifact.ref)
	}
	count(unreleased) > 0
} else := {
	"outcome": "pass",
	"at": ["/deployment/artifacts"],
} if {
	is_string(input.context.environment)
	count(input.subject.deployment.artifacts) > 0
}

# METADATA
# title: Environments are kept apart
# description: The namespace does not carry the name of another environment.
# custom:
#   id: DEP-ENV-02
#   severity: warn
#   basis: guidance
#   citation: ISO/IEC 27001:2022, A.8.31; Regulation (EU) 2017/589, Article 7
#   needs: [/context/environment, /deployment/namespace]
#   accepts: declared
#   remediation: Deploy to a namespace of its own for each environment.
separate := {
	"outcome": "fail",
	"message": sprintf("production shares the namespace `%s`", [input.subject.deployment.namespace]),
	"at": ["/deployment/namespace"],
} if {
	input.context.environment == "production"
	regex.match(other_environment, input.subject.deployment.namespace)
} else := {
	"outcome": "pass",
	"at": ["/deployment/namespace"],
} if {
	is_string(input.context.environment)
	is_string(input.subject.deployment.namespace)
}

development_tag := `(?i):([\w.-]*[._-])?(dev|develop|development|snapshot|wip|debug|nightly|test|testing)([._-]|@|$)`

other_environment := `(^|[._-])(dev|development|test|testing|stage|staging|sandbox|default)([._-]|$)`
