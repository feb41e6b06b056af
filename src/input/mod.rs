//! From bytes to subjects: documents, formats, joins and artefacts.

mod artifact;
mod card;
mod coerce;
mod dates;
mod discover;
mod draft;
#[cfg(test)]
mod draft_tests;
mod error;
mod evaluation;
mod exact_number;
mod formats;
mod identity;
mod json;
mod json_outline;
mod leaves;
mod lines;
mod manifest;
mod markdown;
mod metrics;
mod node;
mod numbers;
mod parse;
mod placeholder;
mod protected;
mod schema;
mod source;
mod spelling;
mod template;
mod words;
mod worse;
mod yaml;
mod yaml_frame;
mod yaml_scalar;

pub use draft::{Draft, DraftParts};
pub use error::{InputError, Place, Problem};
pub use formats::{FORMATS, Format, Role};
pub use identity::subject_id;
pub use node::{Document, Entry, Node, NodeValue, Syntax, line_and_column};
pub use parse::parse_bytes;
pub use source::Limits;
