//! Cards of nobody's format: the fields are found by what they are called, wherever they are.

use crate::input::card::adhoc_fairness::read_fairness;
use crate::input::card::adhoc_metrics::{Aside, Scope, names_of, read_metrics};
use crate::input::card::features::{self, FEATURES};
use crate::input::card::fields::{Section, Target, folded_key, table};
use crate::input::card::questionnaire;
use crate::input::card::sections::Apart;
use crate::input::coerce::is_number;
use crate::input::draft::Draft;
use crate::input::leaves::child;
use crate::input::metrics::{named, split_of};
use crate::input::node::{Document, Entry, Node, NodeValue};
use crate::input::schema::{Kind, shape_at};

/// Deepest section that is searched.
const DEEPEST: usize = 12;

/// Reads the document.
pub(crate) fn read(document: &Document, draft: &mut Draft) {
    if questionnaire::is_questionnaire(&document.root) {
        return questionnaire::read(&document.root, draft);
    }
    let apart = Apart::of(document);
    let mut search = Search { draft, found: Vec::new(), chosen: chosen_models(&document.root) };
    search.visit(&apart.rest.root, &Place { parent: "", from: "", known: true, depth: 0 });
    search.finish(|draft| apart.read(draft));
}

/// Reads every field below a mapping that the table knows; other formats use it for what they leave open.
pub(crate) fn read_fields(root: &Node, from: &str, draft: &mut Draft) {
    let mut search = Search { draft, found: Vec::new(), chosen: Vec::new() };
    search.visit(root, &Place { parent: "", from, known: true, depth: 0 });
    search.finish(|_| {});
}

/// Reads one field, as [`read_fields`] reads those of a mapping; `from` is the pointer of its value.
pub(crate) fn read_field(entry: &Entry, from: &str, draft: &mut Draft) {
    let mut search = Search { draft, found: Vec::new(), chosen: Vec::new() };
    search.read_entry(entry, &folded_key(&entry.key), from, &Place { parent: "", from, known: true, depth: 0 });
    search.finish(|_| {});
}

/// Keys that name the model that a card is about, among those that it compares.
const CHOSEN: [&str; 14] = [
    "selected_model",
    "best_model",
    "final_model",
    "chosen_model",
    "champion",
    "champion_model",
    "winner",
    "best_algorithm",
    "model",
    "model_name",
    "algorithm",
    "model_algorithm",
    "model_type",
    "champion_model_type",
];

/// The names of the model that the card is about, folded.
fn chosen_models(root: &Node) -> Vec<String> {
    let below = root.entries().iter().filter(|entry| table().section(&folded_key(&entry.key)) == Section::Container);
    let entries = root.entries().iter().chain(below.flat_map(|entry| entry.value.entries()));
    let named = entries.filter(|entry| CHOSEN.contains(&folded_key(&entry.key).as_str()));
    named.filter_map(|entry| entry.value.text()).flat_map(names_of).collect()
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
    /// The names of the model that the card is about, folded.
    chosen: Vec<String>,
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
        let is_feature_list = table().is_feature_list(key) && matches!(node.value, NodeValue::List(_));
        let are_features = || table().field(place.parent, key).is_some_and(|target| target.pointer == FEATURES);
        if is_feature_list || is_known && are_features() {
            return features::read(self.draft, node, from);
        }
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
            set_field(self.draft, &target.pointer, node, &from);
        }
        sections(self.draft);
        for Found { target, node, from, .. } in fallbacks {
            if self.draft.get(&target.pointer).is_none() {
                set_field(self.draft, &target.pointer, node, &from);
            }
        }
    }

    fn read_results(&mut self, node: &Node, from: &str, scope: &Scope<'_>) {
        let scope = Scope { chosen: &self.chosen, ..*scope };
        for Aside { entry, from } in read_metrics(self.draft, node, from, &scope) {
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
            if target.pointer == "/ethics" && is_section_of_texts(&entry.value) {
                self.read_considerations(&entry.value, from);
                return true;
            }
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

    /// `ethical_considerations: {privacy: …, bias_analysis: …}`: each text is one, and may be a claim of fairness.
    fn read_considerations(&mut self, map: &Node, from: &str) {
        for entry in map.entries() {
            let (key, below) = (folded_key(&entry.key), child(from, &entry.key));
            if table().section(&key) == Section::Fairness && entry.value.text().is_some() {
                read_fairness(self.draft, &key, entry, &below);
            }
            match &entry.value.value {
                NodeValue::Map(_) => self.read_considerations(&entry.value, &below),
                NodeValue::Text(_) | NodeValue::List(_) => self.draft.set("/ethics", &entry.value, &below),
                _ => {}
            }
        }
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
                for below in entries.iter().filter(|below| is_named_record(pointer, below)) {
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

/// Sets a field; of a path in the place of a name only the file's own name is one.
fn set_field(draft: &mut Draft, pointer: &str, node: &Node, from: &str) {
    match node.text().filter(|_| pointer == "/model/name").and_then(name_in_path) {
        Some(name) => draft.set_text(pointer, name, node.start..node.end, from),
        None => draft.set(pointer, node, from),
    }
}

/// `model` of `C:\models\model.pkl`; `organisation/model` is a name.
fn name_in_path(text: &str) -> Option<&str> {
    const ENDINGS: [&str; 10] =
        [".pkl", ".pickle", ".joblib", ".pt", ".pth", ".h5", ".keras", ".onnx", ".bin", ".safetensors"];
    let ending = ENDINGS.iter().find(|ending| text.to_ascii_lowercase().ends_with(*ending));
    let is_path = ending.is_some() || text.contains(":\\") || text.starts_with(['/', '.', '~', '\\']);
    let last = text.rsplit(['/', '\\']).next().filter(|_| is_path)?;
    let stem = ending.map_or(last, |ending| last.get(..last.len().saturating_sub(ending.len())).unwrap_or(last));
    (!stem.is_empty()).then_some(stem)
}

/// Is the key the name of a record? A dataset is named by a key only where a mapping, or the path of its part, follows.
fn is_named_record(list: &str, entry: &Entry) -> bool {
    match &entry.value.value {
        NodeValue::Null => false,
        NodeValue::Map(_) => true,
        NodeValue::Text(_) => list != "/data/datasets" || split_of(&entry.key).is_some(),
        _ => list != "/data/datasets",
    }
}

/// A mapping that has texts under names of its own, and not the fields of a record.
fn is_section_of_texts(node: &Node) -> bool {
    !node.entries().is_empty()
        && !node.entries().iter().any(|entry| {
            let key = folded_key(&entry.key);
            ["name", "mitigation", "mitigation_strategy", "description"].contains(&key.as_str())
        })
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

/// Can a value of this form answer the leaf? A mapping answers no scalar, and a number no list of texts: `users: 5`.
fn fits(pointer: &str, node: &Node) -> bool {
    let Some(shape) = shape_at(pointer) else { return true };
    if pointer == "/purpose/languages" && node.text().is_some_and(is_programming_language) {
        return false;
    }
    match &shape.kind {
        Kind::List(element) => !(matches!(element.kind, Kind::Text) && matches!(node.value, NodeValue::Number(_))),
        Kind::Record(_) => true,
        _ => !matches!(node.value, NodeValue::Map(_)),
    }
}

/// `language: Python 3.10` says what the code is written in, not what the model understands.
fn is_programming_language(text: &str) -> bool {
    let folded = folded_key(text);
    let first = folded.split('_').next().unwrap_or_default();
    ["python", "r", "julia", "java", "javascript", "typescript", "scala", "c", "cpp", "rust", "sql", "matlab"]
        .contains(&first)
}
