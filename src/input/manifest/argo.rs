//! Argo Rollouts (argoproj.io/v1alpha1): Rollout, and the AnalysisTemplate that it names.

use serde_json::Value;

use crate::input::draft::Draft;
use crate::input::manifest::canary::{self, Canary};
use crate::input::manifest::kubernetes::{is_of, read_workload, set_platform};
use crate::input::manifest::metadata;
use crate::input::manifest::place::{Place, is_true};
use crate::input::manifest::pod;
use crate::input::node::{Document, Node};

const GROUP: &str = "argoproj.io/";

/// Words in the name or condition of a metric that measures errors.
const ERROR_WORDS: [&str; 8] =
    ["error", "5xx", "fail", "success", "availability", "exception", "http_status", "status_code"];

/// Words in the name or query of a metric that measures the model's quality.
const QUALITY_WORDS: [&str; 17] = [
    "accuracy",
    "auc",
    "precision",
    "recall",
    "f1",
    "drift",
    "psi",
    "quality",
    "prediction",
    "fairness",
    "parity",
    "impact_ratio",
    "calibration",
    "rmse",
    "mae",
    "hallucination",
    "toxicity",
];

/// True for a Rollout.
pub(crate) fn detects(document: &Document) -> bool {
    is_of(&document.root, GROUP, &["Rollout"])
}

/// True for an AnalysisTemplate, of a namespace or of the cluster.
pub(crate) fn detects_template(document: &Document) -> bool {
    is_of(&document.root, GROUP, &["AnalysisTemplate", "ClusterAnalysisTemplate"])
}

/// Reads a Rollout.
pub(crate) fn read(document: &Document, draft: &mut Draft) {
    let root = Place::root(&document.root);
    set_platform(&root, "argo_rollouts", draft);
    metadata::read(&root, draft);
    read_workload(&root, draft);
    if let Some(canary) = root.at(&["spec", "strategy", "canary"]) {
        read_canary(&canary, draft);
    } else if let Some(blue_green) = root.at(&["spec", "strategy", "blueGreen"]) {
        read_blue_green(&blue_green, draft);
    }
    let analysed = draft.get("/deployment/canary/analysis/present") == Some(&Value::Bool(true));
    let abort = root.at(&["spec", "progressDeadlineAbort"]).filter(|abort| is_true(abort));
    if let Some(abort) = abort {
        pod::set_flag(draft, "/deployment/rollback/automatic", &abort, true);
    }
    // A failed analysis aborts the rollout, and an aborted rollout goes back to the stable version.
    draft.derive("/deployment/rollback/automatic", Value::Bool(analysed));
}

fn read_canary(place: &Place<'_>, draft: &mut Draft) {
    let Some(canary) = Canary::read(place) else {
        // Without steps a canary behaves like a rolling update, says Argo's documentation.
        draft.set_text("/deployment/strategy", "rolling", place.node.start..place.node.end, &place.pointer);
        return;
    };
    draft.set_text("/deployment/strategy", "canary", place.node.start..place.node.end, &place.pointer);
    for (index, weight) in canary.weights.iter().enumerate() {
        if index == 0 {
            draft.set("/deployment/canary/initial_weight", weight.node, &weight.pointer);
        }
        draft.set("/deployment/canary/steps", weight.node, &weight.pointer);
    }
    pod::set_number(draft, "/deployment/canary/max_step", place, canary.max_step);
    pod::set_flag(draft, "/deployment/canary/manual_gate", place, canary.manual_gate);
    pod::set_flag(draft, "/deployment/canary/gated", place, canary.gated);
    if let Some(seconds) = canary.bake_seconds {
        pod::set_number(draft, "/deployment/canary/bake_seconds", place, seconds);
    }
    pod::set_flag(draft, "/deployment/canary/analysis/present", place, canary.analysed);
}

fn read_blue_green(place: &Place<'_>, draft: &mut Draft) {
    let set = |draft: &mut Draft, pointer: &str, flag| pod::set_flag(draft, pointer, place, flag);
    draft.set_text("/deployment/strategy", "blue_green", place.node.start..place.node.end, &place.pointer);
    let is_false = |key| place.node.get(key).map(Node::to_json) == Some(Value::Bool(false));
    let seconds = place.at(&["autoPromotionSeconds"]);
    let manual = is_false("autoPromotionEnabled") && seconds.is_none();
    let analysed_before = place.node.get("prePromotionAnalysis").is_some();
    let analysed = analysed_before || place.node.get("postPromotionAnalysis").is_some();
    set(draft, "/deployment/canary/manual_gate", manual);
    set(draft, "/deployment/canary/gated", manual || analysed_before);
    set(draft, "/deployment/canary/analysis/present", analysed);
    if let Some(seconds) = seconds {
        draft.set("/deployment/canary/bake_seconds", seconds.node, &seconds.pointer);
    }
}

/// Reads an AnalysisTemplate: what it measures, and how often it may fail before the rollout is aborted.
pub(crate) fn read_template(document: &Document, draft: &mut Draft) {
    let root = Place::root(&document.root);
    let Some(list) = root.at(&["spec", "metrics"]) else { return };
    let metrics: Vec<Place<'_>> = list.items().filter(|metric| !is_dry_run(&root, metric.node)).collect();
    for metric in &metrics {
        if let Some(name) = metric.at(&["name"]) {
            draft.set("/deployment/canary/analysis/metrics", name.node, &name.pointer);
            draft.set("/deployment/rollback/triggers", name.node, &name.pointer);
        }
    }
    for (pointer, words) in [
        ("/deployment/canary/analysis/error_metric", &ERROR_WORDS[..]),
        ("/deployment/canary/analysis/quality_metric", &QUALITY_WORDS[..]),
    ] {
        let measuring = metrics.iter().find(|metric| mentions(metric.node, words));
        pod::set_flag(draft, pointer, measuring.unwrap_or(&list), measuring.is_some());
    }
    // The most forgiving metric decides; a metric without a limit tolerates no failure.
    let limit = |metric: &Place<'_>| metric.node.get("failureLimit").and_then(|limit| limit.to_json().as_f64());
    let most = metrics.iter().max_by(|a, b| limit(a).unwrap_or(0.0).total_cmp(&limit(b).unwrap_or(0.0)));
    match most.and_then(|metric| metric.at(&["failureLimit"])) {
        Some(place) => draft.set("/deployment/canary/analysis/failure_limit", place.node, &place.pointer),
        None => draft.derive("/deployment/canary/analysis/failure_limit", Value::from(0)),
    }
}

/// A metric under `dryRun` is measured, and its failure changes nothing; `.*` means all of them.
fn is_dry_run(root: &Place<'_>, metric: &Node) -> bool {
    let name = metric.get("name").and_then(Node::text).unwrap_or_default();
    let dry_run = root.at(&["spec", "dryRun"]);
    dry_run.iter().flat_map(Place::items).any(|rule| {
        rule.node.get("metricName").and_then(Node::text).is_some_and(|pattern| pattern == ".*" || pattern == name)
    })
}

/// True where name, conditions or query of a metric contain one of the words as a word of its own.
fn mentions(metric: &Node, words: &[&str]) -> bool {
    let text = metric.to_json().to_string().to_ascii_lowercase();
    words.iter().any(|word| {
        text.match_indices(word).any(|(at, _)| {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            // Short names such as `mae` and `psi` occur inside of other words.
            word.len() > 4 || {
                let after = text.get(at + word.len()..).and_then(|after| after.chars().next());
                [before, after].iter().all(|c| c.is_none_or(|c| !c.is_ascii_alphanumeric()))
            }
        })
    })
}

/// The names of the analysis templates that a Rollout uses.
pub(crate) fn templates_of(root: &Node) -> Vec<String> {
    let mut names = Vec::new();
    if let Some(strategy) = root.at(&["spec", "strategy"]) {
        canary::collect_templates(strategy, &mut names);
    }
    names.sort();
    names.dedup();
    names
}
