# What in the intended use or the domain suggests a practice of Article 5. A sign proves nothing: it calls for a person.
package govern.eu_prohibited.screen

# Words match from their beginning, since every use is led by a space.
text := lower(concat(" ", array.concat([""], input.subject.purpose.intended_use)))

signs contains {"practice": practice, "text": sprintf("intended use says `%s`", [trim_space(phrase)])} if {
	some phrase, practice in practice_of_phrase
	contains(text, phrase)
}

signs contains {
	"practice": "emotion_inference_work_or_education",
	"text": "intended use speaks of emotions at work or in education",
} if {
	some feeling in [" emotion", " mood"]
	contains(text, feeling)
	some place in [" employee", " worker", " workplace", " staff", " applicant", " candidate", " student", " pupil", " school"]
	contains(text, place)
}

signs contains {
	"practice": "emotion_inference_work_or_education",
	"text": "domain joins emotion recognition with work or education",
} if {
	"biometrics.emotion_recognition" in input.subject.purpose.domain
	some domain in input.subject.purpose.domain
	strings.any_prefix_match(domain, ["employment.", "education."])
}

signs contains {
	"practice": "sensitive_biometric_categorisation",
	"text": "intended use speaks of sensitive attributes and biometric data",
} if {
	some attribute in [" race", " racial", " ethnic", " religio", " political", " sexual orientation", " trade union"]
	contains(text, attribute)
	some trait in [" biometric", " face", " facial", " voice", " gait"]
	contains(text, trait)
}

signs contains {
	"practice": "sensitive_biometric_categorisation",
	"text": "domain is biometric categorisation",
} if {
	"biometrics.categorisation" in input.subject.purpose.domain
}

signs contains {
	"practice": "crime_prediction_by_profiling",
	"text": "domain is the risk of offending",
} if {
	"law_enforcement.reoffending" in input.subject.purpose.domain
}

signs contains {
	"practice": "realtime_remote_biometric_identification",
	"text": "domain joins remote identification with law enforcement",
} if {
	"biometrics.remote_identification" in input.subject.purpose.domain
	some domain in input.subject.purpose.domain
	startswith(domain, "law_enforcement.")
}

practice_of_phrase := {
	" subliminal": "subliminal_manipulation",
	" manipulative": "subliminal_manipulation",
	" manipulate people": "subliminal_manipulation",
	" manipulate users": "subliminal_manipulation",
	" deceptive technique": "subliminal_manipulation",
	" dark pattern": "subliminal_manipulation",
	" exploit vulnerable": "exploits_vulnerability",
	" exploiting vulnerable": "exploits_vulnerability",
	" target vulnerable": "exploits_vulnerability",
	" targeting vulnerable": "exploits_vulnerability",
	" target the elderly": "exploits_vulnerability",
	" targeting elderly": "exploits_vulnerability",
	" prey on": "exploits_vulnerability",
	" nude": "intimate_imagery",
	" nudif": "intimate_imagery",
	" undress": "intimate_imagery",
	" pornograph": "intimate_imagery",
	" sexually explicit": "intimate_imagery",
	" intimate imag": "intimate_imagery",
	" csam": "child_sexual_abuse_material",
	" child sexual": "child_sexual_abuse_material",
	" child porn": "child_sexual_abuse_material",
	" social scor": "social_scoring",
	" social credit": "social_scoring",
	" citizen score": "social_scoring",
	" trustworthiness of citizens": "social_scoring",
	" trustworthiness of persons": "social_scoring",
	" predictive policing": "crime_prediction_by_profiling",
	" crime prediction": "crime_prediction_by_profiling",
	" predict crim": "crime_prediction_by_profiling",
	" predicts crim": "crime_prediction_by_profiling",
	" criminal propensity": "crime_prediction_by_profiling",
	" reoffend": "crime_prediction_by_profiling",
	" recidivism": "crime_prediction_by_profiling",
	" scrape face": "facial_image_scraping",
	" scrape facial": "facial_image_scraping",
	" scraped face": "facial_image_scraping",
	" scraped facial": "facial_image_scraping",
	" scraping of facial": "facial_image_scraping",
	" facial recognition database": "facial_image_scraping",
	" live facial recognition": "realtime_remote_biometric_identification",
	" real-time biometric": "realtime_remote_biometric_identification",
	" real-time facial": "realtime_remote_biometric_identification",
	" real-time remote biometric": "realtime_remote_biometric_identification",
}
