//! Reading files as bytes, and bytes as text: everything that can go wrong before the first character is parsed.

use std::fs::{File, FileType};
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;

use crate::crypto::sha256;
use crate::input::error::{InputError, Place, Problem};
use crate::input::limits::Limits;
use crate::input::node::line_and_column;
use crate::model::{Position, SourceText};

/// The byte-order mark of UTF-8, which some editors write and which says nothing.
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Reads a file whole.
///
/// # Errors
/// Where it is missing, unreadable, larger than the limit (found out without reading it), a directory, or a FIFO, device
/// or socket: those can be read once only, and a run reads a file again when it judges it.
pub(crate) fn read_file(path: &Path, name: &str, limits: Limits) -> Result<Arc<SourceText>, InputError> {
    let fail = |problem| InputError::of_file(name, problem);
    let metadata = std::fs::metadata(path).map_err(|error| fail(io_problem(&error)))?;
    if metadata.is_dir() {
        return Err(fail(Problem::Directory));
    }
    if !metadata.is_file() {
        return Err(fail(Problem::NotAFile { what: describe_type(metadata.file_type()) }));
    }
    if metadata.len() > limits.file_bytes {
        return Err(fail(Problem::TooLarge { bytes: Some(metadata.len()), limit: limits.file_bytes }));
    }
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(limits.file_bytes.saturating_add(1)).read_to_end(&mut bytes))
        .map_err(|error| fail(io_problem(&error)))?;
    source_text(name, bytes, limits)
}

/// Wraps bytes that came from elsewhere, such as standard input.
///
/// # Errors
/// Where there are more of them than the limit allows.
pub(crate) fn source_text(name: &str, bytes: Vec<u8>, limits: Limits) -> Result<Arc<SourceText>, InputError> {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if size > limits.file_bytes {
        return Err(InputError::of_file(name, Problem::TooLarge { bytes: None, limit: limits.file_bytes }));
    }
    let digest = sha256(&bytes);
    Ok(Arc::new(SourceText { name: name.to_owned(), bytes, digest }))
}

/// The text of a source without its byte-order mark, and the offset at which that text begins.
///
/// # Errors
/// Where the bytes are empty, binary, UTF-16, or not UTF-8.
pub(crate) fn text_of(source: &SourceText) -> Result<(&str, usize), InputError> {
    let bytes = source.bytes.as_slice();
    let fail = |problem| InputError::of_file(&source.name, problem);
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || bytes.starts_with(b"\0\0\xFE\xFF") {
        return Err(fail(Problem::WideEncoding));
    }
    if let Some(offset) = bytes.iter().position(|byte| *byte == 0) {
        return Err(fail(Problem::Binary { offset }));
    }
    let (content, offset) = match bytes.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) => (rest, BYTE_ORDER_MARK.len()),
        None => (bytes, 0),
    };
    let text = std::str::from_utf8(content).map_err(|error| {
        let at = offset + error.valid_up_to();
        let problem = Problem::NotUtf8 { offset: at, truncated: error.error_len().is_none() };
        error_at(source, at..at + error.error_len().unwrap_or(1), String::new(), problem)
    })?;
    if text.trim().is_empty() {
        return Err(fail(Problem::Empty));
    }
    Ok((text, offset))
}

/// An error at a range of bytes of a source.
pub(crate) fn error_at(
    source: &SourceText,
    range: std::ops::Range<usize>,
    pointer: String,
    problem: Problem,
) -> InputError {
    let (line, column) = line_and_column(&source.bytes, range.start);
    let (end_line, end_column) = line_and_column(&source.bytes, range.end);
    let position = Position { start: range.start, end: range.end, line, column, end_line, end_column };
    InputError { place: Box::new(Place { file: source.name.clone(), position: Some(position), pointer }), problem }
}

/// The problem behind an error of the operating system.
pub(crate) fn io_problem(error: &std::io::Error) -> Problem {
    match error.kind() {
        ErrorKind::NotFound => Problem::NotFound,
        _ => Problem::Unreadable { reason: error.to_string() },
    }
}

#[cfg(unix)]
fn describe_type(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        "FIFO"
    } else if kind.is_socket() {
        "socket"
    } else {
        "device"
    }
}

#[cfg(not(unix))]
fn describe_type(_kind: FileType) -> &'static str {
    "device"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Explain;

    #[test]
    fn large_files_are_refused_by_their_size() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("data.json");
        File::create(&path).unwrap().set_len(200 * 1024 * 1024).unwrap();
        let error = read_file(&path, "data.json", Limits::default()).unwrap_err();
        assert_eq!(error.code(), "input/too-large");
        assert_eq!(error.to_string(), "`data.json`: holds 209715200 bytes; the limit is 16777216 bytes");
        assert!(source_text("-", vec![b' '; 5], Limits { file_bytes: 4 }).is_err());
    }

    #[test]
    fn what_is_no_file_is_refused() {
        let directory = tempfile::tempdir().unwrap();
        let code = |path: &Path| read_file(path, "x", Limits::default()).unwrap_err().code();
        assert_eq!(code(directory.path()), "input/directory");
        assert_eq!(code(&directory.path().join("missing")), "input/not-found");
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_is_refused_without_waiting_for_it() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("card.json");
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
        let error = read_file(&path, "card.json", Limits::default()).unwrap_err();
        assert_eq!(error.problem, Problem::NotAFile { what: "FIFO" });
        assert!(error.hint().unwrap().contains("govern check -"));
        let error = read_file(Path::new("/dev/null"), "/dev/null", Limits::default()).unwrap_err();
        assert_eq!(error.problem, Problem::NotAFile { what: "device" });
    }

    #[cfg(unix)]
    #[test]
    fn a_file_without_permission_names_the_reason() {
        use std::os::unix::fs::PermissionsExt;
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("card.json");
        std::fs::write(&path, "{}").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
        // The super-user may read everything.
        if File::open(&path).is_err() {
            let error = read_file(&path, "card.json", Limits::default()).unwrap_err();
            assert_eq!(error.code(), "input/unreadable");
        }
    }
}
