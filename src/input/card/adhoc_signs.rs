//! What tells a card of nobody's format from other files with a name and a version.

use crate::input::card::fields::{Section, folded_key, table};
use crate::input::card::questionnaire;
use crate::input::coerce::is_number;
use crate::input::metrics::named;
use crate::input::node::{Document, Entry, Node, NodeValue, Syntax};

/// Keys of files that have a name and a version, and are no cards.
const FOREIGN: &[&str] = &[
    "apiVersion",
    "dependencies",
    "devDependencies",
    "scripts",
    "compilerOptions",
    "jobs",
    "services",
    "openapi",
    "swagger",
    "bomFormat",
    "spdxVersion",
    "@context",
    "hidden_size",
    "num_hidden_layers",
    "tokenizer_class",
    "channels",
    "conda_env",
    "entry_points",
    "stages",
    "resources",
    "nbformat",
    "cells",
    "runs",
    "packages",
    "steps",
    "vocab_size",
    "architectures",
    "plugins",
    "extends",
    "rules",
    "$defs",
    "definitions",
    "terraform_version",
];

/// Those that no card has, whatever its file is called.
const CERTAINLY_FOREIGN: &[&str] = &[
    "apiVersion",
    "bomFormat",
    "spdxVersion",
    "@context",
    "openapi",
    "swagger",
    "$defs",
    "properties",
    "nbformat",
    "terraform_version",
];

/// Does the mapping look like a model card?
pub(crate) fn detects(document: &Document) -> bool {
    let root = &document.root;
    if document.syntax == Syntax::Markdown {
        return false;
    }
    if questionnaire::is_questionnaire(root) {
        return true;
    }
    if is_called_card(document) && !root.entries().is_empty() {
        return !CERTAINLY_FOREIGN.iter().any(|key| root.get(key).is_some());
    }
    if FOREIGN.iter().any(|key| root.get(key).is_some()) {
        return false;
    }
    let signs = Signs::of(root);
    let called_card = ["model_card", "model-card", "modelcard"].iter().any(|name| file_name(document).contains(name));
    let named = signs.model_name || signs.name;
    match signs.of_a_card {
        0 => false,
        1 => signs.model_name || called_card || named && signs.strong,
        _ => named || called_card,
    }
}

/// A file that is called `model_card` is one, however little of it is understood: that is for the controls to say.
pub(crate) fn is_called_card(document: &Document) -> bool {
    let name = file_name(document);
    let stem = name.split('.').next().unwrap_or_default();
    ["model_card", "model-card", "modelcard"].contains(&stem)
}

fn file_name(document: &Document) -> String {
    document.source.name.rsplit(['/', '\\']).next().unwrap_or_default().to_ascii_lowercase()
}

/// What speaks for a card.
#[derive(Default)]
struct Signs {
    /// A name that only models have, such as `model_name`.
    model_name: bool,
    /// Any name.
    name: bool,
    /// Fields that cards have and other files do not.
    of_a_card: usize,
    /// One of them is about use, limits, results or groups.
    strong: bool,
}

impl Signs {
    fn of(root: &Node) -> Self {
        let mut signs = Self::default();
        for entry in root.entries() {
            let key = folded_key(&entry.key);
            let is_container = key.starts_with("model") && !entry.value.entries().is_empty();
            signs.model_name |= is_container || names_a_model(&key);
            signs.name |= matches!(
                key.as_str(),
                "name" | "model" | "project" | "project_name" | "title" | "learner" | "model_type"
            );
            let strong = is_strong(&key, entry);
            signs.strong |= strong;
            let weak = matches!(
                key.as_str(),
                "features"
                    | "feature_names"
                    | "model_type"
                    | "algorithm"
                    | "task"
                    | "dataset"
                    | "training_date"
                    | "owner"
                    | "framework"
            );
            signs.of_a_card += usize::from(
                strong
                    || weak
                    || is_container
                        && entry.value.entries().iter().any(|below| is_strong(&folded_key(&below.key), below)),
            );
        }
        signs
    }
}

/// Is the key a name that only models have?
fn names_a_model(key: &str) -> bool {
    let pointer = table().field("", key).map(|target| target.pointer.as_str());
    !table().is_generic(key) && matches!(pointer, Some("/model/name" | "/model/version" | "/model/id"))
}

fn is_strong(key: &str, entry: &Entry) -> bool {
    let about = |pointer: &str| table().field("", key).is_some_and(|target| target.pointer.starts_with(pointer));
    if table().section(key) == Section::Fairness && !matches!(entry.value.value, NodeValue::Bool(_)) {
        return true;
    }
    if table().section(key) == Section::Metrics {
        return has_metric(&entry.value, 4);
    }
    let is_use = about("/purpose/intended_use") && !matches!(key, "purpose" | "objective" | "use_case")
        || about("/purpose/out_of_scope");
    let is_metric = is_number(&entry.value) && named(&entry.key).metric.is_some();
    is_use
        || is_metric
        || about("/limitations")
        || about("/risk/declared_tier")
        || about("/ethics")
        || about("/data/protected")
        || key == "training_data" && !entry.value.entries().is_empty()
}

fn has_metric(node: &Node, depth: usize) -> bool {
    let below = |child: &Node| depth > 0 && has_metric(child, depth - 1);
    node.entries()
        .iter()
        .any(|entry| is_number(&entry.value) && named(&entry.key).metric.is_some() || below(&entry.value))
        || node.items().iter().any(|item| item.get("value").or_else(|| item.get("score")).is_some() || below(item))
}
