//! YAML's core schema (YAML 1.2.2, section 10.3): which plain scalars are numbers, booleans or nothing.

use crate::input::error::Problem;
use crate::input::exact_number;
use crate::input::node::NodeValue;

/// The value of a scalar; `tag` is the suffix of a core tag such as `!!str`.
///
/// `yes`, `no`, `on` and `off` stay text, as the core schema has it.
///
/// # Errors
/// NaN and infinity, and numbers that are not exact.
pub(crate) fn resolve(text: &str, plain: bool, tag: Option<&str>) -> Result<NodeValue, Problem> {
    let by_content = match tag {
        None => plain,
        Some(name) => matches!(name, "null" | "bool" | "int" | "float"),
    };
    if !by_content {
        return Ok(NodeValue::Text(text.to_owned()));
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Ok(NodeValue::Null),
        "true" | "True" | "TRUE" => return Ok(NodeValue::Bool(true)),
        "false" | "False" | "FALSE" => return Ok(NodeValue::Bool(false)),
        _ => {}
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Err(Problem::NotFinite { value: text.to_owned() });
    }
    if is_digits(unsigned) {
        return exact_number::integer(text).map(NodeValue::Number);
    }
    for (prefix, base) in [("0x", 16), ("0o", 8)] {
        if let Some(digits) = text.strip_prefix(prefix)
            && !digits.is_empty()
            && digits.chars().all(|digit| digit.is_digit(base))
        {
            return exact_number::integer_in_base(digits, base, text).map(NodeValue::Number);
        }
    }
    if is_float(unsigned) {
        return exact_number::float(text).map(NodeValue::Number);
    }
    Ok(NodeValue::Text(text.to_owned()))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
fn is_float(unsigned: &str) -> bool {
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).map_or((unsigned, None), |(m, e)| (m, Some(e)));
    let exponent_fits = exponent.is_none_or(|digits| is_digits(digits.strip_prefix(['-', '+']).unwrap_or(digits)));
    let mantissa_fits = match mantissa.split_once('.') {
        Some(("", fraction)) => is_digits(fraction),
        Some((whole, fraction)) => is_digits(whole) && (fraction.is_empty() || is_digits(fraction)),
        None => is_digits(mantissa),
    };
    exponent_fits && mantissa_fits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> NodeValue {
        resolve(text, true, None).unwrap()
    }

    #[test]
    fn words_of_yaml_1_1_stay_text() {
        for word in ["yes", "No", "on", "OFF", "1.2.3", "0x", "1e", "12:30:45", "1_000", "-", "+", "."] {
            assert_eq!(plain(word), NodeValue::Text(word.to_owned()), "{word}");
        }
    }

    #[test]
    fn numbers_and_booleans_of_the_core_schema() {
        assert_eq!(plain("0x1F"), NodeValue::Number(31.into()));
        assert_eq!(plain("0o17"), NodeValue::Number(15.into()));
        assert_eq!(plain("+12"), NodeValue::Number(12.into()));
        assert_eq!(plain(".5"), NodeValue::Number(serde_json::Number::from_f64(0.5).unwrap()));
        assert_eq!(plain("5."), NodeValue::Number(serde_json::Number::from_f64(5.0).unwrap()));
        assert_eq!(plain("True"), NodeValue::Bool(true));
        assert_eq!(plain("~"), NodeValue::Null);
    }

    #[test]
    fn quotes_and_tags_decide() {
        assert_eq!(resolve("1", false, None).unwrap(), NodeValue::Text("1".to_owned()));
        assert_eq!(resolve("1", true, Some("str")).unwrap(), NodeValue::Text("1".to_owned()));
        assert_eq!(resolve("1", false, Some("int")).unwrap(), NodeValue::Number(1.into()));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        assert!(matches!(resolve("-.inf", true, None), Err(Problem::NotFinite { .. })));
        assert!(matches!(resolve(".NaN", true, None), Err(Problem::NotFinite { .. })));
        assert!(matches!(resolve("9007199254740993", true, None), Err(Problem::UnsafeInteger { .. })));
    }
}
