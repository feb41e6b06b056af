# What the duties of Article 50 have in common: somebody is told, or an exception is relied on.
package govern.eu_transparency.notice

import data.govern.lib.answer

# The finding on a text of `transparency`; an exception that the duty knows sends what is missing to a person.
finding(leaf, told, exceptions) := {
	"outcome": "pass",
	"at": [sprintf("/transparency/%s", [leaf])],
} if {
	not answer.none(told)
} else := {
	"outcome": "review",
	"message": sprintf("there is none, and a person has to confirm the exception: %s", [concat(", ", claimed(exceptions))]),
	"at": [sprintf("/transparency/%s", [leaf]), "/transparency/exceptions"],
} if {
	count(claimed(exceptions)) > 0
} else := {
	"outcome": "fail",
	"message": "the card says that there is none",
	"at": [sprintf("/transparency/%s", [leaf])],
}

# Those of a duty's exceptions that the card relies on.
claimed(exceptions) := [exception |
	some exception in input.subject.transparency.exceptions
	exception in exceptions
]
