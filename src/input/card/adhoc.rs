//! Cards of nobody's format: the fields are found by what they are called, wherever they are.

use crate::input::card::adhoc_fairness::read_fairness;
use crate::input::card::adhoc_metrics::{Aside, Scope, read_metrics};
use crate::input::card::fields::{Section, Target, folded_key, table};
use crate::input::card::questionnaire;
use crate::input::card::sections::Apart;
use crate::input::coerce::is_number;
use crate::input::draft::Draft;
use crate::input::leaves::child;
use crate::input::metrics::{named, split_of};
use crate::input::node::{Document, Entry, Node, NodeValue, Syntax};
use crate::input::schema::{Kind, shape_at};

/// Deepest section that is searched.
const DEEPEST: usize = 12;

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

/// Does the mapping look like a model card?
pub(crate) fn detects(document: &Document) -> bool {
    let root = &document.root;
    if document.syntax == Syntax::Markdown {
        return false;
    }
    if questionnaire::is_questionnaire(root) {
        return true;
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

/// Reads the document.
pub(crate) fn read(document: &Document, draft: &mut Draft) {
    if questionnaire::is_questionnaire(&document.root) {
        return questionnaire::read(&document.root, draft);
    }
    let apart = Apart::of(document);
    let mut search = Search { draft, found: Vec::new() };
    search.visit(&apart.rest.root, &Place { parent: "", from: "", known: true, depth: 0 });
    search.finish(|draft| apart.read(draft));
}

/// Reads every field below a mapping that the table knows; other formats use it for what they leave open.
pub(crate) fn read_fields(root: &Node, from: &str, draft: &mut Draft) {
    let mut search = Search { draft, found: Vec::new() };
    search.visit(root, &Place { parent: "", from, known: true, depth: 0 });
    search.finish(|_| {});
}

/// Reads one field, as [`read_fields`] reads those of a mapping; `from` is the pointer of its value.
pub(crate) fn read_field(entry: &Entry, from: &str, draft: &mut Draft) {
    let mut search = Search { draft, found: Vec::new() };
    search.read_entry(entry, &folded_key(&entry.key), from, &Place { parent: "", from, known: true, depth: 0 });
    search.finish(|_| {});
}

/// A field that the table knows.
struct Found<'n> {
    target: Target,
    node: &'n Node,
    from: String,
    is_fallback: bool,
}

/// Where the search is.
struct Place<'p> {
    /// Folded key of the mapping.
    parent: &'p str,
    /// Its pointer.
    from: &'p str,
    /// The root, or a section that the table knows.
    known: bool,
    depth: usize,
}

struct Search<'d, 'n> {
    draft: &'d mut Draft,
    found: Vec<Found<'n>>,
}

impl<'n> Search<'_, 'n> {
    fn visit(&mut self, map: &'n Node, place: &Place<'_>) {
        if place.depth > DEEPEST {
            return;
        }
        for entry in map.entries() {
            let key = folded_key(&entry.key);
            let from = child(place.from, &entry.key);
            self.read_entry(entry, &key, &from, place);
        }
    }

    fn read_entry(&mut self, entry: &'n Entry, key: &str, from: &str, place: &Place<'_>) {
        let node = &entry.value;
        let is_section = matches!(node.value, NodeValue::Map(_));
        let section = table().section(key);
        if section == Section::Skipped && !matches!(node.value, NodeValue::Text(_)) {
            return;
        }
        if section == Section::Fairness {
            return read_fairness(self.draft, key, entry, from);
        }
        let is_known = place.known || !table().is_generic(key);
        if let Some(pointer) = table().record(place.parent, key).filter(|_| is_known) {
            return self.read_record(pointer, entry, key, from);
        }
        if section == Section::Metrics && !matches!(node.value, NodeValue::Text(_)) {
            return self.read_results(node, from, &Scope::of_section(key));
        }
        if section == Section::Container && is_section {
            let below = Place { parent: key, from, known: true, depth: place.depth + 1 };
            return self.visit(node, &below);
        }
        if is_known && self.keep(entry, key, from, place) {
            return;
        }
        if (is_number(node) || is_section) && named(&entry.key).metric.is_some() {
            let source = (!place.known).then_some(place.parent);
            return self.read_results(node, from, &Scope { metric: Some(entry), source, ..Scope::default() });
        }
        if is_section {
            let below = Place { parent: key, from, known: false, depth: place.depth + 1 };
            self.visit(node, &below);
        }
    }

    /// Sets what was found, the best name first: of two texts that disagree the first stays.
    /// `sections` reads what is ours before a fallback has to serve.
    fn finish(mut self, sections: impl FnOnce(&mut Draft)) {
        self.found.sort_by(|left, right| left.target.cmp(&right.target));
        let (fallbacks, fields): (Vec<_>, Vec<_>) = self.found.into_iter().partition(|found| found.is_fallback);
        for Found { target, node, from, .. } in fields {
            self.draft.set(&target.pointer, node, &from);
        }
        sections(self.draft);
        for Found { target, node, from, .. } in fallbacks {
            if self.draft.get(&target.pointer).is_none() {
                self.draft.set(&target.pointer, node, &from);
            }
        }
    }

    fn read_results(&mut self, node: &Node, from: &str, scope: &Scope<'_>) {
        for Aside { entry, from } in read_metrics(self.draft, node, from, scope) {
            read_fairness(self.draft, &folded_key(&entry.key), entry, &from);
        }
    }

    /// Keeps a field that the table knows; a section never answers a question that asks for a text or a number.
    fn keep(&mut self, entry: &'n Entry, key: &str, from: &str, place: &Place<'_>) -> bool {
        let field = table().field(place.parent, key);
        let fallback = field.is_none() || matches!(entry.value.value, NodeValue::Map(_));
        let mut kept = false;
        let fitting = |target: &&Target| fits(&target.pointer, &entry.value);
        if let Some(target) = field.filter(fitting) {
            kept = true;
            self.found.push(Found {
                target: target.clone(),
                node: &entry.value,
                from: from.to_owned(),
                is_fallback: false,
            });
        }
        if let Some(target) = table().fallback(key).filter(fitting).filter(|_| place.depth <= 1) {
            // A fallback comes after every name of the table proper.
            let target = Target { rank: target.rank + 1000, ..target.clone() };
            self.found.push(Found { target, node: &entry.value, from: from.to_owned(), is_fallback: true });
            kept |= fallback;
        }
        kept
    }

    fn read_record(&mut self, pointer: &str, entry: &Entry, key: &str, from: &str) {
        let is_list = shape_at(pointer).is_some_and(|shape| matches!(shape.kind, Kind::List(_)));
        if !is_list {
            return fill_record(self.draft, pointer, pointer, &entry.value, from);
        }
        match &entry.value.value {
            NodeValue::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.push_record(pointer, key, item, &child(from, &at.to_string()));
                }
            }
            NodeValue::Map(entries) => {
                let own = entries.iter().any(|below| table().record_field(pointer, &folded_key(&below.key)).is_some());
                if own {
                    return self.push_record(pointer, key, &entry.value, from);
                }
                // Records by name: `feature_importance: {income: 0.4}`, `approvals: {risk: {…}}`.
                for below in entries {
                    let at = format!("{pointer}/{}", self.draft.next_index(pointer));
                    let below_from = child(from, &below.key);
                    let name = if pointer == "/approvals" { "role" } else { "name" };
                    self.draft.set_text(
                        &format!("{at}/{name}"),
                        &below.key,
                        below.key_start..below.key_end,
                        &below_from,
                    );
                    if pointer == "/explainability/top_features" {
                        self.draft.set(&format!("{at}/importance"), &below.value, &below_from);
                    }
                    fill_record(self.draft, pointer, &at, &below.value, &below_from);
                }
            }
            _ => self.push_record(pointer, key, &entry.value, from),
        }
    }

    fn push_record(&mut self, list: &str, key: &str, node: &Node, from: &str) {
        if matches!(node.value, NodeValue::Null | NodeValue::Bool(_)) {
            return;
        }
        let at = format!("{list}/{}", self.draft.next_index(list));
        if node.entries().is_empty() {
            let contact = list == "/model/owners" && node.text().is_some_and(|text| text.contains('@'));
            let leaf = if contact { format!("{at}/contact") } else { at.clone() };
            self.draft.set(&leaf, node, from);
        } else {
            fill_record(self.draft, list, &at, node, from);
        }
        if list == "/data/datasets"
            && self.draft.get(&at).is_some()
            && let Some(split) = split_of(key)
        {
            self.draft.derive(&format!("{at}/split"), split.into());
        }
    }
}

/// Sets the leaves of one record, the best name first.
fn fill_record(draft: &mut Draft, table_pointer: &str, at: &str, node: &Node, from: &str) {
    let mut found: Vec<(&Target, &Entry)> = node
        .entries()
        .iter()
        .filter_map(|entry| Some((table().record_field(table_pointer, &folded_key(&entry.key))?, entry)))
        .collect();
    found.sort_by(|left, right| left.0.cmp(right.0));
    for (target, entry) in found {
        let pointer = child(at, &target.pointer);
        if draft.get(&pointer).is_none() && fits(&pointer, &entry.value) {
            draft.set(&pointer, &entry.value, &child(from, &entry.key));
        }
    }
}

/// Can a value of this form answer the leaf? A mapping answers no scalar.
fn fits(pointer: &str, node: &Node) -> bool {
    let is_scalar_leaf = shape_at(pointer).is_some_and(|shape| !matches!(shape.kind, Kind::List(_) | Kind::Record(_)));
    !(is_scalar_leaf && matches!(node.value, NodeValue::Map(_)))
}
