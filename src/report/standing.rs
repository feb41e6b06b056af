//! Where a finding stands once waivers and dates are taken into account: the same in every format.

use crate::model::{Decision, Finding, Outcome};

/// Where a finding stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    /// Could not be evaluated.
    Broken,
    /// Not satisfied, in force and not waived.
    Failed,
    /// A fact that it needs is missing.
    Undecided,
    /// A person has to judge.
    Review,
    /// Not satisfied or undecided, and covered by a waiver.
    Waived,
    /// Not in force before a later date.
    Forecast,
    /// Satisfied.
    Passed,
    /// Does not apply.
    NotApplicable,
}

impl Standing {
    /// Reads off where a finding stands.
    #[must_use]
    pub(crate) fn of(finding: &Finding) -> Self {
        match finding.outcome {
            Outcome::Error => Self::Broken,
            Outcome::NotApplicable => Self::NotApplicable,
            _ if finding.forecast.is_some() => Self::Forecast,
            Outcome::Pass => Self::Passed,
            _ if finding.waiver.is_some() => Self::Waived,
            Outcome::Fail => Self::Failed,
            Outcome::Unknown => Self::Undecided,
            Outcome::Review => Self::Review,
        }
    }

    /// The word used in JSON.
    #[must_use]
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Broken => "broken",
            Self::Failed => "failed",
            Self::Undecided => "undecided",
            Self::Review => "review",
            Self::Waived => "waived",
            Self::Forecast => "forecast",
            Self::Passed => "passed",
            Self::NotApplicable => "not_applicable",
        }
    }
}

/// Number of findings by standing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Could not be evaluated.
    pub(crate) broken: usize,
    /// Not satisfied, in force and not waived.
    pub(crate) failed: usize,
    /// A fact is missing.
    pub(crate) undecided: usize,
    /// A person has to judge.
    pub(crate) review: usize,
    /// Covered by a waiver.
    pub(crate) waived: usize,
    /// Not in force yet.
    pub(crate) forecast: usize,
    /// Satisfied.
    pub(crate) passed: usize,
    /// Does not apply.
    pub(crate) not_applicable: usize,
}

impl Tally {
    /// Counts the findings of a decision.
    #[must_use]
    pub(crate) fn of(decision: &Decision) -> Self {
        let mut tally = Self::default();
        for finding in &decision.findings {
            let count = match Standing::of(finding) {
                Standing::Broken => &mut tally.broken,
                Standing::Failed => &mut tally.failed,
                Standing::Undecided => &mut tally.undecided,
                Standing::Review => &mut tally.review,
                Standing::Waived => &mut tally.waived,
                Standing::Forecast => &mut tally.forecast,
                Standing::Passed => &mut tally.passed,
                Standing::NotApplicable => &mut tally.not_applicable,
            };
            *count += 1;
        }
        tally
    }
}

/// The findings of one standing: the most severe first, then by control.
#[must_use]
pub(crate) fn standing_at(decision: &Decision, standing: Standing) -> Vec<&Finding> {
    let mut findings: Vec<&Finding> =
        decision.findings.iter().filter(|finding| Standing::of(finding) == standing).collect();
    findings.sort_by(|a, b| b.severity.cmp(&a.severity).then_with(|| a.control.id.cmp(&b.control.id)));
    findings
}
