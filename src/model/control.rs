//! A control: one checkable requirement, as its METADATA declares it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::date::Date;
use crate::model::leaf::Strength;

/// What a `fail` of a control does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Shown, without consequence.
    Info,
    /// Shown as a warning.
    Warn,
    /// Denies.
    Deny,
}

/// What a control rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Statutory text.
    Law,
    /// Guidance of an authority or a standard.
    Guidance,
    /// Practice of the industry; its threshold is a parameter.
    Heuristic,
}

/// Whether a control asks for something, or detects a defect of what is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ControlKind {
    /// Asks for something to be there or to hold.
    #[default]
    Requirement,
    /// Detects a contradiction or a claim without evidence; silent where there is nothing to judge.
    Defect,
}

/// The two phases of evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Establishes scope, classes and tier.
    Classify,
    /// Answers controls.
    Decide,
}

/// A value that is the same everywhere, or a table whose rows are tiers, environments or classes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RowTable<T> {
    /// One value.
    One(T),
    /// One value a row.
    Rows(BTreeMap<String, T>),
}

impl<T: Copy + Ord> RowTable<T> {
    /// The value for the rows that hold for a subject. Where several hold, or none does, `strictest` picks.
    pub fn pick(&self, rows: &[String], strictest: impl Fn(T, T) -> T) -> Option<T> {
        match self {
            Self::One(value) => Some(*value),
            Self::Rows(table) => {
                let held: Vec<T> = rows.iter().filter_map(|row| table.get(row).copied()).collect();
                let candidates = if held.is_empty() { table.values().copied().collect() } else { held };
                candidates.into_iter().reduce(strictest)
            }
        }
    }
}

/// How strong the needed leaves must be.
pub type Accepts = RowTable<Strength>;

/// One entry of `needs`: a pointer, or several of which any will do, in order of preference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Need {
    /// This leaf.
    Leaf(String),
    /// Any of these leaves.
    AnyOf(Vec<String>),
}

impl Need {
    /// The alternatives in order of preference.
    #[must_use]
    pub fn alternatives(&self) -> &[String] {
        match self {
            Self::Leaf(pointer) => std::slice::from_ref(pointer),
            Self::AnyOf(pointers) => pointers,
        }
    }
}

/// One control, as declared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Control {
    /// Stable identifier, such as `EUAIA-14-02`.
    pub id: String,
    /// Pack that declares it.
    pub pack: String,
    /// Path of its rule below `data`, such as `govern.eu_high_risk.oversight.stop_control`.
    pub rule: String,
    /// One line.
    pub title: String,
    /// What is asked, and why.
    pub description: String,
    /// What a `fail` does; a table by tier, environment or class where it differs.
    pub severity: RowTable<Severity>,
    /// What it rests on.
    pub basis: Basis,
    /// The text that it implements.
    pub citation: String,
    /// How to satisfy it.
    pub remediation: String,
    /// When it starts to apply; before that it is a forecast.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_from: Option<RowTable<Date>>,
    /// When it stopped to apply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_until: Option<Date>,
    /// Leaves without which `pass` and `not_applicable` do not stand.
    #[serde(default)]
    pub needs: Vec<Need>,
    /// How strong those leaves must be.
    #[serde(default = "declared")]
    pub accepts: Accepts,
    /// Requirement or detector of a defect.
    #[serde(default)]
    pub kind: ControlKind,
    /// May a waiver ever cover it?
    #[serde(default = "yes")]
    pub waivable: bool,
}

fn declared() -> Accepts {
    RowTable::One(Strength::Declared)
}

fn yes() -> bool {
    true
}
