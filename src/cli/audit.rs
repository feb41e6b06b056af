//! `govern audit`: make a log, verify it, look into it.

use std::fs;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::audit::{AuditError, Class, LogFile, Pin, VerifyReport};
use crate::cli::audit_view::{ListArgs, ShowArgs, list, show};
use crate::cli::check::ConfigurationArgs;
use crate::cli::exit::ExitStatus;
use crate::cli::output::tolerate_closed_pipe;
use crate::cli::session;
use crate::cli::talk::{Stop, note};
use crate::cli::trust::TrustArgs;
use crate::cli::world::World;
use crate::report::count;
use crate::report::escape::line;

/// Make, verify and read audit logs.
#[derive(Args, Debug)]
pub(crate) struct AuditArgs {
    #[command(subcommand)]
    command: AuditCommand,
}

#[derive(Subcommand, Debug)]
enum AuditCommand {
    /// Create a log with two keys.
    Init(InitArgs),
    /// Prove that a log is whole, or name what is wrong with it.
    Verify(VerifyArgs),
    /// Show one entry, or the signed head of the log.
    Show(ShowArgs),
    /// List recorded decisions.
    List(ListArgs),
}

#[derive(Args, Debug)]
#[command(after_help = "\
Example:
  govern audit init --log /srv/govern/audit.db --origin example.org/govern/prod
  # then, in govern.toml:  [log]  path = \"/srv/govern/audit.db\"  origin = \"example.org/govern/prod\"

Exit status: 0 made, 2 could not run.")]
struct InitArgs {
    /// Path of the new log [default: .govern/audit.db].
    #[arg(long, value_name = "PATH")]
    log: Option<PathBuf>,
    /// Its name, unique in the world: a URL without its scheme.
    #[arg(long, value_name = "NAME")]
    origin: Option<String>,
    /// Directory for the private keys [default: that of the log].
    #[arg(long, value_name = "DIR")]
    keys: Option<PathBuf>,
}

#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  govern audit verify --origin example.org/govern/prod --key kept.vkey --anchor kept.checkpoint
  govern audit verify                     # what the log alone can tell; never exits 0

Exit status: 0 verified against an anchor, with key and origin given; 1 tampering, rollback or fork;
2 could not run; 3 self-consistent only, or empty.")]
struct VerifyArgs {
    #[command(flatten)]
    trust: TrustArgs,
    /// `text` or `json`.
    #[arg(short, long = "output", value_name = "FORMAT", default_value = "text", value_parser = ["text", "json"])]
    output: String,
    #[command(flatten)]
    configuration: ConfigurationArgs,
}

/// Runs `govern audit`.
pub(crate) fn audit(args: &AuditArgs, world: &mut World<'_>) -> Result<ExitStatus, Stop> {
    match &args.command {
        AuditCommand::Init(args) => init(args, world),
        AuditCommand::Verify(args) => verify(args, world),
        AuditCommand::Show(args) => show(args, world),
        AuditCommand::List(args) => list(args, world),
    }
}

fn init(args: &InitArgs, world: &mut World<'_>) -> Result<ExitStatus, Stop> {
    let local = world.cwd.join(crate::config::LOCAL_DIRECTORY);
    let path = args.log.as_ref().map_or_else(|| local.join(session::LOG_FILE), |path| world.cwd.join(path));
    let directory = path.parent().map(std::path::Path::to_owned).unwrap_or_default();
    let keys = args.keys.as_ref().map_or_else(|| directory.clone(), |keys| world.cwd.join(keys));
    let origin = args.origin.clone().unwrap_or_else(|| {
        let name = world.cwd.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        session::local_origin(&name)
    });
    let log = session::create(&path, &keys, &origin, world)?;
    if args.log.is_none() {
        fs::write(local.join(".gitignore"), "*\n")?;
    }
    let text = format!(
        "log     {}\norigin  {}\nkey     {}\n\nKeep origin and key where the writer of the log cannot change them: \
         `govern audit verify` needs both,\nand a checkpoint that was kept elsewhere (`govern audit show` prints it).\n",
        path.display(),
        log.origin(),
        log.verifier(),
    );
    tolerate_closed_pipe(world.stdout.write_all(text.as_bytes()))?;
    Ok(ExitStatus::Yes)
}

fn verify(args: &VerifyArgs, world: &mut World<'_>) -> Result<ExitStatus, Stop> {
    let settings = args.configuration.settings(world)?;
    let trust = args.trust.trust(&settings, world)?;
    let path = session::log_path(&settings.log);
    if world.terminal.stderr {
        note(world, &format!("verifying {}", path.display()));
    }
    let report =
        LogFile::open(&path, &world.scratch).and_then(|log| log.verify(&trust)).map_err(|error| match error {
            // Too broken to be read at all: that it is a log can be told from its first bytes.
            AuditError::Damaged { .. } => Stop::with(ExitStatus::No, error),
            _ => Stop::could_not_run(error),
        })?;
    let text = match args.output.as_str() {
        "json" => format!("{:#}\n", as_json(&report)),
        _ => as_text(&report, trust.anchors.len()),
    };
    tolerate_closed_pipe(world.stdout.write_all(text.as_bytes()))?;
    Ok(status_of(&report))
}

/// The status of a verification; a key that was found beside the log is no proof, even with an anchor.
fn status_of(report: &VerifyReport) -> ExitStatus {
    match report.class {
        Class::Verified => ExitStatus::Yes,
        class if class.is_tampering() => ExitStatus::No,
        _ => ExitStatus::NoAnswer,
    }
}

/// The report for people; `anchors` is the number of checkpoints that were given.
fn as_text(report: &VerifyReport, anchors: usize) -> String {
    let mut text = String::new();
    let headline = match report.class {
        Class::Verified => "verified: every entry, the tree, the checkpoint and an anchor agree".to_owned(),
        Class::SelfConsistent => {
            "self-consistent only: the log agrees with itself, which its writer could arrange".to_owned()
        }
        Class::Empty => "empty: there is no decision to verify".to_owned(),
        Class::NewerVersion => "written by a newer version of govern; what this one can read agrees".to_owned(),
        class => match report.first_bad_seq {
            Some(seq) => format!("TAMPERED: {} at entry {seq}", class.word()),
            None => format!("TAMPERED: {}", class.word()),
        },
    };
    text.push_str(&format!("{headline}\n"));
    for problem in &report.problems {
        let place = problem.seq.map_or_else(String::new, |seq| format!("entry {seq}: "));
        text.push_str(&format!("  {}: {place}{}\n", problem.class.word(), line(&problem.detail)));
    }
    let hidden = report.problem_count.saturating_sub(u64::try_from(report.problems.len()).unwrap_or(u64::MAX));
    if hidden > 0 {
        text.push_str(&format!("  and {hidden} more\n"));
    }
    let given = |pin: Pin| if pin == Pin::Given { "given" } else { "found in the log itself: proves nothing" };
    text.push_str(&format!("entries   {}\n", report.entries));
    text.push_str(&format!("origin    {} ({})\n", line(&report.trust.origin), given(report.trust.origin_pin)));
    for key in &report.trust.log_keys {
        text.push_str(&format!("log key   {key} ({})\n", given(report.trust.log_pin)));
    }
    match report.anchored_at {
        Some(size) => text.push_str(&format!("anchor    agrees at size {size}\n")),
        None if anchors > 0 => text.push_str("anchor    none agrees\n"),
        None => text.push_str("anchor    none: a cut tail or an older copy cannot be seen without one (--anchor)\n"),
    }
    let counted = |number: u64, what| count(usize::try_from(number).unwrap_or(usize::MAX), what);
    if report.blobs.missing > 0 {
        text.push_str(&format!("missing   {} that decisions used\n", counted(report.blobs.missing, "stored document")));
    }
    if report.blobs.unreferenced > 0 {
        let stored = counted(report.blobs.unreferenced, "stored document");
        text.push_str(&format!("unused    {stored} that no decision names\n"));
    }
    if report.erased > 0 {
        text.push_str(&format!("erased    {}\n", counted(report.erased, "personal value")));
    }
    if let Some(first) = report.time_regressed.first() {
        let times = count(report.time_regressed.len(), "time");
        text.push_str(&format!(
            "clock     set back {times}, first at entry {first}; the order of entries is that of seq\n"
        ));
    }
    text
}

fn as_json(report: &VerifyReport) -> Value {
    json!({
        "format": "govern/audit-verify/v1",
        "class": report.class.word(),
        "first_bad_seq": report.first_bad_seq,
        "problems": report.problems,
        "problem_count": report.problem_count,
        "entries": report.entries,
        "anchored_at": report.anchored_at,
        "origin": {"name": report.trust.origin, "pin": report.trust.origin_pin},
        "log_keys": {"keys": report.trust.log_keys.iter().map(ToString::to_string).collect::<Vec<_>>(), "pin": report.trust.log_pin},
        "decision_keys": {"keys": report.trust.decision_keys.iter().map(ToString::to_string).collect::<Vec<_>>(), "pin": report.trust.decision_pin},
        "time_regressed": report.time_regressed,
        "erased": report.erased,
        "blobs": {"stored": report.blobs.stored, "missing": report.blobs.missing, "unreferenced": report.blobs.unreferenced},
    })
}
