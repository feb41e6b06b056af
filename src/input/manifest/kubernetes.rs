//! Kubernetes Deployment and StatefulSet (apps/v1).

use serde_json::Value;

use crate::input::draft::Draft;
use crate::input::manifest::metadata;
use crate::input::manifest::place::Place;
use crate::input::manifest::pod;
use crate::input::node::{Document, Node};

/// True for a Deployment or StatefulSet.
pub(crate) fn detects(document: &Document) -> bool {
    is_of(&document.root, "apps/", &["Deployment", "StatefulSet"])
}

/// True for an object of an API group and one of its kinds.
pub(crate) fn is_of(root: &Node, group: &str, kinds: &[&str]) -> bool {
    let text = |key| root.get(key).and_then(Node::text).unwrap_or_default();
    text("apiVersion").starts_with(group) && kinds.contains(&text("kind"))
}

/// Reads a Deployment or StatefulSet.
pub(crate) fn read(document: &Document, draft: &mut Draft) {
    let root = Place::root(&document.root);
    set_platform(&root, "kubernetes", draft);
    metadata::read(&root, draft);
    read_workload(&root, draft);
    let strategies: [&[&str]; 2] = [&["spec", "strategy", "type"], &["spec", "updateStrategy", "type"]];
    match strategies.iter().find_map(|path| root.at(path)) {
        Some(strategy) => read_strategy(&strategy, draft),
        None => draft.derive("/deployment/strategy", Value::from("rolling")),
    }
    // Kubernetes stops a rollout that does not become ready, and never goes back by itself.
    draft.derive("/deployment/rollback/automatic", Value::Bool(false));
}

/// Says which platform runs the workload, with its kind as the place.
pub(crate) fn set_platform(root: &Place<'_>, platform: &str, draft: &mut Draft) {
    if let Some(kind) = root.at(&["kind"]) {
        draft.set_text("/deployment/platform", platform, kind.node.start..kind.node.end, &kind.pointer);
    }
}

/// Reads what Deployment, StatefulSet and Rollout share: replicas, history, pods and scraping.
pub(crate) fn read_workload(root: &Place<'_>, draft: &mut Draft) {
    const REPLICAS: &[&str] = &["spec", "replicas"];
    const TABLE: [(&str, &[&str]); 3] = [
        ("/deployment/replicas/min", REPLICAS),
        ("/deployment/replicas/max", REPLICAS),
        ("/deployment/rollback/history_limit", &["spec", "revisionHistoryLimit"]),
    ];
    pod::set_all(root, &TABLE, draft);
    draft.derive("/deployment/replicas/min", Value::from(1));
    draft.derive("/deployment/replicas/max", Value::from(1));
    draft.derive("/deployment/rollback/history_limit", Value::from(10));
    if let Some(pod) = root.at(&["spec", "template", "spec"]) {
        pod::read(&pod, draft);
    }
    pod::read_scraping(root, draft);
}

/// Reads a strategy by the names of Kubernetes; one that it does not have is reported as malformed.
pub(crate) fn read_strategy(strategy: &Place<'_>, draft: &mut Draft) {
    let word = match strategy.node.text() {
        Some("RollingUpdate") => "rolling",
        Some("Recreate") => "recreate",
        _ => return draft.set("/deployment/strategy", strategy.node, &strategy.pointer),
    };
    draft.set_text("/deployment/strategy", word, strategy.node.start..strategy.node.end, &strategy.pointer);
}
