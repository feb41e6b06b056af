//! The skeleton that `govern init --card` writes: an untouched one claims nothing.

use serde_json::Value;

use crate::input::card::native;
use crate::input::{Draft, parse_bytes};
use crate::model::{LeafState, NoteKind};

const SKELETON: &str = include_str!("../../cli/templates/model_card.json");

#[test]
fn every_field_of_the_skeleton_is_a_placeholder() {
    let document = parse_bytes("model_card.json", SKELETON.as_bytes().to_vec()).unwrap().remove(0);
    assert!(native::detects(&document));
    let mut draft = Draft::new(&document, 0);
    native::read(&document, &mut draft);
    let parts = draft.finish();
    for (pointer, known) in &parts.provenance {
        assert!(
            matches!(known.state, LeafState::Placeholder | LeafState::Derived),
            "`{pointer}` is {}: {}",
            known.state.word(),
            known.raw
        );
        assert!(known.state == LeafState::Placeholder || known.pointer.is_empty(), "`{pointer}` says {}", known.raw);
    }
    for note in &parts.notes {
        assert_eq!(note.kind, NoteKind::Placeholder, "{}", note.message);
    }
    let mut written = 0;
    each_text(&document.root.to_json(), &mut |_| written += 1);
    assert!(parts.notes.len() >= written - 1, "{written} texts, {} placeholders", parts.notes.len());
}

#[test]
fn the_skeleton_has_the_fields_of_the_schema() {
    let schema: Value = serde_json::from_str(include_str!("../../../schemas/model-card.v1.schema.json")).unwrap();
    let mut relaxed = schema;
    texts_are_allowed(&mut relaxed);
    let validator = jsonschema::validator_for(&relaxed).unwrap();
    let skeleton: Value = serde_json::from_str(SKELETON).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(&skeleton).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:?}");
}

fn each_text(value: &Value, found: &mut dyn FnMut(&str)) {
    match value {
        Value::Object(fields) => fields.values().for_each(|field| each_text(field, found)),
        Value::Array(items) => items.iter().for_each(|item| each_text(item, found)),
        Value::String(text) => found(text),
        _ => {}
    }
}

/// Where the schema wants a number, a flag, a date or a word, a text that says what to write is refused until it is
/// replaced: that is what the editor's underlining is for. Everything else has to fit.
fn texts_are_allowed(schema: &mut Value) {
    let Value::Object(keywords) = schema else { return };
    let is_scalar =
        keywords.get("type").and_then(Value::as_str).is_some_and(|kind| kind != "object" && kind != "array");
    if is_scalar {
        keywords.retain(|keyword, _| keyword == "description");
        keywords.insert("type".to_owned(), "string".into());
        return;
    }
    for below in ["properties", "items"] {
        match keywords.get_mut(below) {
            Some(Value::Object(fields)) if below == "properties" => fields.values_mut().for_each(texts_are_allowed),
            Some(items) => texts_are_allowed(items),
            None => {}
        }
    }
}
