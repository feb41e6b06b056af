//! MLflow: the `MLmodel` file, and the JSON of a registered version, whose tags hold what the team wrote down.

use crate::input::card::adhoc::{read_field, read_fields};
use crate::input::card::sections::read_sections;
use crate::input::draft::Draft;
use crate::input::leaves::child;
use crate::input::node::{Document, Entry, Node, Syntax};

/// Fields of a registered version.
const VERSION_FIELDS: &[(&str, &str)] = &[
    ("name", "/model/name"),
    ("version", "/model/version"),
    ("description", "/model/description"),
    ("creation_timestamp", "/model/created"),
    ("user_id", "/model/developers"),
    ("run_id", "/lineage/run_id"),
    ("source", "/lineage/registry"),
];

/// Fields of an `MLmodel` file.
const FILE_FIELDS: &[(&str, &str)] = &[
    ("model_id", "/model/id"),
    ("model_uuid", "/model/id"),
    ("run_id", "/lineage/run_id"),
    ("utc_time_created", "/model/created"),
    ("artifact_path", "/lineage/registry"),
];

/// An `MLmodel` file.
pub(crate) fn detects(document: &Document) -> bool {
    let root = &document.root;
    let flavors = root.get("flavors").is_some_and(|flavors| !flavors.entries().is_empty());
    let others = ["mlflow_version", "model_uuid", "run_id", "artifact_path", "model_id"];
    document.syntax != Syntax::Markdown && flavors && others.iter().any(|key| root.get(key).is_some())
}

/// Reads an `MLmodel` file.
pub(crate) fn read(document: &Document, draft: &mut Draft) {
    let root = &document.root;
    // Two ids exist side by side in newer files; the registry's is the first.
    let ids = ["model_id", "model_uuid"].iter().filter(|key| root.get(key).is_some()).count();
    for (key, pointer) in FILE_FIELDS.iter().filter(|(key, _)| !(ids == 2 && *key == "model_uuid")) {
        if let Some(node) = root.get(key) {
            draft.set(pointer, node, &child("", key));
        }
    }
    read_framework(root, draft);
    if let Some(inputs) = root.at(&["signature", "inputs"]) {
        read_signature(inputs, draft);
    }
    if let Some(metadata) = root.get("metadata") {
        read_fields(metadata, "/metadata", draft);
    }
    read_sections(root, draft);
}

/// The flavour other than the generic one, with the version of its library.
fn read_framework(root: &Node, draft: &mut Draft) {
    let flavors = root.get("flavors").map(Node::entries).unwrap_or_default();
    let Some(flavor) = flavors.iter().find(|flavor| flavor.key != "python_function").or_else(|| flavors.first()) else {
        return;
    };
    let version = flavor.value.entries().iter().find(|entry| {
        entry.key.ends_with("_version") && !entry.key.starts_with("py_version") && entry.key != "python_version"
    });
    let text = match version.and_then(|version| version.value.text()) {
        Some(version) => format!("{} {version}", flavor.key),
        None => flavor.key.clone(),
    };
    draft.set_text("/model/framework", &text, flavor.key_start..flavor.key_end, &child("/flavors", &flavor.key));
}

/// The names of a signature's columns; the signature is JSON in a string.
fn read_signature(inputs: &Node, draft: &mut Draft) {
    let columns: Vec<serde_json::Value> =
        inputs.text().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    for name in columns.iter().filter_map(|column| column.get("name")?.as_str()) {
        draft.set_text("/data/features", name, inputs.start..inputs.end, "/signature/inputs");
    }
}

/// A registered version, as the registry's interface answers.
pub(crate) fn detects_version(document: &Document) -> bool {
    let root = &document.root;
    let Some(version) = registered(root).map(|(version, _)| version) else { return false };
    let has = |key: &str| version.get(key).is_some();
    has("name")
        && has("version")
        && (has("current_stage") || has("creation_timestamp"))
        && (has("run_id") || has("source"))
}

fn registered(root: &Node) -> Option<(&Node, &'static str)> {
    match root.get("model_version") {
        Some(version) if !version.entries().is_empty() => Some((version, "/model_version")),
        Some(_) => None,
        None => Some((root, "")),
    }
}

/// Reads a registered version.
pub(crate) fn read_version(document: &Document, draft: &mut Draft) {
    let Some((version, from)) = registered(&document.root) else { return };
    for (key, pointer) in VERSION_FIELDS {
        if let Some(node) = version.get(key) {
            draft.set(pointer, node, &child(from, key));
        }
    }
    let tags_from = child(from, "tags");
    let tags = version.get("tags");
    for (index, entry) in tags.map(Node::items).unwrap_or_default().iter().enumerate() {
        if let Some(tag) = tag(entry) {
            read_field(&tag, &format!("{tags_from}/{index}/value"), draft);
        }
    }
    if let Some(tags) = tags {
        read_fields(tags, &tags_from, draft);
    }
    read_sections(&document.root, draft);
}

/// `{key: owner, value: Risk}` as the field `owner`.
fn tag(tag: &Node) -> Option<Entry> {
    let (key, value) = (tag.get("key")?, tag.get("value")?);
    Some(Entry { key: key.text()?.to_owned(), key_start: key.start, key_end: key.end, value: value.clone() })
}
