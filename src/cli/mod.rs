//! The command line: what users type, and what the program answers. `run` is the whole program; `World` is all that it
//! sees of the outside.

mod audit;
mod audit_view;
mod check;
mod dates;
mod exit;
mod explain;
mod init;
mod output;
mod packs;
mod policy;
mod report;
mod session;
mod sheet;
mod show;
mod talk;
mod trust;
mod world;

use std::ffi::OsString;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

pub use exit::ExitStatus;
pub use world::{Terminal, World};

/// The width of help in columns, at most.
const HELP_WIDTH: usize = 100;

/// Policy-as-code governance gate and audit log for machine-learning models.
#[derive(Parser, Debug)]
#[command(
    name = "govern",
    version,
    after_help = "\
Start with:
  govern init --card              # a skeleton card, configuration and a CI file
  govern check model_card.json    # decide, record, explain

Exit status: 0 yes, 1 no, 2 could not run, 3 no answer, 4 a policy failed,
5 decided but not recorded; each command says what that means for it."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    Check(check::CheckArgs),
    Show(show::ShowArgs),
    Explain(explain::ExplainArgs),
    Policy(policy::PolicyArgs),
    Audit(audit::AuditArgs),
    Report(report::ReportArgs),
    Init(init::InitArgs),
}

/// Runs the program.
pub fn run<I, T>(arguments: I, world: &mut World<'_>) -> ExitStatus
where
    I: IntoIterator<Item = T>,
    T: Into<OsString> + Clone,
{
    let parsed = match parse(arguments, world) {
        Ok(parsed) => parsed,
        Err(error) => return print_usage(&error, world),
    };
    let result = match &parsed.command {
        Command::Check(args) => check::check(args, world),
        Command::Show(args) => show::show(args, world),
        Command::Explain(args) => explain::explain(args, world),
        Command::Policy(args) => policy::policy(args, world),
        Command::Audit(args) => audit::audit(args, world),
        Command::Report(args) => report::report(args, world),
        Command::Init(args) => init::init(args, world),
    };
    match result {
        Ok(status) => status,
        Err(stop) => {
            if let Some(error) = &stop.error {
                talk::error(world, error.as_ref());
            }
            stop.status
        }
    }
}

/// Reads the command line; help is as wide as the terminal, and no wider than can be read.
fn parse<I, T>(arguments: I, world: &World<'_>) -> Result<Arguments, clap::Error>
where
    I: IntoIterator<Item = T>,
    T: Into<OsString> + Clone,
{
    let width = world.terminal.width.map_or(HELP_WIDTH, |width| width.min(HELP_WIDTH));
    let mut command = Arguments::command().term_width(width);
    let matches = command.try_get_matches_from_mut(arguments)?;
    Arguments::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
}

/// Help and version are data; a mistake is talk, and could not run.
fn print_usage(error: &clap::Error, world: &mut World<'_>) -> ExitStatus {
    let (text, status) =
        if error.use_stderr() { (error.render(), ExitStatus::CouldNotRun) } else { (error.render(), ExitStatus::Yes) };
    let out: &mut dyn std::io::Write = if error.use_stderr() { world.stderr } else { world.stdout };
    // Where nobody reads, there is nobody to tell.
    drop(out.write_all(text.to_string().as_bytes()));
    status
}
