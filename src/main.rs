//! The binary: hands the real world to the program and returns its status.

use std::io::{self, BufWriter, IsTerminal as _};
use std::process::ExitCode;

use govern::cli::{Terminal, World, run};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let (stdout, stderr) = (io::stdout(), io::stderr());
    let width = terminal_size::terminal_size_of(&stdout).map(|(columns, _)| usize::from(columns.0));
    let terminal = Terminal { stdout: stdout.is_terminal(), stderr: stderr.is_terminal(), width };
    #[expect(clippy::disallowed_methods, reason = "this is the one place where the world comes in")]
    let (now, variables, cwd) = (jiff::Timestamp::now(), std::env::vars_os(), std::env::current_dir());
    let mut world = World {
        now,
        // A value that is no text must not look as if it were not set.
        variables: variables.map(|(name, value)| (text(&name), text(&value))).collect(),
        cwd: cwd.unwrap_or_else(|_| ".".into()),
        scratch: std::env::temp_dir(),
        random: &mut fill_random,
        stdin: &mut io::stdin().lock(),
        stdout: &mut BufWriter::new(stdout.lock()),
        stderr: &mut stderr.lock(),
        terminal,
        threads: std::thread::available_parallelism().map_or(1, usize::from),
    };
    ExitCode::from(run(std::env::args_os(), &mut world).code())
}

fn text(value: &std::ffi::OsStr) -> String {
    value.to_string_lossy().into_owned()
}

/// A system without randomness cannot make keys or salts; weak ones would be worse than no run at all.
fn fill_random(buffer: &mut [u8]) {
    if getrandom::fill(buffer).is_err() {
        std::process::abort();
    }
}
