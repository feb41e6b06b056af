//! Text that may be personal: written in clear, or as a salted commitment.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::model::Digest;

/// A text of a signed statement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Text {
    /// In clear.
    Plain(String),
    /// Withheld; salt and value are in the log's disclosure table until they are erased.
    Committed(Commitment),
}

/// A salted commitment to a value (schemas/formats/commitment.v1.md).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    /// The commitment.
    pub commit: Digest,
}

impl Text {
    /// The text, where it is in clear.
    #[must_use]
    pub fn plain(&self) -> Option<&str> {
        match self {
            Self::Plain(text) => Some(text),
            Self::Committed(_) => None,
        }
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(text) => f.write_str(text),
            Self::Committed(commitment) => write!(f, "(personal, withheld as {})", commitment.commit.short()),
        }
    }
}
