//! Canonical names of metrics: what `test_roc_auc_score` is called, what data it is about, and how its values lie.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::input::words::fold;

/// A table that cannot be read knows no metric; names then stay as cards write them. A test reads it.
static TABLE: LazyLock<Table> =
    LazyLock::new(|| Table::from_raw(serde_json::from_str(include_str!("metric_names.json")).unwrap_or_default()));

/// How the values of a metric lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Scale {
    /// From 0 to 1.
    Share,
    /// From 0 to 1, and the sign says only who is ahead.
    ShareMagnitude,
    /// From -1 to 1.
    Signed,
    /// A ratio without an upper bound, such as an impact ratio.
    Unbounded,
    /// A share that can exceed 1, such as a word error rate.
    Ratio,
    /// Milliseconds.
    Ms,
    /// In units of its own.
    Absolute,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Better {
    Higher,
    Lower,
}

/// What is known about a metric.
#[derive(Debug, Deserialize)]
pub(crate) struct Metric {
    /// How its values lie.
    pub(crate) scale: Scale,
    better: Better,
    /// The leaf below `/fairness/summary` that it also answers.
    #[serde(default)]
    pub(crate) fairness: Option<String>,
    #[serde(default)]
    synonyms: Vec<String>,
}

impl Metric {
    /// Of two values, is the first the worse one?
    pub(crate) fn is_worse(&self, first: f64, second: f64) -> bool {
        match self.better {
            Better::Higher => first < second,
            Better::Lower => first > second,
        }
    }
}

/// The unit that a name carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NamedUnit {
    /// None.
    Unnamed,
    /// Percent.
    Percent,
    /// Milliseconds.
    Milliseconds,
    /// Seconds.
    Seconds,
}

/// What a name says.
#[derive(Debug)]
pub(crate) struct Named {
    /// The canonical name; of an unknown metric, its own in lower case with underscores.
    pub(crate) name: String,
    /// What is known about the metric.
    pub(crate) metric: Option<&'static Metric>,
    /// The data that the name speaks of.
    pub(crate) split: Option<&'static str>,
    /// The unit that the name speaks of.
    pub(crate) unit: NamedUnit,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct RawTable {
    metrics: BTreeMap<String, Metric>,
    splits: BTreeMap<String, Vec<String>>,
    percent: Vec<String>,
    milliseconds: Vec<String>,
    seconds: Vec<String>,
    noise: Vec<String>,
}

struct Table {
    metrics: BTreeMap<String, Metric>,
    /// Folded synonym to canonical name.
    names: BTreeMap<String, String>,
    /// Folded word to split; the longest words first.
    splits: Vec<(String, String)>,
    units: Vec<(String, NamedUnit)>,
    noise: Vec<String>,
}

impl Table {
    fn from_raw(raw: RawTable) -> Self {
        let mut names = BTreeMap::new();
        for (name, metric) in &raw.metrics {
            names.insert(name.clone(), name.clone());
            names.extend(metric.synonyms.iter().map(|synonym| (fold(synonym), name.clone())));
        }
        let mut splits: Vec<(String, String)> = raw
            .splits
            .into_iter()
            .flat_map(|(split, words)| words.into_iter().map(move |word| (fold(&word), split.clone())))
            .collect();
        splits.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        let units = [
            (raw.percent, NamedUnit::Percent),
            (raw.milliseconds, NamedUnit::Milliseconds),
            (raw.seconds, NamedUnit::Seconds),
        ];
        let units =
            units.into_iter().flat_map(|(words, unit)| words.into_iter().map(move |word| (word, unit))).collect();
        Self { metrics: raw.metrics, names, splits, units, noise: raw.noise }
    }

    fn metric(&self, name: &str) -> Option<(&str, &Metric)> {
        let canonical = self.names.get(name)?;
        Some((canonical, self.metrics.get(canonical)?))
    }
}

/// Reads the name of a metric: `testAUC`, `F1-score (macro)`, `latency_p99_ms`.
pub(crate) fn named(raw: &str) -> Named {
    let folded = fold(&camel_to_snake(raw));
    let mut unit = if raw.contains('%') { NamedUnit::Percent } else { NamedUnit::Unnamed };
    let mut split = None;
    let mut name = folded.as_str();
    loop {
        if let Some((canonical, metric)) = TABLE.metric(name) {
            return Named { name: canonical.to_owned(), metric: Some(metric), split, unit };
        }
        if let Some((rest, found)) = without_split(name) {
            (name, split) = (rest, split.or(Some(found)));
        } else if let Some((rest, found)) = without_unit(name) {
            (name, unit) = (rest, found);
        } else if let Some(rest) = TABLE.noise.iter().find_map(|word| without_word(name, word)) {
            name = rest;
        } else {
            return Named { name: name.to_owned(), metric: None, split, unit };
        }
    }
}

/// The data that a word or a section's title speaks of: `test_metrics` is about `test`.
pub(crate) fn split_of(title: &str) -> Option<&'static str> {
    let folded = fold(&camel_to_snake(title));
    let whole = TABLE.splits.iter().find(|(word, _)| *word == folded).map(|(_, split)| split.as_str());
    whole.or_else(|| without_split(&folded).map(|(_, split)| split))
}

/// What a section's title says besides its data: `metrics` of `metrics_holdout`.
pub(crate) fn besides_split(title: &str) -> Option<&str> {
    without_split(title).map(|(rest, _)| rest)
}

fn without_split(name: &str) -> Option<(&str, &'static str)> {
    TABLE.splits.iter().find_map(|(word, split)| Some((without_word(name, word)?, split.as_str())))
}

fn without_unit(name: &str) -> Option<(&str, NamedUnit)> {
    let suffix = |word: &str| name.strip_suffix(word)?.strip_suffix('_').filter(|rest| !rest.is_empty());
    TABLE.units.iter().find_map(|(word, unit)| Some((suffix(word)?, *unit)))
}

/// The name without a word at its beginning or end.
fn without_word<'n>(name: &'n str, word: &str) -> Option<&'n str> {
    let front = name.strip_prefix(word).and_then(|rest| rest.strip_prefix('_'));
    front.or_else(|| name.strip_suffix(word)?.strip_suffix('_')).filter(|rest| !rest.is_empty())
}

/// `testAccuracy` as `test_Accuracy`; runs of capitals stay together.
pub(crate) fn camel_to_snake(text: &str) -> String {
    let mut snake = String::with_capacity(text.len() + 4);
    let mut before_is_lower = false;
    for character in text.chars() {
        if character.is_uppercase() && before_is_lower {
            snake.push('_');
        }
        before_is_lower = character.is_lowercase();
        snake.push(character);
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::schema::shape_at;

    #[test]
    fn names_in_the_spelling_of_cards() {
        for (raw, name, split, unit) in [
            ("accuracy", "accuracy", None, NamedUnit::Unnamed),
            ("test_accuracy", "accuracy", Some("test"), NamedUnit::Unnamed),
            ("testAccuracy", "accuracy", Some("test"), NamedUnit::Unnamed),
            ("Accuracy (%)", "accuracy", None, NamedUnit::Percent),
            ("roc_auc", "auc", None, NamedUnit::Unnamed),
            ("AUROC", "auc", None, NamedUnit::Unnamed),
            ("held_out_auc_roc", "auc", Some("test"), NamedUnit::Unnamed),
            ("cv_auc_mean", "auc", Some("validation"), NamedUnit::Unnamed),
            ("F1-Score", "f1", None, NamedUnit::Unnamed),
            ("macro F1", "f1_macro", None, NamedUnit::Unnamed),
            ("pr_auc", "pr_auc", None, NamedUnit::Unnamed),
            ("latency_p99_ms", "latency_p99", None, NamedUnit::Milliseconds),
            ("p99_latency_seconds", "latency_p99", None, NamedUnit::Seconds),
            ("val_loss", "loss", Some("validation"), NamedUnit::Unnamed),
            ("error_rate_pct", "error_rate", None, NamedUnit::Percent),
            ("Custom Utility", "custom_utility", None, NamedUnit::Unnamed),
        ] {
            let read = named(raw);
            assert_eq!((read.name.as_str(), read.split, read.unit), (name, split, unit), "{raw}");
        }
    }

    #[test]
    fn sections_speak_of_splits() {
        assert_eq!(split_of("test_metrics"), Some("test"));
        assert_eq!(split_of("held_out_performance"), Some("test"));
        assert_eq!(split_of("validation"), Some("validation"));
        assert_eq!(split_of("performance"), None);
    }

    #[test]
    fn the_table_is_whole() {
        assert!(TABLE.metrics.len() > 50);
        let mut seen = BTreeMap::new();
        for (name, metric) in &TABLE.metrics {
            assert_eq!(*name, fold(name));
            for synonym in &metric.synonyms {
                let taken = seen.insert(fold(synonym), name);
                assert!(taken.is_none_or(|other| other == name), "`{synonym}` means {taken:?} and {name}");
                assert!(!TABLE.metrics.contains_key(&fold(synonym)) || fold(synonym) == *name, "{synonym}");
            }
            if let Some(pointer) = &metric.fairness {
                assert!(shape_at(pointer).is_some(), "{pointer}");
            }
        }
    }

    #[test]
    fn the_worse_value_depends_on_the_metric() {
        assert!(named("auc").metric.unwrap().is_worse(0.8, 0.9));
        assert!(named("error_rate").metric.unwrap().is_worse(0.2, 0.1));
    }
}
