# How the service runs and is watched.
package govern.deploy.operations

containers := input.subject.deployment.containers

# METADATA
# title: Every container has limits
# description: Limits on CPU and memory keep one workload from starving the others. Kubernetes sets none by itself.
# custom:
#   id: DEP-RES-01
#   severity: {minimal: warn, limited: warn, high: deny, critical: deny, production: deny}
#   basis: heuristic
#   citation: NIST AI RMF 1.0, MANAGE 4.1
#   needs: [/deployment/containers/*/cpu_limit, /deployment/containers/*/memory_limit]
#   accepts: declared
#   remediation: Set `resources.limits.cpu` and `resources.limits.memory` of every container.
limits := {
	"outcome": "fail",
	"message": sprintf("without limits on both CPU and memory: %s", [concat(", ", [name(i) | some i in unlimited])]),
	"at": [place(i) | some i in unlimited],
} if {
	input.subject.deployment.platform in {"kubernetes", "argo_rollouts"}
	unlimited := [i | some i, container in containers; not limited(container)]
	count(unlimited) > 0
} else := {
	"outcome": "pass",
	"at": [place(i) | some i, _ in containers],
} if {
	count(containers) > 0
	every container in containers {
		limited(container)
	}
}

limited(container) if {
	container.cpu_limit
	container.memory_limit
}

name(i) := sprintf("`%s`", [object.get(containers[i], "name", sprintf("#%d", [i + 1]))])

place(i) := sprintf("/deployment/containers/%d", [i])

# METADATA
# title: Every container has probes
# description: >-
#   A readiness probe keeps traffic from a model that is not loaded; a liveness probe restarts one that hangs.
# custom:
#   id: DEP-HC-01
#   severity: warn
#   basis: heuristic
#   citation: NIST AI RMF 1.0, MANAGE 4.1
#   needs: [/deployment/containers/*/readiness_probe, /deployment/containers/*/liveness_probe]
#   accepts: declared
#   remediation: Add `readinessProbe` and `livenessProbe` to every container.
probes := {
	"outcome": "fail",
	"message": sprintf("without a readiness or a liveness probe: %s", [concat(", ", [name(i) | some i in bare])]),
	"at": [place(i) | some i in bare],
} if {
	bare := [i | some i, container in containers; unprobed(container)]
	count(bare) > 0
} else := {
	"outcome": "pass",
	"at": [place(i) | some i, _ in containers],
} if {
	count(containers) > 0
	every container in containers {
		container.readiness_probe == true
		container.liveness_probe == true
	}
}

unprobed(container) if container.readiness_probe == false

unprobed(container) if container.liveness_probe == false

# METADATA
# title: The service is monitored
# description: Metrics are scraped, or alerts are set up.
# custom:
#   id: DEP-MON-01
#   severity: {minimal: warn, limited: warn, high: deny, critical: deny}
#   basis: guidance
#   citation: Regulation (EU) 2024/1689, Article 72; NIST AI RMF 1.0, MEASURE 2.4
#   needs: [[/deployment/monitoring/metrics, /deployment/monitoring/alerts]]
#   accepts: declared
#   remediation: Set the annotation `prometheus.io/scrape`, or `govern.dev/alerts` where alerts are set up elsewhere.
monitored := {
	"outcome": "pass",
	"at": [sprintf("/deployment/monitoring/%s", [leaf]) | some leaf in watching],
} if {
	watching := [leaf | some leaf in ["metrics", "alerts"]; input.subject.deployment.monitoring[leaf] == true]
	count(watching) > 0
} else := {
	"outcome": "fail",
	"message": "no metrics are scraped, and no alerts are set up",
	"at": [sprintf("/deployment/monitoring/%s", [leaf]) | some leaf in silent],
} if {
	silent := [leaf | some leaf in ["metrics", "alerts"]; input.subject.deployment.monitoring[leaf] == false]
	count(silent) > 0
}

# METADATA
# title: Inferences are logged, and the logs are kept
# description: >-
#   Six months at least; six years where documentation under HIPAA is concerned. Where card and manifest differ, the
#   shorter time counts.
# custom:
#   id: DEP-LOG-01
#   severity: {minimal: warn, limited: warn, high: deny, critical: deny}
#   basis: law
#   citation: Regulation (EU) 2024/1689, Articles 12, 19 and 26(6); 45 CFR 164.316(b)(2)(i)
#   needs:
#     - /deployment/monitoring/logging
#     - [/deployment/monitoring/log_retention_days, /monitoring/log_retention_days]
#     - /purpose/domain
#     - /context/jurisdictions
#   accepts: declared
#   remediation: >-
#     Log requests and responses (KServe's `logger`, or the annotation `govern.dev/inference-logging` where the server
#     logs them), and state the retention as `govern.dev/log-retention-days` or as `monitoring.log_retention_days`.
logging := {
	"outcome": "fail",
	"message": "inferences are not logged",
	"at": ["/deployment/monitoring/logging"],
} if {
	input.subject.deployment.monitoring.logging == false
} else := {
	"outcome": "fail",
	"message": sprintf("logs are kept for %v days, at least %v are asked for", [shortest, required_days]),
	"at": [pointer | some pointer, _ in retention],
} if {
	shortest := min([days | some days in retention])
	shortest < required_days
} else := {
	"outcome": "pass",
	"at": array.concat(["/deployment/monitoring/logging"], [pointer | some pointer, _ in retention]),
} if {
	input.subject.deployment.monitoring.logging == true
	count(retention) > 0
}

retention["/deployment/monitoring/log_retention_days"] := input.subject.deployment.monitoring.log_retention_days

retention["/monitoring/log_retention_days"] := input.subject.monitoring.log_retention_days

required_days := max([params.min_log_retention_days, params.min_log_retention_days_us_health]) if {
	some jurisdiction in input.context.jurisdictions
	split(jurisdiction, "-")[0] == "US"
	some domain in input.subject.purpose.domain
	startswith(domain, "healthcare.")
} else := params.min_log_retention_days

params := data.params.deploy
