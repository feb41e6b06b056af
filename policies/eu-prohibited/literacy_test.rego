package govern.eu_prohibited.literacy_test

import data.govern.eu_prohibited.literacy

stating(measures) := {"subject": {"conformity": {"literacy_measures": measures}}}

test_measures_pass if {
	literacy.literacy_measures.outcome == "pass" with input as stating("Yearly training for the retention team")
}

test_no_measures_fail if {
	literacy.literacy_measures.outcome == "fail" with input as stating("None")
}

test_silence_is_no_answer if {
	count([answer | answer := literacy.literacy_measures]) == 0 with input as {"subject": {}}
}
