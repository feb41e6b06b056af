//! What the program says to people on standard error: errors with their remedy, and notes.

use crate::cli::exit::ExitStatus;
use crate::cli::world::World;
use crate::model::Explain;
use crate::report::escape::line as terminal;

/// Why a command ends without its result.
#[derive(Debug)]
pub(crate) struct Stop {
    /// The status.
    pub(crate) status: ExitStatus,
    /// What to say; nothing where it was said already.
    pub(crate) error: Option<Box<dyn Explain>>,
}

impl Stop {
    /// Ends with status 2.
    pub(crate) fn could_not_run(error: impl Explain + 'static) -> Self {
        Self { status: ExitStatus::CouldNotRun, error: Some(Box::new(error)) }
    }

    /// Ends with a status.
    pub(crate) fn with(status: ExitStatus, error: impl Explain + 'static) -> Self {
        Self { status, error: Some(Box::new(error)) }
    }

    /// Ends with status 2 and a message of the command line itself.
    pub(crate) fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::could_not_run(Usage { message: message.into(), hint: hint.into() })
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        Self::usage(format!("cannot write the output: {error}"), "check the target of the output")
    }
}

/// A mistake on the command line.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
struct Usage {
    message: String,
    hint: String,
}

impl Explain for Usage {
    fn code(&self) -> &'static str {
        "cli/usage"
    }

    fn hint(&self) -> Option<String> {
        (!self.hint.is_empty()).then(|| self.hint.clone())
    }
}

/// Says an error: what, its code, and what to do about it.
pub(crate) fn error(world: &mut World<'_>, error: &dyn Explain) {
    let (bold, reset) = if world.terminal.stderr && !crate::config::no_colour(&world.variables) {
        ("\u{1b}[1;31m", "\u{1b}[0m")
    } else {
        ("", "")
    };
    let mut text = format!("{bold}error{reset}[{}]: {}\n", error.code(), terminal(&error.to_string()));
    if let Some(hint) = error.hint() {
        text.push_str(&format!("  = help: {}\n", terminal(&hint)));
    }
    say_raw(world, &text);
}

/// Says a note.
pub(crate) fn note(world: &mut World<'_>, text: &str) {
    say_raw(world, &format!("note: {}\n", terminal(text)));
}

/// Talk that cannot be delivered is dropped: there is nobody to tell.
fn say_raw(world: &mut World<'_>, text: &str) {
    drop(world.stderr.write_all(text.as_bytes()));
}
