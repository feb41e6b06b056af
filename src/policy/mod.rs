//! Policies: packs of Rego, their parameters, and their evaluation into one finding for every control.

mod bounded;
mod builtin;
mod calls;
mod context;
mod definitions;
mod engine;
mod error;
mod evaluate;
mod hearing;
mod judge;
mod limits;
mod load;
mod manifest;
mod metadata;
mod needs;
mod nesting;
mod pack;
mod params;
mod set;
mod value;
mod watch;

pub use builtin::{builtin_packs, index_text, library};
pub use context::Context;
pub use engine::ENGINE;
pub use error::PolicyError;
pub use evaluate::{Evaluation, Evaluator, evaluate_together};
pub use limits::Limits;
pub use load::load_directory;
pub use manifest::Manifest;
pub use pack::{Applies, Declarations, Pack, PackFile};
pub use params::{Merged, Overrides, ParameterSources, Stricter, merge, names as parameter_names, stricter, validate};
pub use set::{PolicySet, Prepared, Selection, not_found};
