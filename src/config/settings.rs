//! What a run works with, after command line, govern.toml, organisation policy and environment are read together.

use std::path::{Path, PathBuf};

use crate::config::error::ConfigError;
use crate::config::organisation::Organisation;
use crate::config::project::{LogSection, Project};
use crate::config::variables::{self, Variables};
use crate::model::{Digest, Management};
use crate::policy::ParameterSources;

/// The directory that a run without configuration keeps its log in.
pub const LOCAL_DIRECTORY: &str = ".govern";

/// What the command line says about configuration.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// `--org`.
    pub organisation: Option<PathBuf>,
    /// `--org-digest`.
    pub organisation_digest: Option<Digest>,
    /// `--log`.
    pub log: Option<PathBuf>,
    /// `--config`.
    pub config: Option<PathBuf>,
}

/// Where decisions go.
#[derive(Clone, Debug)]
pub enum LogChoice {
    /// A log that flag, govern.toml or organisation policy names: it must be there already.
    Named {
        /// The log.
        section: LogSection,
        /// Who names it, for messages.
        by: String,
    },
    /// The log of a directory without configuration: made by the first run.
    Local {
        /// The directory `.govern`.
        directory: PathBuf,
    },
}

/// The configuration of a run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// govern.toml.
    pub project: Option<Project>,
    /// The organisation policy.
    pub organisation: Option<Organisation>,
    /// The log.
    pub log: LogChoice,
}

impl Settings {
    /// Reads everything that configures a run.
    ///
    /// # Errors
    /// [`ConfigError`]; nothing has been decided then.
    pub fn read(flags: &Flags, variables: &Variables, cwd: &Path) -> Result<Self, ConfigError> {
        let project = match &flags.config {
            Some(path) => Some(Project::read(&cwd.join(path))?),
            None => Project::find(cwd)?,
        };
        let organisation = organisation(flags, variables, cwd)?;
        let log = log_choice(flags, project.as_ref(), organisation.as_ref(), cwd)?;
        Ok(Self { project, organisation, log })
    }

    /// Whether decisions may go to the chosen log. Anybody can make one of the organisation's origin: only a pinned key
    /// tells it from the organisation's own, wherever it lies. Readers may look at a copy in any place.
    ///
    /// # Errors
    /// [`ConfigError::ForeignLog`] for another path than the organisation's, where it pins no key.
    pub fn require_own_log(&self) -> Result<(), ConfigError> {
        let (Some(organisation), LogChoice::Named { section, by }) = (&self.organisation, &self.log) else {
            return Ok(());
        };
        let log = organisation.file.log.as_ref().filter(|log| log.log_key.is_none());
        let theirs = log.and_then(|log| log.path.as_ref()).map(|path| organisation.resolve(path));
        match theirs.filter(|theirs| !is_same(theirs, &section.path)) {
            None => Ok(()),
            Some(theirs) => Err(ConfigError::ForeignLog {
                source_name: by.clone(),
                found: section.path.display().to_string(),
                required: theirs.display().to_string(),
            }),
        }
    }

    /// How decisions name the configuration.
    #[must_use]
    pub fn management(&self) -> Management {
        Management {
            org: self.organisation.as_ref().map(|organisation| organisation.digest),
            config: self.project.as_ref().map(|project| project.digest),
        }
    }

    /// What configuration and organisation say about parameters.
    #[must_use]
    pub fn parameters(&self) -> ParameterSources {
        ParameterSources {
            config: self.project.as_ref().map(|project| project.file.parameters.clone()).unwrap_or_default(),
            organisation: self.organisation.as_ref().map(|org| org.file.parameters.clone()).unwrap_or_default(),
        }
    }
}

fn organisation(flags: &Flags, variables: &Variables, cwd: &Path) -> Result<Option<Organisation>, ConfigError> {
    let flag = flags.organisation.as_ref().map(|path| cwd.join(path));
    // A CI system sets a variable that it cannot fill to the empty text; that must not mean no organisation.
    let variable = match variables::organisation(variables) {
        Some("") => return Err(ConfigError::EmptyVariable { name: variables::ORGANISATION }),
        path => path.map(|path| cwd.join(path)),
    };
    let path = match (flag, variable) {
        (Some(flag), Some(variable)) if !same_file(&flag, &variable) => {
            return Err(ConfigError::OrganisationsDisagree {
                flag: flag.display().to_string(),
                variable: variable.display().to_string(),
            });
        }
        (flag, variable) => flag.or(variable),
    };
    match path {
        Some(path) => Organisation::read(&path, flags.organisation_digest).map(Some),
        None if flags.organisation_digest.is_some() => Err(ConfigError::DigestWithoutOrganisation),
        None => Ok(None),
    }
}

/// Two names of one file, or two files of one text, do not disagree.
fn same_file(left: &Path, right: &Path) -> bool {
    left == right || matches!((std::fs::read(left), std::fs::read(right)), (Ok(left), Ok(right)) if left == right)
}

fn log_choice(
    flags: &Flags,
    project: Option<&Project>,
    organisation: Option<&Organisation>,
    cwd: &Path,
) -> Result<LogChoice, ConfigError> {
    let from_project = project.and_then(|project| {
        let mut section = project.file.log.clone()?;
        section.path = project.resolve(&section.path);
        section.keys = section.keys.map(|keys| project.resolve(&keys));
        section.anchors = section.anchors.iter().map(|path| project.resolve(path)).collect();
        Some((section, project.directory.join(crate::config::project::FILE_NAME).display().to_string()))
    });
    let required = organisation.and_then(|organisation| organisation.file.log.as_ref());
    let mut named = match &flags.log {
        Some(path) => {
            // The flag names another file; what govern.toml pins about keys and anchors belongs to its own log.
            let same = from_project.filter(|(section, _)| section.path == cwd.join(path));
            let section = same.map_or_else(|| bare_section(cwd.join(path)), |(section, _)| section);
            Some((section, "--log".to_owned()))
        }
        None => from_project.or_else(|| {
            let organisation = organisation?;
            Some((organisation.log_section()?, organisation.path.display().to_string()))
        }),
    };
    if let (Some((section, by)), Some(required)) = (&mut named, required) {
        if let Some(found) = section.origin.as_ref().filter(|origin| **origin != required.origin) {
            return Err(ConfigError::ForeignLog {
                source_name: by.clone(),
                found: found.clone(),
                required: required.origin.clone(),
            });
        }
        section.origin = Some(required.origin.clone());
        section.log_key = required.log_key.clone().or_else(|| section.log_key.clone());
        if !required.decision_keys.is_empty() {
            section.decision_keys.clone_from(&required.decision_keys);
        }
        if let Some(organisation) = organisation {
            section.anchors.extend(required.anchors.iter().map(|path| organisation.resolve(path)));
        }
    }
    match (named, required) {
        (Some((section, by)), _) => Ok(LogChoice::Named { section, by }),
        (None, Some(required)) => Err(ConfigError::Value {
            path: organisation.map_or_else(String::new, |organisation| organisation.path.display().to_string()),
            key: "log.origin".to_owned(),
            reason: format!("requires the log `{}`, and nothing says where it is", required.origin),
        }),
        (None, None) => {
            let directory = project.map_or(cwd, |project| project.directory.as_path());
            Ok(LogChoice::Local { directory: directory.join(LOCAL_DIRECTORY) })
        }
    }
}

/// Two paths of one file.
fn is_same(left: &Path, right: &Path) -> bool {
    left == right || matches!((left.canonicalize(), right.canonicalize()), (Ok(left), Ok(right)) if left == right)
}

fn bare_section(path: PathBuf) -> LogSection {
    LogSection { path, origin: None, keys: None, log_key: None, decision_keys: Vec::new(), anchors: Vec::new() }
}
