//! Dates on the command line.

use crate::model::Date;

/// Reads `YYYY-MM-DD`.
pub(crate) fn parse(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| format!("`{text}` is not a date of the form YYYY-MM-DD"))
}
