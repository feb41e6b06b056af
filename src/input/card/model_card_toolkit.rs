//! Google's Model Card Toolkit, JSON schemas 0.0.1 and 0.0.2, and the fields that the VerifyML fork adds.

use crate::input::card::sections::read_sections;
use crate::input::draft::Draft;
use crate::input::leaves::child;
use crate::input::node::{Document, Node, NodeValue, Syntax};

const SECTIONS: [&str; 4] = ["model_details", "model_parameters", "quantitative_analysis", "considerations"];

/// Where a field of the format belongs in the subject.
const FIELDS: &[(&[&str], &str)] = &[
    (&["model_details", "name"], "/model/name"),
    (&["model_details", "overview"], "/model/description"),
    (&["model_details", "version", "name"], "/model/version"),
    (&["model_details", "version", "date"], "/model/created"),
    (&["model_details", "version", "diff"], "/lineage/change_type"),
    (&["model_details", "path"], "/lineage/registry"),
    (&["model_parameters", "model_architecture"], "/model/architecture"),
    (&["considerations", "users"], "/purpose/users"),
    (&["considerations", "use_cases"], "/purpose/intended_use"),
    (&["considerations", "limitations"], "/limitations"),
];

/// Does the document have two of the format's sections, or one and its version?
pub(crate) fn detects(document: &Document) -> bool {
    let root = &document.root;
    let sections = SECTIONS.iter().filter(|section| root.get(section).is_some_and(|node| !node.entries().is_empty()));
    let count = sections.count() + usize::from(root.get("schema_version").is_some());
    let performance = root.at(&["quantitative_analysis", "performance_metrics"]).is_some();
    let has_owner_list = root.at(&["model_details", "owners"]).is_some_and(|owners| !owners.items().is_empty());
    document.syntax != Syntax::Markdown
        && root.get("model_details").is_some()
        && count >= 2
        && (performance || has_owner_list || !is_homemade(root))
}

/// Other cards borrow the names of sections; their fields in `model_details` are strings or their own.
fn is_homemade(root: &Node) -> bool {
    let known = [
        "name",
        "overview",
        "documentation",
        "owners",
        "version",
        "licenses",
        "references",
        "citations",
        "path",
        "license",
        "regulatory_requirements",
    ];
    let details = root.get("model_details").map(Node::entries).unwrap_or_default();
    details.iter().any(|entry| !known.contains(&entry.key.as_str()))
}

/// Reads the document.
pub(crate) fn read(document: &Document, draft: &mut Draft) {
    let root = &document.root;
    for (path, pointer) in FIELDS {
        if let Some(node) = root.at(path) {
            // A home-made card may have `version: "2.1"` in place of the object.
            draft.set(pointer, node, &source(path));
        }
    }
    if let Some(version) = root.at(&["model_details", "version"]).filter(|version| version.entries().is_empty()) {
        draft.set("/model/version", version, "/model_details/version");
    }
    for_each(root, &["model_details", "owners"], |owner, from| draft.set("/model/owners", owner, from));
    read_licenses(root, draft);
    for_each(root, &["model_details", "regulatory_requirements"], |requirement, from| {
        if let Some(regulation) = requirement.get("regulation") {
            draft.set("/conformity/harmonised_standards", regulation, &child(from, "regulation"));
        }
    });
    for_each(root, &["model_parameters", "data"], |data, from| {
        read_data(data, from, draft);
    });
    // Version 0.0.1 has an object with `train` and `eval` in place of the list.
    if let Some(data) = root.at(&["model_parameters", "data"]).filter(|data| !data.entries().is_empty()) {
        for (key, split) in [("train", "train"), ("eval", "test")] {
            if let Some(node) = data.get(key) {
                let from = format!("/model_parameters/data/{key}");
                let pointer = read_data(node, &from, draft);
                draft.set_text(&format!("{pointer}/split"), split, node.start..node.end, &from);
            }
        }
    }
    for_each(root, &["quantitative_analysis", "performance_metrics"], |metric, from| read_metric(metric, from, draft));
    read_considerations(root, draft);
    for_each(root, &["explainability_analysis", "explainability_reports"], |report, from| {
        if let Some(kind) = report.get("type") {
            draft.set("/explainability/methods", kind, &child(from, "type"));
        }
    });
    for_each(root, &["fairness_analysis", "fairness_reports"], |report, from| {
        read_fairness_report(report, from, draft)
    });
    read_sections(root, draft);
}

fn read_licenses(root: &Node, draft: &mut Draft) {
    for_each(root, &["model_details", "licenses"], |license, from| {
        for key in ["identifier", "custom_text"] {
            if let Some(node) = license.get(key) {
                draft.set("/model/licenses", node, &child(from, key));
            }
        }
        if license.text().is_some() {
            draft.set("/model/licenses", license, from);
        }
    });
    if let Some(license) = root.at(&["model_details", "license"]) {
        draft.set("/model/licenses", license, "/model_details/license");
    }
}

fn read_data(data: &Node, from: &str, draft: &mut Draft) -> String {
    let pointer = format!("/data/datasets/{}", draft.next_index("/data/datasets"));
    for (key, leaf) in [("name", "name"), ("link", "uri"), ("description", "provenance")] {
        if let Some(node) = data.get(key) {
            draft.set(&format!("{pointer}/{leaf}"), node, &child(from, key));
        }
    }
    // 0.0.2: {sensitive_data: [names]}; 0.0.1 and VerifyML: a flag, or the names that were used.
    match data.get("sensitive") {
        Some(flag) if matches!(flag.value, NodeValue::Bool(_)) => {
            draft.set(&format!("{pointer}/personal_data"), flag, &child(from, "sensitive"));
        }
        Some(sensitive) => {
            for key in ["sensitive_data", "sensitive_data_used"] {
                if let Some(names) = sensitive.get(key).filter(|names| !matches!(names.value, NodeValue::Bool(_))) {
                    draft.set("/data/protected_attributes", names, &format!("{from}/sensitive/{key}"));
                }
            }
        }
        None => {}
    }
    pointer
}

fn read_metric(metric: &Node, from: &str, draft: &mut Draft) {
    let pointer = format!("/evaluation/{}", draft.next_index("/evaluation"));
    for (key, leaf) in [("type", "metric"), ("value", "value"), ("slice", "group"), ("threshold", "threshold")] {
        if let Some(node) = metric.get(key) {
            draft.set(&format!("{pointer}/{leaf}"), node, &child(from, key));
        }
    }
    for (key, leaf) in [("lower_bound", "ci_low"), ("upper_bound", "ci_high")] {
        if let Some(node) = metric.at(&["confidence_interval", key]) {
            draft.set(&format!("{pointer}/{leaf}"), node, &format!("{from}/confidence_interval/{key}"));
        }
    }
}

fn read_considerations(root: &Node, draft: &mut Draft) {
    for_each(root, &["considerations", "tradeoffs"], |tradeoff, from| draft.set("/limitations", tradeoff, from));
    for_each(root, &["considerations", "ethical_considerations"], |risk, from| {
        let pointer = format!("/ethics/{}", draft.next_index("/ethics"));
        if risk.text().is_some() {
            return draft.set(&format!("{pointer}/name"), risk, from);
        }
        for (key, leaf) in [("name", "name"), ("mitigation_strategy", "mitigation")] {
            if let Some(node) = risk.get(key) {
                draft.set(&format!("{pointer}/{leaf}"), node, &child(from, key));
            }
        }
    });
    for_each(root, &["considerations", "fairness_assessment"], |group, from| {
        let pointer = format!("/risk/register/{}", draft.next_index("/risk/register"));
        for (key, leaf) in [("harms", "name"), ("mitigation_strategy", "mitigation")] {
            if let Some(node) = group.get(key) {
                draft.set(&format!("{pointer}/{leaf}"), node, &child(from, key));
            }
        }
        if let Some(at_risk) = group.get("group_at_risk") {
            draft.set("/purpose/affected_persons/vulnerable_groups", at_risk, &child(from, "group_at_risk"));
        }
    });
}

/// Tests of a fairness report: each is a metric with a result for one segment.
fn read_fairness_report(report: &Node, from: &str, draft: &mut Draft) {
    for (index, test) in report.get("tests").map(Node::items).unwrap_or_default().iter().enumerate() {
        let pointer = format!("/evaluation/{}", draft.next_index("/evaluation"));
        let test_from = format!("{from}/tests/{index}");
        for (key, leaf) in [("name", "metric"), ("result", "value"), ("threshold", "threshold")] {
            if let Some(node) = test.get(key) {
                draft.set(&format!("{pointer}/{leaf}"), node, &child(&test_from, key));
            }
        }
        for (key, leaf) in [("slice", "attribute"), ("segment", "group")] {
            if let Some(node) = report.get(key) {
                draft.set(&format!("{pointer}/{leaf}"), node, &child(from, key));
            }
        }
    }
}

fn source(path: &[&str]) -> String {
    path.iter().fold(String::new(), |pointer, key| child(&pointer, key))
}

/// Calls `read` with each element of a list and its pointer.
fn for_each(root: &Node, path: &[&str], mut read: impl FnMut(&Node, &str)) {
    let list = source(path);
    for (index, item) in root.at(path).map(Node::items).unwrap_or_default().iter().enumerate() {
        read(item, &format!("{list}/{index}"));
    }
}
