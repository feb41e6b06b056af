//! What a manifest says about the model that it runs: the facts that cards are joined by.

use serde_json::Value;

use crate::input::manifest::argo;
use crate::input::manifest::place::{Place, find};
use crate::input::manifest::reference::segments;
use crate::input::node::{Document, Node};

/// The facts of one manifest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    /// The file, as the user knows it.
    pub(crate) file: String,
    /// Name of the object.
    pub(crate) name: Option<String>,
    /// It describes an analysis, and runs nothing itself.
    pub(crate) is_template: bool,
    /// The analysis templates that it uses.
    pub(crate) templates: Vec<String>,
    /// The card that it names, by path or by the model's name.
    pub(crate) card: Option<String>,
    /// The model that it names.
    pub(crate) model: Option<String>,
    /// The version that it names.
    pub(crate) version: Option<String>,
    /// The digest that it names.
    pub(crate) digest: Option<String>,
    /// Names that may be the model's, with the version beside each.
    pub(crate) hints: Vec<(String, Option<String>)>,
}

/// Collects the facts from a manifest and from what its reader made of it.
pub(crate) fn facts(document: &Document, subject: &Value) -> Facts {
    let text = |pointer: &str| subject.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    let root = Place::root(&document.root);
    let name = document.root.at(&["metadata", "name"]).and_then(Node::text).map(str::to_owned);
    let label = |key: &str| find(&root, key).and_then(|place| place.node.text().map(str::to_owned));
    let mut hints = Vec::new();
    if let Some(name) = label("app.kubernetes.io/name") {
        hints.push((name, label("app.kubernetes.io/version")));
    }
    for artifact in subject.pointer("/deployment/artifacts").and_then(Value::as_array).into_iter().flatten() {
        if artifact.get("kind").and_then(Value::as_str) == Some("model") {
            let reference = artifact.get("ref").and_then(Value::as_str).unwrap_or_default();
            let parts = segments(reference);
            let next = parts.iter().skip(1).map(|part| Some((*part).to_owned())).chain([None]);
            hints.extend(parts.iter().map(|part| (*part).to_owned()).zip(next));
        }
    }
    hints.extend(name.clone().map(|name| (name, None)));
    Facts {
        file: document.source.name.clone(),
        name,
        is_template: argo::detects_template(document),
        templates: argo::templates_of(&document.root),
        card: text("/deployment/model_ref/card"),
        model: text("/deployment/model_ref/name"),
        version: text("/deployment/model_ref/version"),
        digest: text("/deployment/model_ref/digest"),
        hints,
    }
}

impl Facts {
    /// True where an annotation or label of ours names the model.
    pub(crate) const fn names_a_model(&self) -> bool {
        self.card.is_some() || self.model.is_some() || self.digest.is_some()
    }
}
