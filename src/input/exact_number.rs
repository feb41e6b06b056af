//! Numbers as text: the rules that JSON and YAML share.

use serde_json::Number;

use crate::input::error::Problem;

/// The largest integer up to which every integer is exact in a double (RFC 8259, section 6).
const LARGEST_SAFE_INTEGER: i64 = (1 << 53) - 1;

/// Reads an integer in decimal digits.
///
/// # Errors
/// Beyond ±(2^53-1), where one program reads another number than the next.
pub(crate) fn integer(text: &str) -> Result<Number, Problem> {
    exact(text.parse().ok(), text)
}

/// Reads an integer in another base, from its digits.
///
/// # Errors
/// Beyond ±(2^53-1).
pub(crate) fn integer_in_base(digits: &str, base: u32, text: &str) -> Result<Number, Problem> {
    exact(i64::from_str_radix(digits, base).ok(), text)
}

/// Reads a number with a fraction or an exponent.
///
/// # Errors
/// Beyond the range of a double.
pub(crate) fn float(text: &str) -> Result<Number, Problem> {
    text.parse().ok().and_then(Number::from_f64).ok_or_else(|| Problem::NumberTooLarge { value: shorten(text) })
}

/// At most 60 characters of a value, for messages.
pub(crate) fn shorten(text: &str) -> String {
    const LIMIT: usize = 60;
    let mut short: String = text.chars().take(LIMIT).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

fn exact(value: Option<i64>, text: &str) -> Result<Number, Problem> {
    value
        .filter(|value| (-LARGEST_SAFE_INTEGER..=LARGEST_SAFE_INTEGER).contains(value))
        .map(Number::from)
        .ok_or_else(|| Problem::UnsafeInteger { value: shorten(text) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_end_where_doubles_stop_being_exact() {
        assert_eq!(integer("9007199254740991").unwrap(), Number::from(9_007_199_254_740_991_i64));
        assert!(matches!(integer("-9007199254740992"), Err(Problem::UnsafeInteger { .. })));
        assert!(matches!(integer("123456789012345678901234567890"), Err(Problem::UnsafeInteger { .. })));
    }

    #[test]
    fn floats_end_where_doubles_end() {
        assert_eq!(float("1e3").unwrap().as_f64(), Some(1000.0));
        assert!(matches!(float("1e400"), Err(Problem::NumberTooLarge { .. })));
    }
}
