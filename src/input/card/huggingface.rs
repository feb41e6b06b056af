//! Hugging Face's README.md: front matter with its model-index, and the prose sections of the template.

use crate::input::card::prose::{Labelled, Piece, Section, labelled, sections};
use crate::input::card::sections::read_sections;
use crate::input::draft::Draft;
use crate::input::leaves::child;
use crate::input::markdown::front_matter;
use crate::input::metrics::split_of;
use crate::input::node::{Document, Node, NodeValue, Syntax};
use crate::input::placeholder::is_placeholder;
use crate::input::words::fold;

/// Keys of the front matter that models have.
const KEYS: [&str; 8] =
    ["library_name", "pipeline_tag", "model-index", "base_model", "datasets", "metrics", "license", "co2_eq_emissions"];

/// Keys that Spaces, datasets and web pages have.
const FOREIGN: [&str; 8] =
    ["sdk", "app_file", "task_categories", "annotations_creators", "dataset_info", "configs", "layout", "permalink"];

/// Headings of the template, folded, and the leaf that their prose answers.
const HEADINGS: &[(&str, &str)] = &[
    ("model_description", "/model/description"),
    ("model_summary", "/model/description"),
    ("direct_use", "/purpose/intended_use"),
    ("downstream_use", "/purpose/intended_use"),
    ("uses", "/purpose/intended_use"),
    ("intended_use", "/purpose/intended_use"),
    ("intended_uses", "/purpose/intended_use"),
    ("intended_uses_limitations", "/purpose/intended_use"),
    ("intended_users", "/purpose/users"),
    ("out_of_scope_use", "/purpose/out_of_scope"),
    ("out_of_scope_uses", "/purpose/out_of_scope"),
    ("misuse", "/purpose/foreseeable_misuse"),
    ("misuse_and_malicious_use", "/purpose/foreseeable_misuse"),
    ("bias_risks_and_limitations", "/limitations"),
    ("limitations", "/limitations"),
    ("limitations_and_bias", "/limitations"),
    ("limitations_and_biases", "/limitations"),
    ("bias_and_limitations", "/limitations"),
    ("risks_and_limitations", "/limitations"),
    ("ethical_considerations", "/ethics"),
    ("preprocessing", "/data/preprocessing"),
    ("data_preprocessing", "/data/preprocessing"),
    ("model_architecture_and_objective", "/model/architecture"),
    ("model_architecture", "/model/architecture"),
    ("model_card_authors", "/model/developers"),
    ("model_card_contact", "/model/owners"),
    ("contact", "/model/owners"),
    ("human_oversight", "/oversight/measures"),
    ("model_examination", "/explainability/methods"),
    ("training_data", "/data/datasets"),
    ("testing_data", "/data/datasets"),
];

/// Labels of the template's lists, folded, and the leaf that their text answers.
const LABELS: &[(&str, &str)] = &[
    ("developed_by", "/model/developers"),
    ("model_type", "/model/architecture"),
    ("language_s_nlp", "/purpose/languages"),
    ("language_s", "/purpose/languages"),
    ("license", "/model/licenses"),
    ("finetuned_from_model", "/model/base_models"),
    ("point_of_contact", "/model/owners"),
    ("contact", "/model/owners"),
    ("owner", "/model/owners"),
];

/// A README of a model: by its front matter, or by two headings of the template.
pub(crate) fn detects(document: &Document) -> bool {
    let root = &document.root;
    if document.syntax != Syntax::Markdown || FOREIGN.iter().any(|key| root.get(key).is_some()) {
        return false;
    }
    let certain = ["library_name", "pipeline_tag", "model-index"].iter().any(|key| root.get(key).is_some());
    let keys = KEYS.iter().filter(|key| root.get(key).is_some()).count();
    if certain || keys >= 2 {
        return true;
    }
    let found = sections(text_of(document), body_start(document));
    let headings = found.iter().filter(|section| heading_target(&section.title).is_some()).count();
    let titled = found.iter().any(|section| fold(&section.title).starts_with("model_card"));
    headings + usize::from(titled) + keys >= 2 && (titled || headings >= 2)
}

/// Reads front matter and prose.
pub(crate) fn read(document: &Document, draft: &mut Draft) {
    let root = &document.root;
    let prose = sections(text_of(document), body_start(document));
    read_name(root, &prose, draft);
    for (key, pointer) in [
        ("pipeline_tag", "/model/task"),
        ("library_name", "/model/framework"),
        ("language", "/purpose/languages"),
        ("datasets", "/data/datasets"),
        ("base_model", "/model/base_models"),
        ("license_link", "/model/licenses"),
    ] {
        if let Some(node) = root.get(key) {
            draft.set(pointer, node, &child("", key));
        }
    }
    // `license: other` names the licence beside it.
    let license = if root.get("license_name").is_some() { "license_name" } else { "license" };
    if let Some(node) = root.get(license) {
        draft.set("/model/licenses", node, &child("", license));
    }
    read_emissions(root, draft);
    for (index, model) in root.get("model-index").map(Node::items).unwrap_or_default().iter().enumerate() {
        for (at, result) in model.get("results").map(Node::items).unwrap_or_default().iter().enumerate() {
            read_result(result, &format!("/model-index/{index}/results/{at}"), draft);
        }
    }
    for section in &prose {
        read_section(section, draft);
    }
    read_sections(root, draft);
}

fn text_of(document: &Document) -> &str {
    std::str::from_utf8(&document.source.bytes).unwrap_or_default()
}

/// The byte at which the prose begins, after the front matter.
fn body_start(document: &Document) -> usize {
    let text = text_of(document);
    let plain = text.trim_start_matches('\u{feff}');
    let mark = text.len() - plain.len();
    front_matter(plain).map_or(mark, |(start, yaml)| mark + start + yaml.len())
}

fn read_name(root: &Node, prose: &[Section], draft: &mut Draft) {
    for (path, pointer) in [("model_name", "/model/name"), ("version", "/model/version")] {
        if let Some(node) = root.get(path) {
            draft.set(pointer, node, &child("", path));
        }
    }
    let indexed = root.get("model-index").and_then(|index| index.items().first()).and_then(|model| model.get("name"));
    if let Some(name) = indexed.filter(|_| root.get("model_name").is_none()) {
        draft.set("/model/name", name, "/model-index/0/name");
    }
    if draft.get("/model/name").is_none()
        && let Some(title) = prose.iter().find(|section| section.level == 1)
    {
        let name = title.title.trim_start_matches("Model Card for ").trim_start_matches("Model card for ");
        let template = ["Model ID", "Model Card", "Model Name", "Model card"].contains(&name);
        if template {
            return;
        }
        draft.set_text("/model/name", name, title.range.clone(), &child("", &title.title));
    }
}

/// Emissions are given in grams of CO2 equivalent.
fn read_emissions(root: &Node, draft: &mut Draft) {
    let Some(node) = root.get("co2_eq_emissions") else { return };
    let (grams, from) = match node.get("emissions") {
        Some(grams) => (grams, "/co2_eq_emissions/emissions"),
        None => (node, "/co2_eq_emissions"),
    };
    let tonnes = match &grams.value {
        NodeValue::Number(number) => number.as_f64().and_then(|grams| serde_json::Number::from_f64(grams / 1e6)),
        _ => None,
    };
    let value = tonnes.map_or_else(|| grams.value.clone(), NodeValue::Number);
    draft.set("/sustainability/co2_t", &Node { value, start: grams.start, end: grams.end }, from);
}

fn read_result(result: &Node, from: &str, draft: &mut Draft) {
    for (index, metric) in result.get("metrics").map(Node::items).unwrap_or_default().iter().enumerate() {
        let pointer = format!("/evaluation/{}", draft.next_index("/evaluation"));
        let metric_from = format!("{from}/metrics/{index}");
        let name = if metric.get("type").is_some() { "type" } else { "name" };
        for (key, leaf) in [(name, "metric"), ("name", "raw_name"), ("value", "value"), ("verified", "verified")] {
            if let Some(node) = metric.get(key) {
                draft.set(&child(&pointer, leaf), node, &child(&metric_from, key));
            }
        }
        for (path, leaf) in [(["dataset", "name"], "dataset"), (["source", "name"], "source")] {
            if let Some(node) = result.at(&path) {
                draft.set(&child(&pointer, leaf), node, &format!("{from}/{}/{}", path[0], path[1]));
            }
        }
        let split = result.at(&["dataset", "split"]).filter(|split| split.text().and_then(split_of).is_some());
        if let Some(split) = split {
            draft.set(&child(&pointer, "split"), split, &format!("{from}/dataset/split"));
        }
    }
}

fn heading_target(title: &str) -> Option<&'static str> {
    let folded = fold(title.trim_end_matches("[optional]"));
    HEADINGS.iter().find(|(heading, _)| *heading == folded).map(|(_, pointer)| *pointer)
}

fn read_section(section: &Section, draft: &mut Draft) {
    let target = heading_target(&section.title);
    // Prose has no pointer of its own; its heading says where to look.
    let from = child("", &section.title);
    // A part of the section that was left as it is says nothing about the others.
    let answered = section.pieces.iter().any(|piece| !is_placeholder(&piece.text));
    for piece in &section.pieces {
        if let Some(Labelled { label, text }) = labelled(&piece.text) {
            let folded = fold(label.trim_end_matches("[optional]"));
            if let Some((_, pointer)) = LABELS.iter().find(|(known, _)| *known == folded) {
                set_piece(draft, pointer, piece, text, &from);
                continue;
            }
        }
        let Some(pointer) = target.filter(|_| !(answered && is_placeholder(&piece.text))) else { continue };
        if !(pointer == "/model/description" && draft.get(pointer).is_some()) {
            set_piece(draft, pointer, piece, &piece.text, &from);
        }
    }
    if let Some(split) = target.filter(|pointer| *pointer == "/data/datasets").and(split_of(&section.title)) {
        let last = draft.next_index("/data/datasets").saturating_sub(1);
        if draft.get(&format!("/data/datasets/{last}/provenance")).is_some() {
            draft.derive(&format!("/data/datasets/{last}/split"), split.into());
        }
    }
}

fn set_piece(draft: &mut Draft, pointer: &str, piece: &Piece, text: &str, from: &str) {
    let range = piece.range.clone();
    if is_placeholder(text) && draft.next_index(pointer) > 0 {
        return;
    }
    match pointer {
        "/data/datasets" => {
            let index = draft.next_index(pointer);
            draft.set_text(&format!("{pointer}/{index}/provenance"), text, range, from);
        }
        "/model/owners" => {
            let index = draft.next_index(pointer);
            let leaf = if text.contains('@') || text.contains("://") { "contact" } else { "name" };
            draft.set_text(&format!("{pointer}/{index}/{leaf}"), text, range, from);
        }
        _ => draft.set_text(pointer, text, range, from),
    }
}
