//! Hugging Face's README.md: front matter with its model-index, and the prose sections of the template.

use crate::input::card::adhoc_signs::is_called_card;
use crate::input::card::prose::{Labelled, Piece, Section, labelled, plain_label, sections};
use crate::input::card::sections::read_sections;
use crate::input::card::tables;
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
    ("test_data", "/data/datasets"),
    ("evaluation_data", "/data/datasets"),
    ("datos_de_entrenamiento", "/data/datasets"),
    ("dados_de_treino", "/data/datasets"),
    ("donnees_d_entrainement", "/data/datasets"),
    ("trainingsdaten", "/data/datasets"),
    ("uso_previsto", "/purpose/intended_use"),
    ("uso_pretendido", "/purpose/intended_use"),
    ("utilisation_prevue", "/purpose/intended_use"),
    ("verwendungszweck", "/purpose/intended_use"),
    ("out_of_scope", "/purpose/out_of_scope"),
    ("not_intended_for", "/purpose/out_of_scope"),
    ("prohibited_uses", "/purpose/out_of_scope"),
    ("fuera_de_alcance", "/purpose/out_of_scope"),
    ("fora_de_escopo", "/purpose/out_of_scope"),
    ("known_limitations", "/limitations"),
    ("limitaciones", "/limitations"),
    ("limitacoes", "/limitations"),
    ("limites", "/limitations"),
    ("einschrankungen", "/limitations"),
    ("caveats", "/limitations"),
    ("caveats_and_recommendations", "/limitations"),
    ("ethics", "/ethics"),
    ("consideraciones_eticas", "/ethics"),
    ("consideracoes_eticas", "/ethics"),
    ("architecture", "/model/architecture"),
    ("license", "/model/licenses"),
    ("licence", "/model/licenses"),
    ("monitoring", "/monitoring/plan"),
    ("monitoring_plan", "/monitoring/plan"),
    ("owner", "/model/owners"),
    ("owners", "/model/owners"),
];

/// Words with which a heading may go on: `Limitations & Recommendations`, `Intended use and users`.
const OPEN_HEADINGS: [(&str, &str); 7] = [
    ("limitations_", "/limitations"),
    ("known_limitations_", "/limitations"),
    ("limites_y_", "/limitations"),
    ("intended_use_", "/purpose/intended_use"),
    ("out_of_scope_", "/purpose/out_of_scope"),
    ("ethical_considerations_", "/ethics"),
    ("monitoring_and_", "/monitoring/plan"),
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
    ("model_name", "/model/name"),
    ("name", "/model/name"),
    ("project", "/model/name"),
    ("version", "/model/version"),
    ("model_version", "/model/version"),
    ("task", "/model/task"),
    ("problem_type", "/model/task"),
    ("architecture", "/model/architecture"),
    ("model_architecture", "/model/architecture"),
    ("algorithm", "/model/architecture"),
    ("framework", "/model/framework"),
    ("library", "/model/framework"),
    ("author", "/model/developers"),
    ("authors", "/model/developers"),
    ("developer", "/model/developers"),
    ("developers", "/model/developers"),
    ("date", "/model/created"),
    ("created", "/model/created"),
    ("training_date", "/model/created"),
    ("intended_use", "/purpose/intended_use"),
    ("primary_use", "/purpose/intended_use"),
    ("intended_users", "/purpose/users"),
    ("out_of_scope", "/purpose/out_of_scope"),
    ("out_of_scope_use", "/purpose/out_of_scope"),
    ("maintainer", "/model/owners"),
    ("tarea", "/model/task"),
    ("tarefa", "/model/task"),
    ("arquitectura", "/model/architecture"),
    ("arquitetura", "/model/architecture"),
    ("autor", "/model/developers"),
    ("auteur", "/model/developers"),
    ("licencia", "/model/licenses"),
    ("licenca", "/model/licenses"),
    ("licence", "/model/licenses"),
    ("uso_previsto", "/purpose/intended_use"),
    ("fuera_de_alcance", "/purpose/out_of_scope"),
    ("fora_de_escopo", "/purpose/out_of_scope"),
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
    if is_called_card(document) && !found.is_empty() {
        return true;
    }
    let headings = found.iter().filter(|section| heading_target(&section.title).is_some()).count();
    let titled = found.iter().any(|section| fold(&section.title).contains("model_card"));
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
        let name = name_in_title(&title.title);
        if name.is_empty() || ["Model ID", "Model Name", "README"].contains(&name) {
            return;
        }
        draft.set_text("/model/name", name, title.range.clone(), &child("", &title.title));
    }
}

/// The name in `Model Card for X`, `Model card — X` and `X: Model Card`.
fn name_in_title(title: &str) -> &str {
    let is_mark = |mark: char| mark.is_whitespace() || matches!(mark, '-' | '–' | '—' | ':' | '|' | '·');
    let is_ascii_word = |part: Option<&str>| part.is_some_and(|part| part.eq_ignore_ascii_case("model card"));
    const LENGTH: usize = "model card".len();
    let title = title.trim();
    if is_ascii_word(title.get(..LENGTH)) {
        let rest = title.get(LENGTH..).unwrap_or_default();
        return rest.strip_prefix(" for ").unwrap_or(rest).trim_matches(is_mark);
    }
    let end = title.len().saturating_sub(LENGTH);
    if is_ascii_word(title.get(end..)) { title.get(..end).unwrap_or_default().trim_matches(is_mark) } else { title }
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
    let folded = fold(bare_heading(title));
    let exact = HEADINGS.iter().find(|(heading, _)| *heading == folded);
    let open = || OPEN_HEADINGS.iter().find(|(beginning, _)| folded.starts_with(beginning));
    exact.or_else(open).map(|(_, pointer)| *pointer)
}

/// `Intended use` of `3.1 Intended use (v2)`.
fn bare_heading(title: &str) -> &str {
    let title = title.trim_end_matches("[optional]");
    let bare = title.trim_start_matches(|mark: char| !mark.is_alphabetic());
    bare.split_once(" (").map_or(bare, |(bare, _)| bare)
}

fn label_target(label: &str) -> Option<&'static str> {
    let folded = fold(label.trim_end_matches("[optional]"));
    LABELS.iter().find(|(known, _)| *known == folded).map(|(_, pointer)| *pointer)
}

fn read_section(section: &Section, draft: &mut Draft) {
    let target = heading_target(&section.title);
    // Prose has no pointer of its own; its heading says where to look.
    let from = child("", &section.title);
    // A part of the section that was left as it is says nothing about the others.
    let answered = section.pieces.iter().any(|piece| !is_placeholder(&piece.text));
    for (label, value) in tables::read(section, draft) {
        if let Some(pointer) = label_target(tables::without_marks(&label.text)) {
            set_piece(draft, pointer, value, tables::without_marks(&value.text), &from);
        }
    }
    let mut described: Option<Piece> = None;
    for piece in &section.pieces {
        if let Some(Labelled { label, text }) = labelled(&piece.text).or_else(|| plain_label(&piece.text))
            && let Some(pointer) = label_target(label)
        {
            // `**Version:** 1.1.0 · **Artefact:** …` is several on one line.
            let text = text.split_once(" · ").map_or(text, |(text, _)| text);
            set_piece(draft, pointer, piece, text, &from);
            continue;
        }
        let Some(pointer) = target.filter(|_| !(answered && is_placeholder(&piece.text))) else { continue };
        match pointer {
            "/data/datasets" => described = Some(joined(described, piece)),
            "/model/description" if draft.get(pointer).is_some() => {}
            // What only leads to a list says nothing itself.
            _ if piece.text.ends_with(':') && section.pieces.len() > 1 => {}
            "/purpose/intended_use" if is_denial(&piece.text) => {
                set_piece(draft, "/purpose/out_of_scope", piece, &piece.text, &from);
            }
            _ => set_piece(draft, pointer, piece, &piece.text, &from),
        }
    }
    let Some(piece) = described else { return };
    let before = draft.next_index("/data/datasets");
    set_piece(draft, "/data/datasets", &piece, &piece.text, &from);
    if draft.get(&format!("/data/datasets/{before}/provenance")).is_some()
        && let Some(split) = split_of(bare_heading(&section.title))
    {
        draft.derive(&format!("/data/datasets/{before}/split"), split.into());
    }
}

/// A section about a dataset is about one, in however many paragraphs.
fn joined(before: Option<Piece>, piece: &Piece) -> Piece {
    let Some(before) = before else { return Piece { text: piece.text.clone(), range: piece.range.clone() } };
    Piece { text: format!("{} {}", before.text, piece.text), range: before.range.start..piece.range.end }
}

/// `It is not intended for clinical use.`
fn is_denial(text: &str) -> bool {
    let folded = fold(text.get(..60).unwrap_or(text));
    ["not_intended", "it_is_not", "this_model_is_not", "the_model_is_not", "do_not_use", "should_not_be_used"]
        .iter()
        .any(|beginning| folded.starts_with(beginning))
        || folded.contains("model_should_not_be_used")
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
            // A sentence below the heading names nobody.
            if leaf == "name" && (text.contains(". ") || text.split_whitespace().count() > 8) {
                return;
            }
            draft.set_text(&format!("{pointer}/{index}/{leaf}"), text, range, from);
        }
        // The title of the page is the name; what a list says of it comes second.
        "/model/name" | "/model/version" | "/model/task" | "/model/created" if draft.get(pointer).is_some() => {}
        _ => draft.set_text(pointer, text, range, from),
    }
}
