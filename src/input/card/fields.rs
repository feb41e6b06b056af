//! The table of what ad hoc cards call things (adhoc_fields.json), ready to be asked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::input::metrics::{besides_split, camel_to_snake, named};
use crate::input::protected::protected_attribute;
use crate::input::words::fold;

/// A table that cannot be read finds nothing. A test reads it.
static TABLE: LazyLock<Table> =
    LazyLock::new(|| Table::from_raw(serde_json::from_str(include_str!("adhoc_fields.json")).unwrap_or_default()));

/// The table as it is written.
#[derive(Default, Deserialize)]
#[serde(default)]
struct RawTable {
    containers: BTreeSet<String>,
    generic: BTreeSet<String>,
    metric_sections: BTreeSet<String>,
    fairness_sections: BTreeSet<String>,
    claims: BTreeSet<String>,
    skipped: BTreeSet<String>,
    asides: BTreeSet<String>,
    beside: Beside,
    model_words: BTreeSet<String>,
    left_out: BTreeSet<String>,
    feature_kinds: BTreeSet<String>,
    fields: BTreeMap<String, Vec<String>>,
    fallbacks: BTreeMap<String, Vec<String>>,
    records: BTreeMap<String, RawRecord>,
    group_fields: BTreeMap<String, Vec<String>>,
    attribute_keys: Vec<String>,
    group_keys: Vec<String>,
    group_lists: BTreeSet<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct RawRecord {
    keys: Vec<String>,
    fields: BTreeMap<String, Vec<String>>,
}

/// What stands beside results: how many records, how sure, how long.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Beside {
    whole: BTreeSet<String>,
    first: BTreeSet<String>,
    last: BTreeSet<String>,
}

/// Where a key belongs, and how far down in its list of names it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Target {
    /// Pointer into the subject.
    pub(crate) pointer: String,
    /// 0 is the best name.
    pub(crate) rank: usize,
}

/// What a section of a card is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// Fields of the card, one level down.
    Container,
    /// Results of evaluations.
    Metrics,
    /// Results by group.
    Fairness,
    /// Not about what the model does: hyperparameters, other candidates.
    Skipped,
    /// Nothing that the table knows.
    Unknown,
}

/// The table.
#[derive(Debug)]
pub(crate) struct Table {
    sections: BTreeMap<String, Section>,
    generic: BTreeSet<String>,
    claims: BTreeSet<String>,
    asides: BTreeSet<String>,
    beside: Beside,
    model_words: BTreeSet<String>,
    left_out: BTreeSet<String>,
    feature_kinds: BTreeSet<String>,
    fields: BTreeMap<String, Target>,
    fallbacks: BTreeMap<String, Target>,
    /// Key to list pointer.
    records: BTreeMap<String, String>,
    /// List pointer to its fields: key to leaf and rank.
    record_fields: BTreeMap<String, BTreeMap<String, Target>>,
    group_fields: BTreeMap<String, String>,
    attribute_keys: Vec<String>,
    group_keys: Vec<String>,
    group_lists: BTreeSet<String>,
}

fn by_key(names: BTreeMap<String, Vec<String>>) -> BTreeMap<String, Target> {
    let targets = names.into_iter().flat_map(|(pointer, keys)| {
        let target = move |(rank, key)| (key, Target { pointer: pointer.clone(), rank });
        keys.into_iter().enumerate().map(target)
    });
    targets.collect()
}

impl Table {
    fn from_raw(raw: RawTable) -> Self {
        let kinds = [
            (raw.containers, Section::Container),
            (raw.metric_sections, Section::Metrics),
            (raw.fairness_sections, Section::Fairness),
            (raw.skipped, Section::Skipped),
        ];
        let sections =
            kinds.into_iter().flat_map(|(keys, section)| keys.into_iter().map(move |key| (key, section))).collect();
        let mut records = BTreeMap::new();
        let mut record_fields = BTreeMap::new();
        for (pointer, record) in raw.records {
            records.extend(record.keys.into_iter().map(|key| (key, pointer.clone())));
            record_fields.insert(pointer, by_key(record.fields));
        }
        let group_fields = by_key(raw.group_fields).into_iter().map(|(key, target)| (key, target.pointer)).collect();
        Self {
            sections,
            generic: raw.generic,
            claims: raw.claims,
            asides: raw.asides,
            beside: raw.beside,
            model_words: raw.model_words,
            left_out: raw.left_out,
            feature_kinds: raw.feature_kinds,
            fields: by_key(raw.fields),
            fallbacks: by_key(raw.fallbacks),
            records,
            record_fields,
            group_fields,
            attribute_keys: raw.attribute_keys,
            group_keys: raw.group_keys,
            group_lists: raw.group_lists,
        }
    }

    /// What a section with this key is about.
    pub(crate) fn section(&self, key: &str) -> Section {
        let by_attribute = key.strip_prefix("by_").or_else(|| key.strip_prefix("per_"));
        if by_attribute.is_some_and(|attribute| protected_attribute(attribute).is_some()) {
            return Section::Fairness;
        }
        match self.sections.get(key) {
            Some(section) => *section,
            None if self.is_aside(key) => Section::Skipped,
            // `metrics_holdout`, `test_results`
            None if besides_split(key).and_then(|rest| self.sections.get(rest)) == Some(&Section::Metrics)
                && !self.is_field(key) =>
            {
                Section::Metrics
            }
            None => Section::Unknown,
        }
    }

    /// A key about what a model should reach, or about another one: a goal, a limit, a baseline, a difference.
    ///
    /// Numbers below it are no results: a goal that is read as one would pass every threshold.
    pub(crate) fn is_aside(&self, key: &str) -> bool {
        key.split('_').any(|word| self.asides.contains(word)) && !self.is_field(key) && named(key).metric.is_none()
    }

    fn is_field(&self, key: &str) -> bool {
        self.fields.contains_key(key) || self.records.contains_key(key)
    }

    /// A key of what the model does not use: `dropped_features`.
    pub(crate) fn is_left_out(&self, key: &str) -> bool {
        key.split('_').any(|word| self.left_out.contains(word))
    }

    /// A list of features of some kind, such as `features_numeric`.
    pub(crate) fn is_feature_list(&self, key: &str) -> bool {
        let kind = key.strip_prefix("features_").or_else(|| key.strip_suffix("_features"));
        kind.is_some_and(|kind| self.is_kind_of_feature(kind)) && !self.is_field(key) && !self.is_left_out(key)
    }

    /// A key that says of which kind the features below it are, and is none itself.
    pub(crate) fn is_kind_of_feature(&self, key: &str) -> bool {
        key.split('_').any(|word| self.feature_kinds.contains(word))
    }

    /// A number beside results that is none: a count, a deviation, a setting.
    pub(crate) fn is_beside(&self, key: &str) -> bool {
        if named(key).metric.is_some() {
            return false;
        }
        let ends = key.split_once('_').zip(key.rsplit_once('_'));
        self.beside.whole.contains(key)
            || ends.is_some_and(|((first, _), (_, last))| {
                self.beside.first.contains(first) || self.beside.last.contains(last)
            })
            || self.is_aside(key)
    }

    /// A key that is the name of a kind of model: `random_forest`.
    pub(crate) fn is_kind_of_model(&self, key: &str) -> bool {
        key.split('_').any(|word| self.model_words.contains(word))
    }

    /// The leaf that a key below `parent` answers.
    pub(crate) fn field(&self, parent: &str, key: &str) -> Option<&Target> {
        self.fields.get(&format!("{parent}.{key}")).or_else(|| self.fields.get(key))
    }

    /// The leaf that a key answers where no better one does.
    pub(crate) fn fallback(&self, key: &str) -> Option<&Target> {
        self.fallbacks.get(key)
    }

    /// The record, or list of records, that a key below `parent` holds.
    pub(crate) fn record(&self, parent: &str, key: &str) -> Option<&str> {
        self.records.get(&format!("{parent}.{key}")).or_else(|| self.records.get(key)).map(String::as_str)
    }

    /// The leaf of a record that a key answers.
    pub(crate) fn record_field(&self, pointer: &str, key: &str) -> Option<&Target> {
        self.record_fields.get(pointer)?.get(key)
    }

    /// True where the table has a use for a key below `parent`.
    pub(crate) fn knows(&self, parent: &str, key: &str) -> bool {
        self.field(parent, key).is_some()
            || self.record(parent, key).is_some()
            || self.fallback(key).is_some()
            || self.section(key) != Section::Unknown
    }

    /// A key that says nothing outside of a known section.
    pub(crate) fn is_generic(&self, key: &str) -> bool {
        self.generic.contains(key)
    }

    /// A key whose value says in words how fair the model is.
    pub(crate) fn is_claim(&self, key: &str) -> bool {
        self.claims.contains(key)
    }

    /// The leaf of a group that a key answers, such as `tpr`.
    pub(crate) fn group_field(&self, key: &str) -> Option<&str> {
        self.group_fields.get(key).map(String::as_str)
    }

    /// The keys that name an attribute, the best first.
    pub(crate) fn attribute_keys(&self) -> &[String] {
        &self.attribute_keys
    }

    /// The keys that name a group, the best first.
    pub(crate) fn group_keys(&self) -> &[String] {
        &self.group_keys
    }

    /// A key that only wraps groups, and is no attribute itself.
    pub(crate) fn is_group_list(&self, key: &str) -> bool {
        self.group_lists.contains(key)
    }
}

/// The table.
pub(crate) fn table() -> &'static Table {
    &TABLE
}

/// A key as the table writes it: `modelName` and `Model name` are `model_name`.
pub(crate) fn folded_key(key: &str) -> String {
    fold(&camel_to_snake(key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::schema::{Kind, shape_at};

    #[test]
    fn every_name_leads_to_a_leaf_of_the_schema() {
        assert!(!TABLE.fields.is_empty());
        for (key, target) in TABLE.fields.iter().chain(&TABLE.fallbacks) {
            assert!(shape_at(&target.pointer).is_some(), "{}", target.pointer);
            assert!(key.split('.').all(|part| folded_key(part) == part), "{key} is not folded");
        }
        for (key, pointer) in &TABLE.records {
            let shape = shape_at(pointer).unwrap();
            let record = if let Kind::List(element) = &shape.kind { element } else { shape };
            for target in TABLE.record_fields[pointer].values() {
                assert!(record.field(&target.pointer).is_some(), "{pointer}/{}", target.pointer);
            }
            assert!(key.split('.').all(|part| folded_key(part) == part), "{key} is not folded");
        }
        for leaf in TABLE.group_fields.values() {
            assert!(shape_at(&format!("/fairness/attributes/0/groups/0/{leaf}")).is_some(), "{leaf}");
        }
    }

    #[test]
    fn a_key_below_its_parent_wins() {
        assert_eq!(TABLE.field("risk", "level").unwrap().pointer, "/risk/declared_tier");
        assert!(TABLE.field("", "level").is_none());
        assert_eq!(TABLE.field("model", "name").unwrap().pointer, "/model/name");
    }
}
