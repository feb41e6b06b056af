//! The leaves of one document: values at pointers of the subject, and what is known about each.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::model::{LeafState, Note, Provenance};

/// The pointer of a child: `/` and `~` in the key are escaped as RFC 6901 asks.
#[must_use]
pub(crate) fn child(pointer: &str, key: &str) -> String {
    if key.contains(['~', '/']) {
        format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
    } else {
        format!("{pointer}/{key}")
    }
}

/// Values and provenance that grow leaf by leaf.
#[derive(Debug, Default)]
pub(crate) struct Leaves {
    /// The subject so far.
    pub(crate) value: Value,
    /// What is known, by pointer.
    pub(crate) provenance: BTreeMap<String, Provenance>,
    /// What reading found.
    pub(crate) notes: Vec<Note>,
}

impl Leaves {
    /// The value at a pointer.
    pub(crate) fn get(&self, pointer: &str) -> Option<&Value> {
        self.value.pointer(pointer).filter(|value| !value.is_null())
    }

    /// Sets a value and what is known about it.
    pub(crate) fn put(&mut self, pointer: &str, value: Value, provenance: Provenance) {
        edit(&mut self.value, &mut segments(pointer), |place| *place = value);
        self.provenance.insert(pointer.to_owned(), provenance);
    }

    /// Records why there is no answer; never hides an answer, nor a reason that says more.
    pub(crate) fn mark(&mut self, pointer: &str, provenance: Provenance) {
        let known = self.provenance.get(pointer).map(|known| known.state);
        if known.is_none_or(|known| known < provenance.state && known.strength().is_none()) {
            self.provenance.insert(pointer.to_owned(), provenance);
        }
    }

    /// Makes sure that a list has an element at this pointer, even if every leaf of it turns out to be no answer.
    pub(crate) fn open_element(&mut self, pointer: &str) {
        edit(&mut self.value, &mut segments(pointer), |place| {
            if place.is_null() {
                *place = Value::Object(Map::new());
            }
        });
    }

    /// Removes lists all of whose elements are empty: nobody answered anything in them.
    pub(crate) fn remove_empty_lists(&mut self) {
        remove_empty_lists(&mut self.value);
    }

    /// Number of elements of a list.
    pub(crate) fn next_index(&self, list_pointer: &str) -> usize {
        self.value.pointer(list_pointer).and_then(Value::as_array).map_or(0, Vec::len)
    }

    /// The state of a leaf.
    pub(crate) fn state(&self, pointer: &str) -> LeafState {
        self.provenance.get(pointer).map_or(LeafState::Absent, |known| known.state)
    }

    /// What is known about the first leaf below a pointer.
    pub(crate) fn first_below(&self, pointer: &str) -> Option<&Provenance> {
        let below = format!("{pointer}/");
        let (key, known) = self.provenance.range(below.clone()..).next()?;
        key.starts_with(&below).then_some(known)
    }

    /// Leaves of a list only the elements with these indices, which get new ones in this order.
    pub(crate) fn keep_elements(&mut self, list: &str, kept: &[usize]) {
        let places: BTreeMap<usize, usize> = kept.iter().enumerate().map(|(place, index)| (*index, place)).collect();
        let renamed = |pointer: &str| -> Option<String> {
            let Some(rest) = pointer.strip_prefix(list).and_then(|rest| rest.strip_prefix('/')) else {
                return Some(pointer.to_owned());
            };
            let (index, leaf) = rest.split_once('/').map_or((rest, ""), |(index, leaf)| (index, leaf));
            let place = places.get(&index.parse::<usize>().ok()?)?;
            Some(if leaf.is_empty() { format!("{list}/{place}") } else { format!("{list}/{place}/{leaf}") })
        };
        if let Some(Value::Array(items)) = self.value.pointer_mut(list) {
            *items = kept.iter().filter_map(|index| items.get(*index).cloned()).collect();
        }
        self.provenance = std::mem::take(&mut self.provenance)
            .into_iter()
            .filter_map(|(pointer, known)| Some((renamed(&pointer)?, known)))
            .collect();
        for note in &mut self.notes {
            note.at = note.at.iter().filter_map(|pointer| renamed(pointer)).collect();
        }
    }
}

fn remove_empty_lists(value: &mut Value) {
    let is_empty = |item: &Value| item.as_object().is_some_and(Map::is_empty);
    match value {
        Value::Object(fields) => {
            fields.values_mut().for_each(remove_empty_lists);
            fields.retain(|_, field| !field.as_array().is_some_and(|items| items.iter().all(is_empty)));
        }
        Value::Array(items) => items.iter_mut().for_each(remove_empty_lists),
        _ => {}
    }
}

/// Applies a change at the place of a pointer; makes the objects and lists on the way to it.
fn edit<'p>(value: &mut Value, segments: &mut impl Iterator<Item = &'p str>, change: impl FnOnce(&mut Value)) {
    let Some(segment) = segments.next() else { return change(value) };
    if let Ok(index) = segment.parse::<usize>() {
        if !value.is_array() {
            *value = Value::Array(Vec::new());
        }
        let Value::Array(items) = value else { return };
        // Readers append, so that there is never a gap to fill.
        let index = index.min(items.len());
        if index == items.len() {
            items.push(Value::Null);
        }
        if let Some(item) = items.get_mut(index) {
            edit(item, segments, change);
        }
    } else {
        if !value.is_object() {
            *value = Value::Object(Map::new());
        }
        if let Value::Object(fields) = value {
            edit(fields.entry(segment).or_insert(Value::Null), segments, change);
        }
    }
}

fn segments(pointer: &str) -> impl Iterator<Item = &str> {
    pointer.split('/').skip(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(state: LeafState) -> Provenance {
        Provenance {
            document: Some(0),
            pointer: String::new(),
            position: None,
            raw: String::new(),
            state,
            personal: false,
        }
    }

    #[test]
    fn a_reason_for_no_answer_never_hides_an_answer() {
        let mut leaves = Leaves::default();
        leaves.mark("/model/name", known(LeafState::Malformed));
        leaves.mark("/model/name", known(LeafState::Placeholder));
        assert_eq!(leaves.state("/model/name"), LeafState::Malformed);
        leaves.put("/model/name", "churn".into(), known(LeafState::Declared));
        leaves.mark("/model/name", known(LeafState::Malformed));
        assert_eq!(leaves.state("/model/name"), LeafState::Declared);
        assert_eq!(leaves.get("/model/name"), Some(&"churn".into()));
    }

    #[test]
    fn keys_are_escaped_in_pointers() {
        assert_eq!(child("/metadata/labels", "app.kubernetes.io/name"), "/metadata/labels/app.kubernetes.io~1name");
        assert_eq!(child("", "a~b"), "/a~0b");
    }
}
