//! What the reader promises about any bytes, for the targets `card` and `manifest`.

use std::path::Path;

use govern::canon;
use govern::input::{InputError, Limits, ReadRequest, load, plan};
use govern::model::{Position, Subject};
use serde_json::Value;

/// Reads bytes as `govern check - --stdin-filename NAME` does, up to the subjects, and checks what holds for each.
///
/// # Panics
/// Where a promise is broken; that is what a fuzzer looks for.
pub fn read(name: &str, bytes: &[u8]) {
    let request = ReadRequest {
        paths: &[],
        cwd: Path::new("/"),
        stdin: Some((name.to_owned(), bytes.to_vec())),
        input_format: None,
        artifact: None,
        environment: None,
        limits: Limits::default(),
        threads: 1,
    };
    let plan = plan(&request);
    for failure in &plan.failures {
        check_error(&failure.error, bytes);
    }
    for group in &plan.groups {
        match load(&plan, group) {
            Ok(subject) => check_subject(&subject, bytes),
            Err(failure) => check_error(&failure.error, bytes),
        }
    }
}

fn check_error(error: &InputError, bytes: &[u8]) {
    assert!(!error.to_string().is_empty());
    if let Some(position) = error.position() {
        check_position(position, bytes);
    }
}

fn check_subject(subject: &Subject, bytes: &[u8]) {
    assert!(!subject.id.is_empty() || subject.documents.is_empty(), "a subject without a name");
    let value = canon::numbers_as_text(&subject.value);
    assert!(canon::value_to_bytes(&value).is_ok(), "a subject without a digest");
    for (pointer, provenance) in &subject.provenance {
        if let Some(position) = provenance.position {
            check_position(position, bytes);
        }
        // The other way round, a value may be there and no answer: a list with a malformed element.
        let is_there = subject.value.pointer(pointer).is_some_and(|value| !value.is_null());
        assert!(is_there || provenance.state.strength().is_none(), "`{pointer}` is answered, and has no value");
    }
    check_leaves(&subject.value, "", subject);
}

/// Every leaf says where it came from, itself or with the list or object that it is in.
fn check_leaves(value: &Value, pointer: &str, subject: &Subject) {
    if subject.provenance.contains_key(pointer) {
        return;
    }
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                let key = key.replace('~', "~0").replace('/', "~1");
                check_leaves(member, &format!("{pointer}/{key}"), subject);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                check_leaves(item, &format!("{pointer}/{index}"), subject);
            }
        }
        _ => panic!("nothing is known about `{pointer}`"),
    }
}

fn check_position(position: Position, bytes: &[u8]) {
    // What is missing at the end of the text is shown there.
    assert!(position.start <= position.end && position.end <= bytes.len() + 1, "{position:?} of {}", bytes.len());
    assert!(position.line >= 1 && position.column >= 1, "{position:?}");
    assert!((position.line, position.column) <= (position.end_line, position.end_column), "{position:?}");
}
