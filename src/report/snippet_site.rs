//! Where in a card a missing fact is written: at the top level, in a section that the card has, or in place of a text
//! that stands where the section has to be.

use serde_json::{Map, Value, json};

use crate::input::{Document, Node, NodeValue, Syntax};
use crate::model::{Provenance, Subject};

/// A place of a card.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Site {
    /// The keys that lead to the mapping, none for the top level.
    pub(crate) path: Vec<String>,
    /// The key whose value is replaced.
    pub(crate) replaced: Option<String>,
    /// What the replacement says again: what was known from the value that it replaces.
    pub(crate) kept: Map<String, Value>,
}

/// The place for the leaf at a pointer; `None` where the card has something there that cannot be kept.
pub(crate) fn site(subject: &Subject, root: &Node, pointer: &str, columns: usize) -> Option<Site> {
    let mut parent = root;
    let mut path = Vec::new();
    let mut parts = pointer.split('/').skip(1).peekable();
    while let Some(part) = parts.next() {
        let here = Site { path: path.clone(), replaced: None, kept: Map::new() };
        let Some(node) = parent.get(part) else { return Some(here) };
        let replacing = Site { replaced: Some(part.to_owned()), ..here };
        if node.value == NodeValue::Null || node.value == NodeValue::List(Vec::new()) {
            return Some(replacing);
        }
        if !matches!(node.value, NodeValue::Map(_)) && path.is_empty() && parts.peek().is_some() {
            let section = Value::Object(kept(subject, part, columns)?);
            return Some(Site { kept: Map::from_iter([(part.to_owned(), section)]), ..replacing });
        }
        path.push(part.to_owned());
        parent = node;
    }
    None
}

/// What was read from the text or list at a top-level key, as the section of that name has it.
fn kept(subject: &Subject, key: &str, columns: usize) -> Option<Map<String, Value>> {
    let from = format!("/{key}");
    let is_from = |known: &Provenance| {
        known.document == Some(0)
            && known.pointer.strip_prefix(&from).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let mut section = Map::new();
    let mut read = false;
    for (pointer, known) in subject.provenance.iter().filter(|(_, known)| is_from(known)) {
        let mut parts = pointer.strip_prefix(&from)?.split('/').skip(1);
        let (leaf, index, deeper) = (parts.next()?, parts.next(), parts.next());
        if known.personal || deeper.is_some() || index.is_some_and(|index| index.parse::<usize>().is_err()) {
            return None;
        }
        read = true;
        let Some(value) = subject.value.pointer(pointer).filter(|_| known.state.strength().is_some()) else { continue };
        let value = if value.to_string().chars().count() > columns {
            json!("<the text that is there now>")
        } else {
            value.clone()
        };
        match (index, section.get_mut(leaf)) {
            (Some(_), Some(Value::Array(items))) => items.push(value),
            (Some(_), _) => drop(section.insert(leaf.to_owned(), json!([value]))),
            (None, _) => drop(section.insert(leaf.to_owned(), value)),
        }
    }
    read.then_some(section)
}

/// How members are written at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// Between braces, each with a comma behind it, but not the last of its mapping.
    Braces {
        /// Nothing follows what is pasted.
        last: bool,
    },
    /// YAML, indented by so many columns.
    Block {
        /// Columns.
        indent: usize,
    },
    /// Markdown without front matter: YAML, with the `---` lines around it.
    FrontMatter,
}

impl Site {
    /// The mapping in the card.
    fn parent<'d>(&self, card: &'d Document) -> &'d Node {
        let path: Vec<&str> = self.path.iter().map(String::as_str).collect();
        card.root.at(&path).unwrap_or(&card.root)
    }

    /// How members are written here.
    pub(crate) fn style(&self, card: &Document) -> Style {
        let parent = self.parent(card);
        let entries = parent.entries();
        if card.syntax == Syntax::Markdown && parent.start == parent.end && self.path.is_empty() {
            return Style::FrontMatter;
        }
        if card.source.bytes.get(parent.start) == Some(&b'{') {
            let last = match &self.replaced {
                Some(key) => entries.last().is_some_and(|entry| entry.key == *key),
                None => entries.is_empty(),
            };
            return Style::Braces { last };
        }
        let indent = entries.first().map_or(0, |entry| card.position(entry.key_start, entry.key_end).column);
        Style::Block { indent: usize::try_from(indent).unwrap_or(0).saturating_sub(1) }
    }

    /// What to do here, for people.
    pub(crate) fn instruction(&self, card: &Document) -> String {
        let name = &card.source.name;
        let dotted = self.path.iter().chain(&self.replaced).map(String::as_str).collect::<Vec<_>>().join(".");
        match (self.style(card), self.path.is_empty()) {
            _ if self.replaced.is_some() => format!("write to `{name}` in place of `{dotted}`"),
            (Style::Braces { .. }, true) => format!("add to `{name}` after the opening brace"),
            (Style::Braces { .. }, false) => format!("add to `{name}` in `{dotted}:`, after its opening brace"),
            (Style::Block { .. }, false) => format!("add to `{name}` in `{dotted}:`"),
            (Style::Block { .. }, true) if card.syntax == Syntax::Markdown => {
                format!("add to `{name}` between the `---` lines")
            }
            (Style::Block { .. }, true) => format!("add to `{name}` at the top level"),
            (Style::FrontMatter, _) => format!("write above everything in `{name}`"),
        }
    }
}
