//! The organisation policy: what nobody whose model is checked can loosen.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::config::error::ConfigError;
use crate::config::project::LogSection;
use crate::config::toml_file;
use crate::crypto::sha256;
use crate::input::jurisdiction;
use crate::model::{Date, Digest, Enforcement, Environment};

/// A parsed organisation policy (schemas/org.v1.schema.json).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganisationFile {
    /// Version of this format: 1.
    pub version: u32,
    /// Name of the organisation.
    pub name: String,
    /// Jurisdictions in scope for every subject; cards may add others.
    #[serde(default)]
    pub jurisdictions: Vec<String>,
    /// Packs that every run must evaluate, by id; those that are not built in with the directory that holds them.
    #[serde(default)]
    pub required_packs: Vec<RequiredPack>,
    /// Parameters that the organisation sets; govern.toml may only tighten them.
    #[serde(default)]
    pub parameters: BTreeMap<String, BTreeMap<String, Value>>,
    /// What is enforced, by environment; `all` where nothing is said.
    #[serde(default)]
    pub enforcement: BTreeMap<String, EnforcementWord>,
    /// The log that decisions have to go to.
    #[serde(default)]
    pub log: Option<OrganisationLog>,
    /// Roles and the keys that may sign for them.
    #[serde(default)]
    pub roles: BTreeMap<String, Role>,
    /// Limits on waivers.
    #[serde(default)]
    pub waivers: WaiverLimits,
    /// Models that the organisation knows.
    #[serde(default)]
    pub inventory: Option<Vec<InventoryEntry>>,
    /// Regions in which data may lie.
    #[serde(default)]
    pub residency: Option<Vec<String>>,
    /// Windows in which nothing is deployed.
    #[serde(default)]
    pub freezes: Option<Vec<Freeze>>,
}

/// One required pack.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequiredPack {
    /// Its id.
    pub id: String,
    /// Its directory, relative to the policy's file; none for a built-in pack.
    #[serde(default)]
    pub path: Option<PathBuf>,
    /// Its digest, pinned.
    #[serde(default)]
    pub digest: Option<Digest>,
}

/// What an environment enforces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EnforcementWord {
    /// Every verdict.
    All,
    /// Only findings that a signed baseline does not hold.
    New,
    /// Nothing: verdicts are recorded only.
    None,
}

/// The organisation's log.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganisationLog {
    /// Its origin.
    pub origin: String,
    /// Its path, relative to the policy's file, where runs share a file system. Where no key is pinned, decisions go
    /// nowhere else.
    #[serde(default)]
    pub path: Option<PathBuf>,
    /// Public key of the log, as a C2SP verifier key.
    #[serde(default)]
    pub log_key: Option<String>,
    /// Public keys of those who may sign decisions.
    #[serde(default)]
    pub decision_keys: Vec<String>,
    /// Files with checkpoints that are kept elsewhere.
    #[serde(default)]
    pub anchors: Vec<PathBuf>,
}

/// Who may sign for a role.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Their public keys, as C2SP verifier keys.
    pub keys: Vec<String>,
}

/// How long a waiver may last, in days, by the severity of its control.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WaiverLimits {
    /// For `deny` controls.
    #[serde(default)]
    pub deny_days: Option<u32>,
    /// For `warn` controls.
    #[serde(default)]
    pub warn_days: Option<u32>,
}

/// One model of the inventory.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields)]
pub struct InventoryEntry {
    /// Name.
    pub name: String,
    /// Version; none for every version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// `active` or `retired`.
    pub status: InventoryStatus,
}

/// Whether a model may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum InventoryStatus {
    /// In use.
    Active,
    /// Taken out of use.
    Retired,
}

/// A change freeze; both ends are included.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields)]
pub struct Freeze {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Why.
    pub reason: String,
}

/// An organisation policy with its place.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// What it says.
    pub file: OrganisationFile,
    /// Path as given.
    pub path: PathBuf,
    /// SHA-256 of its text.
    pub digest: Digest,
    /// Its text, for the log.
    pub text: String,
}

impl Organisation {
    /// Reads and checks an organisation policy; `pinned` is the digest of `--org-digest`.
    ///
    /// # Errors
    /// [`ConfigError`] for what cannot be read, is not known, or is not the pinned policy.
    pub fn read(path: &Path, pinned: Option<Digest>) -> Result<Self, ConfigError> {
        let (mut file, text): (OrganisationFile, String) = toml_file::read(path)?;
        let name = path.display().to_string();
        let digest = sha256(text.as_bytes());
        if let Some(pinned) = pinned.filter(|pinned| *pinned != digest) {
            let (found, pinned) = (digest.to_string(), pinned.to_string());
            return Err(ConfigError::OrganisationDigest { path: name, found, pinned });
        }
        let wrong = |key: &str, reason: String| ConfigError::Value { path: name.clone(), key: key.to_owned(), reason };
        if file.version != 1 {
            return Err(wrong("version", format!("{} is not known; this program reads version 1", file.version)));
        }
        for code in &mut file.jurisdictions {
            // A code that nobody knows would take every law out of scope.
            let known = jurisdiction(code).ok_or_else(|| {
                wrong("jurisdictions", format!("`{code}` is neither `EU` nor an ISO 3166 code such as `DE` or `US-CA`"))
            })?;
            *code = known;
        }
        for (environment, word) in &file.enforcement {
            if Environment::from_word(environment).is_none() {
                return Err(wrong("enforcement", format!("`{environment}` is not an environment")));
            }
            if *word == EnforcementWord::New {
                let reason = "`new` needs a signed baseline, which this version cannot read; use `all` or `none`";
                return Err(wrong(&format!("enforcement.{environment}"), reason.to_owned()));
            }
        }
        Ok(Self { file, path: path.to_owned(), digest, text })
    }

    /// What is enforced in an environment; everything where it is not known or nothing is said.
    #[must_use]
    pub fn enforcement(&self, environment: Option<Environment>) -> Enforcement {
        match environment.and_then(|environment| self.file.enforcement.get(environment.word())) {
            Some(EnforcementWord::None) => Enforcement::None,
            _ => Enforcement::All,
        }
    }

    /// The facts that policies see at `input.context.organisation`.
    #[must_use]
    pub fn facts(&self) -> Value {
        let mut facts = serde_json::Map::new();
        facts.insert("name".to_owned(), json!(self.file.name));
        if let Some(inventory) = &self.file.inventory {
            facts.insert("inventory".to_owned(), json!(inventory));
        }
        if let Some(residency) = &self.file.residency {
            facts.insert("residency".to_owned(), json!(residency));
        }
        if let Some(freezes) = &self.file.freezes {
            facts.insert("freezes".to_owned(), json!(freezes));
        }
        Value::Object(facts)
    }

    /// A path of the file, relative to its directory.
    #[must_use]
    pub fn resolve(&self, path: &Path) -> PathBuf {
        self.path.parent().unwrap_or_else(|| Path::new(".")).join(path)
    }

    /// The log that it requires, as a log section, where it names a path.
    #[must_use]
    pub fn log_section(&self) -> Option<LogSection> {
        let log = self.file.log.as_ref()?;
        Some(LogSection {
            path: self.resolve(log.path.as_ref()?),
            origin: Some(log.origin.clone()),
            keys: None,
            log_key: log.log_key.clone(),
            decision_keys: log.decision_keys.clone(),
            anchors: log.anchors.iter().map(|path| self.resolve(path)).collect(),
        })
    }
}
