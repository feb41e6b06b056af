//! What can be wrong with keys, signatures and signed texts.

use crate::model::Explain;

/// Why a key, a signature or a signed text is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CryptoError {
    /// The text is no key of the expected kind.
    #[error("not an Ed25519 {kind}: {reason}")]
    MalformedKey {
        /// Which form was expected.
        kind: &'static str,
        /// What is wrong.
        reason: String,
    },
    /// A public key of low order: some signature fits every message.
    #[error("the public key is weak: a signature under it proves nothing")]
    WeakKey,
    /// A name that a signed note cannot carry.
    #[error(
        "`{name}` cannot name a key or a log: it is empty, or holds white space, a plus sign or a control character"
    )]
    InvalidName {
        /// The name.
        name: String,
    },
    /// The text is no signed note, checkpoint or envelope.
    #[error("malformed {what}: {reason}")]
    Malformed {
        /// What was expected.
        what: &'static str,
        /// What is wrong.
        reason: &'static str,
    },
    /// None of the signatures is by a known key.
    #[error("no signature by a known key")]
    UnknownKey,
    /// A signature by a known key does not fit.
    #[error("the signature of `{key}` does not fit")]
    BadSignature {
        /// Name or identifier of the key.
        key: String,
    },
}

impl Explain for CryptoError {
    fn code(&self) -> &'static str {
        match self {
            Self::MalformedKey { .. } => "crypto/malformed-key",
            Self::WeakKey => "crypto/weak-key",
            Self::InvalidName { .. } => "crypto/invalid-name",
            Self::Malformed { .. } => "crypto/malformed",
            Self::UnknownKey => "crypto/unknown-key",
            Self::BadSignature { .. } => "crypto/bad-signature",
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::InvalidName { .. } => Some("use a name like `example.org/govern/prod`".to_owned()),
            Self::UnknownKey => Some("name the verifier key that the log's owner published".to_owned()),
            _ => None,
        }
    }
}
