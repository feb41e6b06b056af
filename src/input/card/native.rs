//! The card of this project: shaped like the subject, in JSON or YAML (schemas/model-card.v1.schema.json).

use crate::input::card::fields::{folded_key, table};
use crate::input::card::sections::{Apart, NOT_OF_A_CARD, read_section, section};
use crate::input::draft::Draft;
use crate::input::node::{Document, Entry, Syntax};
use crate::model::NoteKind;

/// Keys that say which format this is.
const MARKS: [&str; 2] = ["$schema", "govern"];

/// A card that says so by `$schema` or `govern`, or that has the sections of one and next to nothing else.
pub(crate) fn detects(document: &Document) -> bool {
    let root = &document.root;
    if document.syntax == Syntax::Markdown {
        return false;
    }
    let schema = root.get("$schema").and_then(|schema| schema.text()).unwrap_or_default();
    if schema.contains("model-card") || schema.contains("govern:schema") || root.get("govern").is_some() {
        return true;
    }
    let sections = root.entries().iter().filter(|entry| section(&entry.key).is_some()).count();
    sections >= 2 && is_nearly_all_ours(document)
}

/// At most one field in five is none of ours, and none of these is one that the reader of ad hoc cards would find.
fn is_nearly_all_ours(document: &Document) -> bool {
    let apart = Apart::of(document);
    let foreign: Vec<(&str, &Entry)> = apart.rest.root.entries().iter().flat_map(foreign_fields).collect();
    let would_be_lost =
        |(section, entry): &(&str, &Entry)| table().knows(&folded_key(section), &folded_key(&entry.key));
    foreign.len() * 4 <= apart.count() && !foreign.iter().any(would_be_lost)
}

/// The section and the fields that are none of ours.
fn foreign_fields(entry: &Entry) -> Vec<(&str, &Entry)> {
    let fields = entry.value.entries();
    match entry.key.as_str() {
        "evaluation" => Vec::new(),
        key if key.starts_with(['$', '_']) || key.starts_with("x-") => Vec::new(),
        key if section(key).is_some() && !fields.is_empty() => fields.iter().map(|field| (key, field)).collect(),
        _ => vec![("", entry)],
    }
}

/// Reads every section; what the subject does not have is noted.
pub(crate) fn read(document: &Document, draft: &mut Draft) {
    for entry in document.root.entries() {
        let key = entry.key.as_str();
        if MARKS.contains(&key) {
            continue;
        }
        if section(key).is_some() {
            read_section(entry, draft);
        } else if NOT_OF_A_CARD.contains(&key) && !is_environment(entry, draft) {
            let message = format!("`{key}` does not come from a card: govern reads it from manifests and files");
            draft.note(NoteKind::UnknownField, message, &[], Some(&entry.value));
        } else if !NOT_OF_A_CARD.contains(&key) {
            draft.unknown_field("", entry);
        }
    }
}

/// Of a deployment, a card may name the environment: naming a strict one can only tighten what is asked of it.
fn is_environment(entry: &Entry, draft: &mut Draft) -> bool {
    match (entry.key.as_str(), entry.value.entries()) {
        ("deployment", [field]) if field.key == "environment" => {
            draft.set("/deployment/environment", &field.value, "/deployment/environment");
            true
        }
        _ => false,
    }
}
