//! The words of the project: plain data that every other floor shares, without input or output.

mod control;
mod date;
mod decision;
mod digest;
mod explain;
mod finding;
mod leaf;
mod note;
mod pack;
mod subject;
mod tier;
mod verdict;

pub use control::{Accepts, Basis, Control, ControlKind, Need, Phase, RowTable, Severity};
pub use date::Date;
pub use decision::{
    Actor, Decision, DecisionError, Enforcement, EngineRef, Management, Mode, PackRun, PackStatus, Scope, SubjectRef,
};
pub use digest::{Digest, DigestError};
pub use explain::Explain;
pub use finding::{Finding, Outcome};
pub use leaf::{LeafState, Position, Provenance, Strength};
pub use note::{Note, NoteKind};
pub use pack::PackRef;
pub use subject::{ArtifactRef, DocumentRef, Environment, SourceText, Subject, SubjectKind};
pub use tier::{Tier, TierState};
pub use verdict::{ErrorKind, Verdict, verdict};
