//! A world that stands still: the whole program in process, with a fixed clock, and everything that it said.

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};

use govern::cli::{Terminal, World};
use govern::config::Variables;

/// The day on which the tests run, unless they say otherwise.
pub(crate) const TODAY: &str = "2026-11-21T09:30:00Z";

/// What a run answered.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) status: u8,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Where and when a run takes place, and what it is given.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) cwd: PathBuf,
    pub(crate) now: String,
    pub(crate) variables: Variables,
    pub(crate) stdin: Vec<u8>,
    pub(crate) terminal: Terminal,
}

impl Place {
    pub(crate) fn at(cwd: &Path) -> Self {
        Self {
            cwd: cwd.to_owned(),
            now: TODAY.to_owned(),
            variables: Variables::new(),
            stdin: Vec::new(),
            terminal: Terminal::default(),
        }
    }

    pub(crate) fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.insert(name.to_owned(), value.to_owned());
        self
    }

    pub(crate) fn stdin(mut self, bytes: &[u8]) -> Self {
        bytes.clone_into(&mut self.stdin);
        self
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, &mut next_bytes)
    }

    /// Runs the program with a source of random bytes, which a test may use to act in the middle of a run.
    pub(crate) fn run_with(&self, arguments: &[&str], random: &mut dyn FnMut(&mut [u8])) -> Run {
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let mut world = World {
            now: self.now.parse().expect("a time"),
            variables: self.variables.clone(),
            cwd: self.cwd.clone(),
            scratch: std::env::temp_dir(),
            random,
            stdin: &mut self.stdin.as_slice(),
            stdout: &mut stdout,
            stderr: &mut stderr,
            terminal: self.terminal,
            threads: 2,
        };
        let status = govern::cli::run(std::iter::once("govern").chain(arguments.iter().copied()), &mut world);
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Run { status: status.code(), stdout: text(stdout), stderr: text(stderr) }
    }
}

/// Bytes that differ from call to call, and are the same whenever a test runs.
fn next_bytes(buffer: &mut [u8]) {
    thread_local!(static CALLS: Cell<u64> = const { Cell::new(0) });
    let call = CALLS.replace(CALLS.get() + 1);
    for (index, byte) in buffer.iter_mut().enumerate() {
        let [mixed, ..] = (call * 1000 + index as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes();
        *byte = mixed;
    }
}

/// A directory of its own for one test, gone when the test ends.
#[derive(Debug)]
pub(crate) struct Directory(tempfile::TempDir);

impl Directory {
    /// An empty directory, called `project`.
    pub(crate) fn new() -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        fs::create_dir(directory.path().join("project")).expect("a directory");
        Self(directory)
    }

    /// An empty directory that holds the card of a model that is allowed.
    pub(crate) fn with_card() -> Self {
        let directory = Self::new();
        directory.write("card.json", ALLOWED);
        directory
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.0.path().join("project")
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.file(name);
        fs::create_dir_all(path.parent().expect("a directory")).expect("a directory");
        fs::write(path, bytes).expect("a file");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.file(name)).expect("a text file")
    }

    /// What is in the directory, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path()).expect("a directory");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Place::at(&self.path()).run(arguments)
    }
}

/// The card of a model of minimal risk that lacks nothing that it needs to be allowed.
pub(crate) const ALLOWED: &str = include_str!("../fixtures/cli/pump-wear.json");
