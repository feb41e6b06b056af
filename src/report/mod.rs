//! Decisions made readable: a renderer for each format, and the compliance report.

mod citation;
pub mod escape;
mod excerpt;
#[cfg(test)]
mod fixtures;
mod palette;
mod place;
mod renderer;
mod snippet;
mod standing;
mod text;
mod unknowns;
mod view;
mod vocabulary;
mod wrap;

pub use renderer::{Failure, Format, Options, Renderer, RunSummary, SkippedFile, Verbosity, VerdictCounts};
pub use view::{DecisionView, LoggedView, ReceiptView};

/// Every output format of `govern check`.
pub const RENDERERS: &[Format] =
    &[Format { name: "text", description: "for people: what is wrong and how to fix it", make: text::make }];
