//! `govern init`: configuration, a CI file, and a skeleton card.

use std::fs;
use std::path::Path;

use clap::Args;

use crate::cli::exit::ExitStatus;
use crate::cli::talk::{Stop, note};
use crate::cli::world::World;

const CONFIGURATION: &str = include_str!("templates/govern.toml");
const CARD: &str = include_str!("templates/model_card.json");
const CARD_SCHEMA: &str = include_str!("../../schemas/model-card.v1.schema.json");
const GITHUB: &str = include_str!("../../ci/github.yml");
const GITLAB: &str = include_str!("../../ci/gitlab-ci.yml");

/// Write govern.toml and a CI file, with comments; nothing that exists is overwritten.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  govern init                # govern.toml, and the CI file of GitHub or GitLab
  govern init --ci gitlab
  govern init --card         # a skeleton model card as well, with its schema for completion

A pipeline stops on every exit status but 0. Exit 3 of `govern check` says that a person has to
look: evidence is missing, or a control asks for judgement. The CI files show how to let such a run
wait for a review instead of failing.

Exit status: 0 written, also where everything was there already; 2 could not run.")]
pub(crate) struct InitArgs {
    /// Write a skeleton model card, model_card.json, and the schema that editors complete it with.
    #[arg(long)]
    card: bool,
    /// CI system; found out from the repository where it is not named.
    #[arg(long, value_name = "NAME", value_parser = ["github", "gitlab", "none"])]
    ci: Option<String>,
}

/// Runs `govern init`.
pub(crate) fn init(args: &InitArgs, world: &mut World<'_>) -> Result<ExitStatus, Stop> {
    let mut files = vec![("govern.toml", CONFIGURATION)];
    match args.ci.as_deref().unwrap_or_else(|| ci_of(&world.cwd)) {
        "github" => files.push((".github/workflows/govern.yml", GITHUB)),
        "gitlab" => files.push((".gitlab/govern.yml", GITLAB)),
        _ => {}
    }
    if args.card {
        files.push(("model_card.json", CARD));
        files.push(("model-card.v1.schema.json", CARD_SCHEMA));
    }
    for (name, text) in files {
        write_new(&world.cwd.join(name), name, text, world)?;
    }
    if args.card {
        note(
            world,
            "next: replace each TODO in model_card.json (what stays is no answer), then `govern check model_card.json`",
        );
    } else {
        note(world, "next: `govern check model_card.json`, or `govern init --card` for a card to start from");
    }
    Ok(ExitStatus::Yes)
}

/// The CI system that the repository shows traces of.
fn ci_of(directory: &Path) -> &'static str {
    if directory.join(".gitlab-ci.yml").exists() || directory.join(".gitlab").exists() { "gitlab" } else { "github" }
}

fn write_new(path: &Path, name: &str, text: &str, world: &mut World<'_>) -> Result<(), Stop> {
    if path.exists() {
        note(world, &format!("kept {name}: it exists"));
        return Ok(());
    }
    let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(path, text));
    written.map_err(|error| Stop::usage(format!("cannot write `{name}`: {error}"), "check its permissions"))?;
    note(world, &format!("wrote {name}"));
    Ok(())
}
