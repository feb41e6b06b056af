# Article 14: human oversight.
package govern.eu_high_risk.oversight

import data.govern.eu_high_risk.roles

# METADATA
# title: only providers of high-risk systems have this duty
# custom:
#   needs: [/purpose/role]
applies := roles.provider

# METADATA
# title: People oversee the system
# description: Measures for human oversight are built into the system or named for the deployer.
# custom:
#   id: EUAIA-14-01
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 14(1) to (3)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/oversight/measures]
#   accepts: declared
#   remediation: List the measures in `oversight.measures`.
measures := {
	"outcome": "pass",
	"at": ["/oversight/measures"],
} if {
	count(input.subject.oversight.measures) > 0
}

# METADATA
# title: A person can override and stop the system
# description: Overseers can disregard an output, and halt the system by a stop control.
# custom:
#   id: EUAIA-14-02
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 14(4)(d) and (e)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/oversight/override, /oversight/stop_mechanism]
#   accepts: declared
#   remediation: >-
#     Describe the override and the stop control; set `oversight.override` and `oversight.stop_mechanism` to true once they
#     exist.
stop_control := {
	"outcome": "fail",
	"message": sprintf("no human can use: %s", [concat(", ", absent_means)]),
	"at": [sprintf("/oversight/%s", [means]) | some means in absent_means],
} if {
	count(absent_means) > 0
} else := {
	"outcome": "pass",
	"at": ["/oversight/override", "/oversight/stop_mechanism"],
} if {
	input.subject.oversight.override == true
	input.subject.oversight.stop_mechanism == true
}

absent_means := [means |
	some means in ["override", "stop_mechanism"]
	input.subject.oversight[means] == false
]

# METADATA
# title: Overseers are kept aware of automation bias
# description: Something keeps overseers aware of the tendency to rely on the output automatically.
# custom:
#   id: EUAIA-14-03
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 14(4)(b)
#   effective_from: {annex_iii: "2027-12-02", annex_i: "2028-08-02"}
#   needs: [/oversight/automation_bias]
#   accepts: declared
#   remediation: Describe the measure, such as training or hidden control cases, in `oversight.automation_bias`.
automation_bias := {
	"outcome": "pass",
	"at": ["/oversight/automation_bias"],
} if {
	input.subject.oversight.automation_bias
}
