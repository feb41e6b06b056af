//! Risk tiers and what is known about a subject's tier.

use serde::{Deserialize, Serialize};

/// The risk class of a subject, from the lowest to the highest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// No duty depends on the model.
    Minimal,
    /// Transparency duties, or a score from 25 to 49.
    Limited,
    /// High-risk in the sense of the AI Act, or a score from 50 to 74.
    High,
    /// A score of 75 and above.
    Critical,
    /// A practice of Article 5.
    Prohibited,
}

impl Tier {
    /// Every tier, in order.
    pub const ALL: [Self; 5] = [Self::Minimal, Self::Limited, Self::High, Self::Critical, Self::Prohibited];

    /// The word used in Rego, JSON and on the terminal.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Minimal => "minimal",
            Self::Limited => "limited",
            Self::High => "high",
            Self::Critical => "critical",
            Self::Prohibited => "prohibited",
        }
    }

    /// Reads the word; `None` where it is not a tier.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tier| tier.word() == word)
    }
}

/// What the classify packs said together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TierState {
    /// The maximum over all classify packs; `None` while one of them has no answer.
    pub established: Option<Tier>,
    /// The maximum over those that answered: the tier is at least this one.
    pub at_least: Tier,
}

impl TierState {
    /// The state from the answers of the classify packs; no answer at all is not established. `bounds` are tiers that
    /// packs without an answer prove to be the lowest possible one.
    #[must_use]
    pub fn from_answers(answers: &[Option<Tier>], bounds: &[Tier]) -> Self {
        let at_least = answers.iter().flatten().chain(bounds).copied().max().unwrap_or(Tier::Minimal);
        let complete = !answers.is_empty() && answers.iter().all(Option::is_some);
        // Nothing lies above `prohibited`: one such answer settles it.
        let established = (complete || at_least == Tier::Prohibited).then_some(at_least);
        Self { established, at_least }
    }
}
