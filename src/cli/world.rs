//! Everything outside of the program, handed in: clock, environment, working directory, randomness, terminal.

use std::io::{Read, Write};
use std::path::PathBuf;

use crate::config::Variables;

/// The world that a run sees. Integration tests make one with a fixed clock; the binary makes the real one.
pub struct World<'a> {
    /// The time of the run.
    pub now: jiff::Timestamp,
    /// The environment.
    pub variables: Variables,
    /// The working directory.
    pub cwd: PathBuf,
    /// Directory for temporary copies.
    pub scratch: PathBuf,
    /// Fills a buffer with random bytes.
    pub random: &'a mut dyn FnMut(&mut [u8]),
    /// Standard input.
    pub stdin: &'a mut dyn Read,
    /// Standard output: data.
    pub stdout: &'a mut dyn Write,
    /// Standard error: talk.
    pub stderr: &'a mut dyn Write,
    /// What is known about the terminal.
    pub terminal: Terminal,
    /// Threads that may evaluate.
    pub threads: usize,
}

/// What is known about the terminal.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terminal {
    /// Standard output is a terminal.
    pub stdout: bool,
    /// Standard error is a terminal.
    pub stderr: bool,
    /// Columns, where known.
    pub width: Option<usize>,
}

impl std::fmt::Debug for World<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("World").field("now", &self.now).field("cwd", &self.cwd).finish_non_exhaustive()
    }
}
