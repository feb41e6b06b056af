//! What may be written in a leaf of the subject, read from the subject's schema.

use std::sync::LazyLock;

use serde_json::{Map, Value};

static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    // The schema is part of the program; a test reads it. Without it, there are only no hints.
    serde_json::from_str(include_str!("../../schemas/subject.v1.schema.json")).unwrap_or_default()
});

/// What the schema says about one leaf.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Leaf {
    schema: &'static Value,
    described: &'static Value,
    list: bool,
}

impl Leaf {
    /// The leaf at a pointer; `*` and numbers step into lists.
    #[must_use]
    pub(crate) fn at(pointer: &str) -> Option<Self> {
        let mut schema: &'static Value = &SCHEMA;
        for part in pointer.split('/').skip(1) {
            let element = part == "*" || part.bytes().all(|byte| byte.is_ascii_digit());
            schema = if element { schema.get("items")? } else { schema.get("properties")?.get(part)? };
        }
        let list = schema.get("items").is_some();
        Some(Self { schema: schema.get("items").unwrap_or(schema), described: schema, list })
    }

    /// True where the answer is a list.
    #[must_use]
    pub(crate) const fn is_list(&self) -> bool {
        self.list
    }

    /// True where the answer is an object, or a list of objects.
    #[must_use]
    pub(crate) fn is_object(&self) -> bool {
        self.schema.get("properties").is_some()
    }

    /// The first members of an object, each a placeholder: enough to see the shape.
    #[must_use]
    pub(crate) fn members(&self) -> Map<String, Value> {
        let properties = self.schema.get("properties").and_then(Value::as_object).into_iter().flatten();
        properties
            .filter(|(_, schema)| schema.get("properties").is_none() && schema.get("items").is_none())
            .take(2)
            .map(|(key, schema)| {
                (key.clone(), Value::String(format!("<{}>", Self { schema, described: schema, list: false }.hint(30))))
            })
            .collect()
    }

    /// The words that may be used, where they are fixed.
    #[must_use]
    pub(crate) fn words(&self) -> Vec<&'static str> {
        self.schema.get("enum").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
    }

    /// The words in backticks of the description: examples of a free text.
    fn examples(&self) -> Vec<&'static str> {
        let description = self.described.get("description").and_then(Value::as_str).unwrap_or_default();
        let text = self.schema.get("type").and_then(Value::as_str) == Some("string");
        let odd = |(number, part): (usize, &'static str)| {
            (number % 2 == 1 && !part.contains(' ') && part != "none").then_some(part)
        };
        if text { description.split('`').enumerate().filter_map(odd).take(3).collect() } else { Vec::new() }
    }

    /// What to write, in a few words: `true or false`, `YYYY-MM-DD`, `advisory | human_in_loop | … 4 words`.
    #[must_use]
    pub(crate) fn hint(&self, columns: usize) -> String {
        let words = self.words();
        if !words.is_empty() {
            return some_words(&words, columns);
        }
        let examples = self.examples();
        if !examples.is_empty() {
            return examples.join(", ");
        }
        let kind = self.schema.get("type").and_then(Value::as_str).unwrap_or_default();
        let format = self.schema.get("format").and_then(Value::as_str).unwrap_or_default();
        String::from(match (kind, format) {
            ("boolean", _) => "true or false",
            ("integer", _) => "whole number",
            ("number", _) => "number",
            (_, "date") => "YYYY-MM-DD",
            (_, "digest") => "sha256:...",
            _ => "text",
        })
    }
}

fn some_words(words: &[&str], columns: usize) -> String {
    let all = words.join(" | ");
    if all.chars().count() <= columns {
        return all;
    }
    let rest = format!(" | ... {} words", words.len());
    let mut shortest = words.to_vec();
    shortest.sort_by_key(|word| word.len());
    let mut shown = String::new();
    for word in shortest {
        let bar = if shown.is_empty() { "" } else { " | " };
        if !shown.is_empty() && shown.len() + bar.len() + word.len() + rest.len() > columns {
            break;
        }
        shown.push_str(bar);
        shown.push_str(word);
    }
    shown + &rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_come_from_the_schema() {
        assert_eq!(Leaf::at("/oversight/override").unwrap().hint(40), "true or false");
        assert_eq!(Leaf::at("/model/created").unwrap().hint(40), "YYYY-MM-DD");
        let domain = Leaf::at("/purpose/domain").unwrap();
        assert!(domain.is_list());
        assert!(domain.hint(30).ends_with(" | ... 50 words"), "{}", domain.hint(30));
        assert_eq!(Leaf::at("/purpose/jurisdictions").unwrap().hint(40), "EU, US-CA");
        assert!(Leaf::at("/evaluation/*/n").is_some());
        assert!(Leaf::at("/no/such").is_none());
    }
}
