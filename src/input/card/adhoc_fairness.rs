//! Results by group in ad hoc cards: summaries, tables by attribute, lists of segments, and claims in words.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::input::card::adhoc_metrics::{Scope, read_metrics};
use crate::input::card::fields::{folded_key, table};
use crate::input::coerce::{is_flag, is_number};
use crate::input::draft::Draft;
use crate::input::leaves::child;
use crate::input::metrics::{named, split_of};
use crate::input::node::{Entry, Node, NodeValue};
use crate::input::protected::protected_attribute;

/// Reads a section about fairness or bias, or a statement about it.
pub(crate) fn read_fairness(draft: &mut Draft, key: &str, entry: &Entry, from: &str) {
    let node = &entry.value;
    let mut reader = Reader { draft, known: BTreeMap::new() };
    match &node.value {
        NodeValue::Map(_) if is_summary(entry) => reader.read_ratios(entry, from, None),
        NodeValue::Map(_) => reader.read_section(node, from, attribute_of_key(key).as_deref()),
        NodeValue::List(items) => {
            let attribute = attribute_of_key(key);
            for (at, item) in items.iter().enumerate() {
                reader.read_element(item, &child(from, &at.to_string()), attribute.as_deref());
            }
        }
        NodeValue::Null => {}
        _ if is_number(node) => {
            read_metrics(reader.draft, node, from, &Scope { metric: Some(entry), ..Scope::default() });
        }
        _ => reader.claim(entry, from),
    }
}

/// `gender_results` is about `gender`; `subgroups` is about nothing in particular.
fn attribute_of_key(key: &str) -> Option<String> {
    let rest = key.strip_prefix("by_").or_else(|| key.strip_prefix("per_"));
    rest.map(ToOwned::to_owned).or_else(|| protected_attribute(key).map(ToOwned::to_owned))
}

struct Reader<'d> {
    draft: &'d mut Draft,
    /// Of each list, the places of its elements by name.
    known: BTreeMap<String, BTreeMap<String, usize>>,
}

/// The places of a list's elements by name.
fn names(draft: &Draft, list: &str, leaf: &str) -> BTreeMap<String, usize> {
    let elements = draft.get(list).and_then(Value::as_array).into_iter().flatten().enumerate();
    elements.filter_map(|(index, element)| Some((element.get(leaf)?.as_str()?.to_owned(), index))).collect()
}

impl Reader<'_> {
    /// A mapping: summaries, claims, lists of groups, and one mapping for each attribute or group.
    fn read_section(&mut self, map: &Node, from: &str, attribute: Option<&str>) {
        if self.read_group_record(map, from, attribute) {
            return;
        }
        for entry in map.entries() {
            let key = folded_key(&entry.key);
            let below = child(from, &entry.key);
            self.read_entry(entry, &key, &below, attribute);
        }
    }

    fn read_entry(&mut self, entry: &Entry, key: &str, from: &str, attribute: Option<&str>) {
        let node = &entry.value;
        let field = table().field("", key).filter(|target| {
            ["/data/protected_attributes", "/data/bias_mitigation", "/data/bias_examination"]
                .contains(&target.pointer.as_str())
        });
        if let Some(target) = field {
            return self.draft.set(&target.pointer, node, from);
        }
        if key == "mitigation" || key == "mitigations" {
            return self.draft.set("/fairness/mitigation", node, from);
        }
        if key == "reference_group" || key == "privileged_group" || table().is_aside(key) {
            return;
        }
        if is_number(node) {
            return self.read_number(entry, from, attribute);
        }
        match &node.value {
            NodeValue::Map(_) if is_summary(entry) => self.read_ratios(entry, from, attribute),
            NodeValue::Map(_) => match table().group_field(key.trim_end_matches('s')) {
                Some(leaf) if holds_numbers(node) => self.read_leaf_by_group(leaf, entry, from, attribute),
                _ => self.read_below(entry, key, from, attribute),
            },
            NodeValue::List(items) => {
                let named_attribute = attribute_of_key(key).or_else(|| attribute.map(ToOwned::to_owned));
                for (at, item) in items.iter().enumerate() {
                    self.read_element(item, &child(from, &at.to_string()), named_attribute.as_deref());
                }
            }
            NodeValue::Bool(_) | NodeValue::Text(_) if table().is_claim(key) => self.claim(entry, from),
            _ => {}
        }
    }

    /// A mapping below: a wrapper, a group of the attribute that is known, or an attribute.
    fn read_below(&mut self, entry: &Entry, key: &str, from: &str, attribute: Option<&str>) {
        let (node, written) = (&entry.value, entry.key.as_str());
        match attribute {
            _ if table().is_group_list(key) => self.read_section(node, from, attribute),
            Some(attribute) if holds_numbers(node) => self.push_group((attribute, written), node, from, None),
            Some(attribute) => self.read_section(node, from, Some(attribute)),
            None => self.read_section(node, from, Some(written)),
        }
    }

    /// `demographic_parity_diff: 0.05`, or the rate of one group: `gender: {male: 0.4, female: 0.3}`.
    fn read_number(&mut self, entry: &Entry, from: &str, attribute: Option<&str>) {
        let name = named(&entry.key);
        if name.metric.is_some() {
            let slice = attribute.map(|attribute| (attribute, "all"));
            let scope = Scope { metric: Some(entry), slice, ..Scope::default() };
            read_metrics(self.draft, &entry.value, from, &scope);
        }
    }

    /// `disparate_impact_ratios: {gender_female_to_male: 0.94}`
    fn read_ratios(&mut self, entry: &Entry, from: &str, attribute: Option<&str>) {
        if entry.value.get("value").is_some_and(is_number) {
            let slice = attribute.map(|attribute| (attribute, "all"));
            let scope = Scope { metric: Some(entry), slice, ..Scope::default() };
            read_metrics(self.draft, &entry.value, from, &scope);
            return;
        }
        let is_ratio = |below: &&Entry| is_number(&below.value) && !table().is_beside(&folded_key(&below.key));
        for below in entry.value.entries().iter().filter(is_ratio) {
            let found = protected_attribute(&folded_key(&below.key));
            let slice = Some((found.or(attribute).unwrap_or("slice"), below.key.as_str()));
            let scope = Scope { metric: Some(entry), slice, ..Scope::default() };
            read_metrics(self.draft, &below.value, &child(from, &below.key), &scope);
        }
    }

    /// An element of a list: a group with its numbers, or the name of a protected attribute.
    fn read_element(&mut self, item: &Node, from: &str, attribute: Option<&str>) {
        if !item.entries().is_empty() && !self.read_group_record(item, from, attribute) {
            self.read_section(item, from, attribute);
        }
    }

    /// `{group_col: sex, group_val: F, n: 210, auc: 0.8}`; false where the mapping names no group.
    fn read_group_record(&mut self, map: &Node, from: &str, attribute: Option<&str>) -> bool {
        let text = |keys: &[String]| {
            keys.iter().find_map(|key| {
                let (entry, text) = map.entries().iter().find_map(|entry| {
                    (folded_key(&entry.key) == *key)
                        .then_some(entry)
                        .and_then(|entry| Some((entry, scalar_text(&entry.value)?)))
                })?;
                Some((entry, text))
            })
        };
        let own = text(table().attribute_keys());
        let group = text(table().group_keys());
        match (own, group) {
            (own, Some((entry, group))) if own.is_some() || attribute.is_some() || holds_group_numbers(map) => {
                let own = own.map(|(_, text)| text);
                let (left, right) = match (own.as_deref().or(attribute), group.split_once('=')) {
                    (Some(attribute), _) => (attribute.to_owned(), group.clone()),
                    (None, Some((left, right))) => (left.trim().to_owned(), right.trim().to_owned()),
                    (None, None) => ("slice".to_owned(), group.clone()),
                };
                self.push_group((&left, &right), map, from, Some(entry));
                true
            }
            (Some((_, own)), None) => {
                for entry in map.entries() {
                    if is_number(&entry.value) {
                        self.read_number(entry, &child(from, &entry.key), Some(&own));
                    } else if matches!(entry.value.value, NodeValue::List(_) | NodeValue::Map(_)) {
                        self.read_entry(entry, &folded_key(&entry.key), &child(from, &entry.key), Some(&own));
                    }
                }
                true
            }
            _ => false,
        }
    }

    /// One group of one attribute: what the subject has for groups goes there, other metrics become slices.
    fn push_group(&mut self, slice: (&str, &str), map: &Node, from: &str, name: Option<&Entry>) {
        let (attribute, group) = slice;
        let split = map.get("split").and_then(Node::text).and_then(split_of);
        if is_everybody(attribute) {
            return self.read_overall(map, from, split);
        }
        let at = self.element("/fairness/attributes", "name", attribute, (map, from));
        let group_from = name.map_or_else(|| from.to_owned(), |entry| child(from, &entry.key));
        let group_node = name.map_or(map, |entry| &entry.value);
        let pointer = self.element(&format!("{at}/groups"), "group", group, (group_node, &group_from));
        for entry in map.entries() {
            let key = folded_key(&entry.key);
            let below = child(from, &entry.key);
            if let Some(leaf) = table().group_field(&key).filter(|_| is_number(&entry.value)) {
                self.draft.set(&child(&pointer, leaf), &entry.value, &below);
            } else if is_number(&entry.value) && named(&entry.key).metric.is_some() {
                let slice = Some((attribute, group));
                read_metrics(
                    self.draft,
                    &entry.value,
                    &below,
                    &Scope { metric: Some(entry), slice, split, ..Scope::default() },
                );
            }
        }
    }

    /// The row of a table of groups that is about all of them.
    fn read_overall(&mut self, map: &Node, from: &str, split: Option<&'static str>) {
        for entry in map.entries().iter().filter(|entry| is_number(&entry.value)) {
            if named(&entry.key).metric.is_some() {
                let scope = Scope { metric: Some(entry), split, ..Scope::default() };
                read_metrics(self.draft, &entry.value, &child(from, &entry.key), &scope);
            }
        }
    }

    /// `selection_rates: {male: 0.4, female: 0.3}`: one leaf of several groups.
    fn read_leaf_by_group(&mut self, leaf: &str, entry: &Entry, from: &str, attribute: Option<&str>) {
        let map = &entry.value;
        let attribute_at = self.element("/fairness/attributes", "name", attribute.unwrap_or("slice"), (map, from));
        for below in map.entries().iter().filter(|below| is_number(&below.value)) {
            let below_from = child(from, &below.key);
            let groups = format!("{attribute_at}/groups");
            let group_at = self.element(&groups, "group", &below.key, (&below.value, &below_from));
            self.draft.set(&child(&group_at, leaf), &below.value, &below_from);
        }
    }

    /// The pointer of the element of a list with this name; a new one where there is none yet.
    fn element(&mut self, list: &str, leaf: &str, name: &str, place: (&Node, &str)) -> String {
        let draft = &mut *self.draft;
        let known = self.known.entry(list.to_owned()).or_insert_with(|| names(draft, list, leaf));
        let next = draft.next_index(list);
        let index = *known.entry(name.to_owned()).or_insert(next);
        if index == next {
            let (node, from) = place;
            draft.set_text(&format!("{list}/{index}/{leaf}"), name, node.start..node.end, from);
        }
        format!("{list}/{index}")
    }

    /// A flag says something only with its name.
    fn claim_of_flag(&mut self, entry: &Entry, flag: &str, from: &str) {
        let text = format!("{}: {flag}", entry.key);
        self.draft.set_text("/fairness/claim", &text, entry.value.start..entry.value.end, from);
    }

    /// What the card says in words: `status: PASSED`, `bias_detected: false`.
    fn claim(&mut self, entry: &Entry, from: &str) {
        let node = &entry.value;
        match &node.value {
            NodeValue::Bool(flag) => self.claim_of_flag(entry, &flag.to_string(), from),
            NodeValue::Text(text) if is_flag(text) => self.claim_of_flag(entry, text, from),
            _ if self.draft.get("/fairness/claim").is_none() => self.draft.set("/fairness/claim", node, from),
            _ => {}
        }
    }
}

fn is_everybody(attribute: &str) -> bool {
    ["overall", "all", "total", "everyone", "all_groups", "whole_population"].contains(&folded_key(attribute).as_str())
}

fn scalar_text(node: &Node) -> Option<String> {
    match &node.value {
        NodeValue::Text(text) => Some(text.clone()),
        NodeValue::Number(number) => Some(number.to_string()),
        NodeValue::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

fn holds_numbers(node: &Node) -> bool {
    node.entries().iter().any(|entry| is_number(&entry.value))
}

fn holds_group_numbers(node: &Node) -> bool {
    node.entries().iter().any(|entry| {
        is_number(&entry.value)
            && (table().group_field(&folded_key(&entry.key)).is_some() || named(&entry.key).metric.is_some())
    })
}

/// Is the key a metric that compares groups?
fn is_summary(entry: &Entry) -> bool {
    named(&entry.key).metric.is_some_and(|metric| metric.fairness.is_some())
}
