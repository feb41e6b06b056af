# Who bears the duties. Article 6, which makes a system high-risk, applies from the dates in `effective_from`;
# the sections that build on it (Articles 40-49, 72 and 73) bind nobody before, although their own dates are earlier.
package govern.eu_high_risk.roles

class := input.context.class.eu_scope

# Undefined while the class or the role is open, and false only by a stated fact.
provider := false if {
	class.high_risk == false
} else := false if {
	class.provider == false
} else if {
	class.high_risk == true
	class.provider == true
}

deployer := false if {
	class.high_risk == false
} else := false if {
	class.deployer == false
} else if {
	class.high_risk == true
	class.deployer == true
}
