//! The sections of our own card: in a card that has nothing else, and in cards of other formats, which may have them at
//! their top level for what their format has no place for.

use crate::input::card::fields::{folded_key, table};
use crate::input::draft::Draft;
use crate::input::leaves::child;
use crate::input::node::{Document, Entry, Node, NodeValue};
use crate::input::schema::{Kind, Shape, subject};
use crate::input::spelling::did_you_mean;

/// Sections of the subject that do not come from a card.
pub(crate) const NOT_OF_A_CARD: [&str; 3] = ["kind", "deployment", "artifact"];

/// The section of a card that a key names.
pub(crate) fn section(key: &str) -> Option<&'static Shape> {
    subject().field(key).filter(|_| !NOT_OF_A_CARD.contains(&key))
}

/// Reads every section at the top level of a card whose format has no such keys, after its own reader.
pub(crate) fn read_sections(root: &Node, draft: &mut Draft) {
    root.entries().iter().filter(|entry| is_section(entry)).for_each(|entry| read_section(entry, draft));
}

/// Reads one section; what the subject does not have in it is noted.
pub(crate) fn read_section(entry: &Entry, draft: &mut Draft) {
    if entry.key == "evaluation" && matches!(entry.value.value, NodeValue::Map(_)) {
        return read_metrics_by_name(entry, draft);
    }
    let pointer = child("", &entry.key);
    draft.set(&pointer, &entry.value, &pointer);
}

/// A section with at least one field that the subject has there, or a list of texts where it has one.
fn is_section(entry: &Entry) -> bool {
    let Some(shape) = section(&entry.key) else { return false };
    let has_field = |shape: &Shape, node: &Node| node.entries().iter().any(|field| shape.field(&field.key).is_some());
    match &shape.kind {
        Kind::List(element) if matches!(element.kind, Kind::Record(_)) => {
            entry.value.items().iter().any(|item| has_field(element, item))
        }
        Kind::List(_) => !entry.value.items().is_empty(),
        _ => has_field(shape, &entry.value),
    }
}

/// `evaluation: {accuracy: 0.91}` in place of a list; a list element has its metric among its fields.
fn read_metrics_by_name(evaluation: &Entry, draft: &mut Draft) {
    let is_one_result = evaluation.value.get("metric").is_some();
    if is_one_result {
        return draft.set("/evaluation", &evaluation.value, "/evaluation");
    }
    for entry in evaluation.value.entries() {
        let pointer = format!("/evaluation/{}", draft.next_index("/evaluation"));
        let from = child("/evaluation", &entry.key);
        draft.set_text(&format!("{pointer}/metric"), &entry.key, entry.key_start..entry.key_end, &from);
        let is_record = matches!(entry.value.value, NodeValue::Map(_));
        let target = if is_record { pointer } else { format!("{pointer}/value") };
        draft.set(&target, &entry.value, &from);
    }
}

/// A card of nobody's format, taken apart: what is written as our own card has it, and everything else.
///
/// Such cards use the names of our sections for fields of their own, so that a section is taken field by field.
#[derive(Debug)]
pub(crate) struct Apart<'n> {
    /// Pointer and value of every field that is shaped like ours.
    fields: Vec<(String, &'n Node)>,
    /// The section and the field of those that are ours but for their spelling.
    misspelt: Vec<(String, &'n Entry)>,
    /// The document without them.
    pub(crate) rest: Document,
}

impl<'n> Apart<'n> {
    /// Takes a document apart.
    pub(crate) fn of(document: &'n Document) -> Self {
        let rest = Document { root: Node { value: NodeValue::Null, ..document.root }, ..document.clone() };
        let mut apart = Self { fields: Vec::new(), misspelt: Vec::new(), rest };
        let NodeValue::Map(entries) = &document.root.value else {
            return Self { rest: document.clone(), ..apart };
        };
        let left = entries.iter().filter_map(|entry| apart.take(entry)).collect();
        apart.rest.root.value = NodeValue::Map(left);
        apart
    }

    /// Number of fields that are shaped like ours.
    pub(crate) const fn count(&self) -> usize {
        self.fields.len()
    }

    /// Reads the fields that are shaped like ours.
    pub(crate) fn read(&self, draft: &mut Draft) {
        for (pointer, node) in &self.fields {
            draft.set(pointer, node, pointer);
        }
        for (section, entry) in &self.misspelt {
            draft.unknown_field(section, entry);
        }
    }

    /// Takes what is ours from a section, and returns what is left of it.
    fn take(&mut self, entry: &'n Entry) -> Option<Entry> {
        // Results by name are read by their names, whatever is beside them.
        let Some(shape) = section(&entry.key).filter(|_| entry.key != "evaluation") else { return Some(entry.clone()) };
        let pointer = child("", &entry.key);
        let NodeValue::Map(fields) = &entry.value.value else {
            if matches!(entry.value.value, NodeValue::List(_)) && fits(&entry.value, shape) {
                self.fields.push((pointer, &entry.value));
                return None;
            }
            return Some(entry.clone());
        };
        let (ours, others): (Vec<&Entry>, Vec<&Entry>) =
            fields.iter().partition(|field| shape.field(&field.key).is_some_and(|below| fits(&field.value, below)));
        if ours.is_empty() {
            return Some(entry.clone());
        }
        self.fields.extend(ours.iter().map(|field| (child(&pointer, &field.key), &field.value)));
        let (misspelt, others): (Vec<&Entry>, Vec<&Entry>) =
            others.into_iter().partition(|field| is_misspelt(&entry.key, shape, field));
        self.misspelt.extend(misspelt.into_iter().map(|field| (pointer.clone(), field)));
        let left: Vec<Entry> = others.into_iter().cloned().collect();
        let value = Node { value: NodeValue::Map(left), ..entry.value };
        (!value.entries().is_empty()).then(|| Entry { value, key: entry.key.clone(), ..*entry })
    }
}

/// Nearly a field of ours, and nothing that ad hoc cards have there.
fn is_misspelt(section: &str, shape: &Shape, field: &Entry) -> bool {
    let Kind::Record(fields) = &shape.kind else { return false };
    !fields.contains_key(&field.key)
        && !table().knows(&folded_key(section), &folded_key(&field.key))
        && did_you_mean(&field.key, fields.keys().map(String::as_str)).is_some()
}

/// Is the value written in the form of the schema? The form says nothing about the answer itself.
fn fits(node: &Node, shape: &Shape) -> bool {
    let is_scalar = |node: &Node| !matches!(node.value, NodeValue::Map(_) | NodeValue::List(_));
    match (&shape.kind, &node.value) {
        (Kind::Record(_), NodeValue::Map(entries)) => {
            !entries.is_empty()
                && entries.iter().all(|entry| shape.field(&entry.key).is_some_and(|field| fits(&entry.value, field)))
        }
        (Kind::Record(_), _) => false,
        (Kind::List(element), NodeValue::List(items)) => items.iter().all(|item| fits(item, element)),
        (Kind::List(element), _) => !matches!(element.kind, Kind::Record(_)) && is_scalar(node),
        _ => is_scalar(node),
    }
}
