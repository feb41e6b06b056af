//! KServe InferenceService (serving.kserve.io/v1beta1): the model lies behind `storageUri`, not in an image.

use serde_json::Value;

use crate::input::draft::Draft;
use crate::input::manifest::kubernetes::{is_of, read_strategy, set_platform};
use crate::input::manifest::metadata;
use crate::input::manifest::place::{Place, find};
use crate::input::manifest::pod;
use crate::input::node::{Document, Node};

/// The predictors that v1beta1 names by framework, besides `model`.
const FRAMEWORKS: [&str; 11] = [
    "model",
    "sklearn",
    "xgboost",
    "tensorflow",
    "pytorch",
    "triton",
    "onnx",
    "huggingface",
    "pmml",
    "lightgbm",
    "paddle",
];

/// True for an InferenceService of version v1beta1.
pub(crate) fn detects(document: &Document) -> bool {
    is_of(&document.root, "serving.kserve.io/v1beta1", &["InferenceService"])
}

/// Reads an InferenceService.
pub(crate) fn read(document: &Document, draft: &mut Draft) {
    const TABLE: [(&str, &[&str]); 2] = [
        ("/deployment/replicas/min", &["spec", "predictor", "minReplicas"]),
        ("/deployment/replicas/max", &["spec", "predictor", "maxReplicas"]),
    ];
    let root = Place::root(&document.root);
    set_platform(&root, "kserve", draft);
    metadata::read(&root, draft);
    pod::set_all(&root, &TABLE, draft);
    draft.derive("/deployment/replicas/min", Value::from(1));
    if let Some(predictor) = root.at(&["spec", "predictor"]) {
        read_component(&predictor, draft);
        read_rollout(&root, &predictor, draft);
        match predictor.at(&["logger"]) {
            Some(logger) => pod::set_flag(draft, "/deployment/monitoring/logging", &logger, true),
            None => draft.derive("/deployment/monitoring/logging", Value::Bool(false)),
        }
    }
    for component in ["transformer", "explainer"] {
        if let Some(component) = root.at(&["spec", component]) {
            read_component(&component, draft);
        }
    }
    pod::read_scraping(&root, draft);
    // KServe scrapes only where the annotation asks for it, and goes back only where a person says so.
    draft.derive("/deployment/monitoring/metrics", Value::Bool(false));
    draft.derive("/deployment/rollback/automatic", Value::Bool(false));
}

/// Reads the models and containers of predictor, transformer or explainer.
fn read_component(component: &Place<'_>, draft: &mut Draft) {
    for framework in FRAMEWORKS {
        if let Some(model) = component.at(&[framework]) {
            let name = model.at(&["modelFormat", "name"]);
            for path in [&["storageUri"][..], &["storage", "path"]] {
                if let Some(uri) = model.at(path) {
                    pod::read_model(&uri, name.as_ref(), draft);
                }
            }
            pod::read_image(&model, draft);
            // What the manifest leaves out, the serving runtime fills in: it is unknown here, not absent.
            pod::read_container(&model, Some(component), draft);
        }
    }
    if component.node.get("containers").is_some_and(|containers| !containers.items().is_empty()) {
        pod::read(component, draft);
        for container in component.at(&["containers"]).iter().flat_map(Place::items) {
            read_storage_variable(&container, draft);
        }
    } else {
        pod::read_placement(component, draft);
    }
}

/// A custom predictor names its model in the environment variable `STORAGE_URI`.
fn read_storage_variable(container: &Place<'_>, draft: &mut Draft) {
    for variable in container.at(&["env"]).iter().flat_map(Place::items) {
        if variable.node.get("name").and_then(Node::text) == Some("STORAGE_URI")
            && let Some(uri) = variable.at(&["value"])
        {
            pod::read_model(&uri, container.at(&["name"]).as_ref(), draft);
        }
    }
}

/// Reads how a new version takes over: a share of the traffic until a person raises it, or all at once.
fn read_rollout(root: &Place<'_>, predictor: &Place<'_>, draft: &mut Draft) {
    let Some(share) = predictor.at(&["canaryTrafficPercent"]) else {
        if let Some(strategy) = predictor.at(&["deploymentStrategy", "type"]) {
            return read_strategy(&strategy, draft);
        }
        let mode = find(root, "serving.kserve.io/deploymentMode");
        let is_raw = mode.is_some_and(|mode| matches!(mode.node.text(), Some("RawDeployment" | "Standard")));
        // With Knative a revision that is ready gets all the traffic; as a Deployment it is rolled out.
        return draft.derive("/deployment/strategy", Value::from(if is_raw { "rolling" } else { "all_at_once" }));
    };
    let range = share.node.start..share.node.end;
    draft.set_text("/deployment/strategy", "canary", range, &share.pointer);
    draft.set("/deployment/canary/initial_weight", share.node, &share.pointer);
    draft.set("/deployment/canary/steps", share.node, &share.pointer);
    if let Some(weight) = share.node.to_json().as_f64() {
        pod::set_number(draft, "/deployment/canary/max_step", &share, weight.max(100.0 - weight));
    }
    pod::set_flag(draft, "/deployment/canary/manual_gate", &share, true);
    pod::set_flag(draft, "/deployment/canary/gated", &share, true);
    draft.derive("/deployment/canary/analysis/present", Value::Bool(false));
}
