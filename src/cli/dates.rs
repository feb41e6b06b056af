//! Dates on the command line.

use crate::model::Date;

/// The first and the last date that policies can compute with: nanoseconds since 1970 end in 2262.
const RANGE: [&str; 2] = ["1970-01-01", "2261-12-31"];

/// Reads `YYYY-MM-DD`.
pub(crate) fn parse(text: &str) -> Result<Date, String> {
    let date: Date = text.parse().map_err(|_| format!("`{text}` is not a date of the form YYYY-MM-DD"))?;
    let [first, last] = RANGE;
    // Dates of this form are in the order of their text.
    if (first..=last).contains(&text) { Ok(date) } else { Err(format!("`{text}` is not between {first} and {last}")) }
}
