//! The write side of the log, and the verifier: what is stored, how it is signed, and how it is proven.

mod check;
mod class;
mod draft;
mod entry;
mod error;
mod findings;
pub mod keys;
mod log;
mod reader;
mod receipt;
mod schema;
mod sqlite;
mod statement;
mod stored;
mod surplus;
mod text;
mod tiles;
mod tip;
mod veil;
mod verify;

#[cfg(test)]
mod log_tests;
#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod vectors_tests;
#[cfg(test)]
mod verify_tests;

pub use class::{Class, Problem};
pub use draft::Blob;
pub use entry::{DecodedLeaf, EntryType, LEAF_VERSION, Leaf, LeafError, NO_PREVIOUS, entry_hash};
pub use error::AuditError;
pub use findings::{FindingRecord, FindingsRecord, UnknownGroup};
pub use keys::SigningKeys;
pub use log::{AuditLog, Origin, Submission};
pub use reader::LogFile;
pub use receipt::{LoggedReceipt, Receipt, Recorded};
pub use statement::{
    ActorRecord, DECISION_TYPE, DecisionPredicate, DecisionStatement, DigestSet, DocumentRecord, ErrorRecord,
    GENESIS_TYPE, GenesisPredicate, GenesisStatement, JurisdictionsRecord, LogPosition, PackRecord, ResourceDescriptor,
    STATEMENT_TYPE, Statement, SubjectRecord, TierRecord, VerdictWord,
};
pub use stored::{Disclosure, Head, Row};
pub use text::{Commitment, Text};
pub use veil::Random;
pub use verify::{BlobReport, Pin, Trust, TrustUsed, VerifyReport};
