//! From bytes to subjects: documents, formats, joins and artefacts.

mod node;

pub use node::{Document, Entry, Node, NodeValue, Syntax, line_and_column};
