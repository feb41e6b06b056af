//! Bounds on what a policy may cost.

use std::num::{NonZeroU32, NonZeroU64, NonZeroUsize};
use std::time::Duration;

/// Limits on evaluation time and on the size of policy files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Longest evaluation of one pack on one subject.
    pub evaluation: Duration,
    /// Most memory that the process may gain while a foreign pack is evaluated on one subject, in bytes.
    pub evaluation_bytes: NonZeroU64,
    /// Largest policy file, in bytes.
    pub file_bytes: NonZeroUsize,
    /// Most lines of a policy file.
    pub file_lines: NonZeroUsize,
    /// Longest line of a policy file, in columns.
    pub line_columns: NonZeroU32,
    /// Deepest nesting of literals: parsing takes about twice as long for each level.
    pub literal_depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            evaluation: Duration::from_secs(5),
            evaluation_bytes: NonZeroU64::MIN.saturating_add(1024 * 1024 * 1024 - 1),
            file_bytes: NonZeroUsize::MIN.saturating_add(1024 * 1024 - 1),
            file_lines: NonZeroUsize::MIN.saturating_add(20_000 - 1),
            line_columns: NonZeroU32::MIN.saturating_add(4096 - 1),
            literal_depth: 10,
        }
    }
}
