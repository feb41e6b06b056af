//! Which format each document of a file has, and what to say about those that have none.

use crate::input::error::{InputError, Problem};
use crate::input::formats::{FORMATS, Format, Role};
use crate::input::node::{Document, Node, NodeValue};

/// A document and the format that reads it.
#[derive(Debug)]
pub(crate) struct Recognised {
    /// The document; of a Kubernetes `List`, one of its items.
    pub(crate) document: Document,
    /// Number of the item in the list.
    pub(crate) item: Option<usize>,
    /// The format; `None` where none fits.
    pub(crate) format: Option<&'static Format>,
}

/// Finds a format by the name that `--input-format` gives.
///
/// # Errors
/// Where there is none of that name; the error lists those that exist.
pub(crate) fn format_named(name: &str) -> Result<&'static Format, InputError> {
    FORMATS.iter().find(|format| format.name == name).ok_or_else(|| {
        let known = FORMATS.iter().map(|format| format.name).collect::<Vec<_>>().join(", ");
        InputError::of_file("--input-format", Problem::UnknownFormat { name: name.to_owned(), known })
    })
}

/// Takes a Kubernetes `List` apart; every other document stays as it is.
pub(crate) fn expand(document: Document) -> Vec<(Option<usize>, Document)> {
    let is_list = document.root.get("kind").and_then(Node::text) == Some("List") && is_kubernetes(&document.root);
    let Some(items) = document.root.get("items").filter(|_| is_list) else { return vec![(None, document)] };
    let item = |(index, root): (usize, &Node)| (Some(index), Document { root: root.clone(), ..document.clone() });
    items.items().iter().enumerate().map(item).collect()
}

/// Finds the format of a document. A format that the user forces gives way to one that recognises a document of the
/// other role, so that it can be forced on a card that has manifests beside it.
pub(crate) fn recognise(item: Option<usize>, document: Document, forced: Option<&'static Format>) -> Recognised {
    // A Kubernetes object has a name and a description too, and is no model card for that.
    let may_be_card = !is_kubernetes(&document.root);
    let detected = FORMATS
        .iter()
        .filter(|format| format.role == Role::Manifest || may_be_card)
        .find(|format| (format.detects)(&document));
    let format = match (forced, detected) {
        (Some(forced), Some(detected)) if forced.role != detected.role => Some(detected),
        (Some(forced), _) => Some(forced),
        (None, detected) => detected,
    };
    Recognised { document, item, format }
}

/// True for an object of a Kubernetes API, whatever its kind.
fn is_kubernetes(root: &Node) -> bool {
    let has_text = |key| root.get(key).and_then(Node::text).is_some();
    has_text("apiVersion") && has_text("kind")
}

/// What documents look like that no format recognises, for people.
pub(crate) fn describe<'a>(documents: impl Iterator<Item = &'a Recognised> + Clone) -> String {
    let text = |root: &Node, key| root.get(key).and_then(Node::text).unwrap_or_default().to_owned();
    let kinds: Vec<String> = documents
        .clone()
        .map(|recognised| &recognised.document.root)
        .filter(|root| is_kubernetes(root))
        .map(|root| format!("{} ({})", text(root, "kind"), text(root, "apiVersion")))
        .collect();
    if !kinds.is_empty() {
        return format!("it holds Kubernetes objects of the kinds {}, which govern does not judge", kinds.join(", "));
    }
    let mut documents = documents;
    let Some(first) = documents.next() else { return "it holds no document".to_owned() };
    match &first.document.root.value {
        NodeValue::List(_) => "it is a list, not a mapping".to_owned(),
        NodeValue::Map(entries) if entries.is_empty() => "it holds no fields (Markdown needs front matter)".to_owned(),
        NodeValue::Map(entries) => {
            let keys: Vec<&str> = entries.iter().take(5).map(|entry| entry.key.as_str()).collect();
            format!("no format has its fields {}", keys.join(", "))
        }
        _ => "it is a single value, not a mapping".to_owned(),
    }
}
