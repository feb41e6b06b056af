//! CycloneDX 1.5 to 1.7: the machine-learning model of a bill of materials, with its `modelCard`.

use crate::input::draft::Draft;
use crate::input::leaves::child;
use crate::input::node::{Document, Node, NodeValue};
use crate::model::NoteKind;

const CARD: &str = "modelCard";

/// Fields of the component and their leaves.
const FIELDS: &[(&[&str], &str)] = &[
    (&["name"], "/model/name"),
    (&["version"], "/model/version"),
    (&["description"], "/model/description"),
    (&["purl"], "/model/id"),
    (&["supplier", "name"], "/model/provider/name"),
    (&["manufacturer", "name"], "/model/provider/name"),
    (&["publisher"], "/model/developers"),
    (&["author"], "/model/developers"),
    (&["authors"], "/model/developers"),
    (&[CARD, "modelParameters", "task"], "/model/task"),
    (&[CARD, "modelParameters", "modelArchitecture"], "/model/architecture"),
    (&[CARD, "considerations", "users"], "/purpose/users"),
    (&[CARD, "considerations", "useCases"], "/purpose/intended_use"),
    (&[CARD, "considerations", "technicalLimitations"], "/limitations"),
    (&[CARD, "considerations", "performanceTradeoffs"], "/limitations"),
];

/// A bill of materials that describes a model.
pub(crate) fn detects(document: &Document) -> bool {
    document.root.get("bomFormat").and_then(Node::text) == Some("CycloneDX") && !models(&document.root).is_empty()
}

/// Every model: that of the metadata first.
fn models(root: &Node) -> Vec<(&Node, String)> {
    let described = root.at(&["metadata", "component"]).map(|component| (component, "/metadata/component".to_owned()));
    let listed = root.get("components").map(Node::items).unwrap_or_default().iter().enumerate();
    let listed = listed.map(|(index, component)| (component, format!("/components/{index}")));
    let is_model = |component: &Node| {
        component.get("type").and_then(Node::text) == Some("machine-learning-model") || component.get(CARD).is_some()
    };
    let mut models: Vec<_> = described.into_iter().chain(listed).filter(|(component, _)| is_model(component)).collect();
    models.sort_by_key(|(component, _)| component.get(CARD).is_none());
    models
}

/// Reads the first model that has a card; others are named in a note.
pub(crate) fn read(document: &Document, draft: &mut Draft) {
    let root = &document.root;
    let models = models(root);
    let Some((component, from)) = models.first() else { return };
    if models.len() > 1 {
        let name = component.get("name").and_then(Node::text).unwrap_or_default();
        let message = format!("the bill of materials lists {} models; only `{name}` was read", models.len());
        draft.note(NoteKind::Encoding, message, &[], Some(component));
    }
    for (path, pointer) in FIELDS {
        if let Some(node) = component.at(path) {
            draft.set(pointer, node, &format!("{from}/{}", path.join("/")));
        }
    }
    if component.at(&[CARD, "modelParameters", "modelArchitecture"]).is_none()
        && let Some(family) = component.at(&[CARD, "modelParameters", "architectureFamily"])
    {
        draft.set("/model/architecture", family, &format!("{from}/{CARD}/modelParameters/architectureFamily"));
    }
    read_component(component, from, draft);
    for_each(component, from, &[CARD, "modelParameters", "datasets"], |data, from| {
        read_dataset(root, data, from, draft)
    });
    for_each(component, from, &[CARD, "quantitativeAnalysis", "performanceMetrics"], |metric, from| {
        let pointer = format!("/evaluation/{}", draft.next_index("/evaluation"));
        for (key, leaf) in [("type", "metric"), ("value", "value"), ("slice", "group")] {
            set(draft, &child(&pointer, leaf), metric, &[key], from);
        }
        set(draft, &child(&pointer, "ci_low"), metric, &["confidenceInterval", "lowerBound"], from);
        set(draft, &child(&pointer, "ci_high"), metric, &["confidenceInterval", "upperBound"], from);
    });
    read_considerations(component, from, draft);
}

fn read_component(component: &Node, from: &str, draft: &mut Draft) {
    for_each(component, from, &["hashes"], |hash, from| {
        if hash.get("alg").and_then(Node::text) == Some("SHA-256") {
            set(draft, "/model/digest", hash, &["content"], from);
        }
    });
    for_each(component, from, &["licenses"], |license, from| {
        for path in [&["license", "id"][..], &["license", "name"], &["expression"]] {
            set(draft, "/model/licenses", license, path, from);
        }
    });
    for_each(component, from, &["supplier", "contact"], |contact, from| {
        let pointer = format!("/model/owners/{}", draft.next_index("/model/owners"));
        for (key, leaf) in [("name", "name"), ("email", "contact")] {
            set(draft, &child(&pointer, leaf), contact, &[key], from);
        }
    });
    for_each(component, from, &["pedigree", "ancestors"], |ancestor, from| {
        let pointer = format!("/model/base_models/{}", draft.next_index("/model/base_models"));
        for (key, leaf) in [("name", "name"), ("version", "version")] {
            set(draft, &child(&pointer, leaf), ancestor, &[key], from);
        }
    });
    for (list, leaf) in [("inputs", "input"), ("outputs", "output")] {
        for_each(component, from, &[CARD, "modelParameters", list], |port, from| {
            // Formats such as `float32` are no modalities: only the words of the vocabulary are.
            let modality = port
                .get("format")
                .and_then(Node::text)
                .is_some_and(|format| ["text", "image", "audio", "video"].contains(&format));
            if modality {
                set(draft, &format!("/model/modalities/{leaf}"), port, &["format"], from);
            }
        });
    }
}

/// A dataset: described here, or a reference to a component of the bill.
fn read_dataset(root: &Node, data: &Node, from: &str, draft: &mut Draft) {
    let reference = data.text().or_else(|| data.get("ref").and_then(Node::text));
    let component = reference.and_then(|wanted| {
        let components = root.get("components").map(Node::items).unwrap_or_default();
        let found =
            components.iter().position(|component| component.get("bom-ref").and_then(Node::text) == Some(wanted))?;
        Some((components.get(found)?, format!("/components/{found}")))
    });
    let (data, from) = match &component {
        Some((component, pointer)) => (*component, pointer.as_str()),
        None => (data, from),
    };
    let pointer = format!("/data/datasets/{}", draft.next_index("/data/datasets"));
    if data.text().is_some() || data.get("ref").is_some() {
        let name = data.get("ref").unwrap_or(data);
        return draft.set(&child(&pointer, "name"), name, from);
    }
    for (path, leaf) in [
        (&["name"][..], "name"),
        (&["description"], "provenance"),
        (&["contents", "url"], "uri"),
        (&["sensitiveData"], "special_categories"),
    ] {
        set(draft, &child(&pointer, leaf), data, path, from);
    }
    for (index, item) in data.get("data").map(Node::items).unwrap_or_default().iter().enumerate() {
        let from = format!("{from}/data/{index}");
        set(draft, &child(&pointer, "provenance"), item, &["description"], &from);
        set(draft, &child(&pointer, "uri"), item, &["contents", "url"], &from);
        set(draft, &child(&pointer, "special_categories"), item, &["sensitiveData"], &from);
    }
}

fn read_considerations(component: &Node, from: &str, draft: &mut Draft) {
    for_each(component, from, &[CARD, "considerations", "ethicalConsiderations"], |item, from| {
        let pointer = format!("/ethics/{}", draft.next_index("/ethics"));
        for (key, leaf) in [("name", "name"), ("mitigationStrategy", "mitigation")] {
            set(draft, &child(&pointer, leaf), item, &[key], from);
        }
    });
    for_each(component, from, &[CARD, "considerations", "fairnessAssessments"], |item, from| {
        let pointer = format!("/risk/register/{}", draft.next_index("/risk/register"));
        for (key, leaf) in [("harms", "name"), ("mitigationStrategy", "mitigation")] {
            set(draft, &child(&pointer, leaf), item, &[key], from);
        }
        set(draft, "/purpose/affected_persons/vulnerable_groups", item, &["groupAtRisk"], from);
    });
    let environment = [CARD, "considerations", "environmentalConsiderations", "energyConsumptions"];
    let list = component.at(&environment);
    for (path, pointer) in [
        (["activityEnergyCost", "value"], "/sustainability/energy_kwh"),
        (["co2CostEquivalent", "value"], "/sustainability/co2_t"),
    ] {
        if let Some(total) = list.and_then(|list| total(list, &path)) {
            draft.set(pointer, &total, &format!("{from}/{}", environment.join("/")));
        }
    }
}

/// The sum over all activities; nothing where one of them does not say it.
fn total(list: &Node, path: &[&str]) -> Option<Node> {
    let values: Option<Vec<f64>> = list
        .items()
        .iter()
        .map(|item| match &item.at(path)?.value {
            NodeValue::Number(number) => number.as_f64(),
            _ => None,
        })
        .collect();
    let sum = values.filter(|values| !values.is_empty())?.iter().sum();
    Some(Node { value: NodeValue::Number(serde_json::Number::from_f64(sum)?), start: list.start, end: list.end })
}

fn set(draft: &mut Draft, pointer: &str, node: &Node, path: &[&str], from: &str) {
    if let Some(value) = node.at(path) {
        draft.set(pointer, value, &format!("{from}/{}", path.join("/")));
    }
}

/// Calls `read` with each element of a list and its pointer.
fn for_each(component: &Node, from: &str, path: &[&str], mut read: impl FnMut(&Node, &str)) {
    for (index, item) in component.at(path).map(Node::items).unwrap_or_default().iter().enumerate() {
        read(item, &format!("{from}/{}/{index}", path.join("/")));
    }
}
