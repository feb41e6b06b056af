//! The compliance report: what the recorded decisions say by framework and by model, for people who answer for them.

mod answers;
mod build;
mod charts;
#[cfg(test)]
mod compliance_tests;
mod html;
mod json;
mod ledger;
mod markdown;
mod shape;

use std::io::Write;

pub use build::report;
pub use ledger::{Catalog, Ledger, LogState};
pub use shape::Report;

use crate::report::error::ReportError;

/// One format of the compliance report.
#[derive(Clone, Copy, Debug)]
pub struct ReportFormat {
    /// Name after `-o`.
    pub name: &'static str,
    /// One line for `--help`.
    pub description: &'static str,
    /// Writes the report.
    pub write: fn(&Report, &mut dyn Write) -> Result<(), ReportError>,
}

/// Every output format of `govern report`; the first is the default.
pub const REPORTS: &[ReportFormat] = &[
    ReportFormat { name: "markdown", description: "for people, as text", write: markdown::write },
    ReportFormat { name: "html", description: "self-contained, prints on A4", write: html::write },
    ReportFormat { name: "json", description: "everything, as govern/report/v1", write: json::write },
];
