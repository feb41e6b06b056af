//! What is signed: in-toto Statements about a decision and about the birth of a log, as versioned structs.
//!
//! These are the stored words (schemas/formats/decision-statement.v1.md), not the domain types: a change of the model
//! never changes what an old entry means. Members are declared in the order of their names, as canonical JSON has them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::audit::findings::FindingsRecord;
use crate::audit::text::Text;
use crate::model::{
    ArtifactRef, Date, Digest, Enforcement, EngineRef, Environment, ErrorKind, Management, Mode, PackStatus, Phase,
    Scope, SubjectKind, Tier, Verdict,
};

/// `_type` of every statement (in-toto attestation framework 1.0).
pub const STATEMENT_TYPE: &str = "https://in-toto.io/Statement/v1";
/// `predicateType` of a decision.
pub const DECISION_TYPE: &str = "urn:govern:decision:v1";
/// `predicateType` of the first entry of a log.
pub const GENESIS_TYPE: &str = "urn:govern:genesis:v1";

/// An in-toto Statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement<P> {
    /// Always [`STATEMENT_TYPE`].
    #[serde(rename = "_type")]
    pub statement_type: String,
    /// What is stated.
    pub predicate: P,
    /// Its type.
    #[serde(rename = "predicateType")]
    pub predicate_type: String,
    /// What it is stated about; never empty.
    pub subject: Vec<ResourceDescriptor>,
}

/// A statement about one decision.
pub type DecisionStatement = Statement<DecisionPredicate>;
/// The statement that begins a log.
pub type GenesisStatement = Statement<GenesisPredicate>;

/// One in-toto subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResourceDescriptor {
    /// Its digests.
    pub digest: DigestSet,
    /// Its name.
    pub name: String,
}

/// The digests of an in-toto subject: SHA-256 without a prefix, as in-toto writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestSet {
    /// 64 lower-case hexadecimal digits.
    pub sha256: String,
}

impl ResourceDescriptor {
    /// Names something by its digest.
    #[must_use]
    pub fn new(name: &str, digest: &Digest) -> Self {
        Self { digest: DigestSet { sha256: digest.hex() }, name: name.to_owned() }
    }
}

/// Where the statement stands in its log. Signed, so that an envelope cannot be moved to another place or log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogPosition {
    /// Origin of the log.
    pub origin: String,
    /// Number of the entry, from 0.
    pub seq: u64,
    /// Time of the entry, RFC 3339 in UTC with milliseconds.
    pub time: String,
}

/// The predicate of the first entry: what the log is, and whose keys write it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GenesisPredicate {
    /// Verifier key of the key that signs envelopes.
    pub decision_vkey: String,
    /// Its own place: always seq 0.
    pub log: LogPosition,
    /// 16 random bytes in hexadecimal: tells two logs of one origin apart.
    pub log_id: String,
    /// Verifier key of the key that signs checkpoints.
    pub log_vkey: String,
    /// Name and version of the program that created the log.
    pub program: String,
}

/// The predicate of a decision: everything that was decided, and everything that it depends on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DecisionPredicate {
    /// Who ran the program, as declared.
    pub actor: ActorRecord,
    /// The artefact that was hashed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub artifact: Option<ArtifactRef>,
    /// The date that the law was read at.
    pub as_of: Date,
    /// The classes by pack; numbers that are not integers are strings.
    pub classes: BTreeMap<String, Value>,
    /// Every document that was read.
    pub documents: Vec<DocumentRecord>,
    /// What the organisation enforces in this environment.
    pub enforcement: Enforcement,
    /// What evaluated it.
    pub engine: EngineRef,
    /// The strictest environment that anybody named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment: Option<Environment>,
    /// What went wrong, where the verdict is `error`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorRecord>,
    /// The answers of the controls.
    pub findings: FindingsRecord,
    /// Where the law was looked up.
    pub jurisdictions: JurisdictionsRecord,
    /// Its own place in the log.
    pub log: LogPosition,
    /// Organisation policy and configuration, by digest.
    pub management: Management,
    /// What-if and partial marks.
    pub mode: Mode,
    /// The packs, in order of evaluation.
    pub packs: Vec<PackRecord>,
    /// Model or deployment.
    pub scope: Scope,
    /// What was judged.
    pub subject: SubjectRecord,
    /// The tier.
    pub tier: TierRecord,
    /// The verdict.
    pub verdict: VerdictWord,
    /// Identifiers of the waivers that were applied.
    pub waivers: Vec<String>,
}

impl DecisionPredicate {
    /// The verdict in the model's words.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match self.verdict {
            VerdictWord::Allow => Verdict::Allow,
            VerdictWord::Deny => Verdict::Deny,
            VerdictWord::Review => Verdict::Review,
            VerdictWord::Error => Verdict::Error(self.error.as_ref().map_or(ErrorKind::Policy, |error| error.kind)),
        }
    }
}

/// The verdict as stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VerdictWord {
    /// May be released or deployed.
    Allow,
    /// May not.
    Deny,
    /// No answer yet.
    Review,
    /// Could not be decided; `error` says why.
    Error,
}

impl From<Verdict> for VerdictWord {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Allow => Self::Allow,
            Verdict::Deny => Self::Deny,
            Verdict::Review => Self::Review,
            Verdict::Error(_) => Self::Error,
        }
    }
}

/// Who ran the program: nothing proves it, and the name is a personal datum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActorRecord {
    /// Always true: the name was taken from the environment.
    pub declared: bool,
    /// The name, always as a commitment.
    pub name: Text,
    /// Where the name came from, such as `GITHUB_ACTOR`.
    pub source: String,
}

/// One document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentRecord {
    /// SHA-256 of the exact bytes.
    pub digest: Digest,
    /// Name of the format.
    pub format: String,
    /// Name as given.
    pub name: String,
    /// Index of the document in a multi-document file.
    pub part: usize,
}

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorRecord {
    /// Stable code, where nothing could be judged; absent where single controls broke.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What to do about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// Where it came from.
    pub kind: ErrorKind,
    /// Message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<Text>,
}

/// Where the law was looked up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JurisdictionsRecord {
    /// True where only the card names them.
    pub declared_by_card_only: bool,
    /// Their names.
    pub names: Vec<String>,
}

/// What became of one pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackRecord {
    /// Digest of its listing.
    pub digest: Digest,
    /// Identifier.
    pub id: String,
    /// Parameters looser than the pack's default, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub loosened: Vec<String>,
    /// Digest of the canonical bytes of the merged parameters, their non-integer numbers as strings; absent where the
    /// pack was not evaluated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameters: Option<Digest>,
    /// Its phase.
    pub phase: Phase,
    /// Why it gave the answers that it gave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
    /// What became of it.
    pub status: PackStatus,
    /// Version.
    pub version: String,
}

/// What was judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubjectRecord {
    /// Digest of the canonical bytes of the normalised subject.
    pub digest: Digest,
    /// Name and version: `churn-model@2.3.0`.
    pub id: String,
    /// Model, deployment or both.
    pub kind: SubjectKind,
    /// Name of the model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Version of the model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}

/// What the classify packs said together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierRecord {
    /// The tier is at least this one.
    pub at_least: Tier,
    /// The tier; absent while it is not established.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub established: Option<Tier>,
}
