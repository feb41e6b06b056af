//! The packs of a run, from command line, govern.toml and organisation policy together.

use std::collections::BTreeSet;
use std::path::Path;

use clap::Args;

use crate::cli::talk::Stop;
use crate::config::{RequiredPack, Settings};
use crate::model::Date;
use crate::policy::{Limits, Pack, PolicyError, PolicySet, Selection, builtin_packs, library, load_directory};

/// Which packs and controls run.
#[derive(Args, Debug, Default)]
pub(crate) struct PackArgs {
    /// Evaluate only these packs; a run that leaves out a built-in or required one is partial and never exits 0.
    #[arg(long = "pack", value_name = "NAME")]
    pub(crate) packs: Vec<String>,
    /// Add a pack of your own.
    #[arg(long, value_name = "DIR")]
    pub(crate) with_pack: Vec<String>,
    /// Evaluate only this control while you work on it; the run is partial and never exits 0.
    #[arg(long = "control", value_name = "ID")]
    pub(crate) controls: Vec<String>,
}

/// Loads and selects the packs.
pub(crate) fn policy_set(args: &PackArgs, settings: &Settings, as_of: Date, cwd: &Path) -> Result<PolicySet, Stop> {
    let mut packs = builtin_packs().map_err(Stop::could_not_run)?;
    let mut broken = Vec::new();
    let mut selection = Selection {
        packs: (!args.packs.is_empty()).then(|| args.packs.iter().cloned().collect::<BTreeSet<_>>()),
        controls: args.controls.iter().map(|id| id.to_uppercase()).collect(),
        required: BTreeSet::new(),
    };
    let mut add = |directory: &Path, required: Option<&RequiredPack>| -> Result<Option<String>, Stop> {
        match load_directory(directory, &library()) {
            Ok(pack) => {
                if let Some(required) = required {
                    pinned(&pack, required)?;
                }
                let id = pack.manifest.id.clone();
                packs.push(pack);
                Ok(Some(id))
            }
            Err(error @ PolicyError::Unreadable { .. }) => Err(Stop::could_not_run(error)),
            Err(error) => {
                broken.push(error);
                Ok(None)
            }
        }
    };
    for name in &args.with_pack {
        let directory = cwd.join(name);
        if directory.is_dir() || !is_builtin(name) {
            let added = add(&directory, None)?;
            if let (Some(chosen), Some(id)) = (&mut selection.packs, added) {
                chosen.insert(id);
            }
        } else if let Some(chosen) = &mut selection.packs {
            chosen.insert(name.clone());
        }
    }
    if let Some(project) = &settings.project {
        for path in &project.file.packs {
            add(&project.resolve(path), None)?;
        }
    }
    if let Some(organisation) = &settings.organisation {
        for required in &organisation.file.required_packs {
            selection.required.insert(required.id.clone());
            if let Some(path) = &required.path {
                add(&organisation.resolve(path), Some(required))?;
            }
        }
    }
    let limits = settings.project.as_ref().map_or_else(Limits::default, |project| project.file.limits.policy());
    let mut set =
        PolicySet::new(packs, selection, &settings.parameters(), as_of, limits).map_err(Stop::could_not_run)?;
    set.check_foreign();
    set.broken.extend(broken);
    Ok(set)
}

fn is_builtin(name: &str) -> bool {
    builtin_packs().is_ok_and(|packs| packs.iter().any(|pack| pack.manifest.id == name))
}

fn pinned(pack: &Pack, required: &RequiredPack) -> Result<(), Stop> {
    if pack.manifest.id != required.id {
        return Err(Stop::usage(
            format!(
                "the organisation requires the pack `{}`, and its directory holds `{}`",
                required.id, pack.manifest.id
            ),
            "correct `required_packs` in the organisation policy",
        ));
    }
    match required.digest {
        Some(digest) if digest != pack.digest => Err(Stop::usage(
            format!("the pack `{}` has digest {}; the organisation pins {digest}", required.id, pack.digest),
            "somebody changed the pack, or the pin is old",
        )),
        _ => Ok(()),
    }
}
