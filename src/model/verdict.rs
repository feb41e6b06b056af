//! The verdict, computed in one place.

use serde::{Deserialize, Serialize};

use crate::model::control::Severity;
use crate::model::finding::{Finding, Outcome};
use crate::model::tier::{Tier, TierState};

/// Where an error verdict came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorKind {
    /// The input could not be read.
    Input,
    /// A policy or the engine failed.
    Policy,
}

/// One verdict a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "verdict", content = "error")]
pub enum Verdict {
    /// May be released or deployed.
    Allow,
    /// May not.
    Deny,
    /// No answer yet: a person has to judge, or evidence is missing.
    Review,
    /// Could not be decided.
    Error(ErrorKind),
}

impl Verdict {
    /// The word used in JSON and on the terminal.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Deny => "deny",
            Self::Review => "review",
            Self::Error(_) => "error",
        }
    }
}

/// The verdict over the findings of one subject; the first rule that matches decides.
///
/// `production` is true where the decision is for a production environment; `required_missing` where a pack that the
/// organisation requires was not evaluated.
#[must_use]
pub fn verdict(findings: &[Finding], tier: TierState, production: bool, required_missing: bool) -> Verdict {
    let open =
        |outcome: Outcome| findings.iter().filter(move |f| f.outcome == outcome && f.counts() && f.waiver.is_none());
    let deny = |f: &&Finding| f.severity == Severity::Deny;

    if findings.iter().any(|f| f.outcome == Outcome::Error) {
        return Verdict::Error(ErrorKind::Policy);
    }
    if open(Outcome::Fail).any(|f| deny(&f)) {
        return Verdict::Deny;
    }
    if open(Outcome::Unknown).any(|f| deny(&f)) {
        let insufficient = tier.at_least >= Tier::High || (tier.established.is_none() && production);
        return if insufficient { Verdict::Deny } else { Verdict::Review };
    }
    if open(Outcome::Review).next().is_some() {
        return Verdict::Review;
    }
    if required_missing || !open(Outcome::Pass).any(|f| deny(&f)) {
        return Verdict::Review;
    }
    Verdict::Allow
}
