//! `govern explain`: what a control asks, why, since when, and how to satisfy it; or what a pack holds.

use clap::Args;

use crate::cli::check::ConfigurationArgs;
use crate::cli::exit::ExitStatus;
use crate::cli::output::{options, tolerate_closed_pipe};
use crate::cli::packs::{PackArgs, policy_set, say_broken};
use crate::cli::sheet::Sheet;
use crate::cli::talk::Stop;
use crate::cli::world::World;
use crate::model::{Basis, Control, Date, RowTable};
use crate::policy::{Pack, Prepared, not_found, stricter};
use crate::report::Verbosity;

/// Explain a control or a pack.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  govern explain EUAIA-14-02
  govern explain quality        # a pack: its controls and parameters

Exit status: 0 explained, 2 no such control or pack, 4 a pack does not load.")]
pub(crate) struct ExplainArgs {
    /// Identifier of a control, or name of a pack.
    #[arg(value_name = "CONTROL|PACK")]
    name: String,
    /// Add a pack of your own.
    #[arg(long, value_name = "DIR")]
    with_pack: Vec<String>,
    #[command(flatten)]
    configuration: ConfigurationArgs,
}

/// Runs `govern explain`.
pub(crate) fn explain(args: &ExplainArgs, world: &mut World<'_>) -> Result<ExitStatus, Stop> {
    let settings = args.configuration.settings(world)?;
    let packs = PackArgs { with_pack: args.with_pack.clone(), ..PackArgs::default() };
    let set = policy_set(&packs, &settings, Date::of(world.now), &world.cwd)?;
    let mut sheet = Sheet::new(options(world, Verbosity::Normal, world.terminal.stdout));
    let id = args.name.to_uppercase();
    let control = set.packs.iter().find_map(|one| {
        let found = one.pack.declarations.controls.iter().find(|control| control.id.to_uppercase() == id);
        found.map(|control| (one, control))
    });
    let pack = set.packs.iter().find(|one| one.pack.manifest.id == args.name);
    match (control, pack) {
        (Some((one, control)), _) => explain_control(&one.pack, control, Date::of(world.now), &mut sheet),
        (None, Some(one)) => explain_pack(one, &mut sheet),
        (None, None) => {
            let status = say_broken(&set, world);
            if status != ExitStatus::Yes {
                return Ok(status);
            }
            let ids = set.packs.iter().flat_map(|one| {
                let controls = one.pack.declarations.controls.iter().map(|control| control.id.as_str());
                controls.chain(std::iter::once(one.pack.manifest.id.as_str()))
            });
            return Err(Stop::could_not_run(not_found("control or pack", &args.name, ids)));
        }
    }
    tolerate_closed_pipe(world.stdout.write_all(sheet.text().as_bytes()))?;
    Ok(say_broken(&set, world))
}

fn explain_control(pack: &Pack, control: &Control, today: Date, sheet: &mut Sheet) {
    sheet.title(&control.id, &control.title);
    sheet.paragraph(&control.description);
    sheet.field("severity", &table(&control.severity, |severity| format!("{severity:?}").to_lowercase()));
    sheet.field(
        "basis",
        match control.basis {
            Basis::Law => "law: statutory text",
            Basis::Guidance => "guidance of an authority or a standard",
            Basis::Heuristic => "heuristic: practice of the field; thresholds are parameters",
        },
    );
    sheet.field("citation", &control.citation);
    match &control.effective_from {
        None => sheet.field("in force", "since the pack exists"),
        Some(RowTable::One(date)) if *date <= today => sheet.field("in force", &format!("since {date}")),
        Some(dates) => sheet.field("in force", &format!("from {}", table(dates, Date::to_string))),
    }
    if let Some(end) = control.effective_until {
        sheet.field("until", &end.to_string());
    }
    let needs: Vec<String> = control.needs.iter().map(|need| need.alternatives().join(" or ")).collect();
    if !needs.is_empty() {
        sheet.field("needs", &needs.join(", "));
        sheet.field("known as", &table(&control.accepts, |strength| format!("{strength:?}").to_lowercase()));
    }
    sheet.field("to satisfy", &control.remediation);
    let waivable = if control.waivable { "" } else { "; nobody may waive it" };
    let place = format!("{} {}, rule {}{waivable}", pack.manifest.id, pack.manifest.version, control.rule);
    sheet.field("declared in", &place);
}

fn explain_pack(one: &Prepared, sheet: &mut Sheet) {
    let pack = &one.pack;
    sheet.title(&pack.manifest.id, &pack.manifest.title);
    let properties = pack.schema.pointer("/properties").and_then(serde_json::Value::as_object);
    let names = properties.into_iter().flatten().map(|(name, _)| name.as_str());
    sheet.fit(names.chain(pack.declarations.controls.iter().map(|control| control.id.as_str())));
    sheet.field("version", &pack.manifest.version);
    sheet.field("digest", &pack.digest.to_string());
    if let Some(when) = &pack.manifest.when {
        sheet.field("runs when", when);
    }
    for (name, schema) in properties.into_iter().flatten() {
        let value = one.parameters.get(name).map_or_else(String::new, ToString::to_string);
        let about = schema.get("description").and_then(serde_json::Value::as_str).unwrap_or_default();
        let direction = format!("{:?}", stricter(pack, name)).to_lowercase();
        sheet.field(name, &format!("{value} ({}; stricter: {direction})", about.trim_end_matches('.')));
    }
    for control in &pack.declarations.controls {
        sheet.field(&control.id, &control.title);
    }
}

/// A value or a table of rows, for people.
fn table<T>(table: &RowTable<T>, show: impl Fn(&T) -> String) -> String {
    match table {
        RowTable::One(value) => show(value),
        RowTable::Rows(rows) => {
            rows.iter().map(|(row, value)| format!("{} ({row})", show(value))).collect::<Vec<_>>().join(", ")
        }
    }
}
