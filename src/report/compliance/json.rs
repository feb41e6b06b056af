//! The report as `govern/report/v1`.

use std::io::{self, Write};

use crate::report::compliance::shape::Report;
use crate::report::error::ReportError;

/// Writes the report.
pub(crate) fn write(report: &Report, out: &mut dyn Write) -> Result<(), ReportError> {
    serde_json::to_writer_pretty(&mut *out, report).map_err(io::Error::from)?;
    out.write_all(b"\n")?;
    Ok(())
}
