//! The exit status, the same for every command and every output format.

use crate::model::{Decision, Enforcement, ErrorKind, Verdict};

/// Exit status of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitStatus {
    /// 0: allowed; verified and anchored; done.
    Yes,
    /// 1: denied by policy; tampering, rollback or fork found.
    No,
    /// 2: could not run: usage, configuration, unreadable or malformed input.
    CouldNotRun,
    /// 3: no answer: review needed or evidence insufficient; self-consistent only; a what-if or partial run.
    NoAnswer,
    /// 4: policy or engine failure.
    PolicyFailure,
    /// 5: decided but not recorded.
    NotRecorded,
}

impl ExitStatus {
    /// The number that the process returns.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Yes => 0,
            Self::No => 1,
            Self::CouldNotRun => 2,
            Self::NoAnswer => 3,
            Self::PolicyFailure => 4,
            Self::NotRecorded => 5,
        }
    }

    /// The status of one decision. Where the organisation does not enforce, 1 and 3 become 0; a what-if or partial
    /// run is never 0.
    #[must_use]
    pub fn of(decision: &Decision) -> Self {
        let truth = match decision.verdict {
            Verdict::Allow => Self::Yes,
            Verdict::Deny => Self::No,
            Verdict::Review => Self::NoAnswer,
            Verdict::Error(ErrorKind::Input) => Self::CouldNotRun,
            Verdict::Error(ErrorKind::Policy) => Self::PolicyFailure,
        };
        let enforced = match (decision.enforcement, truth) {
            (Enforcement::None, Self::No | Self::NoAnswer) => Self::Yes,
            (_, status) => status,
        };
        if enforced == Self::Yes && !decision.mode.is_full() { Self::NoAnswer } else { enforced }
    }

    /// The status of several: the first that applies in the order 5, 4, 2, 1, 3, 0.
    #[must_use]
    pub fn worse(self, other: Self) -> Self {
        const fn rank(status: ExitStatus) -> u8 {
            match status {
                ExitStatus::NotRecorded => 5,
                ExitStatus::PolicyFailure => 4,
                ExitStatus::CouldNotRun => 3,
                ExitStatus::No => 2,
                ExitStatus::NoAnswer => 1,
                ExitStatus::Yes => 0,
            }
        }
        if rank(other) > rank(self) { other } else { self }
    }
}
