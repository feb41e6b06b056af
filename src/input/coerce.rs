//! A value as the card writes it, read as the type that the subject's schema asks for; never by guessing.

use serde_json::{Number, Value};

use crate::input::dates::{date_from_number, date_from_text};
use crate::input::node::{Node, NodeValue};
use crate::input::numbers::{NumberText, is_not_finite, number_from_text};
use crate::input::placeholder::{is_instruction, is_none, is_placeholder};
use crate::input::schema::{Bounds, Kind, Shape};
use crate::input::words::{jurisdiction_from_text, word_from_text};
use crate::model::NoteKind;

/// Here `no` is Norwegian.
const LANGUAGES: &str = "/purpose/languages";

/// Rounding may carry a share above 1 by this much.
const ROUNDING: f64 = 1e-9;

/// What a value turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Coerced {
    /// An answer, with what is to be said about it.
    Answer(Value, Option<Remark>),
    /// `null`, `NaN` or nothing.
    Absent,
    /// A word that says nothing.
    Placeholder,
    /// Not of the type that is expected here, which is named.
    Malformed(String),
}

/// What is unusual about an answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Remark {
    /// Its kind.
    pub(crate) kind: NoteKind,
    /// What is unusual.
    pub(crate) message: &'static str,
}

/// Reads a scalar. `written` is the text of a number as it stands in the document: a version `1.10` is not `1.1`.
pub(crate) fn coerce(node: &Node, shape: &Shape, written: &str) -> Coerced {
    match &node.value {
        NodeValue::Null => Coerced::Absent,
        NodeValue::Bool(flag) => from_bool(*flag, shape),
        NodeValue::Number(number) => from_number(number, shape, written),
        NodeValue::Text(text) => from_text(text, shape),
        NodeValue::List(_) | NodeValue::Map(_) => Coerced::Malformed(expected(shape)),
    }
}

/// A share as it is meant: rounding above 1 is 1, above 2 it is a percentage, and between the two it is impossible.
pub(crate) fn share(number: f64) -> (f64, Option<Remark>) {
    let impossible = |message| Some(Remark { kind: NoteKind::ImpossibleMetric, message });
    if number < 0.0 {
        (number, impossible("is below 0"))
    } else if number <= 1.0 + ROUNDING {
        (number.min(1.0), None)
    } else if number <= 2.0 {
        (number, impossible("is above 1"))
    } else if number <= 100.0 + ROUNDING {
        let remark = Remark { kind: NoteKind::UndeclaredUnit, message: "was read as a percentage" };
        (percent(number.min(100.0)), Some(remark))
    } else {
        (number, impossible("is above 100 percent"))
    }
}

/// A percentage as a ratio, without the noise of binary fractions: `95.56` is `0.9556`.
pub(crate) fn percent(number: f64) -> f64 {
    let ratio = number / 100.0;
    let rounded = (ratio * 1e12).round() / 1e12;
    if (rounded - ratio).abs() < 1e-14 { rounded } else { ratio }
}

/// A number as JSON; `None` for what JSON cannot write.
pub(crate) fn json_number(number: f64) -> Option<Value> {
    Number::from_f64(number).map(Value::Number)
}

/// Is the value a number, or a text that is one?
pub(crate) fn is_number(node: &Node) -> bool {
    match &node.value {
        NodeValue::Number(_) => true,
        NodeValue::Text(text) => {
            matches!(number_from_text(text, false), Some(NumberText::Plain(_) | NumberText::Percent(_)))
        }
        _ => false,
    }
}

fn from_bool(flag: bool, shape: &Shape) -> Coerced {
    match &shape.kind {
        Kind::Boolean => answer(Value::Bool(flag)),
        // A name may be anything; a flag describes nothing: `human_oversight: false` is no measure of oversight.
        Kind::Text if shape.literal => answer(Value::String(flag.to_string())),
        Kind::Word(words) => word_from_text(&shape.path, words, if flag { "true" } else { "false" })
            .map_or_else(|| malformed(shape), |word| answer(word.into())),
        _ => malformed(shape),
    }
}

fn from_number(number: &Number, shape: &Shape, written: &str) -> Coerced {
    match &shape.kind {
        Kind::Text => answer(Value::String(written.to_owned())),
        Kind::Integer(bounds) => {
            number.as_f64().map_or_else(|| malformed(shape), |value| integer(value, *bounds, shape))
        }
        Kind::Number(bounds) => {
            number.as_f64().map_or_else(|| malformed(shape), |value| bounded(value, *bounds, shape))
        }
        Kind::Date => number
            .as_i64()
            .and_then(date_from_number)
            .map_or_else(|| malformed(shape), |date| answer(date.to_string().into())),
        Kind::Word(words) => {
            word_from_text(&shape.path, words, written).map_or_else(|| malformed(shape), |word| answer(word.into()))
        }
        _ => malformed(shape),
    }
}

fn from_text(text: &str, shape: &Shape) -> Coerced {
    let text = text.trim();
    if shape.literal {
        // A slice without a name is no slice.
        return match text {
            "" => Coerced::Absent,
            _ if is_instruction(text) => Coerced::Placeholder,
            _ => answer(text.into()),
        };
    }
    if let Kind::Word(words) = &shape.kind
        && let Some(word) = word_from_text(&shape.path, words, text)
    {
        return answer(word.into());
    }
    if shape.none_is_answer && is_none(text) {
        return answer("none".into());
    }
    if is_not_finite(text) {
        return Coerced::Absent;
    }
    if is_placeholder(text) {
        return Coerced::Placeholder;
    }
    typed(text, shape).unwrap_or_else(|| malformed(shape))
}

fn typed(text: &str, shape: &Shape) -> Option<Coerced> {
    match &shape.kind {
        Kind::Text if is_flag(text) && shape.path != LANGUAGES => None,
        Kind::Text => Some(answer(text.into())),
        Kind::Date => {
            let date = date_from_text(text).or_else(|| text.parse().ok().and_then(date_from_number))?;
            Some(answer(date.to_string().into()))
        }
        Kind::Digest => digest_from_text(text).map(|digest| answer(digest.into())),
        Kind::Jurisdiction => jurisdiction_from_text(&shape.path, text).map(|code| answer(code.into())),
        Kind::Boolean => boolean_from_text(text).map(|flag| answer(flag.into())),
        Kind::Integer(bounds) => match number_from_text(text, true)? {
            NumberText::Plain(number) => Some(integer(number, *bounds, shape)),
            NumberText::Percent(_) => None,
            NumberText::NotFinite => Some(Coerced::Absent),
        },
        Kind::Number(bounds) => match number_from_text(text, false)? {
            NumberText::Plain(number) => Some(bounded(number, *bounds, shape)),
            NumberText::Percent(number) if bounds.is_percent() => Some(bounded(number, *bounds, shape)),
            NumberText::Percent(number) => Some(declared_percent(number, *bounds, shape)),
            NumberText::NotFinite => Some(Coerced::Absent),
        },
        Kind::Word(_) | Kind::List(_) | Kind::Record(_) => None,
    }
}

/// `sha256:` and 64 hexadecimal digits, or the digits alone, in the form of [`crate::model::Digest`].
pub(crate) fn digest_from_text(text: &str) -> Option<String> {
    let text = text.trim().to_ascii_lowercase();
    let hex = text.strip_prefix("sha256:").or_else(|| text.strip_prefix("sha-256:")).unwrap_or(&text).trim();
    (hex.len() == 64 && hex.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| format!("sha256:{hex}"))
}

/// Does the text say yes or no, and nothing else?
pub(crate) fn is_flag(text: &str) -> bool {
    ["yes", "no", "true", "false"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

fn boolean_from_text(text: &str) -> Option<bool> {
    let is = |words: [&str; 4]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if is(["yes", "true", "on", "y"]) {
        Some(true)
    } else if is(["no", "false", "off", "n"]) {
        Some(false)
    } else {
        None
    }
}

fn integer(number: f64, bounds: Bounds, shape: &Shape) -> Coerced {
    // Above 2^53 an integer is no longer exact as JSON readers see it.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract().abs() > 0.0 || number.abs() > EXACT || !bounds.contain(number) {
        return malformed(shape);
    }
    format!("{number:.0}").parse::<i64>().map_or_else(|_| malformed(shape), |whole| answer(whole.into()))
}

fn bounded(number: f64, bounds: Bounds, shape: &Shape) -> Coerced {
    if bounds.is_share() {
        let (number, remark) = share(number);
        return json_number(number).map_or(Coerced::Absent, |value| Coerced::Answer(value, remark));
    }
    if !bounds.contain(number) {
        return malformed(shape);
    }
    json_number(number).map_or(Coerced::Absent, answer)
}

fn declared_percent(number: f64, bounds: Bounds, shape: &Shape) -> Coerced {
    let ratio = percent(number);
    if bounds.is_share() && !(0.0..=1.0).contains(&ratio) {
        let remark = Remark { kind: NoteKind::ImpossibleMetric, message: "is not between 0 and 100 percent" };
        return json_number(ratio).map_or(Coerced::Absent, |value| Coerced::Answer(value, Some(remark)));
    }
    bounded(ratio, bounds, shape)
}

fn answer(value: Value) -> Coerced {
    Coerced::Answer(value, None)
}

fn malformed(shape: &Shape) -> Coerced {
    Coerced::Malformed(expected(shape))
}

/// What is expected here, for people: ``one of `low`, `medium`, `high` ``.
pub(crate) fn expected(shape: &Shape) -> String {
    match &shape.kind {
        Kind::Text => "a text".to_owned(),
        Kind::Date => "a date such as `2026-01-31`".to_owned(),
        Kind::Digest => "a SHA-256 digest".to_owned(),
        Kind::Jurisdiction => "`EU`, or an ISO 3166 code such as `DE` or `US-CA`".to_owned(),
        Kind::Boolean => "`true` or `false`".to_owned(),
        Kind::Integer(_) => "an integer from 0".to_owned(),
        Kind::Number(_) => "a number".to_owned(),
        Kind::List(element) => format!("a list of which each element is {}", expected(element)),
        Kind::Record(_) => "an object".to_owned(),
        Kind::Word(words) if words.len() > 12 => "a word of the vocabulary in the schema".to_owned(),
        Kind::Word(words) => {
            let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
            format!("one of {}", words.join(", "))
        }
    }
}
