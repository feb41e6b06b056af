//! The findings as stored: in full what failed or is open, by identifier what passed or did not apply.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::audit::text::Text;
use crate::model::{Date, LeafState, Outcome, Severity};

/// The answers of all controls. Each control of each pack is in exactly one of the four members.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingsRecord {
    /// Identifiers of the controls that do not apply, by pack.
    pub not_applicable: BTreeMap<String, Vec<String>>,
    /// What failed, what a person has to judge, what broke, and what is unknown but waived.
    pub open: Vec<FindingRecord>,
    /// Identifiers of the controls that passed, by pack.
    pub passed: BTreeMap<String, Vec<String>>,
    /// The other unknown ones: by pack, by what a `fail` would do, and grouped by the facts that are missing.
    pub unknown: BTreeMap<String, BTreeMap<Severity, Vec<UnknownGroup>>>,
}

/// One finding in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingRecord {
    /// Pointers into the normalised subject.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<String>,
    /// Identifier of the control.
    pub control: String,
    /// The date from which the control applies, where that lies after the as-of date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forecast: Option<Date>,
    /// How the weakest leaf that the answer rests on was known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<LeafState>,
    /// What is wrong.
    pub message: Text,
    /// The facts that are missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// The answer.
    pub outcome: Outcome,
    /// The pack that declares the control.
    pub pack: String,
    /// What a `fail` does on this subject.
    pub severity: Severity,
    /// The waiver that covers it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiver: Option<String>,
}

/// The unknown findings of a pack that miss the same facts for the same reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnknownGroup {
    /// Identifiers of the controls.
    pub controls: Vec<String>,
    /// The date from which they apply, where that lies after the as-of date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forecast: Option<Date>,
    /// Why there is no answer; left out where every missing fact is simply absent, which is the rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<Text>,
    /// The facts that are missing, as pointers into the normalised subject.
    pub missing: Vec<String>,
}
