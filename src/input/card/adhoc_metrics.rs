//! Results of evaluations in ad hoc cards: flat, nested by data, by model or by metric, or as a list.

use crate::input::card::fields::{Section, folded_key, table};
use crate::input::coerce::is_number;
use crate::input::draft::Draft;
use crate::input::leaves::child;
use crate::input::metrics::{named, split_of};
use crate::input::node::{Entry, Node, NodeValue};
use crate::input::numbers::is_not_finite;
use crate::input::placeholder::is_placeholder;

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
    /// How results of classes are averaged: `macro`.
    pub(crate) average: Option<&'static str>,
    /// The names of the model that the card is about, folded.
    pub(crate) chosen: &'s [String],
}

impl Scope<'_> {
    /// The scope of a section with this folded key.
    pub(crate) fn of_section(key: &str) -> Self {
        Self { split: split_of(key), ..Self::default() }
    }
}

const NAME_KEYS: [&str; 6] = ["metric", "metric_name", "name", "type", "benchmark", "measure"];
const VALUE_KEYS: [&str; 6] = ["value", "score", "result", "mean", "metric_value", "point_estimate"];
const MODEL_KEYS: [&str; 7] = ["model", "model_name", "algorithm", "classifier", "regressor", "estimator", "learner"];
const LABEL_KEYS: [&str; 5] = ["dataset", "benchmark", "name", "model", "split"];
/// What a list calls the model that was taken: `XGBoost (selected)`.
const CHOSEN_WORDS: [&str; 6] = ["selected", "chosen", "champion", "winner", "final", "best"];
/// Rows that say what would be at other thresholds.
const THRESHOLD_KEYS: [&str; 4] = ["threshold", "cutoff", "decision_threshold", "probability_threshold"];
const AVERAGES: &[(&str, &str)] = &[
    ("macro_avg", "macro"),
    ("macro_average", "macro"),
    ("weighted_avg", "weighted"),
    ("weighted_average", "weighted"),
    ("micro_avg", "micro"),
    ("micro_average", "micro"),
];
/// Sections of results by predicted class.
const BY_CLASS: [&str; 9] = [
    "classification_report",
    "per_class",
    "by_class",
    "per_class_metrics",
    "class_metrics",
    "per_class_performance",
    "class_report",
    "per_label",
    "class_wise",
];
const COUNT_KEYS: [&str; 6] = ["n", "n_samples", "num_samples", "sample_size", "support", "rows"];
const TEST_COUNT_KEYS: [&str; 4] = ["n_test", "test_n", "test_samples", "n_test_samples"];
const BOUNDS: &[(&str, &str)] = &[
    ("lo", "ci_low"),
    ("low", "ci_low"),
    ("lower", "ci_low"),
    ("ci_low", "ci_low"),
    ("ci_lower", "ci_low"),
    ("hi", "ci_high"),
    ("high", "ci_high"),
    ("upper", "ci_high"),
    ("ci_high", "ci_high"),
    ("ci_upper", "ci_high"),
];
const DETAIL_KEYS: &[(&str, &str)] = &[
    ("n", "n"),
    ("n_samples", "n"),
    ("sample_size", "n"),
    ("support", "n"),
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
            NodeValue::List(items) if is_sweep(items) => {}
            NodeValue::List(items) => {
                let taken = taken_models(items, scope.chosen);
                for (at, item) in items.iter().enumerate().filter(|(at, _)| taken.is_empty() || taken.contains(at)) {
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
        let by_class = averages_classes(entries);
        let taken = chosen_section(entries, scope.chosen);
        for entry in entries {
            let key = folded_key(&entry.key);
            let below = child(from, &entry.key);
            let section = table().section(&key);
            let is_other = || taken.as_deref().is_some_and(|taken| is_other_model(&key, taken));
            if section == Section::Fairness {
                self.asides.push(Aside { entry, from: below });
            } else if section == Section::Skipped || table().is_beside(&key) || is_other() {
                continue;
            } else if is_number(&entry.value) {
                if let Some(pointer) = self.read_number(entry, &below, scope) {
                    self.read_beside(&pointer, entries, &key, from);
                }
            } else if by_class && !entry.value.entries().is_empty() && !is_average(&key) {
                let slice = Some(("class", entry.key.as_str()));
                self.read(&entry.value, &below, &Scope { slice: scope.slice.or(slice), ..*scope });
            } else {
                self.read_section(entry, &key, &below, scope);
            }
        }
    }

    /// What stands beside a result under its name, `auc_lower`, or beside all of them, `n`.
    fn read_beside(&mut self, pointer: &str, entries: &[Entry], key: &str, from: &str) {
        let found =
            |wanted: &str| entries.iter().find(|entry| is_number(&entry.value) && folded_key(&entry.key) == wanted);
        for (suffix, leaf) in BOUNDS {
            if let Some(entry) = found(&format!("{key}_{suffix}")) {
                self.draft.set(&child(pointer, leaf), &entry.value, &child(from, &entry.key));
            }
        }
        let split = self.draft.get(&format!("{pointer}/split")).and_then(|split| split.as_str()).map(ToOwned::to_owned);
        let keys: &[&str] = match split.as_deref() {
            Some("test") => &TEST_COUNT_KEYS,
            _ => &[],
        };
        let count = keys.iter().chain(COUNT_KEYS.iter().filter(|_| split.as_deref() != Some("train")));
        if let Some(entry) = count.into_iter().find_map(|key| found(key)) {
            self.draft.set(&format!("{pointer}/n"), &entry.value, &child(from, &entry.key));
        }
    }

    /// Returns the pointer of a result under its own name.
    fn read_number(&mut self, entry: &Entry, from: &str, scope: &Scope<'_>) -> Option<String> {
        match (scope.metric, split_of(&entry.key)) {
            // `accuracy: {train: 0.95, test: 0.91}`
            (Some(metric), Some(split)) => {
                self.add(metric, &entry.value, from, &Scope { split: Some(split), ..*scope });
                None
            }
            (Some(metric), None) if table().section(&folded_key(&entry.key)) == Section::Metrics => {
                self.add(metric, &entry.value, from, scope);
                None
            }
            (Some(metric), None) if named(&entry.key).metric.is_none() => {
                let slice = Some(("slice", entry.key.as_str()));
                self.add(metric, &entry.value, from, &Scope { slice: scope.slice.or(slice), ..*scope });
                None
            }
            _ => Some(self.add(entry, &entry.value, from, scope)),
        }
    }

    fn read_section(&mut self, entry: &'n Entry, key: &str, from: &str, scope: &Scope<'_>) {
        if let Some(text) = entry.value.text() {
            // A result that is announced and not given, or not as a number.
            let is_told = !is_not_finite(text) && (is_placeholder(text) || looks_like_number(text));
            if is_told && named(&entry.key).metric.is_some() {
                self.add(entry, &entry.value, from, scope);
            }
            return;
        }
        let split = split_of(key);
        let average = AVERAGES.iter().find(|(known, _)| *known == key).map(|(_, average)| *average);
        let is_metric = named(&entry.key).metric.is_some() && table().section(key) != Section::Metrics;
        let is_plain = split.is_some()
            || average.is_some()
            || BY_CLASS.contains(&key)
            || matches!(table().section(key), Section::Metrics | Section::Container)
            || is_metric;
        let below = Scope {
            metric: if is_metric { Some(entry) } else { scope.metric },
            split: split.or(scope.split),
            source: if is_plain { scope.source } else { Some(entry.key.as_str()) },
            average: average.or(scope.average),
            ..*scope
        };
        if BY_CLASS.contains(&key) && !averages_classes(entry.value.entries()) {
            return self.read_classes(entry.value.entries(), from, &below);
        }
        self.read(&entry.value, from, &below);
    }

    /// `per_class: {cat: {precision: 0.8}, dog: {…}}`: results of one class are not those of the model.
    fn read_classes(&mut self, classes: &'n [Entry], from: &str, scope: &Scope<'_>) {
        for class in classes.iter().filter(|class| !class.value.entries().is_empty()) {
            let slice = Some(("class", class.key.as_str()));
            self.read(&class.value, &child(from, &class.key), &Scope { slice: scope.slice.or(slice), ..*scope });
        }
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
            let found = first_of(map, &[key]).filter(|(_, node)| !matches!(node.value, NodeValue::Map(_)));
            if let Some((written, node)) = found.filter(|(_, node)| *leaf != "n" || is_number(node)) {
                self.draft.set(&child(pointer, leaf), node, &child(from, written));
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
            let label = first_of(item, &LABEL_KEYS).and_then(|(_, label)| label.text());
            let split = label.and_then(split_of).or(scope.split);
            self.read(item, from, &Scope { source: label.or(scope.source), split, ..*scope });
        }
    }

    /// Adds one result and returns its pointer.
    fn add(&mut self, metric: &Entry, value: &Node, from: &str, scope: &Scope<'_>) -> String {
        let pointer = format!("/evaluation/{}", self.draft.next_index("/evaluation"));
        let averaged = scope.average.map(|average| format!("{} {average}", metric.key));
        let name = averaged.as_deref().unwrap_or(&metric.key);
        self.draft.set_text(&format!("{pointer}/metric"), name, metric.key_start..metric.key_end, from);
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

/// `~0.9`, `> 0.8`, `0.91 ± 0.02`
fn looks_like_number(text: &str) -> bool {
    let bare = text.trim_start_matches(['~', '>', '<', '=', '≈', '≥', '≤', ' ']);
    bare.starts_with(|first: char| first.is_ascii_digit() || first == '.')
}

/// The first of these keys that a mapping has, however it spells it.
fn first_of<'n>(map: &'n Node, keys: &[&str]) -> Option<(&'n str, &'n Node)> {
    keys.iter().find_map(|key| {
        let entry = map.entries().iter().find(|entry| folded_key(&entry.key) == *key)?;
        Some((entry.key.as_str(), &entry.value))
    })
}

/// Rows at several thresholds: what would be if another one had been taken.
fn is_sweep(items: &[Node]) -> bool {
    let thresholds = items.iter().filter_map(|item| {
        let (_, threshold) = first_of(item, &THRESHOLD_KEYS).filter(|(_, threshold)| is_number(threshold))?;
        let is_result = first_of(item, &NAME_KEYS).is_some() && first_of(item, &VALUE_KEYS).is_some();
        (!is_result).then(|| threshold.to_json().to_string())
    });
    let mut distinct: Vec<String> = thresholds.collect();
    distinct.sort();
    distinct.dedup();
    distinct.len() > 1
}

/// Of a list that compares models, the places of the one that the card is about; empty where it cannot be told.
fn taken_models(items: &[Node], chosen: &[String]) -> Vec<usize> {
    let labels: Vec<Option<String>> = items
        .iter()
        .map(|item| first_of(item, &MODEL_KEYS).and_then(|(_, label)| label.text()).map(ToOwned::to_owned))
        .collect();
    if labels.len() < 2 || labels.iter().any(Option::is_none) {
        return Vec::new();
    }
    let is_taken = |label: &str| {
        names_of(label).iter().any(|name| chosen.contains(name))
            || folded_key(label).split('_').any(|word| CHOSEN_WORDS.contains(&word))
    };
    labels.iter().enumerate().filter(|(_, label)| label.as_deref().is_some_and(is_taken)).map(|(at, _)| at).collect()
}

/// A name of a model, folded: whole, and without a remark in brackets.
pub(crate) fn names_of(name: &str) -> Vec<String> {
    let bare = name.split_once('(').map_or(name, |(bare, _)| bare);
    let mut names = vec![folded_key(name), folded_key(bare)];
    names.retain(|name| !name.is_empty());
    names.dedup();
    names
}

/// The key of the section that has the results of the model that the card is about.
fn chosen_section(entries: &[Entry], chosen: &[String]) -> Option<String> {
    let sections = entries.iter().filter(|entry| !entry.value.entries().is_empty());
    sections.map(|entry| folded_key(&entry.key)).find(|key| chosen.contains(key))
}

/// A section with the results of a model of another kind than the one that was taken.
fn is_other_model(key: &str, taken: &str) -> bool {
    !key.starts_with(taken) && table().is_kind_of_model(key)
}

/// Is this a table of classes, with an average of them?
fn averages_classes(entries: &[Entry]) -> bool {
    entries.iter().any(|entry| is_average(&folded_key(&entry.key)) && !entry.value.entries().is_empty())
}

fn is_average(key: &str) -> bool {
    AVERAGES.iter().any(|(known, _)| *known == key)
}
