//! What verification can find, one word each.

/// The outcome of a verification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Everything fits, an anchor kept elsewhere agrees, and log key and origin were given.
    Verified,
    /// The log agrees with itself: without an anchor, or without given key and origin, that is all that can be said.
    SelfConsistent,
    /// There is no decision in it.
    Empty,
    /// An entry was written by a newer version of this program; its hashes fit.
    NewerVersion,
    /// The bytes of a leaf do not have the hash that was stored for them.
    LeafMismatch,
    /// Bytes that are no leaf, envelope or statement in its only spelling.
    NotCanonical,
    /// An entry is missing, or stands twice.
    SeqGap,
    /// A leaf does not name the hash of the leaf before.
    ChainBroken,
    /// An envelope is missing or is not the one that its leaf names.
    EnvelopeMismatch,
    /// The signature of an envelope does not fit.
    EnvelopeSignature,
    /// A statement that was signed for another place in the log.
    DuplicateDecision,
    /// A statement whose type or time is not that of its leaf.
    StatementMismatch,
    /// An entry, a head or an anchor of another log.
    WrongLog,
    /// The tree over the entries does not have the root of the head.
    RootMismatch,
    /// The signature of a checkpoint does not fit.
    CheckpointSignature,
    /// Signed by a key that is not known.
    UnknownKey,
    /// The head names more entries than there are.
    Truncated,
    /// An anchor names more entries than there are: this is an older state of the log.
    RolledBack,
    /// An anchor names another root for the same number of entries: there are two histories.
    Forked,
    /// Guards against changes were dropped or altered.
    SchemaAltered,
    /// Tables that are not ours; nothing was read through them.
    SchemaForeign,
    /// Stored bytes do not have the digest that they are stored under.
    BlobMismatch,
    /// The opening of a commitment does not fit it.
    DisclosureMismatch,
    /// The file is broken below the level of entries.
    Damaged,
}

impl Class {
    /// The word used in JSON and on the terminal.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::SelfConsistent => "self_consistent",
            Self::Empty => "empty",
            Self::NewerVersion => "newer_version",
            Self::LeafMismatch => "leaf_mismatch",
            Self::NotCanonical => "not_canonical",
            Self::SeqGap => "seq_gap",
            Self::ChainBroken => "chain_broken",
            Self::EnvelopeMismatch => "envelope_mismatch",
            Self::EnvelopeSignature => "envelope_signature",
            Self::DuplicateDecision => "duplicate_decision",
            Self::StatementMismatch => "statement_mismatch",
            Self::WrongLog => "wrong_log",
            Self::RootMismatch => "root_mismatch",
            Self::CheckpointSignature => "checkpoint_signature",
            Self::UnknownKey => "unknown_key",
            Self::Truncated => "truncated",
            Self::RolledBack => "rolled_back",
            Self::Forked => "forked",
            Self::SchemaAltered => "schema_altered",
            Self::SchemaForeign => "schema_foreign",
            Self::BlobMismatch => "blob_mismatch",
            Self::DisclosureMismatch => "disclosure_mismatch",
            Self::Damaged => "damaged",
        }
    }

    /// True where something is wrong with the log, as opposed to something not being known.
    #[must_use]
    pub const fn is_tampering(self) -> bool {
        !matches!(self, Self::Verified | Self::SelfConsistent | Self::Empty | Self::NewerVersion)
    }
}

/// One thing that verification found.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Problem {
    /// What it is.
    pub class: Class,
    /// The entry; `None` where it concerns the log as a whole.
    pub seq: Option<u64>,
    /// In words.
    pub detail: String,
}
