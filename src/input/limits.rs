//! Bounds on input: what is larger is an error with a name, and not a run out of memory or stack.

/// Bounds on what is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Largest file, in bytes. Artefacts are hashed as a stream and have no limit.
    pub file_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { file_bytes: 16 * 1024 * 1024 }
    }
}

/// Deepest nesting. The deepest public card that we know has 11 levels; 128 is also what `serde_json` allows.
pub(crate) const MAX_DEPTH: usize = 128;

/// Most values in one file: a bound on memory, as a value costs up to fifty times its text.
pub(crate) const MAX_VALUES: usize = 1_000_000;
