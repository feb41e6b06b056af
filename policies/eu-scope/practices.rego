# Article 5: the practices that are prohibited on the as-of date.
package govern.eu_scope.practices

import data.govern.lib.article_5

in_force contains practice if {
	some practice in input.subject.purpose.prohibited_practices
	practice != "none"
	article_5.prohibited_from(practice) <= input.context.as_of
}

# What relies on an exception is not proven to be prohibited; a person decides.
prohibited contains practice if {
	some practice in in_force
	not article_5.excepted(practice)
}

answered if count(input.subject.purpose.prohibited_practices) > 0

none_prohibited if {
	count(input.subject.purpose.prohibited_practices) > 0
	count(in_force) == 0
}
