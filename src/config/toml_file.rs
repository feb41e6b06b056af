//! Reads one TOML file into a struct, with the place of what is wrong.

use std::fs;
use std::path::Path;

use serde::de::DeserializeOwned;

use crate::config::error::ConfigError;

/// Reads and parses a file; unknown keys are errors where the struct says so.
///
/// # Errors
/// [`ConfigError::Unreadable`] or [`ConfigError::Malformed`] with line and column.
pub(crate) fn read<T: DeserializeOwned>(path: &Path) -> Result<(T, String), ConfigError> {
    let name = path.display().to_string();
    let unreadable = |reason: String| ConfigError::Unreadable { path: name.clone(), reason };
    // Opening a FIFO would wait for a writer.
    if !fs::metadata(path).map_err(|error| unreadable(error.to_string()))?.is_file() {
        return Err(unreadable("it is not a file".to_owned()));
    }
    let text = fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
    let value = toml::from_str(&text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        let before = text.get(..start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |rest| rest.chars().count()) + 1;
        ConfigError::Malformed { path: name.clone(), line, column, reason: error.message().to_owned() }
    })?;
    Ok((value, text))
}
