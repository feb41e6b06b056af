# How fast the model answers.
package govern.quality.service

# METADATA
# title: The response time stays within bounds
# description: The 99th percentile of the latency, where it is reported.
# custom:
#   id: QUAL-LAT-01
#   kind: defect
#   severity: warn
#   basis: heuristic
#   citation: NIST AI RMF 1.0, MEASURE 2.4
#   needs: [/evaluation/*/metric, /evaluation/*/value]
#   accepts: declared
#   remediation: Make the model faster, or have `max_latency_p99` set for this use.
latency := {
	"outcome": "fail",
	"message": sprintf("latency_p99 of %v ms is above %v ms", [max(values), data.params.quality.max_latency_p99]),
	"at": [pointer | some pointer, _ in slow],
} if {
	slow := {sprintf("/evaluation/%d/value", [i]): result.value |
		some i, result in input.subject.evaluation
		result.metric == "latency_p99"
		result.value > data.params.quality.max_latency_p99
	}
	values := [value | some value in slow]
	count(values) > 0
} else := {"outcome": "pass", "at": ["/evaluation"]} if {
	count(input.subject.evaluation) > 0
}
