//! The packs of a run, from command line, govern.toml and organisation policy together.

use std::collections::BTreeSet;
use std::path::Path;

use clap::Args;

use crate::cli::exit::ExitStatus;
use crate::cli::talk::{self, Stop};
use crate::cli::world::World;
use crate::config::{RequiredPack, Settings};
use crate::model::Date;
use crate::policy::{
    Limits, Pack, ParameterSources, PolicyError, PolicySet, Selection, builtin_packs, library, load_directory,
};

/// Which packs and controls run.
#[derive(Args, Debug, Default)]
pub(crate) struct PackArgs {
    /// Evaluate only this pack; may be repeated; a run that leaves out a built-in or required one is partial and never exits 0.
    #[arg(long = "pack", value_name = "NAME")]
    pub(crate) packs: Vec<String>,
    /// Add a pack of your own; may be repeated.
    #[arg(long, value_name = "DIR")]
    pub(crate) with_pack: Vec<String>,
    /// Evaluate only this control while you work on it; may be repeated; the run is partial and never exits 0.
    #[arg(long = "control", value_name = "ID")]
    pub(crate) controls: Vec<String>,
}

/// Loads and selects the packs.
pub(crate) fn policy_set(args: &PackArgs, settings: &Settings, as_of: Date, cwd: &Path) -> Result<PolicySet, Stop> {
    let mut loader = Loader { packs: builtin_packs().map_err(Stop::could_not_run)?, broken: Vec::new() };
    let mut selection = Selection {
        packs: (!args.packs.is_empty()).then(|| args.packs.iter().cloned().collect::<BTreeSet<_>>()),
        controls: args.controls.iter().map(|id| id.to_uppercase()).collect(),
        required: BTreeSet::new(),
    };
    for name in &args.with_pack {
        let directory = cwd.join(name);
        if directory.is_dir() || !is_builtin(name) {
            let added = loader.add(&directory)?;
            if let (Some(chosen), Some(id)) = (&mut selection.packs, added) {
                chosen.insert(id);
            }
        } else if let Some(chosen) = &mut selection.packs {
            chosen.insert(name.clone());
        }
    }
    if let Some(project) = &settings.project {
        for path in &project.file.packs {
            loader.add(&project.resolve(path))?;
        }
    }
    if let Some(organisation) = &settings.organisation {
        for required in &organisation.file.required_packs {
            loader.require(required, required.path.as_ref().map(|path| organisation.resolve(path)).as_deref())?;
            selection.required.insert(required.id.clone());
        }
    }
    let Loader { packs, broken } = loader;
    // Every decision of a run with a broken pack is an error; parameters for that pack would only hide why.
    let parameters = if broken.is_empty() { settings.parameters() } else { ParameterSources::default() };
    let limits = settings.project.as_ref().map_or_else(Limits::default, |project| project.file.limits.policy());
    let mut set = PolicySet::new(packs, selection, &parameters, as_of, limits).map_err(Stop::could_not_run)?;
    set.check_foreign();
    set.broken.extend(broken);
    Ok(set)
}

/// True for the id of a built-in pack.
pub(crate) fn is_builtin(name: &str) -> bool {
    builtin_packs().is_ok_and(|packs| packs.iter().any(|pack| pack.manifest.id == name))
}

/// Says which packs do not load, and gives the status of a command that shows the others.
pub(crate) fn say_broken(set: &PolicySet, world: &mut World<'_>) -> ExitStatus {
    for error in &set.broken {
        talk::error(world, error);
    }
    if set.broken.is_empty() { ExitStatus::Yes } else { ExitStatus::PolicyFailure }
}

/// Collects packs from directories beside the built-in ones.
struct Loader {
    packs: Vec<Pack>,
    broken: Vec<PolicyError>,
}

impl Loader {
    /// Adds the pack of a directory, and gives its id; none for a pack that does not load. One pack named twice is one.
    fn add(&mut self, directory: &Path) -> Result<Option<String>, Stop> {
        match load_directory(directory, &library()) {
            Ok(pack) => {
                let id = pack.manifest.id.clone();
                if !self.packs.iter().any(|known| known.manifest.id == id && known.digest == pack.digest) {
                    self.packs.push(pack);
                }
                Ok(Some(id))
            }
            Err(error @ PolicyError::Unreadable { .. }) => Err(Stop::could_not_run(error)),
            Err(error) => {
                self.broken.push(error);
                Ok(None)
            }
        }
    }

    /// Adds a pack that the organisation requires, and holds it to what the organisation says about it.
    fn require(&mut self, required: &RequiredPack, directory: Option<&Path>) -> Result<(), Stop> {
        let id = &required.id;
        if let Some(found) = directory.map(|directory| self.add(directory)).transpose()?.flatten()
            && found != *id
        {
            return Err(Stop::usage(
                format!("the organisation requires the pack `{id}`, and its directory holds `{found}`"),
                "correct `required_packs` in the organisation policy",
            ));
        }
        let pack = self.packs.iter().find(|pack| pack.manifest.id == *id);
        match (required.digest, pack) {
            (Some(pinned), Some(pack)) if pinned != pack.digest => Err(Stop::usage(
                format!("the pack `{id}` has digest {}; the organisation pins {pinned}", pack.digest),
                "somebody changed the pack, or the pin is old",
            )),
            // Otherwise whoever is checked could put any pack in its place.
            (None, pack) if directory.is_none() && !pack.is_some_and(|pack| pack.builtin) => Err(Stop::usage(
                format!(
                    "the organisation requires the pack `{id}`, which is not built in, and says neither where it is nor its digest"
                ),
                "give it a `path` or a `digest` in `required_packs` of the organisation policy",
            )),
            _ => Ok(()),
        }
    }
}
