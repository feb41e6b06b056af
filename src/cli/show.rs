//! `govern show`: the normalised subject, every leaf with its provenance and source line. Nothing is decided or recorded.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use crate::cli::check::{InputArgs, read_plan};
use crate::cli::exit::ExitStatus;
use crate::cli::output::tolerate_closed_pipe;
use crate::cli::talk::{self, Stop};
use crate::cli::world::World;
use crate::config::Settings;
use crate::input;
use crate::model::{Provenance, Subject};
use crate::report::escape::line;

/// Show what govern reads out of a file, and where each value comes from.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  govern show model_card.json
  govern show model_card.json deploy.yaml -o json

Exit status: 0 shown, 2 something could not be read.")]
pub(crate) struct ShowArgs {
    /// Model cards, manifests and directories.
    #[arg(required = true, value_name = "FILE")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    input: InputArgs,
    /// `text` or `json`.
    #[arg(short, long = "output", value_name = "FORMAT", default_value = "text", value_parser = ["text", "json"])]
    output: String,
}

/// Runs `govern show`.
pub(crate) fn show(args: &ShowArgs, world: &mut World<'_>) -> Result<ExitStatus, Stop> {
    let settings =
        Settings::read(&crate::config::Flags::default(), &world.variables, &world.cwd).map_err(Stop::could_not_run)?;
    let plan = read_plan(&args.paths, &args.input, &settings, world)?;
    let mut status = ExitStatus::Yes;
    for error in plan.failures.iter().map(|failure| &failure.error).chain(&plan.artifact_error) {
        talk::error(world, error);
        status = ExitStatus::CouldNotRun;
    }
    for skipped in &plan.skipped {
        talk::note(world, &format!("skipped {}: {}", skipped.path, skipped.reason));
    }
    let mut shown = Vec::new();
    for group in &plan.groups {
        match input::load(&plan, group) {
            Ok(subject) if args.output == "json" => shown.push(as_json(&subject)),
            Ok(subject) => tolerate_closed_pipe(world.stdout.write_all(as_text(&subject).as_bytes()))?,
            Err(failure) => {
                talk::error(world, &failure.error);
                status = ExitStatus::CouldNotRun;
            }
        }
    }
    if args.output == "json" {
        let document = json!({"format": "govern/show/v1", "subjects": shown});
        tolerate_closed_pipe(world.stdout.write_all(format!("{document:#}\n").as_bytes()))?;
    }
    Ok(status)
}

fn as_text(subject: &Subject) -> String {
    let mut text = format!("{}  ({})\n", line(&subject.id), subject.kind.word());
    for document in &subject.documents {
        let (name, digest) = (line(&document.source.name), document.source.digest.short());
        text.push_str(&format!("  {name}  {}  sha256:{digest}\n", document.format));
    }
    text.push('\n');
    let rows: Vec<[String; 4]> = subject.provenance.iter().map(|(pointer, leaf)| row(subject, pointer, leaf)).collect();
    let widths = [0, 1, 2].map(|column| {
        let longest = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0);
        longest.min(60)
    });
    for [leaf, value, state, place] in &rows {
        let [first, second, third] = widths;
        let row = format!("{leaf:<first$}  {value:<second$}  {state:<third$}  {place}");
        text.push_str(row.trim_end());
        text.push('\n');
    }
    for note in &subject.notes {
        text.push_str(&format!("note: {}\n", line(&note.message)));
    }
    text.push('\n');
    text
}

/// Leaf, value, state, place.
fn row(subject: &Subject, pointer: &str, leaf: &Provenance) -> [String; 4] {
    let value = match subject.value.pointer(pointer) {
        Some(value) => value.to_string(),
        None => format!("({})", leaf.raw),
    };
    let value: String = line(&value);
    let short: String =
        if value.chars().count() > 60 { value.chars().take(59).chain(['\u{2026}']).collect() } else { value };
    let file =
        leaf.document.and_then(|index| subject.documents.get(index)).map(|document| document.source.name.as_str());
    let place = match (file, leaf.position) {
        (Some(file), Some(position)) => {
            format!("{}:{}:{}  {}", line(file), position.line, position.column, line(&leaf.pointer))
        }
        (Some(file), None) => format!("{}  {}", line(file), line(&leaf.pointer)),
        (None, _) => "computed".to_owned(),
    };
    [line(&pointer.trim_start_matches('/').replace('/', ".")), short, leaf.state.word().to_owned(), place]
}

fn as_json(subject: &Subject) -> Value {
    let leaves: Vec<Value> = subject
        .provenance
        .iter()
        .map(|(pointer, leaf)| {
            let file =
                leaf.document.and_then(|index| subject.documents.get(index)).map(|document| &document.source.name);
            json!({
                "pointer": pointer,
                "state": leaf.state,
                "raw": leaf.raw,
                "file": file,
                "source_pointer": leaf.pointer,
                "line": leaf.position.map(|position| position.line),
                "column": leaf.position.map(|position| position.column),
            })
        })
        .collect();
    let notes: Vec<Value> =
        subject.notes.iter().map(|note| json!({"kind": note.kind, "message": note.message, "at": note.at})).collect();
    json!({"id": subject.id, "kind": subject.kind, "subject": subject.value, "leaves": leaves, "notes": notes})
}
