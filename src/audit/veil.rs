//! Personal data on its way into a signed statement: it stays outside, and a salted commitment goes in.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::audit::stored::Disclosure;
use crate::audit::text::{Commitment, Text};
use crate::crypto::commitment;
use crate::model::{LeafState, Subject};

/// A source of random bytes.
pub type Random<'r> = &'r mut dyn FnMut(&mut [u8]);

/// Shorter values are parts of ordinary words; searching messages for them would withhold everything.
const SHORTEST_SEARCHED: usize = 3;

/// Withholds the personal data of one subject.
pub(crate) struct Veil<'a> {
    pointers: BTreeSet<&'a str>,
    values: BTreeSet<String>,
    random: Random<'a>,
    disclosures: Vec<Disclosure>,
}

impl<'a> Veil<'a> {
    /// The veil over the personal leaves of a subject.
    pub(crate) fn over(subject: &'a Subject, random: Random<'a>) -> Self {
        let mut veil = Self { pointers: BTreeSet::new(), values: BTreeSet::new(), random, disclosures: Vec::new() };
        for (pointer, provenance) in &subject.provenance {
            let present = !matches!(provenance.state, LeafState::Absent | LeafState::Placeholder);
            if !provenance.personal || !present {
                continue;
            }
            veil.pointers.insert(pointer);
            veil.search_for(provenance.raw.trim_matches('"'));
            match subject.value.pointer(pointer) {
                Some(Value::String(text)) => veil.search_for(text),
                Some(Value::Number(number)) => veil.search_for(&number.to_string()),
                _ => {}
            }
        }
        veil
    }

    fn search_for(&mut self, value: &str) {
        if value.chars().count() >= SHORTEST_SEARCHED {
            self.values.insert(value.to_owned());
        }
    }

    /// Withholds a value in any case.
    pub(crate) fn withhold(&mut self, name: &str, value: &str) -> Text {
        let mut salt = [0; 32];
        (self.random)(&mut salt);
        let commit = commitment(name, &salt, value.as_bytes());
        self.disclosures.push(Disclosure { name: name.to_owned(), salt, value: value.as_bytes().to_vec() });
        Text::Committed(Commitment { commit })
    }

    /// Withholds a text that quotes a personal value, or that is about a personal leaf.
    pub(crate) fn text(&mut self, name: &str, text: &str, about: &[&[String]]) -> Text {
        let touches = about.iter().copied().flatten().any(|pointer| self.is_personal(pointer));
        if touches || self.quotes(text) { self.withhold(name, text) } else { Text::Plain(text.to_owned()) }
    }

    /// The same value, with commitments in place of the strings in it that quote a personal value.
    pub(crate) fn value(&mut self, name: &str, value: Value) -> Value {
        match value {
            Value::String(text) if self.quotes(&text) => match self.withhold(name, &text) {
                Text::Committed(Commitment { commit }) => serde_json::json!({"commit": commit.to_string()}),
                Text::Plain(text) => Value::String(text),
            },
            Value::Array(items) => {
                let items = items.into_iter().enumerate();
                Value::Array(items.map(|(index, item)| self.value(&format!("{name}/{index}"), item)).collect())
            }
            Value::Object(members) => Value::Object(
                members
                    .into_iter()
                    .map(|(key, member)| {
                        let member = self.value(&format!("{name}/{}", escape(&key)), member);
                        (key, member)
                    })
                    .collect(),
            ),
            other => other,
        }
    }

    /// The openings of everything that was withheld.
    pub(crate) fn into_disclosures(self) -> Vec<Disclosure> {
        self.disclosures
    }

    fn quotes(&self, text: &str) -> bool {
        self.values.iter().any(|value| text.contains(value.as_str()))
    }

    /// True for a personal leaf, and for what contains one.
    fn is_personal(&self, pointer: &str) -> bool {
        self.pointers.contains(pointer)
            || self
                .pointers
                .range(pointer..)
                .take_while(|leaf| leaf.starts_with(pointer))
                .any(|leaf| leaf.strip_prefix(pointer).is_some_and(|rest| rest.starts_with('/')))
    }
}

/// A key as a token of a JSON pointer (RFC 6901 section 3).
pub(crate) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
