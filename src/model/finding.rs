//! The answer of one control on one subject.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::control::{Control, Severity};
use crate::model::date::Date;
use crate::model::leaf::LeafState;

/// The six answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Satisfied, and everything that this rests on was there.
    Pass,
    /// Does not apply, and that was said.
    NotApplicable,
    /// A person has to judge.
    Review,
    /// Something that is needed was not answered.
    Unknown,
    /// Not satisfied.
    Fail,
    /// The control could not be evaluated.
    Error,
}

impl Outcome {
    /// The word used in Rego, JSON and on the terminal.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::NotApplicable => "not_applicable",
            Self::Review => "review",
            Self::Unknown => "unknown",
            Self::Fail => "fail",
            Self::Error => "error",
        }
    }
}

/// One finding: exactly one for every declared control of every pack in the selection.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The control.
    pub control: Arc<Control>,
    /// Its answer.
    pub outcome: Outcome,
    /// What a `fail` does on this subject, after the control's table was read.
    pub severity: Severity,
    /// What is wrong, or why there is no answer.
    pub message: String,
    /// Pointers into the normalised subject.
    pub at: Vec<String>,
    /// The facts that are missing, where the outcome is `unknown`: one preferred pointer for each need.
    pub missing: Vec<String>,
    /// The date from which the control applies, where that lies after the as-of date.
    pub forecast: Option<Date>,
    /// How the weakest leaf that the answer rests on was known.
    pub known: Option<LeafState>,
    /// The waiver that covers it.
    pub waiver: Option<String>,
}

impl Finding {
    /// True where the finding takes part in the verdict: it is in force, or it is an error.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.forecast.is_none() || self.outcome == Outcome::Error
    }
}
