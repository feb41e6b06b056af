//! Decisions made readable: a renderer for each format, and the compliance report.

mod citation;
pub mod compliance;
mod dsse;
mod error;
pub mod escape;
mod excerpt;
mod fingerprint;
#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod formats_tests;
mod github;
mod gitlab;
mod json;
mod junit;
mod markdown;
mod palette;
mod place;
mod renderer;
mod sarif;
mod snippet;
mod snippet_site;
mod standing;
mod target;
mod text;
mod unknowns;
mod view;
mod vocabulary;
mod wording;
mod wrap;

pub use error::ReportError;
pub use renderer::{Failure, Format, Options, Renderer, RunSummary, SkippedFile, Verbosity, VerdictCounts};
pub use target::{Target, targets};
pub use view::{DecisionView, LoggedView, ReceiptView};
pub(crate) use wording::count;
pub use wrap::wrap;

/// Every output format of `govern check`; the first is the default.
pub const RENDERERS: &[Format] = &[
    Format { name: "text", description: "for people: what is wrong and how to fix it", make: text::make },
    Format { name: "json", description: "everything, as govern/check/v1", make: json::make },
    Format { name: "sarif", description: "SARIF 2.1.0 for code scanning", make: sarif::make },
    Format { name: "junit", description: "JUnit XML for Jenkins and GitLab", make: junit::make },
    Format { name: "github", description: "GitHub annotations", make: github::make },
    Format { name: "gitlab", description: "GitLab code quality", make: gitlab::make },
    Format { name: "markdown", description: "a pull request's comment or a step summary", make: markdown::make },
    Format { name: "dsse", description: "the signed envelopes, one a line", make: dsse::make },
];
