//! `govern report`: the compliance report over the recorded decisions.

use clap::Args;

use crate::audit::Class;
use crate::cli::audit_view::open;
use crate::cli::check::ConfigurationArgs;
use crate::cli::exit::ExitStatus;
use crate::cli::output::write_bytes;
use crate::cli::packs::{PackArgs, policy_set};
use crate::cli::talk::Stop;
use crate::cli::trust::TrustArgs;
use crate::cli::world::World;
use crate::history::{Filter, History};
use crate::model::Date;
use crate::report::compliance::{Catalog, Ledger, LogState, REPORTS, report as build};
use crate::report::targets;

/// A compliance report over the recorded decisions, by framework and by model.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  govern report                                # Markdown on standard output
  govern report -o html=report.html -o json=report.json
  govern report --subject churn-model -o html=churn.html

The report assesses evidence; it does not determine conformity.

Exit status: 0 written, also where the log is not anchored; 1 tampering; 2 could not run.")]
pub(crate) struct ReportArgs {
    /// Output: markdown, html or json; with `=PATH` to a file; may be repeated [default: markdown].
    #[arg(short, long = "output", value_name = "FORMAT[=PATH]")]
    output: Vec<String>,
    /// Only this model: its name, or name and version.
    #[arg(long, value_name = "NAME[@VERSION]")]
    subject: Option<String>,
    #[command(flatten)]
    trust: TrustArgs,
    #[command(flatten)]
    configuration: ConfigurationArgs,
}

/// Runs `govern report`.
pub(crate) fn report(args: &ReportArgs, world: &mut World<'_>) -> Result<ExitStatus, Stop> {
    let names: Vec<&'static str> = REPORTS.iter().map(|format| format.name).collect();
    let targets = targets(&args.output, &names).map_err(Stop::could_not_run)?;
    let settings = args.configuration.settings(world)?;
    let today = Date::of(world.now);
    // The packs of today name the controls; what was decided comes from the log alone.
    let set = policy_set(&PackArgs::default(), &settings, today, &world.cwd)?;
    let history = open(&args.trust, &args.configuration, world)?;
    let filter = Filter { subject: args.subject.clone(), ..Filter::default() };
    let mut ledger = Ledger::default();
    for past in history.decisions(&filter) {
        ledger.add(past.map_err(Stop::could_not_run)?.statement.predicate);
    }
    let control = |id: &str| {
        let controls = set.packs.iter().flat_map(|one| &one.pack.declarations.controls);
        controls.into_iter().find(|control| control.id == id).cloned()
    };
    let framework = |pack: &str| {
        let found = set.packs.iter().find(|one| one.pack.manifest.id == pack);
        found.map(|one| one.pack.framework().to_owned())
    };
    let catalog = Catalog { control: &control, framework: &framework };
    let report = build(&ledger, &state(&history)?, &catalog, today);
    for target in &targets {
        let Some(format) = REPORTS.iter().find(|format| format.name == target.format) else { continue };
        let mut bytes = Vec::new();
        (format.write)(&report, &mut bytes).map_err(Stop::could_not_run)?;
        write_bytes(target, &bytes, world)?;
    }
    Ok(ExitStatus::Yes)
}

/// What the report says about the log that it stands on.
fn state(history: &History) -> Result<LogState, Stop> {
    let report = history.report();
    Ok(LogState {
        origin: report.trust.origin.clone(),
        entries: report.entries,
        checkpoint: history.checkpoint().map_err(Stop::could_not_run)?.unwrap_or_default(),
        anchored: report.class == Class::Verified,
        trust: report.class.word().to_owned(),
    })
}
