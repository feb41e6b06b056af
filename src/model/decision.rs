//! The decision: everything that was decided about one subject, and everything that it depends on.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::control::Phase;
use crate::model::date::Date;
use crate::model::digest::Digest;
use crate::model::finding::Finding;
use crate::model::leaf::Position;
use crate::model::pack::PackRef;
use crate::model::subject::{Environment, Subject};
use crate::model::tier::TierState;
use crate::model::verdict::Verdict;

/// What is decided about: the model as such, or a deployment of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// No manifest and no environment was named.
    Model,
    /// A manifest or an environment was named.
    Deployment,
}

impl Scope {
    /// The word used in Rego and JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Deployment => "deployment",
        }
    }
}

/// Marks that keep a run from ever being a yes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mode {
    /// `--dry-run`, or an as-of date other than today.
    pub what_if: bool,
    /// A selection of controls or packs that leaves out a default or required pack.
    pub partial: bool,
}

impl Mode {
    /// True for a full run about today.
    #[must_use]
    pub const fn is_full(self) -> bool {
        !self.what_if && !self.partial
    }
}

/// Who ran the program, as declared by the environment: nothing proves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// User, or the identity of the CI job.
    pub name: String,
    /// Where the name came from, such as `GITHUB_ACTOR`.
    pub source: String,
}

/// The organisation policy that bound the decision, or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Management {
    /// Digest of the organisation policy; `None`: unmanaged.
    pub org: Option<Digest>,
    /// Digest of govern.toml.
    pub config: Option<Digest>,
}

/// What the organisation enforces in this environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Enforcement {
    /// The verdict is enforced.
    All,
    /// The verdict is recorded, and exit status 1 and 3 become 0.
    None,
}

/// Why a pack gave the answers that it gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PackStatus {
    /// Evaluated.
    Ran,
    /// Its class does not apply; not evaluated.
    NotApplicable,
    /// It is not known whether its class applies.
    Unknown,
    /// Not for this scope, or not selected.
    NotRun,
    /// Does not load or broke.
    Error,
}

impl PackStatus {
    /// The word used in JSON and on the terminal.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ran => "ran",
            Self::NotApplicable => "not_applicable",
            Self::Unknown => "unknown",
            Self::NotRun => "not_run",
            Self::Error => "error",
        }
    }
}

/// What became of one pack.
#[derive(Clone, Debug, PartialEq)]
pub struct PackRun {
    /// The pack.
    pub pack: PackRef,
    /// Its title.
    pub title: String,
    /// Its phase.
    pub phase: Phase,
    /// What became of it.
    pub status: PackStatus,
    /// Why, for people.
    pub reason: String,
    /// The merged parameters that it saw.
    pub parameters: Arc<Value>,
    /// Parameters looser than the pack's default, by name.
    pub loosened: Vec<String>,
    /// Number of controls.
    pub controls: usize,
}

/// What evaluated the policies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EngineRef {
    /// Name and version of the Rego engine.
    pub engine: String,
    /// Version of this program.
    pub program: String,
    /// Version of the rules by which findings become a verdict; raised when a past decision would come out otherwise.
    pub semantics: u32,
}

/// How a decision names its subject.
#[derive(Clone, Debug)]
pub struct SubjectRef {
    /// The subject itself, with its documents.
    pub subject: Arc<Subject>,
    /// Digest of the canonical bytes of its normalised value.
    pub digest: Digest,
}

/// A decision, before it is recorded.
#[derive(Clone, Debug)]
pub struct Decision {
    /// What was judged.
    pub subject: SubjectRef,
    /// Model or deployment.
    pub scope: Scope,
    /// The strictest environment that anybody named.
    pub environment: Option<Environment>,
    /// The date that the law was read at.
    pub as_of: Date,
    /// What-if and partial marks.
    pub mode: Mode,
    /// Who ran it.
    pub actor: Actor,
    /// Organisation policy and configuration.
    pub management: Management,
    /// Jurisdictions in scope.
    pub jurisdictions: Vec<String>,
    /// True where only the card names them.
    pub jurisdictions_declared: bool,
    /// The packs, in order.
    pub packs: Vec<PackRun>,
    /// The classes, by pack.
    pub classes: BTreeMap<String, Value>,
    /// The tier.
    pub tier: TierState,
    /// One finding for every control.
    pub findings: Vec<Finding>,
    /// The verdict.
    pub verdict: Verdict,
    /// What is enforced.
    pub enforcement: Enforcement,
    /// What evaluated it.
    pub engine: EngineRef,
    /// Where the verdict is an error without findings: what went wrong.
    pub error: Option<DecisionError>,
}

/// What went wrong where nothing could be judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionError {
    /// Stable code.
    pub code: String,
    /// Message, with file, line and column where they are known.
    pub message: String,
    /// Message without them, for those who see the place.
    pub brief: String,
    /// Where in the first document.
    pub position: Option<Position>,
    /// What to do about it.
    pub hint: Option<String>,
}
