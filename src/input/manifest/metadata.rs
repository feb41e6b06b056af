//! Labels and annotations: where Kubernetes objects say what has no field of its own.

use crate::input::draft::Draft;
use crate::input::leaves::child;
use crate::input::manifest::environment;
use crate::input::node::Node;

/// A node and the JSON pointer to it.
#[derive(Clone, Debug)]
pub(crate) struct Place<'a> {
    /// The node.
    pub(crate) node: &'a Node,
    /// Its pointer in the document.
    pub(crate) pointer: String,
}

impl<'a> Place<'a> {
    /// The root of a document.
    pub(crate) const fn root(node: &'a Node) -> Self {
        Self { node, pointer: String::new() }
    }

    /// The value at the end of a path of keys.
    pub(crate) fn at(&self, path: &[&str]) -> Option<Self> {
        let node = self.node.at(path)?;
        let pointer = path.iter().fold(self.pointer.clone(), |pointer, key| child(&pointer, key));
        Some(Self { node, pointer })
    }

    /// The elements of a list.
    pub(crate) fn items(&self) -> impl Iterator<Item = Self> {
        let items = self.node.items().iter().enumerate();
        items.map(|(index, node)| Self { node, pointer: child(&self.pointer, &index.to_string()) })
    }
}

/// The facts that our own annotations or labels state, and the leaves that they set.
const OWN_KEYS: [(&str, &str); 10] = [
    ("govern.dev/model-card", "/deployment/model_ref/card"),
    ("govern.dev/model-name", "/deployment/model_ref/name"),
    ("govern.dev/model-version", "/deployment/model_ref/version"),
    ("govern.dev/model-digest", "/deployment/model_ref/digest"),
    ("govern.dev/owner", "/deployment/owner"),
    ("govern.dev/region", "/deployment/region"),
    ("govern.dev/alerts", "/deployment/monitoring/alerts"),
    ("govern.dev/log-retention-days", "/deployment/monitoring/log_retention_days"),
    ("govern.dev/encryption-at-rest", "/deployment/security/encryption_at_rest"),
    ("govern.dev/tls", "/deployment/security/tls"),
];

/// Reads name, namespace, environment, owner and our own annotations of an object.
pub(crate) fn read(root: &Place<'_>, draft: &mut Draft) {
    for (path, pointer) in [("name", "/deployment/name"), ("namespace", "/deployment/namespace")] {
        if let Some(place) = root.at(&["metadata", path]) {
            draft.set(pointer, place.node, &place.pointer);
        }
    }
    for (key, pointer) in OWN_KEYS {
        if let Some(place) = find(root, key) {
            draft.set(pointer, place.node, &place.pointer);
        }
    }
    if draft.get("/deployment/owner").is_none()
        && let Some(place) = find(root, "owner").or_else(|| find(root, "team"))
    {
        draft.set("/deployment/owner", place.node, &place.pointer);
    }
    environment::read(root, draft);
}

/// The value of an annotation or label, of the object itself or of its pod template.
pub(crate) fn find<'a>(root: &Place<'a>, key: &str) -> Option<Place<'a>> {
    [&["metadata"][..], &["spec", "template", "metadata"], &["spec", "predictor"]].iter().find_map(|path| {
        let metadata = root.at(path)?;
        metadata.at(&["annotations", key]).or_else(|| metadata.at(&["labels", key]))
    })
}

/// True where an annotation or label says `true`.
pub(crate) fn is_true(place: &Place<'_>) -> bool {
    place.node.to_json() == serde_json::Value::Bool(true) || place.node.text() == Some("true")
}
