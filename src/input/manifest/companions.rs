//! Kubernetes objects that stand beside a workload and run nothing themselves: there is nothing in them to judge.

use crate::input::node::{Document, Node};

/// API groups (`""` is the core group) and their kinds; no kinds are all of the group.
///
/// What is not listed here may run a model, and must not pass as looked at.
const COMPANIONS: &[(&str, &[&str])] = &[
    (
        "",
        &[
            "ConfigMap",
            "Endpoints",
            "LimitRange",
            "Namespace",
            "PersistentVolume",
            "PersistentVolumeClaim",
            "ResourceQuota",
            "Secret",
            "Service",
            "ServiceAccount",
        ],
    ),
    ("apiextensions.k8s.io", &["CustomResourceDefinition"]),
    ("autoscaling", &[]),
    ("autoscaling.k8s.io", &[]),
    ("bitnami.com", &["SealedSecret"]),
    ("cert-manager.io", &[]),
    ("external-secrets.io", &[]),
    ("gateway.networking.k8s.io", &[]),
    ("keda.sh", &["ClusterTriggerAuthentication", "ScaledObject", "TriggerAuthentication"]),
    ("kustomize.config.k8s.io", &[]),
    ("monitoring.coreos.com", &["PodMonitor", "Probe", "PrometheusRule", "ServiceMonitor"]),
    ("networking.istio.io", &[]),
    ("networking.k8s.io", &[]),
    ("policy", &["PodDisruptionBudget"]),
    ("rbac.authorization.k8s.io", &[]),
    ("route.openshift.io", &[]),
    ("scheduling.k8s.io", &[]),
    ("security.istio.io", &[]),
    ("storage.k8s.io", &[]),
];

/// True for an object that accompanies a workload.
pub(crate) fn is_companion(document: &Document) -> bool {
    let text = |key| document.root.get(key).and_then(Node::text);
    let (Some(version), Some(kind)) = (text("apiVersion"), text("kind")) else { return false };
    let group = version.split_once('/').map_or("", |(group, _)| group);
    COMPANIONS.iter().any(|(known, kinds)| *known == group && (kinds.is_empty() || kinds.contains(&kind)))
}
