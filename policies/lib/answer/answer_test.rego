package govern.lib.answer_test

import data.govern.lib.answer

test_none_in_any_spelling if {
	every text in ["none", "None", " NONE. "] {
		answer.none(text)
	}
}

test_a_text_that_begins_with_none_is_an_answer if {
	not answer.none("None of the outputs leaves the plant unreviewed")
}
