//! Between the engine's values and ours: inputs on the way in, answers of controls on the way out.

use serde::Deserialize as _;
use serde_json::Value;

use crate::model::Outcome;

/// A value of the engine; this file and `engine.rs` are all that name the engine itself.
pub(crate) use regorus::Value as Rego;

/// What a control's rule said.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Answer {
    /// Nothing.
    Undefined,
    /// An answer of the contract's shape.
    Given {
        /// `pass`, `fail`, `review` or `not_applicable`.
        outcome: Outcome,
        /// Why; empty where the rule gives none.
        message: String,
        /// Pointers into the subject.
        at: Vec<String>,
    },
    /// Something else: the text says what.
    Wrong(String),
}

/// Deepest nesting, and most parts, of what a foreign pack may answer with.
const DEPTH: usize = 128;
const PARTS: usize = 1_000_000;

/// Whether a value can be walked: one that repeats itself in its parts is small in memory and endless to read.
pub(crate) fn is_modest(value: &Rego) -> bool {
    let mut left = PARTS;
    fits(value, DEPTH, &mut left)
}

fn fits(value: &Rego, depth: usize, left: &mut usize) -> bool {
    let (Some(depth), Some(rest)) = (depth.checked_sub(1), left.checked_sub(1)) else { return false };
    *left = rest;
    match value {
        Rego::Array(items) => items.iter().all(|item| fits(item, depth, left)),
        Rego::Set(items) => items.iter().all(|item| fits(item, depth, left)),
        Rego::Object(fields) => fields.iter().all(|(key, value)| fits(key, depth, left) && fits(value, depth, left)),
        _ => true,
    }
}

/// Converts JSON for the engine; `None` where the engine cannot hold it.
pub(crate) fn to_rego(value: &Value) -> Option<Rego> {
    Rego::deserialize(value).ok().filter(|rego| *rego != Rego::Undefined)
}

/// Converts a value of the engine to JSON; sets become sorted lists. `None` for undefined.
pub(crate) fn to_json(value: &Rego) -> Option<Value> {
    if *value == Rego::Undefined {
        return None;
    }
    serde_json::to_value(value).ok()
}

/// The part of a pack's value that belongs to a rule or package below the pack's root; undefined where there is none.
pub(crate) fn below<'a>(value: &'a Rego, root: &str, path: &str) -> &'a Rego {
    let path = path.strip_prefix(root).unwrap_or(path);
    path.split('.').filter(|key| !key.is_empty()).fold(value, |inner, key| &inner[key])
}

/// Reads a control's answer strictly: a wrong type or an outcome outside of the list is never a pass.
pub(crate) fn answer(value: &Rego) -> Answer {
    if *value == Rego::Undefined {
        return Answer::Undefined;
    }
    let Ok(object) = value.as_object() else {
        return Answer::Wrong(format!("the rule's value is not an object: {}", excerpt(value)));
    };
    let unknown =
        object.iter().find(|(key, _)| !["outcome", "message", "at"].iter().any(|known| **key == Rego::from(*known)));
    if let Some((key, _)) = unknown {
        return Answer::Wrong(format!("unknown key {} in the rule's value", excerpt(key)));
    }
    let outcome = match value["outcome"].as_string().map(|word| word.to_string()).as_deref() {
        Ok("pass") => Outcome::Pass,
        Ok("fail") => Outcome::Fail,
        Ok("review") => Outcome::Review,
        Ok("not_applicable") => Outcome::NotApplicable,
        Ok(other) => return Answer::Wrong(format!("`{other}` is not an outcome")),
        Err(_) => return Answer::Wrong("`outcome` is missing or not a string".to_owned()),
    };
    let message = match &value["message"] {
        Rego::String(text) => text.to_string(),
        Rego::Undefined if outcome == Outcome::Pass => String::new(),
        _ => return Answer::Wrong("`message` is missing or not a string".to_owned()),
    };
    match pointers(&value["at"]) {
        Some(at) => Answer::Given { outcome, message, at },
        None => Answer::Wrong("`at` is not a list of JSON pointers".to_owned()),
    }
}

fn pointers(value: &Rego) -> Option<Vec<String>> {
    let read = |item: &Rego| item.as_string().ok().map(|text| text.to_string()).filter(|text| text.starts_with('/'));
    match value {
        Rego::Undefined => Some(Vec::new()),
        Rego::Array(items) => items.iter().map(read).collect(),
        Rego::Set(items) => items.iter().map(read).collect(),
        _ => None,
    }
}

fn excerpt(value: &Rego) -> String {
    value.to_json_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ").chars().take(80).collect()
}
