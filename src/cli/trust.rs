//! What a verification is given from elsewhere: origin, keys, anchors.

use std::fs;
use std::path::PathBuf;

use clap::Args;

use crate::audit::Trust;
use crate::cli::talk::Stop;
use crate::cli::world::World;
use crate::config::{LogChoice, Settings};
use crate::crypto::VerifierKey;

/// What a signature line of a note begins with.
const SIGNATURE: char = '\u{2014}';

/// Origin, keys and anchors that the caller keeps.
#[derive(Args, Debug, Default)]
pub(crate) struct TrustArgs {
    /// File with checkpoints that were kept elsewhere; may be repeated.
    #[arg(long, value_name = "FILE")]
    anchor: Vec<PathBuf>,
    /// Public key of the log: a C2SP verifier key, or a file that holds one.
    #[arg(long, value_name = "VKEY")]
    key: Vec<String>,
    /// Public key that may sign decisions; without one, the key in the log's first entry.
    #[arg(long, value_name = "VKEY")]
    decision_key: Vec<String>,
    /// Origin that the log must have.
    #[arg(long, value_name = "NAME")]
    origin: Option<String>,
}

impl TrustArgs {
    /// What verification relies on: flags first, then configuration.
    pub(crate) fn trust(&self, settings: &Settings, world: &World<'_>) -> Result<Trust, Stop> {
        let section = match &settings.log {
            LogChoice::Named { section, .. } => Some(section),
            LogChoice::Local { .. } => None,
        };
        let or_configured =
            |flags: &[String], configured: Vec<String>| if flags.is_empty() { configured } else { flags.to_vec() };
        let log_keys = or_configured(&self.key, section.and_then(|one| one.log_key.clone()).into_iter().collect());
        let decision_keys =
            or_configured(&self.decision_key, section.map(|one| one.decision_keys.clone()).unwrap_or_default());
        let mut anchors = self.anchor.iter().map(|path| world.cwd.join(path)).collect::<Vec<_>>();
        anchors.extend(section.map(|one| one.anchors.clone()).unwrap_or_default());
        Ok(Trust {
            origin: self.origin.clone().or_else(|| section.and_then(|one| one.origin.clone())),
            log_keys: read_keys(&log_keys, world)?,
            decision_keys: read_keys(&decision_keys, world)?,
            anchors: anchors.iter().map(|path| read_anchors(path)).collect::<Result<Vec<_>, _>>()?.concat(),
            workers: std::num::NonZeroUsize::new(world.threads),
        })
    }
}

fn read_keys(given: &[String], world: &World<'_>) -> Result<Vec<VerifierKey>, Stop> {
    given
        .iter()
        .map(|text| match text.parse::<VerifierKey>() {
            Ok(key) => Ok(key),
            Err(error) => match crate::audit::keys::load_verifier(&world.cwd.join(text)) {
                Ok(key) => Ok(key),
                Err(_) => Err(Stop::could_not_run(error)),
            },
        })
        .collect()
}

/// A file of checkpoints: signed notes, one after the other.
fn read_anchors(path: &std::path::Path) -> Result<Vec<String>, Stop> {
    let text = fs::read_to_string(path).map_err(|error| {
        Stop::usage(
            format!("cannot read the anchor `{}`: {error}", path.display()),
            "name a file with signed checkpoints",
        )
    })?;
    let notes = split_notes(&text);
    let is_signed = |note: &String| note.lines().any(|row| row.starts_with(SIGNATURE));
    if notes.is_empty() || !notes.iter().all(is_signed) {
        return Err(Stop::usage(
            format!("the anchor `{}` is no file of checkpoints", path.display()),
            "a checkpoint is three lines, an empty line, and a signature line that begins with `\u{2014}`",
        ));
    }
    Ok(notes)
}

/// Notes end with their signature lines; the next note begins after them.
fn split_notes(text: &str) -> Vec<String> {
    let mut notes = Vec::new();
    let mut current = String::new();
    let mut signed = false;
    for row in text.lines() {
        let is_signature = row.starts_with(SIGNATURE);
        if signed && !is_signature {
            notes.push(std::mem::take(&mut current));
            signed = false;
            if row.is_empty() {
                continue;
            }
        }
        signed |= is_signature;
        current.push_str(row);
        current.push('\n');
    }
    if !current.trim().is_empty() {
        notes.push(current);
    }
    notes
}
