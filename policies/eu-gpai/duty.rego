# Whom the duties of Chapter V bind, and since when.
package govern.eu_gpai.duty

# Article 111(3): models that were on the market when Chapter V came have two years.
binding := false if {
	input.context.class.eu_scope.provider == false
} else := false if {
	input.subject.transparency.placed_on_market < "2025-08-02"
	input.context.as_of < "2027-08-02"
} else if {
	input.context.class.eu_scope.provider == true
}

# Articles 53(2) and 54(6): providers of open models without systemic risk are spared some duties.
spared if {
	input.subject.gpai.open_source == true
	input.context.class.eu_scope.gpai_systemic == false
}
