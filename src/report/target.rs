//! `-o FORMAT[=PATH]`, repeatable: which formats go where.

use std::path::PathBuf;

use crate::report::error::ReportError;

/// One format and where it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Name of the format, as its table has it.
    pub format: &'static str,
    /// The file; `None` for standard output.
    pub path: Option<PathBuf>,
}

/// Reads the values of `-o` against the names of a table of formats. The first name of the table is the default.
///
/// # Errors
/// Unknown formats, missing paths, and two targets in one place.
pub fn targets(values: &[String], formats: &[&'static str]) -> Result<Vec<Target>, ReportError> {
    let mut targets: Vec<Target> = Vec::new();
    for value in values {
        let target = target(value, formats)?;
        if let Some(other) = targets.iter().find(|other| other.path == target.path) {
            let place = target.path.as_ref().map(|path| format!("`{}`", path.display()));
            return Err(ReportError::SharedPlace {
                first: other.format,
                second: target.format,
                place: place.unwrap_or_else(|| "standard output".to_owned()),
            });
        }
        targets.push(target);
    }
    if targets.is_empty() {
        targets.extend(formats.first().map(|format| Target { format, path: None }));
    }
    Ok(targets)
}

fn target(value: &str, formats: &[&'static str]) -> Result<Target, ReportError> {
    let (name, path) = match value.split_once('=') {
        Some((_, "")) => return Err(ReportError::NoPath { given: value.to_owned() }),
        Some((name, "-")) => (name, None),
        Some((name, path)) => (name, Some(PathBuf::from(path))),
        None => (value, None),
    };
    match formats.iter().find(|format| **format == name) {
        Some(format) => Ok(Target { format, path }),
        None => Err(ReportError::UnknownFormat { given: name.to_owned(), known: formats.to_vec() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Explain;

    const FORMATS: [&str; 3] = ["text", "json", "sarif"];

    fn read(values: &[&str]) -> Result<Vec<Target>, ReportError> {
        targets(&values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>(), &FORMATS)
    }

    #[test]
    fn the_default_is_the_first_format_on_standard_output() {
        assert_eq!(read(&[]).unwrap(), [Target { format: "text", path: None }]);
    }

    #[test]
    fn formats_and_paths_are_read() {
        let targets = read(&["json", "sarif=a=b.sarif"]).unwrap();
        assert_eq!(targets[1], Target { format: "sarif", path: Some(PathBuf::from("a=b.sarif")) });
    }

    #[test]
    fn an_unknown_format_lists_the_known_ones() {
        let error = read(&["yaml"]).unwrap_err();
        assert_eq!(error.to_string(), "`yaml` is not an output format");
        assert_eq!(error.hint().unwrap(), "the formats are text, json, sarif");
    }

    #[test]
    fn two_formats_cannot_share_a_place() {
        assert!(matches!(read(&["text", "json=-"]), Err(ReportError::SharedPlace { .. })));
        assert!(matches!(read(&["text=a", "json=a"]), Err(ReportError::SharedPlace { .. })));
        assert!(matches!(read(&["text="]), Err(ReportError::NoPath { .. })));
    }
}
