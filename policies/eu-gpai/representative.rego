# Article 54: providers from third countries.
package govern.eu_gpai.representative

import data.govern.eu_gpai.duty
import data.govern.lib.answer
import data.govern.lib.europe

# METADATA
# title: >-
#   Applies to providers outside of the Union whose models are not open or have systemic risk
#   (of models from before 2025-08-02 as of 2027-08-02)
# custom:
#   needs: [/purpose/role, /model/provider/country]
applies := false if {
	duty.binding == false
} else := false if {
	europe.member(input.subject.model.provider.country)
} else := false if {
	duty.spared
} else if {
	duty.binding == true
	input.subject.model.provider.country
}

# METADATA
# title: Authorised representative in the Union
# description: >-
#   A provider that is established in a third country has appointed, by written mandate, an authorised representative that
#   is established in the Union.
# custom:
#   id: EUAIA-54-1
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 54(1)
#   effective_from: "2025-08-02"
#   needs: [/conformity/authorised_representative]
#   accepts: declared
#   remediation: Appoint a representative by written mandate and name it in conformity.authorised_representative.
mandate := {
	"outcome": "fail",
	"message": "the card says that no representative is appointed",
	"at": ["/conformity/authorised_representative"],
} if {
	answer.none(input.subject.conformity.authorised_representative)
} else := {
	"outcome": "pass",
	"at": ["/conformity/authorised_representative"],
} if {
	input.subject.conformity.authorised_representative
}
