//! Why a log cannot be created, opened, written or read.

use std::path::PathBuf;

use crate::canon::CanonError;
use crate::crypto::CryptoError;
use crate::model::{Digest, Explain};

/// An error of the audit log. Whatever it is, nothing was recorded.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// A log or key is never overwritten.
    #[error("`{}` exists already", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// Opening never creates.
    #[error("there is no log at `{}`", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// Some other file.
    #[error("`{}` is not an audit log of govern", path.display())]
    NotALog {
        /// The file.
        path: PathBuf,
    },
    /// Written by a later version of this program.
    #[error("the log has format version {found}; this program knows version {known}")]
    NewerVersion {
        /// The log's version.
        found: i64,
        /// Ours.
        known: i64,
    },
    /// Tables or guards are not those that govern created.
    #[error("the schema of the log was changed: {objects}")]
    SchemaAltered {
        /// Names of the objects, with commas.
        objects: String,
    },
    /// The log is not the one that was expected.
    #[error("the log has the origin `{found}`; expected was `{expected}`")]
    ForeignOrigin {
        /// The log's origin.
        found: String,
        /// The pinned origin.
        expected: String,
    },
    /// The last checkpoint was not signed by our log key.
    #[error("the head of the log was not signed by this log key: {source}")]
    HeadSignature {
        /// What is wrong with it.
        source: CryptoError,
    },
    /// Our keys are not those of the first entry.
    #[error("the {role} key is not the one that the log was created with")]
    KeyMismatch {
        /// `decision` or `log`.
        role: &'static str,
    },
    /// The log contradicts itself; nothing is appended to such a log.
    #[error("the log is damaged: {reason}")]
    Damaged {
        /// Where.
        reason: String,
    },
    /// Another process holds the log for too long.
    #[error("the log is locked by another process")]
    Busy,
    /// `SQLite` could not read or write.
    #[error("the log cannot be read or written: {reason}")]
    Store {
        /// `SQLite`'s message.
        reason: String,
    },
    /// The operating system refused.
    #[error("cannot {action} `{}`: {source}", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// The system's error.
        source: std::io::Error,
    },
    /// A private key that others can read.
    #[error("the private key `{}` can be read by other users (mode {mode:o})", path.display())]
    KeyPermissions {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// A key file whose text is no key.
    #[error("`{}`: {source}", path.display())]
    KeyFile {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: CryptoError,
    },
    /// Bytes that do not have the digest under which they were to be stored.
    #[error("bytes that were to be stored as {digest} have another digest")]
    BlobMismatch {
        /// The digest that was named.
        digest: Digest,
    },
    /// An entry that other tools could not carry (C2SP tlog-tiles: 65,535 bytes a leaf).
    #[error("the leaf of the entry has {bytes} bytes, more than 65535")]
    LeafTooLarge {
        /// Its size.
        bytes: usize,
    },
    /// A statement without a canonical form.
    #[error(transparent)]
    Canon(#[from] CanonError),
    /// A key, a name or a signature.
    #[error(transparent)]
    Crypto(#[from] CryptoError),
}

impl AuditError {
    pub(crate) fn damaged(reason: impl Into<String>) -> Self {
        Self::Damaged { reason: reason.into() }
    }
}

impl Explain for AuditError {
    fn code(&self) -> &'static str {
        match self {
            Self::Exists { .. } => "audit/exists",
            Self::Missing { .. } => "audit/missing",
            Self::NotALog { .. } => "audit/not-a-log",
            Self::NewerVersion { .. } => "audit/newer-version",
            Self::SchemaAltered { .. } => "audit/schema-altered",
            Self::ForeignOrigin { .. } => "audit/foreign-origin",
            Self::HeadSignature { .. } => "audit/head-signature",
            Self::KeyMismatch { .. } => "audit/key-mismatch",
            Self::Damaged { .. } => "audit/damaged",
            Self::Busy => "audit/busy",
            Self::Store { .. } => "audit/store",
            Self::Io { .. } => "audit/io",
            Self::KeyPermissions { .. } => "audit/key-permissions",
            Self::KeyFile { .. } => "audit/key-file",
            Self::BlobMismatch { .. } => "audit/blob-mismatch",
            Self::LeafTooLarge { .. } => "audit/leaf-too-large",
            Self::Canon(error) => error.code(),
            Self::Crypto(error) => error.code(),
        }
    }

    fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Missing { .. } => "create it with `govern audit init`, or correct the path".to_owned(),
            Self::Exists { .. } => "choose another path; logs and keys are never overwritten".to_owned(),
            Self::NewerVersion { .. } => "use the version of govern that wrote it".to_owned(),
            Self::ForeignOrigin { .. } => "name the right log, or correct the expected origin".to_owned(),
            Self::KeyMismatch { .. } | Self::HeadSignature { .. } => {
                "use the keys that `govern audit init` created for this log".to_owned()
            }
            Self::SchemaAltered { .. } | Self::Damaged { .. } => {
                "keep the file as evidence, and run `govern audit verify` on it".to_owned()
            }
            Self::Busy => "run again; if it stays locked, look for a process that hangs".to_owned(),
            Self::KeyPermissions { path, .. } => format!("chmod 600 {}", path.display()),
            Self::Canon(error) => return error.hint(),
            Self::Crypto(error) => return error.hint(),
            _ => return None,
        };
        Some(hint)
    }
}
