//! JSON with places: strict (RFC 8259), bounded, without duplicate keys or numbers that programs read differently.

use std::collections::BTreeMap;
use std::ops::Range;

use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::{ParseError, ParseErrorKind};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use crate::input::error::{InputError, Problem};
use crate::input::exact_number;
use crate::input::json_outline::{self, Refusal};
use crate::input::limits::{MAX_DEPTH, MAX_VALUES};
use crate::input::node::{Entry, Node, NodeValue, line_and_column};
use crate::input::source::error_at;
use crate::input::template;
use crate::model::SourceText;

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Parses JSON text that begins at byte `base` of the source.
///
/// A document that is itself JSON inside of a JSON string is unwrapped once; its values then all lie where the string lies.
///
/// # Errors
/// Every departure from RFC 8259, duplicate keys, numbers that are not exact, and documents beyond the bounds.
pub(crate) fn parse(source: &SourceText, text: &str, base: usize) -> Result<Node, InputError> {
    let fail = |failure: Failure| {
        let range = failure.range.start + base..failure.range.end + base;
        error_at(source, range, failure.pointer, failure.problem)
    };
    let root = parse_text(text, base).map_err(fail)?;
    let NodeValue::Text(inner) = &root.value else { return Ok(root) };
    if !inner.trim_start().starts_with(['{', '[']) {
        return Ok(root);
    }
    let whole = root.start..root.end;
    let mut unwrapped =
        parse_text(inner, base).map_err(|failure| error_at(source, whole.clone(), failure.pointer, failure.problem))?;
    place_all(&mut unwrapped, &whole);
    Ok(unwrapped)
}

/// A problem at a range of the text that is being parsed.
struct Failure {
    range: Range<usize>,
    pointer: String,
    problem: Problem,
}

fn parse_text(text: &str, base: usize) -> Result<Node, Failure> {
    json_outline::check(text, MAX_DEPTH, MAX_VALUES).map_err(|(at, refusal)| refuse(text, at, refusal))?;
    let parsed = parse_to_ast(text, &CollectOptions::default(), &STRICT).map_err(|error| explain(text, &error))?;
    let value = parsed.value.ok_or_else(|| Failure { range: 0..0, pointer: String::new(), problem: Problem::Empty })?;
    Converter { text, base }.node(&value)
}

fn refuse(text: &str, at: usize, refusal: Refusal) -> Failure {
    let length = text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
    let found = text.get(at..at + length).unwrap_or_default().escape_default().to_string();
    let problem = match refusal {
        Refusal::TooDeep => Problem::TooDeep { limit: MAX_DEPTH },
        Refusal::TooManyValues => Problem::TooManyValues { limit: MAX_VALUES },
        Refusal::ControlCharacter => syntax(format!("control character `{found}` inside of a string")),
        Refusal::StrayCharacter => template::in_json(text, at).unwrap_or_else(|| syntax(format!("stray `{found}`"))),
    };
    // The path down to the limit would be longer than the message is worth.
    let pointer = if refusal == Refusal::TooDeep { String::new() } else { json_outline::key_path(text, at) };
    Failure { range: at..at + length, pointer, problem }
}

/// Turns the parser's error into ours: numbers that are none and templates have errors of their own.
fn explain(text: &str, error: &ParseError) -> Failure {
    let range = error.range();
    let mut range = range.start..range.end;
    let word = word_at(text, range.start);
    let problem = if is_not_finite(word) {
        Problem::NotFinite { value: word.to_owned() }
    } else if let Some(problem) = template::in_json(text, range.start) {
        problem
    } else {
        match error.kind() {
            ParseErrorKind::UnterminatedObject | ParseErrorKind::UnterminatedArray => {
                let (line, column) = line_and_column(text.as_bytes(), range.start);
                range = text.len()..text.len();
                syntax(format!("the text ends inside of what was opened at line {line}, column {column}"))
            }
            ParseErrorKind::MultipleRootJsonValues => syntax("more text follows the end of the document".to_owned()),
            kind => syntax(lower_first(&kind.to_string())),
        }
    };
    Failure { pointer: json_outline::key_path(text, range.start), range, problem }
}

fn syntax(what: String) -> Problem {
    Problem::Syntax { grammar: "JSON", what }
}

/// The word around a byte: the parser points at the word, or behind its sign.
fn word_at(text: &str, at: usize) -> &str {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '+' || c == '.';
    let before = text.get(..at).unwrap_or_default();
    let start = before.trim_end_matches(is_part).len();
    let rest = text.get(start..).unwrap_or_default();
    let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default()
}

fn is_not_finite(word: &str) -> bool {
    let name = word.trim_start_matches(['-', '+']);
    ["nan", "inf", "infinity"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// Turns the parser's tree into ours; recursion is bounded by the outline's check.
struct Converter<'a> {
    text: &'a str,
    base: usize,
}

impl Converter<'_> {
    fn node(&self, value: &Value<'_>) -> Result<Node, Failure> {
        let range = value.range();
        let converted = match value {
            Value::NullKeyword(_) => NodeValue::Null,
            Value::BooleanLit(literal) => NodeValue::Bool(literal.value),
            Value::StringLit(literal) => NodeValue::Text(literal.value.clone().into_owned()),
            Value::NumberLit(literal) => NodeValue::Number(
                number_of(literal.value).map_err(|problem| self.failure(range.start..range.end, problem))?,
            ),
            Value::Array(array) => {
                NodeValue::List(array.elements.iter().map(|element| self.node(element)).collect::<Result<_, _>>()?)
            }
            Value::Object(object) => NodeValue::Map(self.entries(object)?),
        };
        Ok(Node { value: converted, start: range.start + self.base, end: range.end + self.base })
    }

    fn entries(&self, object: &Object<'_>) -> Result<Vec<Entry>, Failure> {
        let mut seen = BTreeMap::new();
        let mut entries = Vec::with_capacity(object.properties.len());
        for property in &object.properties {
            let (key, range) = (property.name.as_str(), property.name.range());
            if let Some(first) = seen.insert(key, range.start) {
                let (first_line, first_column) = line_and_column(self.text.as_bytes(), first);
                let problem = Problem::DuplicateKey { key: key.to_owned(), first_line, first_column };
                return Err(self.failure(range.start..range.end, problem));
            }
            entries.push(Entry {
                key: key.to_owned(),
                key_start: range.start + self.base,
                key_end: range.end + self.base,
                value: self.node(&property.value)?,
            });
        }
        Ok(entries)
    }

    fn failure(&self, range: Range<usize>, problem: Problem) -> Failure {
        // One byte into the value, so that the path of a key ends with the key itself.
        Failure { pointer: json_outline::key_path(self.text, range.end), range, problem }
    }
}

fn number_of(written: &str) -> Result<serde_json::Number, Problem> {
    if written.contains(['.', 'e', 'E']) { exact_number::float(written) } else { exact_number::integer(written) }
}

fn place_all(node: &mut Node, whole: &Range<usize>) {
    (node.start, node.end) = (whole.start, whole.end);
    match &mut node.value {
        NodeValue::List(items) => items.iter_mut().for_each(|item| place_all(item, whole)),
        NodeValue::Map(entries) => entries.iter_mut().for_each(|entry| {
            (entry.key_start, entry.key_end) = (whole.start, whole.end);
            place_all(&mut entry.value, whole);
        }),
        _ => {}
    }
}
