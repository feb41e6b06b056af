//! Labels and annotations: where Kubernetes objects say what has no field of its own.

use crate::input::draft::Draft;
use crate::input::manifest::environment;
use crate::input::manifest::place::{Place, find};

/// The facts that our own annotations or labels state, and the leaves that they set.
const OWN_KEYS: [(&str, &str); 11] = [
    ("govern.dev/model-card", "/deployment/model_ref/card"),
    ("govern.dev/model-name", "/deployment/model_ref/name"),
    ("govern.dev/model-version", "/deployment/model_ref/version"),
    ("govern.dev/model-digest", "/deployment/model_ref/digest"),
    ("govern.dev/owner", "/deployment/owner"),
    ("govern.dev/region", "/deployment/region"),
    ("govern.dev/alerts", "/deployment/monitoring/alerts"),
    ("govern.dev/inference-logging", "/deployment/monitoring/logging"),
    ("govern.dev/log-retention-days", "/deployment/monitoring/log_retention_days"),
    ("govern.dev/encryption-at-rest", "/deployment/security/encryption_at_rest"),
    ("govern.dev/tls", "/deployment/security/tls"),
];

/// Reads name, namespace, environment, owner and our own annotations of an object.
pub(crate) fn read(root: &Place<'_>, draft: &mut Draft) {
    for (path, pointer) in [("name", "/deployment/name"), ("namespace", "/deployment/namespace")] {
        if let Some(place) = root.at(&["metadata", path]) {
            draft.set(pointer, place.node, &place.pointer);
        }
    }
    for (key, pointer) in OWN_KEYS {
        if let Some(place) = find(root, key) {
            draft.set(pointer, place.node, &place.pointer);
        }
    }
    if draft.get("/deployment/owner").is_none()
        && let Some(place) = find(root, "owner").or_else(|| find(root, "team"))
    {
        draft.set("/deployment/owner", place.node, &place.pointer);
    }
    environment::read(root, draft);
}
