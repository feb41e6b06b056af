//! The pod specification that all platforms share: containers, images, limits, probes, security, region.

use serde_json::Value;

use crate::input::draft::Draft;
use crate::input::manifest::place::{Place, find, is_true};
use crate::input::manifest::reference::{Pin, image_pin, model_pin};
use crate::input::node::{Node, NodeValue};

const REGION_KEYS: [&str; 2] = ["topology.kubernetes.io/region", "failure-domain.beta.kubernetes.io/region"];

/// Reads a pod specification whose containers the manifest describes in full, with the defaults of Kubernetes.
pub(crate) fn read(pod: &Place<'_>, draft: &mut Draft) {
    let init = pod.at(&["initContainers"]);
    for container in init.iter().flat_map(Place::items) {
        read_image(&container, draft);
    }
    let containers = pod.at(&["containers"]);
    for container in containers.iter().flat_map(Place::items) {
        read_image(&container, draft);
        let pointer = read_container(&container, Some(pod), draft);
        // Without a probe there is none, and the kernel's defaults hold: <https://kubernetes.io/docs/concepts/security/>.
        for leaf in ["readiness_probe", "liveness_probe", "run_as_non_root", "privileged", "read_only_root"] {
            draft.derive(&format!("{pointer}/{leaf}"), Value::Bool(false));
        }
    }
    read_placement(pod, draft);
}

/// Reads where a pod runs: network and region.
pub(crate) fn read_placement(pod: &Place<'_>, draft: &mut Draft) {
    match pod.at(&["hostNetwork"]) {
        Some(place) => draft.set("/deployment/host_network", place.node, &place.pointer),
        None => draft.derive("/deployment/host_network", Value::Bool(false)),
    }
    for key in REGION_KEYS {
        if let Some(place) = pod.at(&["nodeSelector", key]) {
            draft.set("/deployment/region", place.node, &place.pointer);
        }
    }
    let required = ["affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms"];
    let terms = pod.at(&required);
    for expression in terms.iter().flat_map(Place::items).filter_map(|term| term.at(&["matchExpressions"])) {
        for rule in expression.items() {
            let names_region = rule.node.get("key").and_then(Node::text).is_some_and(|key| REGION_KEYS.contains(&key));
            let is_in = rule.node.get("operator").and_then(Node::text) == Some("In");
            if let Some(values) = rule.at(&["values"]).filter(|_| names_region && is_in) {
                draft.set("/deployment/region", values.node, &values.pointer);
            }
        }
    }
}

/// Reads limits, probes and security of a container, and returns its pointer in the subject.
pub(crate) fn read_container(container: &Place<'_>, pod: Option<&Place<'_>>, draft: &mut Draft) -> String {
    let pointer = format!("/deployment/containers/{}", draft.next_index("/deployment/containers"));
    for (path, leaf) in [
        (&["name"][..], "name"),
        (&["resources", "limits", "cpu"], "cpu_limit"),
        (&["resources", "limits", "memory"], "memory_limit"),
    ] {
        if let Some(place) = container.at(path) {
            draft.set(&format!("{pointer}/{leaf}"), place.node, &place.pointer);
        }
    }
    for (key, leaf) in [("readinessProbe", "readiness_probe"), ("livenessProbe", "liveness_probe")] {
        if let Some(place) = container.at(&[key]) {
            set_flag(draft, &format!("{pointer}/{leaf}"), &place, !place.node.entries().is_empty());
        }
    }
    for (key, leaf, in_pod) in [
        ("runAsNonRoot", "run_as_non_root", true),
        ("privileged", "privileged", false),
        ("readOnlyRootFilesystem", "read_only_root", false),
    ] {
        let of = |place: &Place<'_>| place.node.at(&["securityContext", key]).is_some();
        let owner = Some(container).filter(|place| of(place)).or(pod.filter(|_| in_pod));
        if let Some(place) = owner.and_then(|place| place.at(&["securityContext", key])) {
            draft.set(&format!("{pointer}/{leaf}"), place.node, &place.pointer);
        }
    }
    pointer
}

/// Reads the image of a container as an artefact.
pub(crate) fn read_image(container: &Place<'_>, draft: &mut Draft) {
    if let Some(image) = container.at(&["image"]) {
        let pin = image_pin(image.node.text().unwrap_or_default());
        let name = container.at(&["name"]);
        read_artifact("image", &image, name.as_ref(), &pin, draft);
    }
}

/// Reads the storage URI of a model as an artefact.
pub(crate) fn read_model(uri: &Place<'_>, name: Option<&Place<'_>>, draft: &mut Draft) {
    let pin = model_pin(uri.node.text().unwrap_or_default());
    read_artifact("model", uri, name, &pin, draft);
}

fn read_artifact(kind: &str, reference: &Place<'_>, name: Option<&Place<'_>>, pin: &Pin, draft: &mut Draft) {
    let pointer = format!("/deployment/artifacts/{}", draft.next_index("/deployment/artifacts"));
    let range = reference.node.start..reference.node.end;
    let mut say = |leaf: &str, word: &str| {
        draft.set_text(&format!("{pointer}/{leaf}"), word, range.clone(), &reference.pointer);
    };
    say("kind", kind);
    // A variable that is still to be filled in says nothing about what fixes the content.
    if !reference.node.text().is_none_or(|text| ["${", "$(", "{{"].iter().any(|variable| text.contains(variable))) {
        say("pinned_by", pin.by);
    }
    if let Some(digest) = &pin.digest {
        say("digest", digest);
    }
    draft.set(&format!("{pointer}/ref"), reference.node, &reference.pointer);
    if let Some(name) = name {
        draft.set(&format!("{pointer}/name"), name.node, &name.pointer);
    }
}

/// Reads the annotations by which Prometheus finds what to scrape.
pub(crate) fn read_scraping(root: &Place<'_>, draft: &mut Draft) {
    for key in ["prometheus.io/scrape", "prometheus.kserve.io/scrape", "serving.kserve.io/enable-prometheus-scraping"] {
        if let Some(place) = find(root, key) {
            set_flag(draft, "/deployment/monitoring/metrics", &place, is_true(&place));
        }
    }
}

/// Sets a flag that follows from what stands at a place.
pub(crate) fn set_flag(draft: &mut Draft, pointer: &str, place: &Place<'_>, flag: bool) {
    set_value(draft, pointer, place, NodeValue::Bool(flag));
}

/// Sets a number that follows from what stands at a place.
pub(crate) fn set_number(draft: &mut Draft, pointer: &str, place: &Place<'_>, number: f64) {
    if let Some(number) = serde_json::Number::from_f64(number) {
        set_value(draft, pointer, place, NodeValue::Number(number));
    }
}

fn set_value(draft: &mut Draft, pointer: &str, place: &Place<'_>, value: NodeValue) {
    let node = Node { value, start: place.node.start, end: place.node.end };
    draft.set(pointer, &node, &place.pointer);
}

/// Sets leaves from a table of pointers and places; a place that is missing says nothing.
pub(crate) fn set_all(root: &Place<'_>, table: &[(&str, &[&str])], draft: &mut Draft) {
    for (pointer, path) in table {
        if let Some(place) = root.at(path) {
            draft.set(pointer, place.node, &place.pointer);
        }
    }
}
