//! What reading found out about the documents themselves; the pack `intake` judges it.

use serde::{Deserialize, Serialize};

/// The kinds of notes; each has a control of the pack `intake`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// A card and a manifest were joined although the manifest names no model.
    JoinedByPosition,
    /// A manifest names another name, version or digest than the card that it was joined with.
    JoinMismatch,
    /// Two fields mean the same and disagree; the worse value counts.
    SynonymsDisagree,
    /// A number above 1 was read as a percentage.
    UndeclaredUnit,
    /// A metric bounded by 1 lies above it by more than rounding.
    ImpossibleMetric,
    /// A value has the wrong type, or is not in the vocabulary.
    Malformed,
    /// A field is filled with a placeholder.
    Placeholder,
    /// A field of our own formats that the schema does not know.
    UnknownField,
    /// The environment named on the command line is softer than the manifest's.
    SofterEnvironment,
    /// The card names another digest than the artefact has.
    ArtifactMismatch,
    /// The file was read, but something about its form is unusual (byte-order mark, JSON in a string).
    Encoding,
}

/// One note.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Note {
    /// Its kind.
    pub kind: NoteKind,
    /// What was found, as a sentence without a full stop.
    pub message: String,
    /// Pointers into the normalised subject that it is about; may be empty.
    pub at: Vec<String>,
    /// The document that it is about (index into the subject's documents).
    pub document: Option<usize>,
    /// Where in that document.
    pub position: Option<crate::model::leaf::Position>,
}
