//! What is judged: a model, its deployment and its artefact, joined and normalised.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::digest::Digest;
use crate::model::leaf::{LeafState, Provenance};
use crate::model::note::Note;

/// What was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectKind {
    /// A model card alone.
    Model,
    /// Manifests alone.
    Deployment,
    /// A card with its manifests.
    System,
}

impl SubjectKind {
    /// The word used in Rego and JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Deployment => "deployment",
            Self::System => "system",
        }
    }
}

/// A deployment environment, from the softest to the strictest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Environment {
    /// Development.
    Development,
    /// Test.
    Test,
    /// Staging, or pre-production.
    Staging,
    /// Production.
    Production,
}

impl Environment {
    /// Every environment, from the softest.
    pub const ALL: [Self; 4] = [Self::Development, Self::Test, Self::Staging, Self::Production];

    /// The word used in Rego, JSON and on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Development => "development",
            Self::Test => "test",
            Self::Staging => "staging",
            Self::Production => "production",
        }
    }

    /// Reads the word; `None` where it is not an environment.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|environment| environment.word() == word)
    }
}

/// The exact bytes of one document, kept for excerpts and for the log.
#[derive(Debug, PartialEq, Eq)]
pub struct SourceText {
    /// Name as the user gave it, or as the search found it; `-` for standard input without a name.
    pub name: String,
    /// The bytes as read.
    pub bytes: Vec<u8>,
    /// Their SHA-256.
    pub digest: Digest,
}

/// One document that the subject was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentRef {
    /// Its text.
    pub source: Arc<SourceText>,
    /// Name of the format, such as `huggingface`.
    pub format: &'static str,
    /// Index of the document in a multi-document file.
    pub part: usize,
}

/// The artefact that was hashed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArtifactRef {
    /// Path as given.
    pub name: String,
    /// SHA-256 of the file, or of the listing of a directory (schemas/formats/artifact-digest.v1.md).
    pub digest: Digest,
    /// Number of files.
    pub files: u64,
    /// Number of bytes.
    pub bytes: u64,
}

/// The normalised subject: plain values, and for every leaf where it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject {
    /// Model, deployment or both.
    pub kind: SubjectKind,
    /// Name, version where known: `churn-model@2.3.0`.
    pub id: String,
    /// The value that policies see at `input.subject`; placeholders and malformed leaves are not in it.
    pub value: Value,
    /// Provenance by JSON pointer into `value`; also of placeholders and malformed leaves, which are not in it.
    pub provenance: BTreeMap<String, Provenance>,
    /// What reading found.
    pub notes: Vec<Note>,
    /// The documents.
    pub documents: Vec<DocumentRef>,
    /// What policies see at `input.raw`: `{"card": …, "manifests": […]}`, as parsed.
    pub raw: Value,
    /// The artefact, where one was named.
    pub artifact: Option<ArtifactRef>,
}

impl Subject {
    /// The leaf's state; of a list or an object, the state of its weakest leaf; `Absent` where nothing is there.
    #[must_use]
    pub fn state(&self, pointer: &str) -> LeafState {
        if let Some(provenance) = self.provenance.get(pointer) {
            return provenance.state;
        }
        let below = format!("{pointer}/");
        self.provenance
            .range(below.clone()..)
            .take_while(|(key, _)| key.starts_with(&below))
            .filter(|(_, provenance)| provenance.state.strength().is_some())
            .map(|(_, provenance)| provenance.state)
            .min()
            .unwrap_or(LeafState::Absent)
    }

    /// The provenance of a pointer, or of the first leaf below it.
    #[must_use]
    pub fn provenance_of(&self, pointer: &str) -> Option<&Provenance> {
        self.provenance.get(pointer).or_else(|| {
            let below = format!("{pointer}/");
            self.provenance
                .range(below.clone()..)
                .next()
                .filter(|(key, _)| key.starts_with(&below))
                .map(|(_, provenance)| provenance)
        })
    }

    /// The environment that the subject itself names.
    #[must_use]
    pub fn environment(&self) -> Option<Environment> {
        self.value.pointer("/deployment/environment").and_then(Value::as_str).and_then(Environment::from_word)
    }
}
