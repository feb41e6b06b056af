//! The gate: the only maker of decisions. What it hands out is on record, or marked as a dry run.

mod attachments;
mod circumstances;
mod decide;
mod error;
mod run;

pub use circumstances::{Circumstances, EnforcementTable};
pub use decide::SEMANTICS;
pub use error::GateError;
pub use run::{Case, Sink, Surroundings, run};
