//! The part of a subject that one document gives: every leaf is read as the schema's type and remembers its place.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use serde_json::Value;

use crate::input::coerce::{Coerced, Remark, coerce, expected};
use crate::input::evaluation;
use crate::input::leaves::{Leaves, child};
use crate::input::lines::LineIndex;
use crate::input::node::{Document, Entry, Node, NodeValue};
use crate::input::protected;
use crate::input::schema::{Kind, Shape, shape_at};
use crate::input::spelling::did_you_mean;
use crate::input::worse::{agree, has_worse, is_worse};
use crate::model::{LeafState, Note, NoteKind, Provenance, SourceText};

/// Longest raw value that provenance keeps, in characters.
const RAW_LIMIT: usize = 200;

/// Collects the leaves of one document.
#[derive(Debug)]
pub struct Draft {
    source: Arc<SourceText>,
    lines: Arc<LineIndex>,
    document: usize,
    leaves: Leaves,
    /// The elements of each list of scalars, as JSON: an element is listed once.
    listed: BTreeMap<String, BTreeSet<String>>,
    /// The only part of the subject that is wanted; empty for all of it.
    wanted: &'static str,
}

/// What a document gave.
#[derive(Debug)]
pub struct DraftParts {
    /// The answers.
    pub value: Value,
    /// What is known about each leaf, also about those that are no answers.
    pub provenance: BTreeMap<String, Provenance>,
    /// What reading found.
    pub notes: Vec<Note>,
}

/// What is read into a leaf: the node, its pointer in the document, and what the schema expects.
#[derive(Clone, Copy)]
struct Reading<'r> {
    node: &'r Node,
    from: &'r str,
    shape: &'r Shape,
}

impl Draft {
    /// An empty draft; `index` is the document's place in [`crate::model::Subject::documents`].
    #[must_use]
    pub fn new(document: &Document, index: usize) -> Self {
        Self {
            source: Arc::clone(&document.source),
            lines: Arc::clone(&document.lines),
            document: index,
            leaves: Leaves::default(),
            listed: BTreeMap::new(),
            wanted: "",
        }
    }

    /// A draft that reads only what is below `/model`, for whoever wants to know no more than what a card is about.
    pub(crate) fn of_model(document: &Document) -> Self {
        Self { wanted: "/model", ..Self::new(document, 0) }
    }

    /// Reads the node as the type that the schema has at `pointer`, and sets it with its provenance.
    ///
    /// Placeholders, malformed values and absents are recorded as such and not set. Objects and lists are descended;
    /// lists grow. A second answer that disagrees is noted, and the worse one counts.
    pub fn set(&mut self, pointer: &str, node: &Node, source_pointer: &str) {
        let Some(shape) = shape_at(pointer) else {
            return self.note(NoteKind::UnknownField, format!("the subject has no `{pointer}`"), &[], Some(node));
        };
        self.read(pointer, Reading { node, from: source_pointer, shape });
    }

    /// Sets a text that has no node of its own, such as a section of prose, with its bytes in the document.
    pub fn set_text(&mut self, pointer: &str, text: &str, range: Range<usize>, source_pointer: &str) {
        let node = Node { value: NodeValue::Text(text.to_owned()), start: range.start, end: range.end };
        self.set(pointer, &node, source_pointer);
    }

    /// Sets a default that the format documents, or what follows from other leaves, where nothing else was said.
    pub fn derive(&mut self, pointer: &str, value: Value) {
        if self.leaves.get(pointer).is_none() && self.leaves.state(pointer) == LeafState::Absent {
            let provenance = self.derived(pointer, &value);
            self.leaves.put(pointer, value, provenance);
        }
    }

    /// Notes something that the pack `intake` judges.
    pub fn note(&mut self, kind: NoteKind, message: String, at: &[&str], node: Option<&Node>) {
        self.leaves.notes.push(Note {
            kind,
            message,
            at: at.iter().map(|pointer| (*pointer).to_owned()).collect(),
            document: Some(self.document),
            position: node.map(|node| self.lines.position(node.start, node.end)),
        });
    }

    /// The answer at a pointer, if there is one yet.
    #[must_use]
    pub fn get(&self, pointer: &str) -> Option<&Value> {
        self.leaves.get(pointer)
    }

    /// The index that the next element of a list gets.
    #[must_use]
    pub fn next_index(&self, list_pointer: &str) -> usize {
        self.leaves.next_index(list_pointer)
    }

    /// What the document gave, with every entry of `evaluation` completed.
    #[must_use]
    pub fn finish(mut self) -> DraftParts {
        evaluation::complete(&mut self.leaves);
        protected::add_revealed(&mut self.leaves);
        self.leaves.remove_empty_lists();
        let Leaves { mut value, provenance, notes } = self.leaves;
        if !value.is_object() {
            value = Value::Object(serde_json::Map::new());
        }
        DraftParts { value, provenance, notes }
    }

    fn read(&mut self, pointer: &str, reading: Reading<'_>) {
        if !pointer.starts_with(self.wanted) && !self.wanted.starts_with(pointer) {
            return;
        }
        match &reading.shape.kind {
            Kind::Record(_) => self.read_record(pointer, reading),
            Kind::List(element) => self.read_list(pointer, Reading { shape: element, ..reading }),
            _ => self.read_scalar(pointer, reading),
        }
    }

    fn read_record(&mut self, pointer: &str, reading: Reading<'_>) {
        let Reading { node, from, shape } = reading;
        match &node.value {
            NodeValue::Null => self.mark(pointer, reading, LeafState::Absent),
            NodeValue::Map(entries) => {
                for entry in entries {
                    if let Some(field) = shape.field(&entry.key) {
                        let below = Reading { node: &entry.value, from: &child(from, &entry.key), shape: field };
                        self.read(&child(pointer, &entry.key), below);
                    } else if !entry.key.starts_with(['$', '_']) && !entry.key.starts_with("x-") {
                        self.unknown_field(pointer, entry);
                    }
                }
            }
            NodeValue::List(items) if items.len() == 1 => {
                for item in items {
                    self.read_record(pointer, Reading { node: item, from: &child(from, "0"), shape });
                }
            }
            NodeValue::Text(_) | NodeValue::Number(_) => match shape.principal_field() {
                Some((key, field)) => self.read(&child(pointer, key), Reading { shape: field, ..reading }),
                None => self.malformed(pointer, reading, &expected(shape)),
            },
            NodeValue::Bool(_) | NodeValue::List(_) => self.malformed(pointer, reading, &expected(shape)),
        }
    }

    /// Reads a list; `reading.shape` is the shape of an element.
    fn read_list(&mut self, pointer: &str, reading: Reading<'_>) {
        let Reading { node, from, shape } = reading;
        match &node.value {
            NodeValue::Null => self.mark(pointer, reading, LeafState::Absent),
            NodeValue::List(items) if items.is_empty() => self.mark(pointer, reading, LeafState::Absent),
            NodeValue::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.read_list_item(pointer, Reading { node: item, from: &child(from, &at.to_string()), shape });
                }
            }
            _ => self.read_list_item(pointer, reading),
        }
    }

    fn read_list_item(&mut self, list: &str, reading: Reading<'_>) {
        if matches!(reading.shape.kind, Kind::Record(_)) {
            self.push_record(list, reading);
        } else {
            self.push_scalars(list, reading);
        }
    }

    fn push_record(&mut self, list: &str, reading: Reading<'_>) {
        match &reading.node.value {
            NodeValue::Null => {}
            NodeValue::Map(_) | NodeValue::Text(_) => {
                let pointer = child(list, &self.next_index(list).to_string());
                self.leaves.open_element(&pointer);
                self.read_record(&pointer, reading);
            }
            _ => self.malformed(list, reading, &expected(reading.shape)),
        }
    }

    /// Appends a scalar; a nested list or object gives its own scalars, and a described one its description.
    fn push_scalars(&mut self, list: &str, reading: Reading<'_>) {
        let Reading { node, from, shape } = reading;
        match &node.value {
            NodeValue::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.push_scalars(list, Reading { node: item, from: &child(from, &at.to_string()), shape });
                }
            }
            NodeValue::Map(entries) => {
                let told = ["description", "text", "name", "title", "value"]
                    .iter()
                    .find_map(|key| node.get(key).filter(|value| value.text().is_some()).map(|value| (key, value)));
                if let Some((key, value)) = told {
                    return self.push_scalar(list, Reading { node: value, from: &child(from, key), shape });
                }
                for entry in entries {
                    let from = child(from, &entry.key);
                    match &entry.value.value {
                        // `robustness: {noise: 0.71}`: the number alone says nothing.
                        NodeValue::Number(_) if matches!(shape.kind, Kind::Text) => {
                            let text = format!("{}: {}", entry.key, self.written(&entry.value));
                            let node = Node { value: NodeValue::Text(text), ..entry.value };
                            self.push_scalar(list, Reading { node: &node, from: &from, shape });
                        }
                        _ => self.push_scalars(list, Reading { node: &entry.value, from: &from, shape }),
                    }
                }
            }
            _ => self.push_scalar(list, reading),
        }
    }

    /// Appends a scalar. An element that is no answer is left out, and the list as a whole remembers it: what was left
    /// out could have been the one that matters.
    fn push_scalar(&mut self, list: &str, reading: Reading<'_>) {
        let node = reading.node;
        match coerce(node, reading.shape, &self.written(node)) {
            Coerced::Answer(value, remark) => {
                if !self.listed.entry(list.to_owned()).or_default().insert(value.to_string()) {
                    return;
                }
                let pointer = child(list, &self.next_index(list).to_string());
                self.remark(&pointer, reading, remark);
                let provenance = self.provenance(reading, LeafState::Declared);
                self.leaves.put(&pointer, value, provenance);
            }
            Coerced::Absent => {}
            Coerced::Placeholder => self.placeholder(list, reading),
            Coerced::Malformed(wanted) => self.malformed(list, reading, &wanted),
        }
    }

    fn read_scalar(&mut self, pointer: &str, reading: Reading<'_>) {
        let node = reading.node;
        if let NodeValue::List(items) = &node.value
            && let Some(joined) = joined(items, reading)
        {
            return self.read_scalar(pointer, Reading { node: &joined, ..reading });
        }
        match coerce(node, reading.shape, &self.written(node)) {
            Coerced::Answer(value, remark) => {
                self.remark(pointer, reading, remark);
                self.answer(pointer, reading, value);
            }
            Coerced::Absent => self.mark(pointer, reading, LeafState::Absent),
            Coerced::Placeholder => self.placeholder(pointer, reading),
            Coerced::Malformed(wanted) => self.malformed(pointer, reading, &wanted),
        }
    }

    fn answer(&mut self, pointer: &str, reading: Reading<'_>, value: Value) {
        let provenance = self.provenance(reading, LeafState::Declared);
        let earlier = self.leaves.get(pointer).cloned().zip(self.leaves.provenance.get(pointer).cloned());
        if let Some((known, known_from)) = earlier.filter(|(_, from)| from.state != LeafState::Derived) {
            if !agree(&known, &value) {
                let which = if has_worse(reading.shape) { "worse" } else { "first" };
                let message = format!(
                    "`{}` says `{}`, and `{}` says `{}`; the {which} one counts",
                    known_from.pointer, known_from.raw, reading.from, provenance.raw
                );
                self.note(NoteKind::SynonymsDisagree, message, &[pointer], Some(reading.node));
            }
            if !is_worse(reading.shape, &value, &known) {
                return;
            }
        }
        self.leaves.put(pointer, value, provenance);
    }

    fn remark(&mut self, pointer: &str, reading: Reading<'_>, remark: Option<Remark>) {
        let Reading { node, from, .. } = reading;
        if let Some(remark) = remark {
            let message = format!("`{from}`: `{}` {}", self.raw(node), remark.message);
            self.note(remark.kind, message, &[pointer], Some(node));
        }
    }

    fn placeholder(&mut self, pointer: &str, reading: Reading<'_>) {
        let message = format!("`{}` is filled with `{}`, which is no answer", reading.from, self.raw(reading.node));
        self.note(NoteKind::Placeholder, message, &[pointer], Some(reading.node));
        self.mark(pointer, reading, LeafState::Placeholder);
    }

    fn malformed(&mut self, pointer: &str, reading: Reading<'_>, wanted: &str) {
        let message = format!("`{}` is `{}`, where {wanted} is expected", reading.from, self.raw(reading.node));
        self.note(NoteKind::Malformed, message, &[pointer], Some(reading.node));
        self.mark(pointer, reading, LeafState::Malformed);
    }

    /// Notes a field that the record at `pointer` does not have, with the one that was probably meant.
    pub(crate) fn unknown_field(&mut self, pointer: &str, entry: &Entry) {
        let Some(Kind::Record(fields)) = shape_at(pointer).map(|shape| &shape.kind) else { return };
        let place = if pointer.is_empty() { "the card" } else { pointer };
        let message = match did_you_mean(&entry.key, fields.keys().map(String::as_str)) {
            Some(known) => format!("`{place}` has no field `{}`; did you mean `{known}`?", entry.key),
            None => format!("`{place}` has no field `{}`", entry.key),
        };
        let key = Node { value: NodeValue::Null, start: entry.key_start, end: entry.key_end };
        self.note(NoteKind::UnknownField, message, &[], Some(&key));
    }

    fn mark(&mut self, pointer: &str, reading: Reading<'_>, state: LeafState) {
        let provenance = self.provenance(reading, state);
        self.leaves.mark(pointer, provenance);
    }

    fn provenance(&self, reading: Reading<'_>, state: LeafState) -> Provenance {
        Provenance {
            document: Some(self.document),
            pointer: reading.from.to_owned(),
            position: Some(self.lines.position(reading.node.start, reading.node.end)),
            raw: self.raw(reading.node),
            state,
            personal: reading.shape.personal,
        }
    }

    fn derived(&self, pointer: &str, value: &Value) -> Provenance {
        Provenance {
            document: Some(self.document),
            pointer: String::new(),
            position: None,
            raw: value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned),
            state: LeafState::Derived,
            personal: shape_at(pointer).is_some_and(|shape| shape.personal),
        }
    }

    /// A number as it is written in the document; for other values nothing depends on it.
    fn written(&self, node: &Node) -> String {
        let NodeValue::Number(number) = &node.value else { return String::new() };
        let slice = self.source.bytes.get(node.start..node.end).and_then(|bytes| std::str::from_utf8(bytes).ok());
        // A number inside a string has the place of the string.
        slice
            .filter(|text| text.parse::<f64>().ok() == number.as_f64())
            .map_or_else(|| number.to_string(), ToOwned::to_owned)
    }

    fn raw(&self, node: &Node) -> String {
        let text = match &node.value {
            NodeValue::Text(text) => return text.chars().take(RAW_LIMIT).collect(),
            NodeValue::Number(_) => self.written(node),
            NodeValue::Null => "null".to_owned(),
            NodeValue::Bool(flag) => flag.to_string(),
            NodeValue::List(_) | NodeValue::Map(_) => {
                let bytes = self.source.bytes.get(node.start..node.end).unwrap_or_default();
                String::from_utf8_lossy(bytes.get(..4 * RAW_LIMIT).unwrap_or(bytes)).into_owned()
            }
        };
        text.chars().take(RAW_LIMIT).collect()
    }
}

/// A list where a scalar is expected: its only element, or its texts as one.
fn joined(items: &[Node], list: Reading<'_>) -> Option<Node> {
    if let [only] = items {
        return Some(only.clone());
    }
    let texts: Option<Vec<&str>> = items.iter().map(Node::text).collect();
    let text = texts.filter(|texts| !texts.is_empty() && matches!(list.shape.kind, Kind::Text))?.join("; ");
    Some(Node { value: NodeValue::Text(text), start: list.node.start, end: list.node.end })
}
