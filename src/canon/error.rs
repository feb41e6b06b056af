//! What has no canonical form.

use crate::model::Explain;

/// Why a value cannot be written canonically.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CanonError {
    /// A number that is not an integer: two programs may print it differently.
    #[error("the number `{number}` is not an integer and has no canonical form here")]
    NotAnInteger {
        /// The number as printed.
        number: String,
    },
    /// An integer that a reader with IEEE 754 doubles would round (RFC 8785 appendix D).
    #[error("the integer `{number}` lies outside of -(2^53-1) to 2^53-1")]
    IntegerTooLarge {
        /// The number as printed.
        number: String,
    },
    /// The value cannot be written as JSON at all.
    #[error("the value has no JSON form: {reason}")]
    NoJson {
        /// Why.
        reason: String,
    },
}

impl Explain for CanonError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAnInteger { .. } => "canon/not-an-integer",
            Self::IntegerTooLarge { .. } => "canon/integer-too-large",
            Self::NoJson { .. } => "canon/no-json",
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::NotAnInteger { .. } | Self::IntegerTooLarge { .. } => Some("write the number as a string".to_owned()),
            Self::NoJson { .. } => None,
        }
    }
}
