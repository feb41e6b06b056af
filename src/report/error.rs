//! What can be wrong with a request for output.

use crate::model::Explain;

/// Errors of targets and reports.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// `-o` names no known format.
    #[error("`{given}` is not an output format")]
    UnknownFormat {
        /// What was given.
        given: String,
        /// The formats that there are.
        known: Vec<&'static str>,
    },
    /// A path is missing after the equals sign.
    #[error("`{given}` has no path after `=`")]
    NoPath {
        /// What was given.
        given: String,
    },
    /// Two targets write to standard output, or to one file.
    #[error("`{first}` and `{second}` both write to {place}")]
    SharedPlace {
        /// The first format.
        first: &'static str,
        /// The second format.
        second: &'static str,
        /// Standard output or the path.
        place: String,
    },
    /// The HTML template does not render; a defect of the program.
    #[error("the report's template does not render: {source}")]
    Template {
        /// What the template engine says.
        #[from]
        source: minijinja::Error,
    },
    /// The report could not be written.
    #[error("the report cannot be written: {source}")]
    Write {
        /// What the system says.
        #[from]
        source: std::io::Error,
    },
}

impl Explain for ReportError {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownFormat { .. } => "report/unknown-format",
            Self::NoPath { .. } => "report/no-path",
            Self::SharedPlace { .. } => "report/shared-place",
            Self::Template { .. } => "report/template",
            Self::Write { .. } => "report/write",
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::UnknownFormat { known, .. } => Some(format!("the formats are {}", known.join(", "))),
            Self::NoPath { .. } => Some("write `-o FORMAT=PATH`, or `-o FORMAT` for standard output".to_owned()),
            Self::SharedPlace { .. } => Some("give all but one of them a file of its own: `-o FORMAT=PATH`".to_owned()),
            Self::Template { .. } | Self::Write { .. } => None,
        }
    }
}
