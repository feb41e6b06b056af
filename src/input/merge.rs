//! Several documents about one subject become one value: where they disagree, the worse answer counts.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::input::draft::DraftParts;
use crate::input::leaves::child;
use crate::input::schema::{Kind, Shape, subject};
use crate::input::worse::{agree, is_worse};
use crate::model::{Note, NoteKind, Provenance};

/// How the second document stands to the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    /// It completes it: the analysis template of a rollout, or a further template.
    Part,
    /// It describes another workload: what one of the two lacks cannot be said of both.
    Sibling,
    /// It is the deployment of the card: both speak of one thing.
    Deployment,
}

/// Flags that say that one of several templates has something: one is enough.
const ANY_PART: [&str; 2] = ["/deployment/canary/analysis/error_metric", "/deployment/canary/analysis/quality_metric"];

/// Safeguards: said of several workloads only if each of them has it.
const SAFEGUARDS: [&str; 5] = [
    "/deployment/strategy",
    "/deployment/canary",
    "/deployment/rollback",
    "/deployment/monitoring",
    "/deployment/security",
];

/// Leaves in which two workloads of one model differ without contradicting each other.
const OWN: [&str; 5] = [
    "/deployment/name",
    "/deployment/namespace",
    "/deployment/platform",
    "/deployment/replicas/min",
    "/deployment/replicas/max",
];

/// Merges the second document into the first.
pub(crate) fn merge(first: &mut DraftParts, second: DraftParts, relation: Relation) {
    if relation == Relation::Sibling {
        drop_what_is_missing(first, &second);
    }
    let mut merger = Merger { first, second: &second.provenance, relation, moved: Vec::new() };
    merger.value("", subject(), &second.value);
    let moved = std::mem::take(&mut merger.moved);
    for (pointer, provenance) in &second.provenance {
        if provenance.state.strength().is_none() {
            first.provenance.entry(renamed(pointer, &moved)).or_insert_with(|| provenance.clone());
        }
    }
    first.notes.extend(second.notes.into_iter().map(|mut note| {
        note.at = note.at.iter().map(|pointer| renamed(pointer, &moved)).collect();
        note
    }));
}

struct Merger<'a> {
    first: &'a mut DraftParts,
    second: &'a BTreeMap<String, Provenance>,
    relation: Relation,
    /// List elements that have got another number: old and new pointer.
    moved: Vec<(String, String)>,
}

impl Merger<'_> {
    fn value(&mut self, pointer: &str, shape: &Shape, value: &Value) {
        match (&shape.kind, value) {
            (Kind::Record(fields), Value::Object(entries)) => {
                for (key, value) in entries {
                    if let Some(field) = fields.get(key) {
                        self.value(&child(pointer, key), field, value);
                    }
                }
            }
            (Kind::List(_), Value::Array(items)) => self.list(pointer, items),
            _ => self.scalar(pointer, shape, value),
        }
    }

    fn list(&mut self, pointer: &str, items: &[Value]) {
        if self.relation == Relation::Sibling && is_safeguard(pointer) {
            // Steps and triggers of two workloads have no common list, unless they are the same.
            if self.first.value.pointer(pointer) != Some(&Value::Array(items.to_vec())) {
                remove(self.first, pointer);
            }
            return;
        }
        let Some(place) = place(&mut self.first.value, pointer) else { return };
        if !place.is_array() {
            *place = Value::Array(Vec::new());
        }
        let Value::Array(known) = place else { return };
        for (index, item) in items.iter().enumerate() {
            let same = known.iter().position(|known| known == item).filter(|_| !item.is_object());
            let to = child(pointer, &same.unwrap_or(known.len()).to_string());
            let from = child(pointer, &index.to_string());
            if same.is_none() {
                known.push(item.clone());
                for (below, provenance) in under(self.second, &from) {
                    let below = below.strip_prefix(&from).unwrap_or_default();
                    self.first.provenance.insert(format!("{to}{below}"), provenance.clone());
                }
            }
            self.moved.push((from, to));
        }
    }

    fn scalar(&mut self, pointer: &str, shape: &Shape, value: &Value) {
        let Some(known) = self.first.value.pointer(pointer).filter(|known| !known.is_null()) else {
            // What the first workload lacks cannot be said of both.
            if !(self.relation == Relation::Sibling && is_safeguard(pointer)) {
                self.put(pointer, value);
            }
            return;
        };
        let one_is_enough = self.relation == Relation::Part && ANY_PART.contains(&pointer);
        let replaces = if one_is_enough { *value == Value::Bool(true) } else { is_worse(shape, value, known) };
        if !one_is_enough && !agree(known, value) && !OWN.contains(&pointer) {
            self.note_disagreement(pointer, known.clone(), value);
        }
        if replaces {
            self.put(pointer, value);
        }
    }

    fn put(&mut self, pointer: &str, value: &Value) {
        if let Some(place) = place(&mut self.first.value, pointer) {
            *place = value.clone();
        }
        if let Some(provenance) = self.second.get(pointer) {
            self.first.provenance.insert(pointer.to_owned(), provenance.clone());
        }
    }

    fn note_disagreement(&mut self, pointer: &str, known: Value, value: &Value) {
        let kind = if pointer.starts_with("/deployment/model_ref") {
            NoteKind::JoinMismatch
        } else {
            NoteKind::SynonymsDisagree
        };
        let provenance = self.second.get(pointer);
        self.first.notes.push(Note {
            kind,
            message: format!("the documents disagree about `{pointer}`: {known} and {value}; the worse one counts"),
            at: vec![pointer.to_owned()],
            document: provenance.and_then(|provenance| provenance.document),
            position: provenance.and_then(|provenance| provenance.position),
        });
    }
}

/// Takes the safeguards away that the second workload does not have.
fn drop_what_is_missing(first: &mut DraftParts, second: &DraftParts) {
    let only_first: Vec<String> = first
        .provenance
        .iter()
        .filter(|(pointer, known)| is_safeguard(pointer) && known.state.strength().is_some())
        .filter(|(pointer, _)| second.value.pointer(pointer).is_none())
        .map(|(pointer, _)| pointer.clone())
        .collect();
    for pointer in only_first {
        // A list goes as a whole: what is left of it would be another statement.
        let list = pointer.rsplit_once('/').filter(|(_, last)| last.parse::<usize>().is_ok()).map(|(list, _)| list);
        remove(first, list.unwrap_or(&pointer));
    }
}

fn is_safeguard(pointer: &str) -> bool {
    SAFEGUARDS.iter().any(|section| pointer == *section || pointer.starts_with(&format!("{section}/")))
}

/// Takes a leaf or a section away, with what is known about it.
pub(crate) fn remove(parts: &mut DraftParts, pointer: &str) {
    if let Some((parent, key)) = pointer.rsplit_once('/')
        && let Some(Value::Object(fields)) = parts.value.pointer_mut(parent)
    {
        fields.remove(key);
    }
    let below: Vec<String> = under(&parts.provenance, pointer).map(|(below, _)| below.clone()).collect();
    for below in below {
        parts.provenance.remove(&below);
    }
}

/// A pointer and everything below it.
fn under<'p>(
    provenance: &'p BTreeMap<String, Provenance>,
    pointer: &str,
) -> impl Iterator<Item = (&'p String, &'p Provenance)> {
    let (prefix, start) = (pointer.to_owned(), pointer.to_owned());
    let is_below = |rest: &str| rest.is_empty() || rest.starts_with('/');
    provenance
        .range(start.clone()..)
        .take_while(move |(key, _)| key.starts_with(&start))
        .filter(move |(key, _)| key.strip_prefix(&prefix).is_some_and(is_below))
}

/// The place of a leaf, with the objects on the way to it.
fn place<'v>(value: &'v mut Value, pointer: &str) -> Option<&'v mut Value> {
    pointer.split('/').skip(1).try_fold(value, |value, key| {
        if value.is_null() {
            *value = Value::Object(Map::new());
        }
        value.as_object_mut().map(|fields| fields.entry(key).or_insert(Value::Null))
    })
}

fn renamed(pointer: &str, moved: &[(String, String)]) -> String {
    let matching = moved.iter().find_map(|(from, to)| {
        let rest = pointer.strip_prefix(from.as_str())?;
        (rest.is_empty() || rest.starts_with('/')).then(|| format!("{to}{rest}"))
    });
    matching.unwrap_or_else(|| pointer.to_owned())
}
