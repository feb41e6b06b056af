//! Results of evaluations in ad hoc cards: flat, nested by data, by model or by metric, or as a list.

use crate::input::card::fields::{Section, folded_key, table};
use crate::input::coerce::is_number;
use crate::input::draft::Draft;
use crate::input::leaves::child;
use crate::input::metrics::{named, split_of};
use crate::input::node::{Entry, Node, NodeValue};

/// What the sections around a value say about it.
#[derive(Clone, Copy, Default)]
pub(crate) struct Scope<'s> {
    /// The metric, where an outer key has named it.
    pub(crate) metric: Option<&'s Entry>,
    /// The data.
    pub(crate) split: Option<&'static str>,
    /// A section of a name of its own: another model, another dataset.
    pub(crate) source: Option<&'s str>,
    /// Attribute and group of a slice.
    pub(crate) slice: Option<(&'s str, &'s str)>,
}

impl Scope<'_> {
    /// The scope of a section with this folded key.
    pub(crate) fn of_section(key: &str) -> Self {
        Self { split: split_of(key), ..Self::default() }
    }
}

/// Keys beside a metric that are no metric themselves.
const BESIDE: &[&str] = &[
    "n",
    "n_samples",
    "num_samples",
    "samples",
    "support",
    "count",
    "size",
    "total",
    "threshold",
    "decision_threshold",
    "epoch",
    "epochs",
    "best_epoch",
    "n_features",
    "n_folds",
    "folds",
    "k",
    "std",
    "stdev",
    "seed",
    "random_state",
    "tp",
    "tn",
    "fp",
    "fn",
    "true_positives",
    "true_negatives",
    "false_positives",
    "false_negatives",
    "best_iteration",
    "iterations",
    "year",
    "id",
    "test_size",
    "train_size",
    "n_train",
    "n_test",
    "train_samples",
    "test_samples",
    "n_estimators",
    "training_time",
    "fit_time",
];

const NAME_KEYS: [&str; 6] = ["metric", "metric_name", "name", "type", "benchmark", "measure"];
const VALUE_KEYS: [&str; 6] = ["value", "score", "result", "mean", "metric_value", "point_estimate"];
const DETAIL_KEYS: &[(&str, &str)] = &[
    ("n", "n"),
    ("n_samples", "n"),
    ("sample_size", "n"),
    ("dataset", "dataset"),
    ("date", "date"),
    ("threshold", "threshold"),
    ("split", "split"),
    ("ci_low", "ci_low"),
    ("ci_lower", "ci_low"),
    ("lower", "ci_low"),
    ("lower_bound", "ci_low"),
    ("ci_high", "ci_high"),
    ("ci_upper", "ci_high"),
    ("upper", "ci_high"),
    ("upper_bound", "ci_high"),
    ("unit", "unit"),
    ("slice", "group"),
    ("group", "group"),
    ("attribute", "attribute"),
    ("source", "source"),
    ("verified", "verified"),
    ("threshold_date", "threshold_date"),
];

/// A section about groups, found among the results.
pub(crate) struct Aside<'n> {
    /// The section.
    pub(crate) entry: &'n Entry,
    /// Its pointer.
    pub(crate) from: String,
}

/// Reads every result below a node; sections about groups are handed back.
pub(crate) fn read_metrics<'n>(draft: &mut Draft, node: &'n Node, from: &str, scope: &Scope<'_>) -> Vec<Aside<'n>> {
    let mut reader = Reader { draft, asides: Vec::new() };
    reader.read(node, from, scope);
    reader.asides
}

struct Reader<'d, 'n> {
    draft: &'d mut Draft,
    asides: Vec<Aside<'n>>,
}

impl<'n> Reader<'_, 'n> {
    fn read(&mut self, node: &'n Node, from: &str, scope: &Scope<'_>) {
        match &node.value {
            NodeValue::Map(entries) => self.read_map(node, entries, from, scope),
            NodeValue::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.read_item(item, &child(from, &at.to_string()), scope);
                }
            }
            _ if is_number(node) => {
                if let Some(metric) = scope.metric {
                    self.add(metric, node, from, scope);
                }
            }
            _ => {}
        }
    }

    fn read_map(&mut self, map: &'n Node, entries: &'n [Entry], from: &str, scope: &Scope<'_>) {
        if scope.metric.is_some_and(|metric| self.read_detailed(metric, map, from, scope))
            || self.read_named(map, from, scope)
        {
            return;
        }
        for entry in entries {
            let key = folded_key(&entry.key);
            let below = child(from, &entry.key);
            let section = table().section(&key);
            if section == Section::Fairness {
                self.asides.push(Aside { entry, from: below });
            } else if section == Section::Skipped || BESIDE.contains(&key.as_str()) || key.ends_with("_std") {
                continue;
            } else if is_number(&entry.value) {
                self.read_number(entry, &below, scope);
            } else {
                self.read_section(entry, &key, &below, scope);
            }
        }
    }

    fn read_number(&mut self, entry: &Entry, from: &str, scope: &Scope<'_>) {
        match (scope.metric, split_of(&entry.key)) {
            // `accuracy: {train: 0.95, test: 0.91}`
            (Some(metric), Some(split)) => {
                self.add(metric, &entry.value, from, &Scope { split: Some(split), ..*scope });
            }
            (Some(metric), None) if table().section(&folded_key(&entry.key)) == Section::Metrics => {
                self.add(metric, &entry.value, from, scope);
            }
            (Some(metric), None) if named(&entry.key).metric.is_none() => {
                let slice = Some(("slice", entry.key.as_str()));
                self.add(metric, &entry.value, from, &Scope { slice: scope.slice.or(slice), ..*scope });
            }
            _ => {
                self.add(entry, &entry.value, from, scope);
            }
        }
    }

    fn read_section(&mut self, entry: &'n Entry, key: &str, from: &str, scope: &Scope<'_>) {
        if !matches!(entry.value.value, NodeValue::Map(_) | NodeValue::List(_)) {
            return;
        }
        let split = split_of(key);
        let is_metric = named(&entry.key).metric.is_some() && table().section(key) != Section::Metrics;
        let is_plain =
            split.is_some() || matches!(table().section(key), Section::Metrics | Section::Container) || is_metric;
        let below = Scope {
            metric: if is_metric { Some(entry) } else { scope.metric },
            split: split.or(scope.split),
            source: if is_plain { scope.source } else { Some(entry.key.as_str()) },
            slice: scope.slice,
        };
        self.read(&entry.value, from, &below);
    }

    /// `accuracy: {value: 0.91, ci_lower: 0.9}`
    fn read_detailed(&mut self, metric: &Entry, map: &Node, from: &str, scope: &Scope<'_>) -> bool {
        let Some((key, value)) = first_of(map, &VALUE_KEYS).filter(|(_, value)| is_number(value)) else { return false };
        let pointer = self.add(metric, value, &child(from, key), scope);
        self.read_details(&pointer, map, from);
        true
    }

    /// `{metric: accuracy, value: 0.91}`
    fn read_named(&mut self, map: &Node, from: &str, scope: &Scope<'_>) -> bool {
        let name = first_of(map, &NAME_KEYS).filter(|(_, name)| name.text().is_some());
        let value = first_of(map, &VALUE_KEYS).filter(|(_, value)| is_number(value) || value.text().is_some());
        let (Some((name_key, name)), Some((value_key, value))) = (name, value) else { return false };
        let pointer = format!("/evaluation/{}", self.draft.next_index("/evaluation"));
        self.draft.set(&format!("{pointer}/metric"), name, &child(from, name_key));
        self.draft.set(&format!("{pointer}/value"), value, &child(from, value_key));
        self.read_details(&pointer, map, from);
        self.place(&pointer, scope);
        true
    }

    fn read_details(&mut self, pointer: &str, map: &Node, from: &str) {
        for (key, leaf) in DETAIL_KEYS {
            if let Some(node) = map.get(key).filter(|node| !matches!(node.value, NodeValue::Map(_))) {
                self.draft.set(&child(pointer, leaf), node, &child(from, key));
            }
        }
    }

    /// An element of a list: a result, a section, or only the name of a metric, which claims a result without giving it.
    fn read_item(&mut self, item: &'n Node, from: &str, scope: &Scope<'_>) {
        if let Some(name) = item.text().filter(|name| named(name).metric.is_some()) {
            let pointer = format!("/evaluation/{}", self.draft.next_index("/evaluation"));
            self.draft.set_text(&format!("{pointer}/metric"), name, item.start..item.end, from);
            self.place(&pointer, scope);
        } else if !item.entries().is_empty() {
            let label =
                first_of(item, &["dataset", "benchmark", "name", "model", "split"]).and_then(|(_, label)| label.text());
            let split = label.and_then(split_of).or(scope.split);
            self.read(item, from, &Scope { source: label.or(scope.source), split, ..*scope });
        }
    }

    /// Adds one result and returns its pointer.
    fn add(&mut self, metric: &Entry, value: &Node, from: &str, scope: &Scope<'_>) -> String {
        let pointer = format!("/evaluation/{}", self.draft.next_index("/evaluation"));
        self.draft.set_text(&format!("{pointer}/metric"), &metric.key, metric.key_start..metric.key_end, from);
        self.draft.set(&format!("{pointer}/value"), value, from);
        self.place(&pointer, scope);
        pointer
    }

    fn place(&mut self, pointer: &str, scope: &Scope<'_>) {
        if let Some((attribute, group)) = scope.slice {
            self.draft.derive(&format!("{pointer}/attribute"), attribute.into());
            self.draft.derive(&format!("{pointer}/group"), group.into());
        }
        // A name such as `train_accuracy` says more than the section around it.
        let own_split = self
            .draft
            .get(&format!("{pointer}/metric"))
            .and_then(|name| name.as_str())
            .and_then(|name| named(name).split);
        if let Some(split) = own_split.or(scope.split) {
            self.draft.derive(&format!("{pointer}/split"), split.into());
        }
        if let Some(source) = scope.source {
            self.draft.derive(&format!("{pointer}/source"), source.into());
        }
    }
}

fn first_of<'n>(map: &'n Node, keys: &[&'static str]) -> Option<(&'static str, &'n Node)> {
    keys.iter().find_map(|key| Some((*key, map.get(key)?)))
}
