//! From bytes to subjects: documents, formats, joins and artefacts.

mod artifact;
mod card;
mod coerce;
mod contain;
mod dates;
mod discover;
mod draft;
#[cfg(test)]
mod draft_tests;
mod error;
mod evaluation;
mod exact_number;
mod formats;
mod join;
mod json;
mod json_outline;
mod leaves;
mod limits;
mod lines;
mod load;
mod manifest;
#[cfg(test)]
mod manifest_tests;
mod markdown;
mod merge;
mod metrics;
mod node;
mod numbers;
mod open;
mod parse;
mod placeholder;
mod plan;
#[cfg(test)]
mod plan_tests;
mod protected;
mod recognise;
mod schema;
#[cfg(test)]
mod size_tests;
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
pub use limits::Limits;
pub use load::load;
pub use node::{Document, Entry, Node, NodeValue, Syntax, line_and_column};
pub use parse::parse_bytes;
pub use plan::{Failure, Group, Plan, ReadRequest, Skipped, plan};
pub use words::jurisdiction;

/// Reads the schema of the subject ahead of its first use, for a caller that has a thread to spare.
pub fn prepare() {
    schema::subject();
}
