package govern.lib.numbers_test

import data.govern.lib.numbers

test_decimal_keeps_leading_and_trailing_zeros if {
	numbers.decimal(7959) == "0.7959"
	numbers.decimal(500) == "0.0500"
	numbers.decimal(0) == "0.0000"
	numbers.decimal(12500) == "1.2500"
}
