//! A place in a manifest: a node with its pointer, and the labels and annotations found from it.

use crate::input::leaves::child;
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
