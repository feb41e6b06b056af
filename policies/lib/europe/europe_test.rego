package govern.lib.europe_test

import data.govern.lib.europe

test_members_of_the_economic_area if {
	every code in ["EU", "EEA", "DE", "DE-BY", "GR", "EL", "NO", "RE"] {
		europe.member(code)
	}
}

test_countries_outside if {
	every code in ["US", "US-CA", "CH", "GB", "UK", "TR", "EUROPE"] {
		not europe.member(code)
	}
}
