# Article 50: whether any of its triggers holds.
package govern.eu_scope.transparency

import data.govern.eu_scope.high_risk

transparency if {
	triggered
} else := false if {
	input.subject.purpose.interacts_with_persons == false
	input.subject.purpose.generates_content == ["none"]
	input.subject.purpose.deepfake == false
	input.subject.purpose.public_interest_text == false
	high_risk.domain_settled
}

triggered if input.subject.purpose.interacts_with_persons == true

triggered if input.subject.purpose.deepfake == true

triggered if input.subject.purpose.public_interest_text == true

triggered if {
	some content in input.subject.purpose.generates_content
	content != "none"
}

triggered if {
	some domain in input.subject.purpose.domain
	domain in {"biometrics.emotion_recognition", "biometrics.categorisation"}
}
