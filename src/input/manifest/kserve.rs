//! KServe: InferenceService in its present and its former versions, and LLMInferenceService. The model lies behind a
//! URI, not in an image.

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

/// The API groups: the second is the one of KFServing, as KServe was called before.
const GROUPS: [&str; 2] = ["serving.kserve.io/", "serving.kubeflow.org/"];

/// True for an InferenceService or an LLMInferenceService.
pub(crate) fn detects(document: &Document) -> bool {
    GROUPS.iter().any(|group| is_of(&document.root, group, &["InferenceService", "LLMInferenceService"]))
}

/// Reads an object of KServe.
pub(crate) fn read(document: &Document, draft: &mut Draft) {
    let root = Place::root(&document.root);
    if document.root.get("kind").and_then(Node::text) == Some("LLMInferenceService") {
        read_language_model(&root, draft);
    } else if root.at(&["spec", "default"]).is_some() {
        read_former(&root, draft);
    } else {
        read_present(&root, draft);
    }
}

/// LLMInferenceService: what it leaves to `baseRefs` and to the cluster is not known here.
fn read_language_model(root: &Place<'_>, draft: &mut Draft) {
    const REPLICAS: &[&str] = &["spec", "replicas"];
    set_platform(root, "kserve", draft);
    metadata::read(root, draft);
    pod::set_all(root, &[("/deployment/replicas/min", REPLICAS), ("/deployment/replicas/max", REPLICAS)], draft);
    if let Some(uri) = root.at(&["spec", "model", "uri"]) {
        pod::read_model(&uri, root.at(&["spec", "model", "name"]).as_ref(), draft);
    }
    if let Some(template) = root.at(&["spec", "template"]) {
        for container in template.at(&["containers"]).iter().flat_map(Place::items) {
            pod::read_image(&container, draft);
            pod::read_container(&container, Some(&template), draft);
        }
        pod::read_placement(&template, draft);
    }
    pod::read_scraping(root, draft);
    draft.derive("/deployment/rollback/automatic", Value::Bool(false));
}

/// InferenceService v1alpha2: a default, and beside it a canary that gets a share of the traffic.
fn read_former(root: &Place<'_>, draft: &mut Draft) {
    set_platform(root, "kserve", draft);
    metadata::read(root, draft);
    let sides = ["default", "canary"].map(|side| root.at(&["spec", side]));
    const TABLE: [(&str, &[&str]); 2] = [
        ("/deployment/replicas/min", &["spec", "default", "predictor", "minReplicas"]),
        ("/deployment/replicas/max", &["spec", "default", "predictor", "maxReplicas"]),
    ];
    pod::set_all(root, &TABLE, draft);
    for side in sides.iter().flatten() {
        for component in ["predictor", "transformer", "explainer"] {
            if let Some(component) = side.at(&[component]) {
                read_component(&component, draft);
                if let Some(container) = component.at(&["custom", "container"]) {
                    pod::read_image(&container, draft);
                    pod::read_container(&container, Some(&component), draft);
                    read_storage_variable(&container, draft);
                }
            }
        }
    }
    let is_logged = sides.iter().flatten().all(|side| side.at(&["predictor", "logger"]).is_some());
    draft.derive("/deployment/monitoring/logging", Value::Bool(is_logged));
    match root.at(&["spec", "canaryTrafficPercent"]) {
        Some(share) => read_share(&share, draft),
        None => draft.derive("/deployment/strategy", Value::from("all_at_once")),
    }
    finish(root, draft);
}

/// InferenceService v1beta1.
fn read_present(root: &Place<'_>, draft: &mut Draft) {
    const TABLE: [(&str, &[&str]); 2] = [
        ("/deployment/replicas/min", &["spec", "predictor", "minReplicas"]),
        ("/deployment/replicas/max", &["spec", "predictor", "maxReplicas"]),
    ];
    set_platform(root, "kserve", draft);
    metadata::read(root, draft);
    pod::set_all(root, &TABLE, draft);
    if let Some(predictor) = root.at(&["spec", "predictor"]) {
        read_component(&predictor, draft);
        read_rollout(root, &predictor, draft);
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
    finish(root, draft);
}

/// What holds where nothing is said.
fn finish(root: &Place<'_>, draft: &mut Draft) {
    draft.derive("/deployment/replicas/min", Value::from(1));
    pod::read_scraping(root, draft);
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
    read_share(&share, draft);
}

/// A share of the traffic for the new version, until a person raises it.
fn read_share(share: &Place<'_>, draft: &mut Draft) {
    let range = share.node.start..share.node.end;
    draft.set_text("/deployment/strategy", "canary", range, &share.pointer);
    draft.set("/deployment/canary/initial_weight", share.node, &share.pointer);
    draft.set("/deployment/canary/steps", share.node, &share.pointer);
    if let Some(weight) = share.node.to_json().as_f64() {
        pod::set_number(draft, "/deployment/canary/max_step", share, weight.max(100.0 - weight));
    }
    pod::set_flag(draft, "/deployment/canary/manual_gate", share, true);
    pod::set_flag(draft, "/deployment/canary/gated", share, true);
    draft.derive("/deployment/canary/analysis/present", Value::Bool(false));
}
