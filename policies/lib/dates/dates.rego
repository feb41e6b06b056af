# Arithmetic on `YYYY-MM-DD` dates.
package govern.lib.dates

# Days from one date to another; negative where the second is earlier.
days_between(from, to) := floor((nanoseconds(to) - nanoseconds(from)) / 86400000000000)

# Days from a date to the as-of date.
age_days(date) := days_between(date, input.context.as_of)

nanoseconds(date) := time.parse_rfc3339_ns(concat("", [date, "T00:00:00Z"]))
