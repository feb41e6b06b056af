package govern.lib.dates_test

import data.govern.lib.dates

test_days_between_counts_a_leap_day if {
	dates.days_between("2028-02-28", "2028-03-01") == 2
}

test_age_is_negative_for_a_date_in_the_future if {
	dates.age_days("2027-01-02") == -1 with input as {"context": {"as_of": "2027-01-01"}}
}
