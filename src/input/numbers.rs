//! The ways in which cards write numbers; prose is never one.

/// A number in a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum NumberText {
    /// Written as it is.
    Plain(f64),
    /// Written with a percent sign; the number before it.
    Percent(f64),
    /// `NaN` or an infinity: no answer.
    NotFinite,
}

/// Reads a text that is a number and nothing else.
///
/// A comma counts only where one reading is possible: `1,234,567` and `1,234.5` group digits, `0,91` and `12,5` have a
/// decimal comma, and `1,234` is a number only where an integer is expected.
pub(crate) fn number_from_text(text: &str, integer_expected: bool) -> Option<NumberText> {
    let text = text.trim();
    if text.len() > 40 {
        return None;
    }
    if is_not_finite(text) {
        return Some(NumberText::NotFinite);
    }
    if let Some(before) = text.strip_suffix('%') {
        return plain_number(before.trim_end(), false).map(NumberText::Percent);
    }
    plain_number(text, integer_expected).map(NumberText::Plain)
}

/// `NaN`, `Infinity` and what other languages print for them.
pub(crate) fn is_not_finite(text: &str) -> bool {
    let bare = text.trim().trim_start_matches(['+', '-', '.']);
    ["nan", "inf", "infinity"].iter().any(|word| bare.eq_ignore_ascii_case(word))
}

fn plain_number(text: &str, integer_expected: bool) -> Option<f64> {
    let digits = text.trim_start_matches(['+', '-']);
    if text.len() - digits.len() > 1 || !digits.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
        return None;
    }
    let allowed = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'e' | b'E' | b'+' | b'-');
    if !text.bytes().all(allowed) {
        return None;
    }
    let number = without_commas(text, digits, integer_expected)?.parse::<f64>().ok()?;
    number.is_finite().then_some(number)
}

fn without_commas(text: &str, digits: &str, integer_expected: bool) -> Option<String> {
    let Some((before, after)) = digits.split_once(',') else { return Some(text.to_owned()) };
    let whole = digits.split('.').next().unwrap_or_default();
    let mut groups = whole.split(',');
    let grouped = groups.next().is_some_and(|first| (1..=3).contains(&first.len()) && !first.starts_with('0'))
        && groups.all(|group| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit()));
    let one_comma = !after.contains([',', '.']);
    if grouped && (!one_comma || integer_expected) {
        return Some(text.replace(',', ""));
    }
    let decimal = one_comma && !grouped && !after.is_empty() && after.bytes().all(|byte| byte.is_ascii_digit());
    (decimal && !before.is_empty() && !integer_expected).then(|| text.replace(',', "."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_texts() {
        for (text, number) in [
            ("0.91", 0.91),
            (" 12 ", 12.0),
            ("-0.5", -0.5),
            ("1e-5", 1e-5),
            (".5", 0.5),
            ("1,234,567", 1_234_567.0),
            ("1,234.5", 1234.5),
            ("0,91", 0.91),
            ("0,912", 0.912),
            ("12,5", 12.5),
        ] {
            assert_eq!(number_from_text(text, false), Some(NumberText::Plain(number)), "{text}");
        }
        assert_eq!(number_from_text("91%", false), Some(NumberText::Percent(91.0)));
        assert_eq!(number_from_text("91.5 %", false), Some(NumberText::Percent(91.5)));
        assert_eq!(number_from_text("1,234", true), Some(NumberText::Plain(1234.0)));
        for text in ["NaN", "Infinity", "-inf", ".nan", "-Infinity"] {
            assert_eq!(number_from_text(text, false), Some(NumberText::NotFinite), "{text}");
        }
    }

    #[test]
    fn prose_and_ambiguity_are_no_numbers() {
        for text in [
            "1,234",
            "0.91 on the test set",
            "about 0.9",
            "~0.9",
            "0.9-0.95",
            "v2",
            "",
            "%",
            "e",
            "1,2,3",
            "--1",
            "1e999",
            "+-1",
            "0.91 ± 0.02",
            "12,34,567",
        ] {
            assert_eq!(number_from_text(text, false), None, "{text}");
        }
    }
}
