//! A pack in memory: its files, what they declare, and the digest of it all.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::{Control, Digest, Need, PackRef};
use crate::policy::manifest::Manifest;

/// One file of a pack.
#[derive(Clone, Debug)]
pub struct PackFile {
    /// Path in the listing: `oversight.rego`, or `lib/dates/dates.rego` for an imported library file.
    pub path: String,
    /// The file as it is.
    pub text: Cow<'static, str>,
    /// Rego without comments, line by line the same; for other files the text itself.
    pub bare: Cow<'static, str>,
}

/// What METADATA on `applies` says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applies {
    /// Why the package's controls do not apply where it is false.
    #[serde(default)]
    pub title: String,
    /// Leaves that settle it.
    #[serde(default)]
    pub needs: Vec<Need>,
}

/// What the Rego files of a pack declare; for built-in packs read from the committed index.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Declarations {
    /// Controls in the order of files and lines.
    #[serde(default)]
    pub controls: Vec<Arc<Control>>,
    /// The packages that define `applies`, with what its METADATA says.
    #[serde(default)]
    pub applies: BTreeMap<String, Applies>,
    /// For a classify pack: the leaves that settle each key of `class`.
    #[serde(default)]
    pub answers: BTreeMap<String, Vec<Need>>,
}

/// A pack.
#[derive(Clone, Debug)]
pub struct Pack {
    /// Its manifest.
    pub manifest: Manifest,
    /// SHA-256 of the listing of its files.
    pub digest: Digest,
    /// Its files without tests, with the library files that it imports, sorted by path.
    pub files: Vec<PackFile>,
    /// What its Rego declares.
    pub declarations: Declarations,
    /// Default parameters.
    pub defaults: Value,
    /// Schema of the parameters.
    pub schema: Value,
    /// Embedded in this program.
    pub builtin: bool,
}

impl Pack {
    /// How decisions name it.
    #[must_use]
    pub fn reference(&self) -> PackRef {
        PackRef { id: self.manifest.id.clone(), version: self.manifest.version.clone(), digest: self.digest }
    }

    /// Its Rego files.
    pub fn rego(&self) -> impl Iterator<Item = &PackFile> {
        self.files.iter().filter(|file| file.path.ends_with(".rego"))
    }

    /// The framework under which reports list it.
    #[must_use]
    pub fn framework(&self) -> &str {
        self.manifest.framework.as_deref().unwrap_or(&self.manifest.title)
    }
}
