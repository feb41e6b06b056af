//! From bytes to subjects: documents, formats, joins and artefacts.

mod artifact;
mod discover;
mod error;
mod json;
mod json_outline;
mod markdown;
mod node;
mod number;
mod parse;
mod source;
mod template;
mod yaml;
mod yaml_frame;
mod yaml_scalar;

pub use error::{InputError, Place, Problem};
pub use node::{Document, Entry, Node, NodeValue, Syntax, line_and_column};
pub use parse::parse_bytes;
pub use source::Limits;
