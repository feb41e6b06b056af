//! A pack's `.manifest`: OPA's fields, and ours below `metadata`.

use serde::{Deserialize, Serialize};

use crate::model::Phase;
use crate::policy::error::PolicyError;

/// What a pack says about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Identifier, such as `eu-high-risk`: lower-case letters, digits and `-`.
    pub id: String,
    /// Semantic version.
    pub version: String,
    /// One line.
    pub title: String,
    /// Classify or decide; `lib` has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<Phase>,
    /// Path in the classes that must be true for the pack to run, such as `eu_scope.area`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// `deployment`: runs only where a manifest or an environment is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<crate::model::Scope>,
    /// Jurisdictions whose law it encodes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub jurisdictions: Vec<String>,
    /// Sectors that it is for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sectors: Vec<String>,
    /// Framework under which reports list it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub framework: Option<String>,
}

#[derive(Deserialize)]
struct BundleManifest {
    roots: Vec<String>,
    metadata: Manifest,
}

impl Manifest {
    /// Reads a `.manifest` and checks that its roots are the pack's own.
    ///
    /// # Errors
    /// [`PolicyError::Manifest`] where it is not JSON, lacks a field, or claims foreign roots.
    pub fn parse(path: &str, text: &str) -> Result<Self, PolicyError> {
        let wrong = |reason: String| PolicyError::Manifest { path: path.to_owned(), reason };
        let bundle: BundleManifest = serde_json::from_str(text).map_err(|error| wrong(error.to_string()))?;
        let manifest = bundle.metadata;
        let good_id = manifest.id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if manifest.id.is_empty() || !good_id {
            return Err(wrong(format!("id `{}` is not made of lower-case letters, digits and `-`", manifest.id)));
        }
        let own = if manifest.phase.is_some() {
            vec![manifest.rego_root().replace('.', "/"), format!("params/{}", manifest.rego_name())]
        } else {
            vec!["govern/lib".to_owned()]
        };
        if let Some(root) = bundle.roots.iter().find(|root| !own.contains(root)) {
            return Err(wrong(format!("root `{root}` is not the pack's own; it may claim {}", own.join(" and "))));
        }
        Ok(manifest)
    }

    /// The id as Rego writes it: `eu_high_risk`.
    #[must_use]
    pub fn rego_name(&self) -> String {
        self.id.replace('-', "_")
    }

    /// The package below which all of its packages lie: `govern.eu_high_risk`.
    #[must_use]
    pub fn rego_root(&self) -> String {
        format!("govern.{}", self.rego_name())
    }
}
