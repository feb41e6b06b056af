//! The card of this project: shaped like the subject, in JSON or YAML (schemas/model-card.v1.schema.json).

use crate::input::draft::Draft;
use crate::input::leaves::child;
use crate::input::node::{Document, Entry, NodeValue, Syntax};
use crate::input::schema::{Kind, subject};
use crate::model::NoteKind;

/// Sections of the subject that do not come from a card.
const NOT_OF_A_CARD: [&str; 3] = ["kind", "deployment", "artifact"];

/// Keys that say which format this is.
const MARKS: [&str; 2] = ["$schema", "govern"];

/// A card that says so by `$schema` or `govern`, or that has the sections of one.
pub(crate) fn detects(document: &Document) -> bool {
    let root = &document.root;
    if document.syntax == Syntax::Markdown {
        return false;
    }
    let schema = root.get("$schema").and_then(|schema| schema.text()).unwrap_or_default();
    if schema.contains("model-card") || schema.contains("govern:schema") || root.get("govern").is_some() {
        return true;
    }
    let sections = root.entries().iter().filter(|entry| is_section(entry)).count();
    let telling =
        root.entries().iter().any(|entry| matches!(entry.key.as_str(), "purpose" | "oversight") && is_section(entry));
    let foreign = root.entries().iter().any(|entry| subject().field(&entry.key).is_none());
    sections >= 2 && (telling || !foreign)
}

/// A section of the subject, with at least one field that it has there.
fn is_section(entry: &Entry) -> bool {
    let Some(section) = subject().field(&entry.key).filter(|_| !NOT_OF_A_CARD.contains(&entry.key.as_str())) else {
        return false;
    };
    let fields = match &section.kind {
        Kind::List(element) => {
            return entry
                .value
                .items()
                .iter()
                .any(|item| item.entries().iter().any(|field| element.field(&field.key).is_some()));
        }
        _ => entry.value.entries(),
    };
    fields.iter().any(|field| section.field(&field.key).is_some())
}

/// Reads every section; what the subject does not have is noted.
pub(crate) fn read(document: &Document, draft: &mut Draft) {
    for entry in document.root.entries() {
        let key = entry.key.as_str();
        if MARKS.contains(&key) {
            continue;
        }
        if key == "evaluation" && matches!(entry.value.value, NodeValue::Map(_)) {
            read_metrics_by_name(entry, draft);
        } else if subject().field(key).is_some() && !NOT_OF_A_CARD.contains(&key) {
            let pointer = child("", key);
            draft.set(&pointer, &entry.value, &pointer);
        } else if NOT_OF_A_CARD.contains(&key) {
            let message = format!("`{key}` does not come from a card: govern reads it from manifests and files");
            draft.note(NoteKind::UnknownField, message, &[], Some(&entry.value));
        } else {
            draft.unknown_field("", entry);
        }
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
