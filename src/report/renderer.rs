//! The contract of a check renderer: it is given one decision at a time, and keeps no decision.

use std::io::{self, Write};
use std::sync::Arc;

use crate::model::{Position, SourceText, Verdict};
use crate::report::view::DecisionView;

/// How much is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verbosity {
    /// One line for each decision.
    Quiet,
    /// What is to be done, without a flood.
    #[default]
    Normal,
    /// Everything.
    Verbose,
}

/// What the edge knows about the place that is written to.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How much is printed.
    pub verbosity: Verbosity,
    /// ANSI colours.
    pub colour: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// Characters beyond ASCII in what the program itself writes.
    pub unicode: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { verbosity: Verbosity::Normal, colour: false, width: 100, unicode: true }
    }
}

/// Number of decisions by verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VerdictCounts {
    /// Allowed.
    pub allow: usize,
    /// Denied.
    pub deny: usize,
    /// A person has to judge, or evidence is missing.
    pub review: usize,
    /// Could not be decided.
    pub error: usize,
}

impl VerdictCounts {
    /// Counts one more decision.
    pub fn add(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Allow => self.allow += 1,
            Verdict::Deny => self.deny += 1,
            Verdict::Review => self.review += 1,
            Verdict::Error(_) => self.error += 1,
        }
    }

    /// Number of decisions.
    #[must_use]
    pub const fn total(&self) -> usize {
        self.allow + self.deny + self.review + self.error
    }
}

/// A file that the search found and nobody could read as a card or manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedFile {
    /// Its path, as found.
    pub path: String,
    /// Why it was skipped.
    pub reason: String,
}

/// What went wrong where no subject could be named, so that there is no decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// The file, where there is one.
    pub path: Option<String>,
    /// Stable code.
    pub code: String,
    /// Message.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// The text and the place in it, where they are known.
    pub place: Option<(Arc<SourceText>, Position)>,
}

/// The run as a whole.
#[derive(Clone, Debug, Default)]
pub struct RunSummary {
    /// Decisions by verdict.
    pub verdicts: VerdictCounts,
    /// Files that were skipped.
    pub skipped: Vec<SkippedFile>,
    /// Failures without a subject.
    pub failures: Vec<Failure>,
    /// Exit status of the run.
    pub exit: u8,
}

/// Writes decisions in one format. Memory does not grow with the number of decisions, but for a row each in
/// summaries.
pub trait Renderer {
    /// Writes one decision.
    ///
    /// # Errors
    /// Those of `out`.
    fn decision(&mut self, view: &DecisionView<'_>, out: &mut dyn Write) -> io::Result<()>;

    /// Writes what follows the last decision.
    ///
    /// # Errors
    /// Those of `out`.
    fn finish(&mut self, summary: &RunSummary, out: &mut dyn Write) -> io::Result<()>;
}

/// One row of the table of formats.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Name after `-o`.
    pub name: &'static str,
    /// One line for `--help`.
    pub description: &'static str,
    /// Makes a renderer.
    pub make: fn(Options) -> Box<dyn Renderer>,
}
