//! `govern policy`: the packs, and a new one of one's own.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use crate::cli::check::ConfigurationArgs;
use crate::cli::exit::ExitStatus;
use crate::cli::output::tolerate_closed_pipe;
use crate::cli::packs::{PackArgs, is_builtin, policy_set, say_broken};
use crate::cli::talk::{Stop, note};
use crate::cli::world::World;
use crate::model::{Date, Phase};

/// List the packs, or start one of your own.
#[derive(Args, Debug)]
pub(crate) struct PolicyArgs {
    #[command(subcommand)]
    command: PolicyCommand,
}

#[derive(Subcommand, Debug)]
enum PolicyCommand {
    /// The packs: versions, digests, number of controls.
    List(ListArgs),
    /// Write a new pack with a control, its test and its parameters.
    New(NewArgs),
}

#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  govern policy list
  govern policy list --controls --with-pack policies/acme

Exit status: 0 listed, 2 could not run, 4 a pack does not load; the others are listed.")]
struct ListArgs {
    /// List every control as well.
    #[arg(long)]
    controls: bool,
    /// Add a pack of your own.
    #[arg(long, value_name = "DIR")]
    with_pack: Vec<String>,
    #[command(flatten)]
    configuration: ConfigurationArgs,
}

#[derive(Args, Debug)]
#[command(after_help = "\
Example:
  govern policy new policies/acme
  govern check --with-pack policies/acme model_card.json

Exit status: 0 written, 2 could not run.")]
struct NewArgs {
    /// Directory of the new pack; its name becomes the pack's id.
    #[arg(value_name = "DIR")]
    directory: PathBuf,
}

/// Runs `govern policy`.
pub(crate) fn policy(args: &PolicyArgs, world: &mut World<'_>) -> Result<ExitStatus, Stop> {
    match &args.command {
        PolicyCommand::List(args) => list(args, world),
        PolicyCommand::New(args) => new(args, world),
    }
}

fn list(args: &ListArgs, world: &mut World<'_>) -> Result<ExitStatus, Stop> {
    let settings = args.configuration.settings(world)?;
    let packs = PackArgs { with_pack: args.with_pack.clone(), ..PackArgs::default() };
    let set = policy_set(&packs, &settings, Date::of(world.now), &world.cwd)?;
    let mut text =
        format!("{:<18} {:<8} {:<9} {:>8}  {:<19} {}\n", "PACK", "VERSION", "PHASE", "CONTROLS", "DIGEST", "TITLE");
    for one in &set.packs {
        let pack = &one.pack;
        let phase = if pack.manifest.phase == Some(Phase::Classify) { "classify" } else { "decide" };
        let digest = format!("sha256:{}", pack.digest.short());
        let (id, version, controls) = (&pack.manifest.id, &pack.manifest.version, pack.declarations.controls.len());
        text.push_str(&format!(
            "{id:<18} {version:<8} {phase:<9} {controls:>8}  {digest:<19} {}\n",
            pack.manifest.title
        ));
        for control in pack.declarations.controls.iter().filter(|_| args.controls) {
            text.push_str(&format!("  {:<16} {}\n", control.id, control.title));
        }
    }
    tolerate_closed_pipe(world.stdout.write_all(text.as_bytes()))?;
    Ok(say_broken(&set, world))
}

const TEMPLATE: [(&str, &str); 5] = [
    (".manifest", include_str!("new_pack/manifest.json")),
    ("documentation.rego", include_str!("new_pack/documentation.rego.txt")),
    ("documentation_test.rego", include_str!("new_pack/documentation_test.rego.txt")),
    ("params/PACK_NAME/data.json", include_str!("new_pack/data.json")),
    ("params.schema.json", include_str!("new_pack/params.schema.json")),
];

fn new(args: &NewArgs, world: &mut World<'_>) -> Result<ExitStatus, Stop> {
    let directory = world.cwd.join(&args.directory);
    let id = pack_id(&directory)?;
    if is_builtin(&id) {
        return Err(Stop::usage(
            format!("`{id}` is the id of a built-in pack"),
            "name the directory otherwise, such as with the name of your organisation in front",
        ));
    }
    if directory.exists() && fs::read_dir(&directory).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(Stop::usage(
            format!("`{}` is not empty", args.directory.display()),
            "name a directory that does not exist yet",
        ));
    }
    let name = id.replace('-', "_");
    let prefix = id.to_uppercase();
    for (path, text) in TEMPLATE {
        let path = directory.join(path.replace("PACK_NAME", &name));
        let text = text.replace("PACK_NAME", &name).replace("PACK_PREFIX", &prefix).replace("PACK_ID", &id);
        write(&path, &text)?;
    }
    let shown = args.directory.display();
    note(world, &format!("wrote the pack `{id}` to {shown}"));
    note(world, &format!("try it: govern check --with-pack {shown} model_card.json"));
    note(world, &format!("keep it: packs = [\"{shown}\"] in govern.toml; test it: opa test -b {shown}"));
    Ok(ExitStatus::Yes)
}

fn pack_id(directory: &Path) -> Result<String, Stop> {
    let name = directory.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let id: String = name.chars().map(|c| if c == '_' { '-' } else { c }).collect();
    let good = id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if good {
        return Ok(id);
    }
    Err(Stop::usage(
        format!("`{name}` cannot be the id of a pack"),
        "name the directory with lower-case letters, digits and `-`, beginning with a letter",
    ))
}

fn write(path: &Path, text: &str) -> Result<(), Stop> {
    let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(path, text));
    written.map_err(|error| Stop::usage(format!("cannot write `{}`: {error}", path.display()), "check its permissions"))
}
