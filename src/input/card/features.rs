//! The features of a model in ad hoc cards: lists of every kind, and what they say the model does not use.

use crate::input::card::fields::{folded_key, table};
use crate::input::draft::Draft;
use crate::input::leaves::child;
use crate::input::node::{Entry, Node, NodeValue};

/// Where the subject has them.
pub(crate) const FEATURES: &str = "/data/features";

/// Reads the names of features: a list, a text, lists by kind, or a description of each under its name.
///
/// A number says how many there are, and what the model does not use is none of its features.
pub(crate) fn read(draft: &mut Draft, node: &Node, from: &str) {
    match &node.value {
        NodeValue::Map(entries) => {
            for entry in entries.iter().filter(|entry| !table().is_left_out(&folded_key(&entry.key))) {
                read_entry(draft, entry, &child(from, &entry.key));
            }
        }
        NodeValue::List(items) => {
            for (at, item) in items.iter().enumerate() {
                read_item(draft, item, &child(from, &at.to_string()));
            }
        }
        NodeValue::Number(_) => {}
        _ => draft.set(FEATURES, node, from),
    }
}

fn read_entry(draft: &mut Draft, entry: &Entry, from: &str) {
    let key = folded_key(&entry.key);
    let is_kind = table().is_kind_of_feature(&key) || ["description", "note", "imputation"].contains(&key.as_str());
    match &entry.value.value {
        NodeValue::List(_) => read(draft, &entry.value, from),
        NodeValue::Map(_) if is_kind => read(draft, &entry.value, from),
        _ if is_kind => {}
        _ => draft.set_text(FEATURES, &entry.key, entry.key_start..entry.key_end, from),
    }
}

/// The name of a feature, or a mapping that has it.
fn read_item(draft: &mut Draft, item: &Node, from: &str) {
    let named = ["name", "feature", "feature_name", "column"].iter().find_map(|key| Some((*key, item.get(key)?)));
    match named {
        Some((key, name)) => draft.set(FEATURES, name, &child(from, key)),
        None => draft.set(FEATURES, item, from),
    }
}
