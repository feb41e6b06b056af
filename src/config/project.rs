//! `govern.toml`: what a repository may add, tighten and set for its convenience.

use std::collections::BTreeMap;
use std::num::{NonZeroU64, NonZeroUsize};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

use crate::config::error::ConfigError;
use crate::config::toml_file;
use crate::crypto::sha256;
use crate::model::Digest;

/// The file's name.
pub const FILE_NAME: &str = "govern.toml";

/// A parsed `govern.toml` (schemas/govern-toml.v1.schema.json).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProjectFile {
    /// Directories of packs that are added to the built-in ones.
    #[serde(default)]
    pub packs: Vec<PathBuf>,
    /// Parameters by pack; looser values than the organisation's are refused.
    #[serde(default)]
    pub parameters: BTreeMap<String, BTreeMap<String, Value>>,
    /// The log that decisions go to.
    #[serde(default)]
    pub log: Option<LogSection>,
    /// Limits.
    #[serde(default)]
    pub limits: LimitsSection,
    /// Outputs where the command line names none, such as `["text", "sarif=govern.sarif"]`.
    #[serde(default)]
    pub output: Vec<String>,
}

/// Where a log is and who it is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table: `path`, and what is known of the log's origin, keys and anchors")]
pub struct LogSection {
    /// Path of the database, relative to the file.
    pub path: PathBuf,
    /// Its origin, such as `example.org/govern/prod`.
    #[serde(default)]
    pub origin: Option<String>,
    /// Directory of its private keys; the log's own directory where none is named.
    #[serde(default)]
    pub keys: Option<PathBuf>,
    /// Public key of the log, pinned: a C2SP verifier key.
    #[serde(default)]
    pub log_key: Option<String>,
    /// Public keys of those who may sign decisions, pinned.
    #[serde(default)]
    pub decision_keys: Vec<String>,
    /// Files with checkpoints that are kept elsewhere.
    #[serde(default)]
    pub anchors: Vec<PathBuf>,
}

/// Limits on inputs and policies.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table of limits")]
pub struct LimitsSection {
    /// Longest evaluation of one pack on one subject, in milliseconds.
    #[serde(default)]
    pub evaluation_ms: Option<NonZeroU64>,
    /// Most memory that the evaluation of a foreign pack on one subject may take, in bytes.
    #[serde(default)]
    pub evaluation_bytes: Option<NonZeroU64>,
    /// Largest input file, in bytes.
    #[serde(default)]
    pub input_bytes: Option<NonZeroU64>,
    /// Largest policy file, in bytes.
    #[serde(default)]
    pub policy_bytes: Option<NonZeroUsize>,
}

/// A `govern.toml` with its place.
#[derive(Clone, Debug)]
pub struct Project {
    /// What it says.
    pub file: ProjectFile,
    /// Its directory: paths in it are relative to this.
    pub directory: PathBuf,
    /// SHA-256 of its text.
    pub digest: Digest,
    /// Its text, for the log.
    pub text: String,
}

impl Project {
    /// Looks for `govern.toml` in `start` and above, up to the repository's root.
    ///
    /// # Errors
    /// [`ConfigError`] where a file is found and cannot be used.
    pub fn find(start: &Path) -> Result<Option<Self>, ConfigError> {
        for directory in start.ancestors() {
            let path = directory.join(FILE_NAME);
            // A link that leads nowhere, or a directory of that name, is a mistake, and no missing file.
            if path.symlink_metadata().is_ok() {
                return Self::read(&path).map(Some);
            }
            if directory.join(".git").exists() {
                break;
            }
        }
        Ok(None)
    }

    /// Reads one file.
    ///
    /// # Errors
    /// [`ConfigError`] with line and column.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let (file, text): (ProjectFile, String) = toml_file::read(path)?;
        let directory = path.parent().unwrap_or_else(|| Path::new(".")).to_owned();
        Ok(Self { file, directory, digest: sha256(text.as_bytes()), text })
    }

    /// A path of the file, relative to its directory.
    #[must_use]
    pub fn resolve(&self, path: &Path) -> PathBuf {
        self.directory.join(path)
    }
}

impl LimitsSection {
    /// The limits for policies.
    #[must_use]
    pub fn policy(&self) -> crate::policy::Limits {
        let mut limits = crate::policy::Limits::default();
        if let Some(milliseconds) = self.evaluation_ms {
            limits.evaluation = Duration::from_millis(milliseconds.get());
        }
        if let Some(bytes) = self.evaluation_bytes {
            limits.evaluation_bytes = bytes;
        }
        if let Some(bytes) = self.policy_bytes {
            limits.file_bytes = bytes;
        }
        limits
    }
}
