//! What is known about one leaf of the subject: where it came from, and how it is known.

use serde::{Deserialize, Serialize};

/// How a leaf of the subject is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeafState {
    /// Not in the document.
    Absent,
    /// Filled with a word that says nothing, such as `TBD`; counts as absent.
    Placeholder,
    /// Wrong type, not in the vocabulary, or not a date; counts as absent, and the value is named.
    Malformed,
    /// A default that the format documents; ranks as declared.
    Derived,
    /// Stated in a document.
    Declared,
    /// Signed by a named person.
    Attested,
    /// Computed by govern.
    Measured,
    /// Computed by govern from data that name the digest of the model that is checked.
    Bound,
}

/// How strong an answer must be; the order is the rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// A statement is enough.
    Declared,
    /// Signed by a named person.
    Attested,
    /// Computed by govern.
    Measured,
    /// Computed by govern for exactly this artefact.
    Bound,
}

impl LeafState {
    /// The strength of the answer; `None` where the leaf is no answer.
    #[must_use]
    pub const fn strength(self) -> Option<Strength> {
        match self {
            Self::Absent | Self::Placeholder | Self::Malformed => None,
            Self::Derived | Self::Declared => Some(Strength::Declared),
            Self::Attested => Some(Strength::Attested),
            Self::Measured => Some(Strength::Measured),
            Self::Bound => Some(Strength::Bound),
        }
    }

    /// The word that people read.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Placeholder => "placeholder",
            Self::Malformed => "malformed",
            Self::Derived => "derived",
            Self::Declared => "declared",
            Self::Attested => "attested",
            Self::Measured => "measured",
            Self::Bound => "bound",
        }
    }
}

/// A place in a text: bytes from 0; lines and columns from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Line of the first byte.
    pub line: u32,
    /// Column of the first byte.
    pub column: u32,
    /// Line of the end.
    pub end_line: u32,
    /// Column of the end (exclusive).
    pub end_column: u32,
}

/// Where one leaf of the normalised subject came from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Provenance {
    /// Index into [`crate::model::Subject::documents`]; `None` for what govern computed.
    pub document: Option<usize>,
    /// JSON pointer in that document.
    pub pointer: String,
    /// Place in the document's text.
    pub position: Option<Position>,
    /// The value as written, cut at 200 characters.
    pub raw: String,
    /// How it is known.
    pub state: LeafState,
    /// A personal datum: its value enters the log only as a salted commitment.
    pub personal: bool,
}
