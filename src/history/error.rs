//! Why the past cannot be told.

use crate::audit::{AuditError, Class};
use crate::model::Explain;

/// Why a log yields no decisions.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// The log cannot be read.
    #[error(transparent)]
    Audit(#[from] AuditError),
    /// The log was tampered with: nothing in it is shown as a decision of the past.
    #[error("the log is not to be believed: {} ({detail})", class.word())]
    Unproven {
        /// What verification found.
        class: Class,
        /// The first entry that is wrong.
        seq: Option<u64>,
        /// In words.
        detail: String,
    },
    /// A proven entry that this program cannot read.
    #[error("entry {seq} cannot be read: {reason}")]
    Unreadable {
        /// The entry.
        seq: u64,
        /// Why.
        reason: String,
    },
}

impl Explain for HistoryError {
    fn code(&self) -> &'static str {
        match self {
            Self::Audit(error) => error.code(),
            Self::Unproven { .. } => "history/unproven",
            Self::Unreadable { .. } => "history/unreadable",
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::Audit(error) => error.hint(),
            Self::Unproven { .. } => Some("run `govern audit verify`, and keep the file as evidence".to_owned()),
            Self::Unreadable { .. } => Some("use the version of govern that wrote it".to_owned()),
        }
    }
}
