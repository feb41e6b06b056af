//! Completes the entries of `evaluation` after a card is read: canonical names, units, splits and slices, one value for
//! one question, and the summaries of fairness that metrics answer.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::input::coerce::{json_number, percent, share};
use crate::input::leaves::{Leaves, child};
use crate::input::metrics::{Metric, Named, NamedUnit, Scale, named};
use crate::input::placeholder::is_none;
use crate::input::schema::shape_at;
use crate::input::worse::{agree, is_worse};
use crate::model::{LeafState, Note, NoteKind, Provenance};

const LIST: &str = "/evaluation";

/// Completes every entry.
pub(crate) fn complete(leaves: &mut Leaves) {
    for index in 0..leaves.next_index(LIST) {
        complete_entry(leaves, &child(LIST, &index.to_string()));
    }
    merge_answers_to_one_question(leaves);
}

fn complete_entry(leaves: &mut Leaves, entry: &str) {
    let raw_name = text(leaves, &format!("{entry}/metric"));
    let name = named(raw_name.as_deref().unwrap_or_default());
    if let Some(raw_name) = raw_name {
        let known = leaves.provenance.get(&format!("{entry}/metric")).cloned();
        if let Some(known) = known {
            if leaves.get(&format!("{entry}/raw_name")).is_none() {
                leaves.put(&format!("{entry}/raw_name"), raw_name.into(), known.clone());
            }
            leaves.put(&format!("{entry}/metric"), name.name.clone().into(), known);
        }
    }
    complete_value(leaves, entry, &name);
    complete_slice(leaves, entry);
    fill(leaves, &format!("{entry}/split"), name.split.unwrap_or("unspecified"));
    if let Some(pointer) = name.metric.and_then(|metric| metric.fairness.as_deref()) {
        summarise(leaves, entry, pointer);
    }
}

/// Brings value, bounds and threshold to the unit of the subject, and says which unit that is.
fn complete_value(leaves: &mut Leaves, entry: &str, name: &Named) {
    let unit = text(leaves, &format!("{entry}/unit"));
    let in_percent = unit.as_deref() == Some("percent") || name.unit == NamedUnit::Percent;
    let scale = name.metric.map(|metric| metric.scale);
    for leaf in ["value", "ci_low", "ci_high", "threshold"] {
        let pointer = format!("{entry}/{leaf}");
        let Some(number) = leaves.get(&pointer).and_then(Value::as_f64) else { continue };
        let has_sign = leaves.provenance.get(&pointer).is_some_and(|known| known.raw.contains('%'));
        let number = if in_percent && !has_sign { percent(number) } else { number };
        let number = match scale {
            Some(Scale::Share | Scale::ShareMagnitude) => {
                let magnitude = if scale == Some(Scale::ShareMagnitude) { number.abs() } else { number };
                let declared = in_percent || has_sign;
                bounded(leaves, &pointer, magnitude, declared)
            }
            Some(Scale::Ms) if name.unit == NamedUnit::Seconds => number * 1000.0,
            _ => number,
        };
        replace(leaves, &pointer, number);
    }
    let value = leaves.get(&format!("{entry}/value")).and_then(Value::as_f64);
    let derived = match scale {
        Some(Scale::Ms) => "ms",
        Some(Scale::Absolute) => "absolute",
        Some(_) => "ratio",
        None if in_percent || value.is_some_and(|value| value.abs() <= 1.0) => "ratio",
        None => "absolute",
    };
    if unit.as_deref() == Some("percent") {
        leaves.provenance.remove(&format!("{entry}/unit"));
        leaves.put(&format!("{entry}/unit"), derived.into(), derivation(leaves, entry, derived));
    } else {
        fill(leaves, &format!("{entry}/unit"), derived);
    }
}

/// A share, with a note where it is written as a percentage or cannot be one.
fn bounded(leaves: &mut Leaves, pointer: &str, number: f64, declared_percent: bool) -> f64 {
    let (number, remark) = if declared_percent && number > 1.0 { (number, share(1.5).1) } else { share(number) };
    if let Some(remark) = remark {
        let known = leaves.provenance.get(pointer);
        let (from, raw) = known.map(|known| (known.pointer.as_str(), known.raw.as_str())).unwrap_or_default();
        let note = Note {
            kind: remark.kind,
            message: format!("`{from}`: `{raw}` {}", remark.message),
            at: vec![pointer.to_owned()],
            document: known.and_then(|known| known.document),
            position: known.and_then(|known| known.position),
        };
        leaves.notes.push(note);
    }
    number
}

/// Says which slice a result is about; one that names no slice is about all.
fn complete_slice(leaves: &mut Leaves, entry: &str) {
    let (attribute, group) = (format!("{entry}/attribute"), format!("{entry}/group"));
    let named_group = text(leaves, &group);
    if leaves.get(&attribute).is_none() {
        if let Some((left, right)) = named_group.as_deref().and_then(split_slice) {
            let known = leaves.provenance.get(&group).cloned();
            if let Some(known) = known {
                leaves.put(&attribute, left.into(), known.clone());
                leaves.put(&group, right.into(), known);
            }
            return;
        }
        if named_group.as_deref().is_some_and(is_everybody) {
            leaves.put(&group, "all".into(), derivation(leaves, entry, "all"));
        }
    }
    let no_answer =
        |pointer: &str| leaves.state(pointer).strength().is_none() && leaves.state(pointer) != LeafState::Absent;
    let unclear = no_answer(&attribute) || no_answer(&group);
    let has_attribute = leaves.get(&attribute).is_some();
    let group_now = text(leaves, &group);
    match group_now.as_deref() {
        None if has_attribute || unclear => {
            fill(leaves, &group, "unspecified");
            fill(leaves, &attribute, "unspecified");
        }
        None | Some("all") => {
            fill(leaves, &attribute, "overall");
            fill(leaves, &group, "all");
        }
        Some(_) => fill(leaves, &attribute, if unclear { "unspecified" } else { "slice" }),
    }
}

/// `sex=female`, `sex: female` or `sex = female`.
fn split_slice(slice: &str) -> Option<(String, String)> {
    let (attribute, group) = slice.split_once('=').or_else(|| slice.split_once(':'))?;
    let (attribute, group) = (attribute.trim_matches(['=', ' ']), group.trim_matches(['=', ' ', '"', '\'']));
    let plain = attribute.len() <= 40 && !attribute.is_empty() && !group.is_empty() && !group.contains('=');
    plain.then(|| (attribute.to_owned(), group.to_owned()))
}

fn is_everybody(group: &str) -> bool {
    let group = group.trim();
    group.is_empty()
        || is_none(group)
        || ["all", "overall", "total", "full", "everyone", "global"].iter().any(|word| group.eq_ignore_ascii_case(word))
}

/// A metric of fairness answers the summary too; of several the worst counts.
fn summarise(leaves: &mut Leaves, entry: &str, pointer: &str) {
    let value_pointer = format!("{entry}/value");
    let (Some(value), Some(known)) =
        (leaves.get(&value_pointer).cloned(), leaves.provenance.get(&value_pointer).cloned())
    else {
        return;
    };
    let Some(shape) = shape_at(pointer) else { return };
    if leaves.get(pointer).is_none_or(|before| is_worse(shape, &value, before)) {
        leaves.put(pointer, value, known);
    }
}

/// Two results of one metric on the same data and slice are two answers to one question: the worse one stays.
fn merge_answers_to_one_question(leaves: &mut Leaves) {
    let count = leaves.next_index(LIST);
    let mut kept: Vec<usize> = Vec::new();
    let mut places: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    let valued: BTreeSet<String> =
        (0..count).filter(|index| has_value(leaves, *index)).filter_map(|index| metric_of(leaves, index)).collect();
    for index in 0..count {
        // The name alone claims a result; where another entry gives it, nothing is missing.
        let is_told =
            is_name_alone(leaves, index) && metric_of(leaves, index).is_some_and(|name| valued.contains(&name));
        if is_told {
            continue;
        }
        let place = *places.entry(question(leaves, index)).or_insert(kept.len());
        match kept.get_mut(place) {
            Some(earlier) if both_have_values(leaves, *earlier, index) => *earlier = worse_of(leaves, *earlier, index),
            _ => kept.push(index),
        }
    }
    if kept.len() < count {
        leaves.keep_elements(LIST, &kept);
    }
}

/// What a result answers: which metric, on which data and slice.
fn question(leaves: &Leaves, index: usize) -> Vec<String> {
    let keys = ["metric", "attribute", "group", "split", "dataset", "date", "source"];
    keys.iter().map(|key| text(leaves, &format!("{LIST}/{index}/{key}")).unwrap_or_default()).collect()
}

fn metric_of(leaves: &Leaves, index: usize) -> Option<String> {
    text(leaves, &format!("{LIST}/{index}/metric"))
}

/// An entry of a list of names, which says nothing about the result itself.
fn is_name_alone(leaves: &Leaves, index: usize) -> bool {
    let answered = ["value", "attribute", "group", "split", "unit"].map(|leaf| format!("{LIST}/{index}/{leaf}"));
    answered.iter().all(|pointer| matches!(leaves.state(pointer), LeafState::Absent | LeafState::Derived))
}

fn has_value(leaves: &Leaves, index: usize) -> bool {
    leaves.get(&format!("{LIST}/{index}/value")).is_some()
}

fn both_have_values(leaves: &Leaves, first: usize, second: usize) -> bool {
    has_value(leaves, first) && has_value(leaves, second)
}

fn worse_of(leaves: &mut Leaves, first: usize, second: usize) -> usize {
    let value = |index: usize| leaves.get(&format!("{LIST}/{index}/value")).cloned().unwrap_or_default();
    let (left, right) = (value(first), value(second));
    let metric: Option<&Metric> = text(leaves, &format!("{LIST}/{first}/metric")).and_then(|name| named(&name).metric);
    let second_is_worse = left
        .as_f64()
        .zip(right.as_f64())
        .zip(metric)
        .is_some_and(|((left, right), metric)| metric.is_worse(right, left));
    let (stays, goes) = if second_is_worse { (second, first) } else { (first, second) };
    if !agree(&left, &right) {
        let known = |index: usize| leaves.provenance.get(&format!("{LIST}/{index}/value"));
        let told = |known: Option<&Provenance>| {
            known.map(|known| format!("`{}` says `{}`", known.pointer, known.raw)).unwrap_or_default()
        };
        let note = Note {
            kind: NoteKind::SynonymsDisagree,
            message: format!("{}, and {}; the worse one counts", told(known(stays)), told(known(goes))),
            at: vec![format!("{LIST}/{stays}/value")],
            document: known(stays).and_then(|known| known.document),
            position: known(stays).and_then(|known| known.position),
        };
        leaves.notes.push(note);
    }
    stays
}

fn text(leaves: &Leaves, pointer: &str) -> Option<String> {
    leaves.get(pointer).and_then(Value::as_str).map(ToOwned::to_owned)
}

fn replace(leaves: &mut Leaves, pointer: &str, number: f64) {
    if let (Some(value), Some(known)) = (json_number(number), leaves.provenance.get(pointer).cloned()) {
        leaves.put(pointer, value, known);
    }
}

/// Fills a leaf that policies may always read. What is known about a value that was no answer stays known.
fn fill(leaves: &mut Leaves, pointer: &str, word: &str) {
    if leaves.get(pointer).is_none() {
        let known = leaves.provenance.get(pointer).filter(|known| known.state != LeafState::Absent).cloned();
        let provenance = known.unwrap_or_else(|| derivation(leaves, pointer, word));
        leaves.put(pointer, word.into(), provenance);
    }
}

fn derivation(leaves: &Leaves, near: &str, word: &str) -> Provenance {
    let entry = near.split('/').take(3).collect::<Vec<_>>().join("/");
    let document = leaves.first_below(&entry).and_then(|known| known.document);
    Provenance {
        document,
        pointer: String::new(),
        position: None,
        raw: word.to_owned(),
        state: LeafState::Derived,
        personal: false,
    }
}
