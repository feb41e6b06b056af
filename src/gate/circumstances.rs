//! Everything about a run that its decisions depend on beside the subjects.

use serde_json::Value;

use crate::model::{Actor, Date, Enforcement, Environment, Management, Mode};
use crate::policy::PolicySet;

/// The circumstances of a run; the same for all of its decisions.
#[derive(Clone, Debug)]
pub struct Circumstances<'a> {
    /// The packs.
    pub policies: &'a PolicySet,
    /// Facts that only an organisation has; `None` without an organisation policy.
    pub organisation: Option<Value>,
    /// Jurisdictions that the organisation names.
    pub jurisdictions: Vec<String>,
    /// The environment that the command line names.
    pub environment: Option<Environment>,
    /// Today, in UTC.
    pub today: Date,
    /// What-if and partial marks.
    pub mode: Mode,
    /// Who runs it, as declared.
    pub actor: Actor,
    /// Digests of organisation policy and configuration.
    pub management: Management,
    /// What is enforced in each environment.
    pub enforcement: EnforcementTable,
    /// Name and version of this program.
    pub program: String,
}

/// What an organisation enforces, by environment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EnforcementTable {
    /// The environments in which verdicts are recorded only.
    pub recorded_only: Vec<Environment>,
}

impl EnforcementTable {
    /// What is enforced in an environment; everything where none is known.
    #[must_use]
    pub fn of(&self, environment: Option<Environment>) -> Enforcement {
        match environment {
            Some(environment) if self.recorded_only.contains(&environment) => Enforcement::None,
            _ => Enforcement::All,
        }
    }
}
