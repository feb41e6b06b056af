//! Each kind of manifest, from its file to the leaves of the deployment.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::input::limits::Limits;
use crate::input::load::load;
use crate::input::plan::{Plan, ReadRequest, plan};
use crate::model::{LeafState, NoteKind, Subject, SubjectKind};

fn plan_of(paths: &[&str]) -> Plan {
    let cwd = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/manifests");
    let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
    plan(&ReadRequest {
        paths: &paths,
        cwd: &cwd,
        stdin: None,
        input_format: None,
        artifact: None,
        environment: None,
        limits: Limits::default(),
        threads: 2,
    })
}

fn subject_of(file: &str) -> Subject {
    let plan = plan_of(&[file]);
    assert!(plan.failures.is_empty(), "{:?}", plan.failures);
    assert_eq!(plan.groups.len(), 1);
    load(&plan, &plan.groups[0]).unwrap()
}

fn deployment_of(file: &str) -> Value {
    subject_of(file).value["deployment"].clone()
}

#[test]
fn a_deployment() {
    let subject = subject_of("deployment.yaml");
    assert_eq!((subject.kind, subject.id.as_str()), (SubjectKind::Deployment, "churn-model"));
    let deployment = &subject.value["deployment"];
    let expected = json!({
        "platform": "kubernetes", "name": "churn-model", "namespace": "ml-prod", "environment": "production",
        "region": ["eu-central-1"], "replicas": {"min": 3, "max": 3}, "strategy": "recreate",
        "rollback": {"automatic": false, "history_limit": 10}, "host_network": false,
        "monitoring": {"metrics": true, "logging": true, "log_retention_days": 365}, "owner": "churn-team@example.com",
        "model_ref": {
            "card": "model_card.json",
            "digest": "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        },
        "artifacts": [
            {"kind": "image", "name": "fetch", "ref": "registry.example.com:5000/tools/fetch:latest", "pinned_by": "latest"},
            {
                "kind": "image", "name": "server", "pinned_by": "digest",
                "ref": "registry.example.com/churn@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "digest": "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
            },
            {"kind": "image", "name": "sidecar", "ref": "envoy", "pinned_by": "none"}
        ],
        "containers": [
            {
                "name": "server", "cpu_limit": "2", "memory_limit": "4Gi", "readiness_probe": true,
                "liveness_probe": false, "run_as_non_root": true, "privileged": false, "read_only_root": true
            },
            {
                "name": "sidecar", "readiness_probe": false, "liveness_probe": false, "run_as_non_root": false,
                "privileged": true, "read_only_root": false
            }
        ]
    });
    assert_eq!(*deployment, expected);
    assert_eq!(subject.state("/deployment/rollback/history_limit"), LeafState::Derived);
    assert_eq!(subject.state("/deployment/replicas/min"), LeafState::Declared);
    let strategy = &subject.provenance["/deployment/strategy"];
    assert_eq!((strategy.pointer.as_str(), strategy.position.unwrap().line), ("/spec/strategy/type", 19));
    // The label says staging and the namespace production: the stricter one counts, and the reader says so.
    assert!(subject.notes.iter().any(|note| note.kind == NoteKind::SynonymsDisagree));
    assert_eq!(subject.raw["manifests"].as_array().unwrap().len(), 1);
}

#[test]
fn a_stateful_set_in_a_list() {
    let subject = subject_of("statefulset-list.yaml");
    let deployment = &subject.value["deployment"];
    assert_eq!(deployment["host_network"], true);
    assert_eq!(deployment["replicas"], json!({"min": 2, "max": 2}));
    assert_eq!(deployment.get("strategy"), None);
    assert_eq!(subject.state("/deployment/strategy"), LeafState::Malformed);
    let strategy = &subject.provenance["/deployment/strategy"];
    assert_eq!((strategy.pointer.as_str(), strategy.raw.as_str()), ("/items/1/spec/updateStrategy/type", "OnDelete"));
    // A variable that nobody has filled in is not pinned by anything, nor by nothing.
    assert_eq!(deployment["artifacts"][0].get("pinned_by"), None);
}

#[test]
fn an_inference_service() {
    let deployment = deployment_of("kserve.yaml");
    assert_eq!(deployment["platform"], "kserve");
    assert_eq!(deployment["environment"], "development");
    assert_eq!(deployment["strategy"], "canary");
    assert_eq!(
        deployment["canary"],
        json!({
            "initial_weight": 10.0, "steps": [10.0], "max_step": 90.0, "manual_gate": true, "gated": true,
            "analysis": {"present": false}
        })
    );
    assert_eq!(deployment["replicas"], json!({"min": 2, "max": 5}));
    assert_eq!(deployment["monitoring"], json!({"metrics": true, "logging": true}));
    assert_eq!(deployment["artifacts"][0]["pinned_by"], "version");
    assert_eq!(deployment["artifacts"][0]["kind"], "model");
    assert_eq!(deployment["artifacts"][1]["name"], "features");
    assert_eq!(deployment["containers"][0], json!({"cpu_limit": "1", "memory_limit": "2Gi"}));
}

#[test]
fn an_inference_service_that_says_little() {
    let subject = subject_of("kserve-minimal.yaml");
    let deployment = &subject.value["deployment"];
    assert_eq!(deployment["strategy"], "all_at_once");
    assert_eq!(subject.state("/deployment/strategy"), LeafState::Derived);
    assert_eq!(deployment["monitoring"], json!({"metrics": false, "logging": false}));
    assert_eq!(deployment["artifacts"][0]["pinned_by"], "mutable_uri");
    assert_eq!(deployment.get("environment"), None);
}

#[test]
fn a_rollout_with_its_analysis_template() {
    let subject = subject_of("rollout.yaml");
    let deployment = &subject.value["deployment"];
    assert_eq!(deployment["strategy"], "canary");
    assert_eq!(
        deployment["canary"],
        json!({
            "initial_weight": 5.0, "steps": [5.0, 30.0, 60.0], "max_step": 40.0, "manual_gate": true,
            "gated": false, "bake_seconds": 600.0,
            "analysis": {
                "present": true, "metrics": ["error-rate", "psi"], "error_metric": true, "quality_metric": true,
                "failure_limit": 2
            }
        })
    );
    assert_eq!(
        deployment["rollback"],
        json!({"automatic": true, "history_limit": 3, "triggers": ["error-rate", "psi"]})
    );
    assert_eq!(deployment["model_ref"], json!({"name": "churn-model", "version": "2.3.0"}));
    assert_eq!(subject.provenance["/deployment/canary/analysis/metrics/1"].document, Some(1));
    assert_eq!(subject.documents.len(), 2);
}

#[test]
fn a_rollout_whose_steps_wait_for_time_only() {
    let deployment = deployment_of("rollout-ungated.yaml");
    let canary = &deployment["canary"];
    assert_eq!((&canary["gated"], &canary["manual_gate"]), (&json!(false), &json!(false)));
    assert_eq!((&canary["bake_seconds"], &canary["max_step"]), (&json!(30.0), &json!(60.0)));
    assert_eq!(deployment["rollback"]["automatic"], false);
}

#[test]
fn a_blue_green_rollout() {
    let subject = subject_of("rollout-blue-green.yaml");
    let deployment = &subject.value["deployment"];
    assert_eq!(deployment["strategy"], "blue_green");
    assert_eq!(deployment["canary"], json!({"manual_gate": true, "gated": true, "analysis": {"present": true}}));
    assert_eq!(deployment["rollback"]["automatic"], true);
}

#[test]
fn objects_of_other_kinds_alone_are_no_manifest() {
    let plan = plan_of(&["services.yaml"]);
    assert!(plan.groups.is_empty());
    let message = plan.failures[0].error.to_string();
    assert!(message.contains("Service (v1), HorizontalPodAutoscaler (autoscaling/v2)"), "{message}");
    // Found by a search, the same file is skipped.
    let plan = plan_of(&["."]);
    assert!(plan.failures.is_empty(), "{:?}", plan.failures);
    assert!(plan.skipped.iter().any(|skipped| skipped.path == "services.yaml"), "{:?}", plan.skipped);
}

#[test]
fn former_versions_of_kserve_and_language_models() {
    let plan = plan_of(&["kserve-former.yaml"]);
    assert!(plan.failures.is_empty(), "{:?}", plan.failures);
    let read: Vec<Value> =
        plan.groups.iter().map(|group| load(&plan, group).unwrap().value["deployment"].clone()).collect();
    let [former, letters] = read.as_slice() else { panic!("two deployments") };
    assert_eq!(former["artifacts"][0]["ref"], json!("s3://models/parcel/4"));
    assert_eq!(former["artifacts"][1]["ref"], json!("registry.example/parcel:5"));
    assert_eq!(former["replicas"], json!({"min": 2}));
    assert_eq!((&former["strategy"], &former["canary"]["initial_weight"]), (&json!("canary"), &json!(20.0)));
    // The canary has no logger.
    assert_eq!(former["monitoring"]["logging"], json!(false));
    assert_eq!(letters["artifacts"][0]["ref"], json!("hf://example/letters-7b"));
    assert_eq!(letters["replicas"], json!({"min": 3, "max": 3}));
    assert_eq!(letters["containers"], json!([{"name": "main", "cpu_limit": "8", "memory_limit": "32Gi"}]));
}
