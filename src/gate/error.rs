//! Why a run could not be carried through.

use crate::audit::AuditError;
use crate::model::Explain;

/// Errors of a run; a subject that cannot be read or judged is not one of them: that is a recorded decision.
#[derive(Debug, thiserror::Error)]
pub enum GateError {
    /// Decisions were made and could not be recorded; so nothing is allowed.
    #[error("decided, but not recorded: {source}")]
    NotRecorded {
        /// What went wrong.
        source: AuditError,
    },
    /// What was recorded could not be written out.
    #[error("cannot write the output: {source}")]
    Output {
        /// What the system said.
        source: std::io::Error,
    },
}

impl Explain for GateError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotRecorded { .. } => "gate/not-recorded",
            Self::Output { .. } => "gate/output",
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::NotRecorded { source } => source
                .hint()
                .or_else(|| Some("no verdict is given that is not on record; mend the log and run again".to_owned())),
            Self::Output { .. } => None,
        }
    }
}
