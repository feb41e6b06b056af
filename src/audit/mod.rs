//! The write side of the log, and the verifier: what is stored, how it is signed, and how it is proven.

mod findings;
mod statement;
mod text;

pub use findings::{FindingRecord, FindingsRecord, UnknownControls, UnknownGroup};
pub use statement::{
    ActorRecord, DECISION_TYPE, DecisionPredicate, DecisionStatement, DigestSet, DocumentRecord, ErrorRecord,
    GENESIS_TYPE, GenesisPredicate, GenesisStatement, JurisdictionsRecord, LogPosition, PackRecord, ResourceDescriptor,
    STATEMENT_TYPE, Statement, SubjectRecord, TierRecord, VerdictWord,
};
pub use text::{Commitment, Text};
