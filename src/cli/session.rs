//! The log of a run: the one that is configured, or the local one that the first run makes.

use std::fs;
use std::path::{Path, PathBuf};

use crate::audit::keys::{load_secret, save_secret, save_verifier};
use crate::audit::{AuditError, AuditLog, Origin, SigningKeys};
use crate::cli::talk::{Stop, note};
use crate::cli::world::World;
use crate::config::{LogChoice, LogSection};
use crate::crypto::SecretKey;

/// File names in a directory of keys.
pub(crate) const DECISION_KEY: &str = "decision.pem";
pub(crate) const LOG_KEY: &str = "log.pem";
pub(crate) const DECISION_VERIFIER: &str = "decision.vkey";
pub(crate) const LOG_VERIFIER: &str = "log.vkey";
/// File name of a log.
pub(crate) const LOG_FILE: &str = "audit.db";

/// Opens the log of a run for writing, before anything is decided.
pub(crate) fn open(choice: &LogChoice, world: &mut World<'_>) -> Result<AuditLog, Stop> {
    match choice {
        LogChoice::Named { section, by } => open_named(section, by),
        LogChoice::Local { directory } => open_local(directory, world),
    }
}

fn open_named(section: &LogSection, by: &str) -> Result<AuditLog, Stop> {
    if !section.path.exists() {
        return Err(Stop::could_not_run(AuditError::Missing { path: section.path.clone() }));
    }
    let keys = load_keys(&keys_directory(section))?.named(&format!("named by {by}, unanchored"));
    let log = AuditLog::open(&section.path, keys, section.origin.as_deref()).map_err(Stop::could_not_run)?;
    match &section.log_key {
        Some(pinned) if *pinned != log.verifier().to_string() => Err(Stop::usage(
            format!("the log `{}` is signed by another key than the one that {by} pins", section.path.display()),
            "this is another log, or its key was changed; compare with the key that you keep",
        )),
        _ => Ok(log),
    }
}

fn open_local(directory: &Path, world: &mut World<'_>) -> Result<AuditLog, Stop> {
    let path = directory.join(LOG_FILE);
    if !directory.exists() {
        make_local(directory, world)?;
    }
    if !path.exists() {
        // A directory without its log is a log that somebody took away: never a reason to begin a new one.
        return Err(Stop::usage(
            format!("`{}` is there, but its log `{LOG_FILE}` is not", directory.display()),
            "put the log back; only where there never was one, remove the directory, and the next check begins a new log",
        ));
    }
    let keys = load_keys(directory)?;
    AuditLog::open(&path, keys, None).map_err(Stop::could_not_run)
}

/// Makes the local directory whole, and only then gives it its name: no run ever sees half of it.
fn make_local(directory: &Path, world: &mut World<'_>) -> Result<(), Stop> {
    let mut suffix = [0; 8];
    (world.random)(&mut suffix);
    let suffix: String = suffix.iter().map(|byte| format!("{byte:02x}")).collect();
    let fresh = directory.with_extension(suffix);
    let project = directory.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
    let made = fs::create_dir(&fresh)
        .and_then(|()| fs::write(fresh.join(".gitignore"), "*\n"))
        .map_err(|error| unwritable(directory, &error))
        .and_then(|()| create(&fresh.join(LOG_FILE), &fresh, &local_origin(&project), world).map(drop))
        .and_then(|()| match fs::rename(&fresh, directory) {
            Ok(()) => Ok(true),
            // Another run was faster; its log is the one.
            Err(_) if directory.exists() => Ok(false),
            Err(error) => Err(unwritable(directory, &error)),
        });
    if !matches!(made, Ok(true)) {
        drop(fs::remove_dir_all(&fresh));
    }
    if made? {
        let shown = directory.strip_prefix(&world.cwd).unwrap_or(directory).display();
        let text = format!(
            "created {shown}/ with two keys and an audit log (`govern audit init` makes one that others can trust)"
        );
        note(world, &text);
    }
    Ok(())
}

/// Creates keys and a log.
pub(crate) fn create(path: &Path, keys: &Path, origin: &str, world: &mut World<'_>) -> Result<AuditLog, Stop> {
    if path.exists() {
        return Err(Stop::could_not_run(AuditError::Exists { path: path.to_owned() }));
    }
    let mut generate = || {
        let mut seed = zeroize::Zeroizing::new([0_u8; 32]);
        (world.random)(seed.as_mut_slice());
        SecretKey::from_seed(&seed)
    };
    let (decision, log) = (generate(), generate());
    let keypair = SigningKeys::new(decision.clone(), log.clone());
    let verifiers = keypair.log_verifier(origin).and_then(|log| Ok((log, keypair.decision_verifier(origin)?)));
    let (log_verifier, decision_verifier) = verifiers.map_err(Stop::could_not_run)?;
    for directory in [Some(keys), path.parent()].into_iter().flatten() {
        fs::create_dir_all(directory).map_err(|error| unwritable(directory, &error))?;
    }
    save_secret(&keys.join(DECISION_KEY), &decision).map_err(Stop::could_not_run)?;
    save_secret(&keys.join(LOG_KEY), &log).map_err(Stop::could_not_run)?;
    save_verifier(&keys.join(LOG_VERIFIER), &log_verifier).map_err(Stop::could_not_run)?;
    save_verifier(&keys.join(DECISION_VERIFIER), &decision_verifier).map_err(Stop::could_not_run)?;
    let origin = Origin { name: origin.to_owned() };
    AuditLog::create(path, &origin, keypair, world.now, world.random).map_err(Stop::could_not_run)
}

/// Where the keys of a configured log are.
pub(crate) fn keys_directory(section: &LogSection) -> PathBuf {
    section.keys.clone().unwrap_or_else(|| section.path.parent().unwrap_or_else(|| Path::new(".")).to_owned())
}

/// Path of the log that a run would use.
pub(crate) fn log_path(choice: &LogChoice) -> PathBuf {
    match choice {
        LogChoice::Named { section, .. } => section.path.clone(),
        LogChoice::Local { directory } => directory.join(LOG_FILE),
    }
}

fn load_keys(directory: &Path) -> Result<SigningKeys, Stop> {
    Ok(SigningKeys::new(load_key(&directory.join(DECISION_KEY))?, load_key(&directory.join(LOG_KEY))?))
}

fn load_key(path: &Path) -> Result<SecretKey, Stop> {
    if !path.exists() {
        return Err(Stop::usage(
            format!("the log's private key `{}` is missing", path.display()),
            "put it back, or say where the keys are: `keys` in the section `[log]` of govern.toml; a log cannot be \
             continued under other keys",
        ));
    }
    load_secret(path).map_err(Stop::could_not_run)
}

/// The origin of a local log: `local/` and the directory's name, without what an origin may not hold.
pub(crate) fn local_origin(directory: &str) -> String {
    let clean: String =
        directory.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-')).collect();
    format!("local/{}", if clean.is_empty() { "log" } else { &clean })
}

fn unwritable(path: &Path, error: &std::io::Error) -> Stop {
    Stop::usage(format!("cannot write `{}`: {error}", path.display()), "check the permissions of the directory")
}
