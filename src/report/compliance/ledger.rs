//! Recorded decisions read one after the other: for each model and environment, the latest that counts is kept.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::Arc;

use crate::audit::DecisionPredicate;
use crate::model::Control;
use crate::report::compliance::shape::VerdictShape;

/// Verdicts that are kept of each model.
const HISTORY: usize = 12;

/// What is known about controls and packs beyond what is recorded.
#[derive(Clone, Copy)]
pub struct Catalog<'a> {
    /// A control by its identifier.
    pub control: &'a dyn Fn(&str) -> Option<Arc<Control>>,
    /// The framework of a pack: its metadata `framework`, else its title.
    pub framework: &'a dyn Fn(&str) -> Option<String>,
}

impl fmt::Debug for Catalog<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Catalog")
    }
}

/// The log that the decisions come from.
#[derive(Clone, Debug)]
pub struct LogState {
    /// Origin.
    pub origin: String,
    /// Number of entries.
    pub entries: u64,
    /// The signed checkpoint.
    pub checkpoint: String,
    /// True where the log was compared with an anchor that is kept elsewhere.
    pub anchored: bool,
    /// How far keys and log can be trusted, in words, such as `self-consistent; keys not pinned`.
    pub trust: String,
}

/// One model in one environment: name and version, and `model` where no environment was named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ModelKey {
    pub(crate) id: String,
    pub(crate) environment: &'static str,
}

/// What is kept of one model.
#[derive(Clone, Debug, Default)]
pub(crate) struct ModelRecord {
    /// The latest full run.
    pub(crate) latest: Option<DecisionPredicate>,
    /// What-if and partial runs.
    pub(crate) partial: usize,
    /// The latest verdicts.
    pub(crate) history: VecDeque<VerdictShape>,
}

/// The reader of recorded decisions.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    pub(crate) models: BTreeMap<ModelKey, ModelRecord>,
    pub(crate) decisions: usize,
    pub(crate) period: Option<(String, String)>,
}

impl Ledger {
    /// Reads one recorded decision; they come in the order of the log.
    pub fn add(&mut self, decision: DecisionPredicate) {
        self.decisions += 1;
        let time = decision.log.time.clone();
        match &mut self.period {
            Some((_, last)) => *last = time,
            None => self.period = Some((time.clone(), time)),
        }
        let environment = decision.environment.map_or(decision.scope.word(), |environment| environment.word());
        let record = self.models.entry(ModelKey { id: decision.subject.id.clone(), environment }).or_default();
        if record.history.len() == HISTORY {
            record.history.pop_front();
        }
        record.history.push_back(VerdictShape {
            seq: decision.log.seq,
            date: decision.log.time.chars().take(10).collect(),
            verdict: decision.verdict().word(),
            counts: decision.mode.is_full(),
        });
        if decision.mode.is_full() {
            record.latest = Some(decision);
        } else {
            record.partial += 1;
        }
    }
}
