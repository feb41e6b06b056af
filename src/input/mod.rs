//! From bytes to subjects: documents, formats, joins and artefacts.

mod coerce;
mod dates;
mod draft;
#[cfg(test)]
mod draft_tests;
mod evaluation;
mod leaves;
mod lines;
mod metrics;
mod model_card_toolkit;
mod native;
mod node;
mod numbers;
mod placeholder;
mod schema;
mod spelling;
mod words;
mod worse;

pub use draft::{Draft, DraftParts};
pub use node::{Document, Entry, Node, NodeValue, Syntax, line_and_column};

/// What a format describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A model.
    Card,
    /// A deployment.
    Manifest,
}

/// One input format: how to recognise it and how to read it.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its name in `--input-format` and in the decision.
    pub name: &'static str,
    /// What it describes.
    pub role: Role,
    /// Does the document have this format?
    pub detects: fn(&Document) -> bool,
    /// Reads the document.
    pub read: fn(&Document, &mut Draft),
}

/// Every format, the most specific first; the first that recognises a document reads it.
pub const FORMATS: &[Format] = &[];
