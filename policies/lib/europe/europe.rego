# The territory that the AI Act extends to.
package govern.lib.europe

# The country of a code such as `DE` or `DE-BY`.
country(code) := split(code, "-")[0]

# Whether a country code names a member of the European Economic Area, an outermost region, or the whole.
member(code) if {
	country(code) in {
		"EU", "EEA",
		"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
		"LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
		"IS", "LI", "NO",
		"AX", "GF", "GP", "MF", "MQ", "RE", "YT",
	}
}
