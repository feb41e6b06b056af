//! From the answer of a rule to a finding: needs, dates, severities.

use std::sync::Arc;

use crate::model::{Control, Date, Finding, LeafState, Outcome, Severity, Strength};
use crate::policy::error::PolicyError;
use crate::policy::needs::{Facts, Unmet};
use crate::policy::value::Answer;

/// Whether the package of a control applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Applicability {
    /// It does.
    Yes,
    /// It does not, and that was said.
    No(String),
    /// It is not known; these facts would settle it.
    Unknown(Vec<Unmet>, String),
}

/// What all judgements on one subject share.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bench<'a> {
    /// The leaves.
    pub(crate) facts: Facts<'a>,
    /// Rows of tables that hold for the subject.
    pub(crate) rows: &'a [String],
    /// The date that the law is read at.
    pub(crate) as_of: Date,
}

/// The part of a finding that the judgement decides.
struct Judgement {
    outcome: Outcome,
    message: String,
    at: Vec<String>,
    missing: Vec<String>,
}

impl Judgement {
    fn plain(outcome: Outcome, message: String) -> Self {
        Self { outcome, message, at: Vec::new(), missing: Vec::new() }
    }

    fn unknown(unmet: &[Unmet], message: Option<String>) -> Self {
        let reasons: Vec<&str> = unmet.iter().map(|need| need.reason.as_str()).collect();
        Self {
            outcome: Outcome::Unknown,
            message: message.unwrap_or_else(|| reasons.join("; ")),
            at: Vec::new(),
            missing: unmet.iter().map(|need| need.pointer.clone()).collect(),
        }
    }
}

impl Bench<'_> {
    /// The finding of one control: exactly one, whatever its rule did.
    pub(crate) fn finding(
        &self,
        control: &Arc<Control>,
        applies: &Applicability,
        answer: &Result<Answer, PolicyError>,
    ) -> Finding {
        let accepts = control.accepts.pick(self.rows, Strength::max).unwrap_or(Strength::Bound);
        let judgement = match (self.ended(control), applies, answer) {
            (Some(message), _, _) => Judgement::plain(Outcome::NotApplicable, message),
            (None, Applicability::No(reason), _) => Judgement::plain(Outcome::NotApplicable, reason.clone()),
            (None, Applicability::Unknown(unmet, reason), Ok(_)) => Judgement::unknown(unmet, Some(reason.clone())),
            (None, _, Err(error)) => Judgement::plain(Outcome::Error, error.to_string()),
            (None, Applicability::Yes, Ok(answer)) => self.judge(control, answer, accepts),
        };
        let effective = control.effective_from.as_ref().and_then(|table| table.pick(self.rows, Date::min));
        let known = self.weakest(control, &judgement);
        Finding {
            severity: control.severity.pick(self.rows, Severity::max).unwrap_or(Severity::Deny),
            control: Arc::clone(control),
            outcome: judgement.outcome,
            message: judgement.message,
            at: judgement.at,
            missing: judgement.missing,
            forecast: effective.filter(|date| *date > self.as_of),
            known,
            waiver: None,
        }
    }

    fn judge(&self, control: &Control, answer: &Answer, accepts: Strength) -> Judgement {
        let unmet = self.facts.unmet(&control.needs, accepts);
        match answer {
            Answer::Wrong(reason) => Judgement::plain(Outcome::Error, format!("`{}`: {reason}", control.rule)),
            Answer::Undefined if unmet.is_empty() => Judgement::plain(
                Outcome::Error,
                format!("`{}` gave no answer although everything that it needs is there", control.rule),
            ),
            Answer::Undefined => Judgement::unknown(&unmet, None),
            Answer::Given { outcome: Outcome::Pass | Outcome::NotApplicable, .. } if !unmet.is_empty() => {
                Judgement::unknown(&unmet, None)
            }
            Answer::Given { outcome, message, at } => {
                Judgement { outcome: *outcome, message: message.clone(), at: at.clone(), missing: Vec::new() }
            }
        }
    }

    fn ended(&self, control: &Control) -> Option<String> {
        control.effective_until.filter(|date| *date < self.as_of).map(|date| format!("ended on {date}"))
    }

    fn weakest(&self, control: &Control, judgement: &Judgement) -> Option<LeafState> {
        if judgement.outcome == Outcome::Unknown {
            return None;
        }
        let at = judgement.at.iter().map(|pointer| self.facts.subject.state(pointer));
        at.filter(|state| *state != LeafState::Absent).min().or_else(|| self.facts.weakest(&control.needs))
    }
}

#[cfg(test)]
#[path = "judge_tests.rs"]
mod tests;
