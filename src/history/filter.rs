//! Which decisions of the past are asked for.

use jiff::Timestamp;

use crate::audit::{DecisionPredicate, VerdictWord};

/// A selection of decisions; what is not set selects everything.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Name of the model, or its name and version (`churn-model@2.3.0`).
    pub subject: Option<String>,
    /// The verdict.
    pub verdict: Option<VerdictWord>,
    /// Recorded at this time or later.
    pub since: Option<Timestamp>,
}

impl Filter {
    /// True where a decision that was recorded at `time` is selected.
    #[must_use]
    pub fn selects(&self, predicate: &DecisionPredicate, time: Timestamp) -> bool {
        let subject = self
            .subject
            .as_deref()
            .is_none_or(|asked| asked == predicate.subject.id || Some(asked) == predicate.subject.name.as_deref());
        subject
            && self.verdict.is_none_or(|verdict| verdict == predicate.verdict)
            && self.since.is_none_or(|since| time >= since)
    }
}
