# Articles 3(63) and 51: general-purpose models, and those with systemic risk.
package govern.eu_scope.gpai

# The Commission's thresholds of compute are an indication. An explicit answer comes before them.
gpai if {
	input.subject.gpai.general_purpose == true
} else if {
	"general_purpose" in input.subject.purpose.domain
} else := false if {
	input.subject.gpai.general_purpose == false
	count(input.subject.purpose.domain) > 0
} else if {
	generative
	compute_above(1e23)
}

systemic := false if {
	gpai == false
} else := high_impact if {
	gpai == true
}

# The presumption of Article 51(2) comes before what the card denies.
high_impact if {
	input.subject.gpai.systemic_risk == true
} else if {
	input.subject.model.training_flops > 1e25
} else := false if {
	input.subject.gpai.systemic_risk == false
	input.subject.model.training_flops <= 1e25
} else if {
	compute_above(1e25)
}

generative if {
	some content in input.subject.purpose.generates_content
	content != "none"
}

compute_above(threshold) if input.subject.model.training_flops > threshold

# Who modifies a model of unknown compute counts a third of the threshold.
compute_above(threshold) if input.subject.model.fine_tuning_flops > threshold / 3
