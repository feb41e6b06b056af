//! `govern audit show` and `list`: what a log holds, after all of it was verified.

use std::str::FromStr as _;

use clap::Args;
use serde_json::{Value, json};

use crate::audit::{Class, VerdictWord};
use crate::cli::check::ConfigurationArgs;
use crate::cli::exit::ExitStatus;
use crate::cli::output::tolerate_closed_pipe;
use crate::cli::session;
use crate::cli::talk::{Stop, note};
use crate::cli::trust::TrustArgs;
use crate::cli::world::World;
use crate::history::{Filter, History, PastDecision};
use crate::model::{Date, Explain as _};
use crate::report::escape::line;

/// One entry, or the signed head of the log.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  govern audit show > kept.checkpoint   # the signed head of the log: keep it elsewhere, for `verify --anchor`
  govern audit show 17                  # the statement of entry 17, as JSON

Exit status: 0 shown, also where the log is not anchored; 1 tampering; 2 could not run.")]
pub(crate) struct ShowArgs {
    /// Number of the entry, from 0.
    seq: Option<u64>,
    #[command(flatten)]
    trust: TrustArgs,
    #[command(flatten)]
    configuration: ConfigurationArgs,
}

/// Recorded decisions.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  govern audit list --verdict deny --since 2026-11-01
  govern audit list --subject churn-model -o json

Exit status: 0 listed, also where the log is not anchored; 1 tampering; 2 could not run.")]
pub(crate) struct ListArgs {
    /// Name of a model, or name and version.
    #[arg(long, value_name = "NAME[@VERSION]")]
    subject: Option<String>,
    /// Only this verdict.
    #[arg(long, value_parser = ["allow", "deny", "review", "error"])]
    verdict: Option<String>,
    /// Recorded on this day or later.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = crate::cli::dates::parse)]
    since: Option<Date>,
    /// `text` or `json`.
    #[arg(short, long = "output", value_name = "FORMAT", default_value = "text", value_parser = ["text", "json"])]
    output: String,
    #[command(flatten)]
    trust: TrustArgs,
    #[command(flatten)]
    configuration: ConfigurationArgs,
}

/// Opens the log of the configuration, verified.
pub(crate) fn open(
    trust: &TrustArgs,
    configuration: &ConfigurationArgs,
    world: &mut World<'_>,
) -> Result<History, Stop> {
    let settings = configuration.settings(world)?;
    let trust = trust.trust(&settings, world)?;
    let history = History::open(&session::log_path(&settings.log), &trust, &world.scratch).map_err(|error| {
        // A file that broke is no other answer than one that was changed.
        let is_tampering = ["history/unproven", "audit/damaged"].contains(&error.code());
        Stop::with(if is_tampering { ExitStatus::No } else { ExitStatus::CouldNotRun }, error)
    })?;
    if history.report().class != Class::Verified {
        note(
            world,
            "not anchored: the log agrees with itself, and nothing kept elsewhere was compared (see `govern audit verify --help`)",
        );
    }
    Ok(history)
}

/// Runs `govern audit show`.
pub(crate) fn show(args: &ShowArgs, world: &mut World<'_>) -> Result<ExitStatus, Stop> {
    let history = open(&args.trust, &args.configuration, world)?;
    let text = match args.seq {
        None => head(&history, world)?,
        Some(seq) => format!("{:#}\n", entry(&history, seq)?),
    };
    tolerate_closed_pipe(world.stdout.write_all(text.as_bytes()))?;
    Ok(ExitStatus::Yes)
}

/// The checkpoint and nothing else, so that what is saved is an anchor; what it is a checkpoint of is talk.
fn head(history: &History, world: &mut World<'_>) -> Result<String, Stop> {
    let report = history.report();
    let checkpoint = history.checkpoint().map_err(Stop::could_not_run)?.unwrap_or_default();
    let entries = if report.entries == 1 { "entry" } else { "entries" };
    note(world, &format!("{}: {} {entries}, {}", report.trust.origin, report.entries, report.class.word()));
    Ok(checkpoint)
}

fn entry(history: &History, seq: u64) -> Result<Value, Stop> {
    let absent = || Stop::usage(format!("there is no entry {seq}"), "`govern audit list` shows the decisions");
    let envelope = history.envelope(seq).map_err(Stop::could_not_run)?.ok_or_else(absent)?;
    let envelope = crate::crypto::Envelope::decode(&envelope).map_err(Stop::could_not_run)?;
    let statement: Value = serde_json::from_slice(envelope.payload())
        .map_err(|error| Stop::usage(format!("entry {seq} is not JSON: {error}"), "verify the log"))?;
    let past = history.get(seq).map_err(Stop::could_not_run)?;
    let disclosed = past.map(|past| past.disclosed).unwrap_or_default();
    Ok(json!({"format": "govern/audit-show/v1", "seq": seq, "statement": statement, "disclosed": disclosed}))
}

/// Runs `govern audit list`.
pub(crate) fn list(args: &ListArgs, world: &mut World<'_>) -> Result<ExitStatus, Stop> {
    let history = open(&args.trust, &args.configuration, world)?;
    let midnight = |date: Date| jiff::Timestamp::from_str(&format!("{date}T00:00:00Z")).ok();
    let verdict = args.verdict.as_deref().and_then(|word| serde_json::from_value::<VerdictWord>(json!(word)).ok());
    let filter = Filter { subject: args.subject.clone(), verdict, since: args.since.and_then(midnight) };
    if args.output == "text" {
        let heading = format!("{:>6}  {:<20}  {:<7}  {:<12}  {}\n", "SEQ", "TIME", "VERDICT", "TIER", "SUBJECT");
        tolerate_closed_pipe(world.stdout.write_all(heading.as_bytes()))?;
    }
    for past in history.decisions(&filter) {
        let past = past.map_err(Stop::could_not_run)?;
        let row = if args.output == "json" { format!("{}\n", as_json(&past)) } else { as_row(&past) };
        tolerate_closed_pipe(world.stdout.write_all(row.as_bytes()))?;
    }
    Ok(ExitStatus::Yes)
}

fn as_row(past: &PastDecision) -> String {
    let predicate = &past.statement.predicate;
    let tier = predicate.tier.established.map_or("unsettled", crate::model::Tier::word);
    let mut marks = String::new();
    for (set, mark) in [(predicate.mode.what_if, " (what-if)"), (predicate.mode.partial, " (partial)")] {
        if set {
            marks.push_str(mark);
        }
    }
    let time: String = past.time.to_string().chars().take(19).chain(['Z']).collect();
    let verdict = predicate.verdict().word();
    format!("{:>6}  {time:<20}  {verdict:<7}  {tier:<12}  {}{marks}\n", past.seq, line(&predicate.subject.id))
}

/// One decision a line.
fn as_json(past: &PastDecision) -> Value {
    let predicate = &past.statement.predicate;
    json!({
        "format": "govern/audit-list/v1",
        "seq": past.seq,
        "time": past.time.to_string(),
        "entry": past.entry_hash,
        "subject": predicate.subject.id,
        "verdict": predicate.verdict().word(),
        "tier": predicate.tier.established,
        "environment": predicate.environment,
        "as_of": predicate.as_of,
        "what_if": predicate.mode.what_if,
        "partial": predicate.mode.partial,
    })
}
