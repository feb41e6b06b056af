# What a container may do to its host.
package govern.deploy.security

containers := input.subject.deployment.containers

# The names of the containers where a leaf has the wrong value, by place.
wrong(leaf, value) := {sprintf("/deployment/containers/%d/%s", [i, leaf]): container_name |
	some i, container in containers
	container[leaf] == value
	container_name := sprintf("`%s`", [object.get(container, "name", sprintf("#%d", [i + 1]))])
}

# Every container must have a value, and only the right one.
answer(leaf, right, problem) := {
	"outcome": "fail",
	"message": sprintf("%s: %s", [problem, concat(", ", [container_name | some container_name in found])]),
	"at": [pointer | some pointer, _ in found],
} if {
	found := wrong(leaf, right == false)
	count(found) > 0
} else := {
	"outcome": "pass",
	"at": [sprintf("/deployment/containers/%d/%s", [i, leaf]) | some i, _ in containers],
} if {
	count(containers) > 0
	every container in containers {
		container[leaf] == right
	}
}

# METADATA
# title: Containers do not run as root
# description: A process that is not root can do less harm once it is taken over.
# custom:
#   id: DEP-SEC-01
#   severity: warn
#   basis: guidance
#   citation: ISO/IEC 27001:2022, A.8.9
#   needs: [/deployment/containers/*/run_as_non_root]
#   accepts: declared
#   remediation: Set `securityContext.runAsNonRoot` to true for the pod or for every container.
non_root := answer("run_as_non_root", true, "may run as root")

# METADATA
# title: Containers are not privileged
# description: A privileged container has the rights of its host.
# custom:
#   id: DEP-SEC-02
#   severity: warn
#   basis: guidance
#   citation: ISO/IEC 27001:2022, A.8.9
#   needs: [/deployment/containers/*/privileged]
#   accepts: declared
#   remediation: Remove `securityContext.privileged`.
not_privileged := answer("privileged", false, "runs privileged")

# METADATA
# title: Root file systems are read-only
# description: What cannot be written cannot be replaced by an attacker.
# custom:
#   id: DEP-SEC-03
#   severity: warn
#   basis: guidance
#   citation: ISO/IEC 27001:2022, A.8.9
#   needs: [/deployment/containers/*/read_only_root]
#   accepts: declared
#   remediation: Set `securityContext.readOnlyRootFilesystem` to true, and mount a volume for what must be written.
read_only_root := answer("read_only_root", true, "has a writable root file system")

# METADATA
# title: The host's network is not used
# description: A pod in the host's network bypasses network policies.
# custom:
#   id: DEP-SEC-04
#   severity: warn
#   basis: guidance
#   citation: ISO/IEC 27001:2022, A.8.9
#   needs: [/deployment/host_network]
#   accepts: declared
#   remediation: Remove `hostNetwork`.
own_network := {
	"outcome": "fail",
	"message": "the pods share the host's network",
	"at": ["/deployment/host_network"],
} if {
	input.subject.deployment.host_network == true
} else := {
	"outcome": "pass",
	"at": ["/deployment/host_network"],
} if {
	input.subject.deployment.host_network == false
}
