package govern.eu_transparency.notice_test

import data.govern.eu_transparency.notice

relying_on(exceptions) := {"subject": {"transparency": {"exceptions": exceptions}}}

test_a_notice_passes if {
	notice.finding("interaction", "A banner", []) == {"outcome": "pass", "at": ["/transparency/interaction"]}
		with input as {"subject": {}}
}

test_no_notice_fails if {
	answer := notice.finding("interaction", "None", ["obvious"]) with input as {"subject": {}}
	answer.outcome == "fail"
	answer.at == ["/transparency/interaction"]
}

test_an_exception_of_the_duty_calls_for_a_person if {
	answer := notice.finding("interaction", "none", ["obvious"]) with input as relying_on(["artistic", "obvious"])
	answer.outcome == "review"
	answer.message == "there is none, and a person has to confirm the exception: obvious"
	answer.at == ["/transparency/interaction", "/transparency/exceptions"]
}

test_the_exception_of_another_duty_does_not_help if {
	answer := notice.finding("interaction", "none", ["obvious"]) with input as relying_on(["artistic"])
	answer.outcome == "fail"
}
