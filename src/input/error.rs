//! What can be wrong with input: the place, the facts, and what to do about it.

use std::fmt;

use crate::model::{Explain, Position};

/// Input that cannot be read, with the place where reading stopped.
///
/// `Display` names file, line, column, problem and key path, so that the one line is enough to find the spot.
#[derive(Clone, Debug, PartialEq)]
pub struct InputError {
    /// Where.
    pub place: Box<Place>,
    /// What is wrong there.
    pub problem: Problem,
}

/// A place in the input.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// The file as the user named it, or as the search found it.
    pub file: String,
    /// Line and column, where the problem is inside the text.
    pub position: Option<Position>,
    /// JSON pointer of the value; empty for the root and for whole files.
    pub pointer: String,
}

/// The kinds of problems.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// No such path.
    #[error("there is no such file or directory")]
    NotFound,
    /// The operating system refuses.
    #[error("cannot be read: {reason}")]
    Unreadable {
        /// The system's words.
        reason: String,
    },
    /// A directory stands where a file is needed.
    #[error("is a directory, and a file is needed")]
    Directory,
    /// A FIFO, device or socket.
    #[error("is a {what}, not a file")]
    NotAFile {
        /// What it is.
        what: &'static str,
    },
    /// Larger than the limit.
    #[error("holds {}; the limit is {limit} bytes", describe_size(*.bytes))]
    TooLarge {
        /// Its size in bytes, where it is known without reading it all.
        bytes: Option<u64>,
        /// The limit in bytes.
        limit: u64,
    },
    /// No bytes, or nothing but white space and comments.
    #[error("is empty")]
    Empty,
    /// NUL bytes.
    #[error("is not text: byte {offset} is NUL")]
    Binary {
        /// Offset of the first NUL byte.
        offset: usize,
    },
    /// UTF-16 or UTF-32, recognised by its byte-order mark.
    #[error("is encoded as UTF-16 or UTF-32, not as UTF-8")]
    WideEncoding,
    /// Bytes that are not UTF-8.
    #[error("{} at byte {offset}", if *.truncated { "the text ends inside a UTF-8 character" } else { "invalid UTF-8" })]
    NotUtf8 {
        /// Offset of the first such byte.
        offset: usize,
        /// The file ends in the middle of a character.
        truncated: bool,
    },
    /// The text breaks the grammar.
    #[error("{what}")]
    Syntax {
        /// The grammar's name.
        grammar: &'static str,
        /// What was found or is missing.
        what: String,
    },
    /// A tab where YAML needs spaces.
    #[error("a tab is used for indentation")]
    Tab,
    /// An unrendered template.
    #[error("unrendered template `{text}`")]
    Template {
        /// The line, shortened.
        text: String,
    },
    /// One key twice in one mapping.
    #[error("key `{key}` occurs twice; the first is at line {first_line}, column {first_column}")]
    DuplicateKey {
        /// The key.
        key: String,
        /// Line of the first occurrence.
        first_line: u32,
        /// Column of the first occurrence.
        first_column: u32,
    },
    /// A key that is a list, a mapping or nothing.
    #[error("a key is {what}, and keys must be text")]
    KeyNotText {
        /// What it is.
        what: &'static str,
    },
    /// A merge key whose value is no mapping.
    #[error("the merge key `<<` takes a mapping or a list of mappings")]
    Merge,
    /// NaN or infinity.
    #[error("`{value}` is not a number that can be judged")]
    NotFinite {
        /// As written.
        value: String,
    },
    /// An integer that other programs would read as another one.
    #[error("integer `{value}` lies beyond 2^53-1, where programs round differently")]
    UnsafeInteger {
        /// As written.
        value: String,
    },
    /// A number beyond the range of a double.
    #[error("number `{value}` is too large")]
    NumberTooLarge {
        /// As written.
        value: String,
    },
    /// Nested too deep.
    #[error("nested deeper than {limit} levels")]
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// More values than anybody writes.
    #[error("more than {limit} values in one file")]
    TooManyValues {
        /// The limit.
        limit: usize,
    },
    /// Aliases that expand to more than they are worth.
    #[error("aliases expand to more than {limit} bytes")]
    AliasExpansion {
        /// The limit.
        limit: usize,
    },
    /// No format recognises a file that was named.
    #[error("is neither a model card nor a manifest that govern knows: {reason}")]
    Unrecognised {
        /// What it looks like instead.
        reason: String,
    },
    /// Two cards of one run with one name and version.
    #[error("the model `{model}` is also described by {}", others.iter().map(|file| format!("`{file}`")).collect::<Vec<_>>().join(", "))]
    Namesakes {
        /// Name and version.
        model: String,
        /// The other files.
        others: Vec<String>,
    },
    /// `--input-format` names no format.
    #[error("unknown input format `{name}`")]
    UnknownFormat {
        /// As given.
        name: String,
        /// Those that exist.
        known: String,
    },
    /// A search without a result.
    #[error("no model card and no manifest was found")]
    NothingFound,
    /// A defect of govern, found by this file.
    #[error("govern failed while reading it; that is a defect of govern")]
    ReaderPanicked,
    /// The file is not what it was when the run was planned.
    #[error("changed while it was being checked")]
    Changed,
    /// A link inside of an artefact that leads out of it, or nowhere.
    #[error("is a symbolic link that leads out of the artefact or nowhere")]
    EscapingLink,
    /// A file name that a listing cannot hold.
    #[error("has a name that is not UTF-8 or contains a line break")]
    UnlistableName,
    /// One artefact and several subjects.
    #[error("{subjects} subjects were found, and none of their cards names the digest `{digest}`")]
    AmbiguousArtifact {
        /// Number of subjects.
        subjects: usize,
        /// Digest of the artefact.
        digest: String,
    },
}

impl InputError {
    /// A problem of a whole file.
    #[must_use]
    pub fn of_file(file: &str, problem: Problem) -> Self {
        Self { place: Box::new(Place { file: file.to_owned(), position: None, pointer: String::new() }), problem }
    }

    /// The file as the user named it.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.place.file
    }

    /// Where in the file, if the problem is inside of its text.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        self.place.position
    }

    /// The message for those who see file, line and column beside it.
    #[must_use]
    pub fn brief(&self) -> String {
        let file = if self.place.position.is_none() { format!("`{}` ", self.place.file) } else { String::new() };
        let path = match self.place.pointer.as_str() {
            "" => String::new(),
            pointer => format!(" (key path `{pointer}`)"),
        };
        format!("{file}{}{path}", self.problem)
    }

    /// JSON pointer of the value; empty for the root and for whole files.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.place.pointer
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.place.file)?;
        if let Some(position) = self.place.position {
            write!(f, ", line {}, column {}", position.line, position.column)?;
        }
        write!(f, ": {}", self.problem)?;
        if !self.place.pointer.is_empty() {
            write!(f, " (key path `{}`)", self.place.pointer)?;
        }
        Ok(())
    }
}

impl std::error::Error for InputError {}

impl Explain for InputError {
    fn code(&self) -> &'static str {
        match self.problem {
            Problem::NotFound => "input/not-found",
            Problem::Unreadable { .. } => "input/unreadable",
            Problem::Directory => "input/directory",
            Problem::NotAFile { .. } => "input/not-a-file",
            Problem::TooLarge { .. } => "input/too-large",
            Problem::Empty => "input/empty",
            Problem::Binary { .. } => "input/binary",
            Problem::WideEncoding | Problem::NotUtf8 { .. } => "input/encoding",
            Problem::Syntax { .. } => "input/syntax",
            Problem::Tab => "input/tab",
            Problem::Template { .. } => "input/template",
            Problem::DuplicateKey { .. } => "input/duplicate-key",
            Problem::KeyNotText { .. } => "input/key-not-text",
            Problem::Merge => "input/merge-key",
            Problem::NotFinite { .. } => "input/not-finite",
            Problem::UnsafeInteger { .. } => "input/unsafe-integer",
            Problem::NumberTooLarge { .. } => "input/number-too-large",
            Problem::TooDeep { .. } => "input/too-deep",
            Problem::TooManyValues { .. } => "input/too-many-values",
            Problem::AliasExpansion { .. } => "input/alias-expansion",
            Problem::Unrecognised { .. } => "input/unrecognised",
            Problem::Namesakes { .. } => "input/namesakes",
            Problem::UnknownFormat { .. } => "input/unknown-format",
            Problem::NothingFound => "input/nothing-found",
            Problem::ReaderPanicked => "input/reader-panicked",
            Problem::Changed => "input/changed",
            Problem::EscapingLink => "input/escaping-link",
            Problem::UnlistableName => "input/unlistable-name",
            Problem::AmbiguousArtifact { .. } => "input/ambiguous-artifact",
        }
    }

    fn hint(&self) -> Option<String> {
        let hint = match &self.problem {
            Problem::NotFound => "check the spelling; paths are relative to the working directory",
            Problem::Unreadable { .. } => "give the user who runs govern permission to read it",
            Problem::Directory => "name a file inside of it",
            Problem::NotAFile { .. } => {
                "pass the content on standard input: `govern check - --stdin-filename card.json < …`"
            }
            Problem::TooLarge { .. } => {
                "name the card itself, not the data; or raise `limits.input_bytes` in govern.toml"
            }
            Problem::Empty => "write the card; `govern init --card` makes a skeleton",
            Problem::Binary { .. } => "name the card, not the model; `--artifact` takes the model file",
            Problem::WideEncoding => "save the file as UTF-8",
            Problem::NotUtf8 { truncated: true, .. } => "the file was cut off; write it again, as UTF-8",
            Problem::NotUtf8 { .. } => "save the file as UTF-8",
            Problem::Syntax { grammar, .. } => return Some(format!("correct the {grammar} at this place")),
            Problem::Tab => "indent YAML with spaces",
            Problem::Template { .. } => "render it first, for example with `helm template`, and check the output",
            Problem::DuplicateKey { .. } => "keep one of the two: programs disagree about which one counts",
            Problem::KeyNotText { .. } => "write the key as text, in quotes",
            Problem::Merge => "let `<<` refer to a mapping, such as `<<: *defaults`",
            Problem::NotFinite { .. } => "write `null` where there is no value, or a string that says why",
            Problem::UnsafeInteger { .. } => {
                "write it as a string if it is an identifier, or in exponent form (`1.5e20`) if it is a quantity"
            }
            Problem::NumberTooLarge { .. } => "write it as a string",
            Problem::TooDeep { .. } => "flatten the document",
            Problem::TooManyValues { .. } => "name the card itself, not the data",
            Problem::AliasExpansion { .. } => "write the values out instead of nesting aliases",
            Problem::Unrecognised { .. } => {
                "name another file; or say which format it is with `--input-format`, if it is a card"
            }
            Problem::Namesakes { .. } => {
                "give each model a name or version of its own, or name one of the files on the command line"
            }
            Problem::UnknownFormat { known, .. } => return Some(format!("one of: {known}")),
            Problem::NothingFound => {
                "name the card, or check that no ignore file hides it; `govern init --card` makes a skeleton"
            }
            Problem::ReaderPanicked => "report it, with the file if it may be shown; until then, name the other files",
            Problem::Changed => "run again when nothing writes to it",
            Problem::EscapingLink => "copy the file into the artefact: a link does not fix what is behind it",
            Problem::UnlistableName => "rename the file",
            Problem::AmbiguousArtifact { .. } => "check one card at a time, or write the digest into its card",
        };
        Some(hint.to_owned())
    }
}

fn describe_size(bytes: Option<u64>) -> String {
    bytes.map_or_else(|| "more bytes than it may".to_owned(), |bytes| format!("{bytes} bytes"))
}
