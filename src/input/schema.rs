//! What the subject's schema says about a pointer: type, vocabulary, and whether the leaf is personal.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// The text of `schemas/subject.v1.schema.json`.
pub(crate) const SUBJECT_SCHEMA: &str = include_str!("../../schemas/subject.v1.schema.json");

/// A schema that cannot be read knows no leaf, so that nothing is ever set: the gate stays shut. A test reads it.
static SUBJECT: LazyLock<Shape> =
    LazyLock::new(|| Shape::from_raw(serde_json::from_str(SUBJECT_SCHEMA).unwrap_or_default(), String::new(), false));

/// One place of the subject.
#[derive(Debug)]
pub(crate) struct Shape {
    /// Its pattern: the pointer with `*` for every index, without the last one; `/purpose/domain` for an element of it.
    pub(crate) path: String,
    /// Its type.
    pub(crate) kind: Kind,
    /// A personal datum.
    pub(crate) personal: bool,
    /// `none` is an answer here, not a placeholder.
    pub(crate) none_is_answer: bool,
    /// Every text is an answer here, also `unknown`: names of groups.
    pub(crate) literal: bool,
}

/// The types of the subject's schema.
#[derive(Debug)]
pub(crate) enum Kind {
    /// Any text.
    Text,
    /// A calendar date.
    Date,
    /// A SHA-256 digest.
    Digest,
    /// `EU`, an ISO 3166-1 code, or one of its subdivisions.
    Jurisdiction,
    /// A word of a vocabulary, which is ordered from the harmless to the worse where it has an order.
    Word(Vec<String>),
    /// True or false.
    Boolean,
    /// An integer with its bounds.
    Integer(Bounds),
    /// A number with its bounds.
    Number(Bounds),
    /// A list of one kind.
    List(Box<Shape>),
    /// Named fields.
    Record(BTreeMap<String, Shape>),
}

/// Inclusive bounds of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bounds {
    /// The smallest value.
    pub(crate) minimum: Option<f64>,
    /// The largest value.
    pub(crate) maximum: Option<f64>,
}

impl Bounds {
    /// A share: a number from 0 to 1, often written in percent.
    pub(crate) fn is_share(self) -> bool {
        self.maximum.is_some_and(|maximum| (maximum - 1.0).abs() < f64::EPSILON)
    }

    /// Does the number lie within?
    pub(crate) fn contain(self, number: f64) -> bool {
        self.minimum.is_none_or(|minimum| number >= minimum) && self.maximum.is_none_or(|maximum| number <= maximum)
    }

    /// A number that the subject states in percent.
    pub(crate) fn is_percent(self) -> bool {
        self.maximum.is_some_and(|maximum| (maximum - 100.0).abs() < f64::EPSILON)
    }
}

/// The keywords of JSON Schema that the subject's schema uses.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Raw {
    #[serde(rename = "type")]
    kind: String,
    format: String,
    #[serde(rename = "enum")]
    words: Vec<String>,
    properties: BTreeMap<String, Raw>,
    items: Option<Box<Raw>>,
    minimum: Option<f64>,
    maximum: Option<f64>,
    #[serde(rename = "x-personal")]
    personal: bool,
    #[serde(rename = "x-none-is-answer")]
    none_is_answer: bool,
    #[serde(rename = "x-literal")]
    literal: bool,
}

impl Shape {
    fn from_raw(raw: Raw, path: String, list_personal: bool) -> Self {
        let personal = raw.personal || list_personal;
        let bounds = Bounds { minimum: raw.minimum, maximum: raw.maximum };
        let kind = match (raw.kind.as_str(), raw.items) {
            ("array", Some(mut items)) => {
                items.none_is_answer |= raw.none_is_answer;
                let element = if items.kind == "object" { format!("{path}/*") } else { path.clone() };
                Kind::List(Box::new(Self::from_raw(*items, element, personal)))
            }
            ("boolean", _) => Kind::Boolean,
            ("integer", _) => Kind::Integer(bounds),
            ("number", _) => Kind::Number(bounds),
            ("string", _) if !raw.words.is_empty() => Kind::Word(raw.words),
            ("string", _) => match raw.format.as_str() {
                "date" => Kind::Date,
                "digest" => Kind::Digest,
                "jurisdiction" => Kind::Jurisdiction,
                _ => Kind::Text,
            },
            _ => Kind::Record(
                raw.properties
                    .into_iter()
                    .map(|(key, field)| {
                        let below = format!("{path}/{key}");
                        (key, Self::from_raw(field, below, personal))
                    })
                    .collect(),
            ),
        };
        Self { path, kind, personal, none_is_answer: raw.none_is_answer, literal: raw.literal }
    }

    /// The fields of a record; nothing for everything else.
    pub(crate) fn field(&self, key: &str) -> Option<&Self> {
        match &self.kind {
            Kind::Record(fields) => fields.get(key),
            _ => None,
        }
    }

    /// The field that a plain text stands for where a record is expected: `owners: [Credit team]` names an owner.
    pub(crate) fn principal_field(&self) -> Option<(&'static str, &Self)> {
        ["name", "uri", "role", "metric"].into_iter().find_map(|key| Some((key, self.field(key)?)))
    }
}

/// The subject as a whole.
pub(crate) fn subject() -> &'static Shape {
    &SUBJECT
}

/// What lies at a pointer of the subject; any number is an index of a list.
pub(crate) fn shape_at(pointer: &str) -> Option<&'static Shape> {
    pointer.split('/').skip(1).try_fold(subject(), |shape, segment| match &shape.kind {
        Kind::List(element) => segment.bytes().all(|byte| byte.is_ascii_digit()).then_some(&**element),
        _ => shape.field(segment),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_schema_types_leaves_of_every_kind() {
        assert!(matches!(shape_at("/model/name").unwrap().kind, Kind::Text));
        assert!(matches!(shape_at("/model/created").unwrap().kind, Kind::Date));
        assert!(matches!(shape_at("/model/digest").unwrap().kind, Kind::Digest));
        assert!(matches!(shape_at("/purpose/jurisdictions/0").unwrap().kind, Kind::Jurisdiction));
        assert!(matches!(shape_at("/oversight/override").unwrap().kind, Kind::Boolean));
        assert!(matches!(shape_at("/evaluation/3/n").unwrap().kind, Kind::Integer(_)));
        assert!(matches!(shape_at("/purpose/domain").unwrap().kind, Kind::List(_)));
        let tier = shape_at("/risk/declared_tier").unwrap();
        assert!(matches!(&tier.kind, Kind::Word(words) if words.first().is_some_and(|word| word == "minimal")));
        assert!(shape_at("/model/nmae").is_none());
        assert!(shape_at("/evaluation/x").is_none());
    }

    #[test]
    fn flags_of_a_list_reach_its_elements() {
        assert!(shape_at("/model/developers/0").unwrap().personal);
        assert!(shape_at("/purpose/out_of_scope/0").unwrap().none_is_answer);
        assert_eq!(shape_at("/purpose/domain/4").unwrap().path, "/purpose/domain");
        assert_eq!(shape_at("/model/owners/2/name").unwrap().path, "/model/owners/*/name");
    }
}
