//! Whole runs: what is judged, what is skipped, what fails, and what the joined subject says.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::input::limits::Limits;
use crate::input::load::load;
use crate::input::plan::{Plan, ReadRequest, plan};
use crate::model::{Environment, Explain, LeafState, NoteKind, Subject, SubjectKind};

const DIGEST: &str = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

fn directory(files: &[(&str, &str)]) -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = directory.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    directory
}

fn request<'a>(cwd: &'a Path, paths: &'a [PathBuf]) -> ReadRequest<'a> {
    ReadRequest {
        paths,
        cwd,
        stdin: None,
        input_format: None,
        artifact: None,
        environment: None,
        limits: Limits::default(),
        threads: 2,
    }
}

fn paths(names: &[&str]) -> Vec<PathBuf> {
    names.iter().map(PathBuf::from).collect()
}

fn card(name: &str, version: &str) -> String {
    json!({"govern": 1, "model": {"name": name, "version": version, "digest": DIGEST}}).to_string()
}

fn manifest(name: &str, metadata: &str, spec: &str) -> String {
    format!("apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {name}\n{metadata}spec:\n  replicas: 1\n{spec}")
}

fn subjects(plan: &Plan) -> Vec<Subject> {
    plan.groups.iter().map(|group| load(plan, group).unwrap()).collect()
}

fn kinds(subject: &Subject) -> Vec<NoteKind> {
    subject.notes.iter().map(|note| note.kind).collect()
}

#[test]
fn a_card_and_its_manifest_are_one_subject() {
    let metadata =
        "  labels: {env: prod}\n  annotations: {govern.dev/model-name: churn, govern.dev/model-version: '1'}\n";
    let files = [("card.json", card("churn", "1")), ("deploy.yaml", manifest("server", metadata, ""))];
    let directory = directory(&files.each_ref().map(|(name, text)| (*name, text.as_str())));
    let paths = paths(&["card.json", "deploy.yaml"]);
    let request = ReadRequest { environment: Some(Environment::Test), ..request(directory.path(), &paths) };
    let subject = subjects(&plan(&request)).remove(0);
    assert_eq!((subject.kind, subject.id.as_str()), (SubjectKind::System, "churn@1"));
    assert_eq!(subject.environment(), Some(Environment::Production));
    assert_eq!(kinds(&subject), [NoteKind::SofterEnvironment]);
    assert_eq!(subject.value["kind"], "system");
    let formats: Vec<_> = subject.documents.iter().map(|document| document.format).collect();
    assert_eq!(formats, ["native", "kubernetes"]);
    assert_eq!(subject.provenance["/deployment/environment"].document, Some(1));
    assert_eq!(subject.raw["card"]["model"]["name"], "churn");
    assert_eq!(subject.raw["manifests"][0]["metadata"]["name"], "server");
}

#[test]
fn two_workloads_have_in_common_what_each_of_them_has() {
    let named = "  annotations: {govern.dev/model-name: churn}\n";
    let scraped =
        "  annotations: {govern.dev/model-name: churn, prometheus.io/scrape: 'true', govern.dev/tls: 'true'}\n";
    let container = |name: &str| format!("  template: {{spec: {{containers: [{{name: {name}, image: 'x:1'}}]}}}}\n");
    let files = [
        ("a.yaml", manifest("a", scraped, &container("one"))),
        ("b.yaml", manifest("b", named, &format!("  revisionHistoryLimit: 0\n{}", container("two")))),
    ];
    let directory = directory(&files.each_ref().map(|(name, text)| (*name, text.as_str())));
    let paths = paths(&["a.yaml", "b.yaml"]);
    let subject = subjects(&plan(&request(directory.path(), &paths))).remove(0);
    let deployment = &subject.value["deployment"];
    assert_eq!(deployment["rollback"]["history_limit"], 0);
    assert_eq!(subject.state("/deployment/monitoring/metrics"), LeafState::Absent);
    assert_eq!(subject.state("/deployment/security/tls"), LeafState::Absent);
    assert_eq!(deployment["containers"][1]["name"], "two");
    assert_eq!(subject.provenance["/deployment/containers/1/name"].document, Some(1));
    assert_eq!(kinds(&subject), [NoteKind::SynonymsDisagree]);
}

#[test]
fn the_artefact_is_measured_and_bound() {
    let directory = directory(&[("card.json", &card("churn", "1")), ("model.bin", "abc"), ("other.bin", "x")]);
    let paths = paths(&["card.json"]);
    for (file, notes) in [("model.bin", vec![]), ("other.bin", vec![NoteKind::ArtifactMismatch])] {
        let request = ReadRequest { artifact: Some(Path::new(file)), ..request(directory.path(), &paths) };
        let subject = subjects(&plan(&request)).remove(0);
        assert_eq!(kinds(&subject), notes, "{file}");
        assert_eq!(subject.state("/artifact/digest"), LeafState::Bound);
        assert_eq!(subject.state("/artifact/bytes"), LeafState::Measured);
        assert_eq!(subject.value["artifact"]["name"], file);
        assert_eq!(subject.artifact.unwrap().files, 1);
    }
}

#[test]
fn an_artefact_goes_to_the_card_that_names_it_or_to_none() {
    let other = json!({"govern": 1, "model": {"name": "b", "version": "1"}}).to_string();
    let files = [("a.json", card("a", "1")), ("b.json", other), ("m", "abc".to_owned()), ("n", "x".to_owned())];
    let directory = directory(&files.each_ref().map(|(name, text)| (*name, text.as_str())));
    let paths = paths(&["a.json", "b.json"]);
    let with = |file| plan(&ReadRequest { artifact: Some(Path::new(file)), ..request(directory.path(), &paths) });
    let found: Vec<bool> = subjects(&with("m")).iter().map(|subject| subject.artifact.is_some()).collect();
    assert_eq!(found, [true, false]);
    assert_eq!(with("n").artifact_error.unwrap().code(), "input/ambiguous-artifact");
    assert_eq!(with("missing").artifact_error.unwrap().code(), "input/not-found");
}

#[test]
fn a_document_cannot_measure_itself() {
    let text = r#"{"govern": 1, "kind": "system", "model": {"name": "a"}, "artifact": {"digest": "sha256:00"}}"#;
    let directory = directory(&[("card.json", text)]);
    let paths = paths(&["card.json"]);
    let subject = subjects(&plan(&request(directory.path(), &paths))).remove(0);
    assert_eq!(subject.value.get("artifact"), None);
    assert_eq!(subject.value["kind"], "model");
}

#[test]
fn a_search_skips_what_is_something_else_and_fails_on_a_broken_card() {
    let directory = directory(&[
        ("m/model_card.json", &card("churn", "1")),
        ("m/package.json", "[1, 2]"),
        ("m/broken.json", "{"),
        ("m/risk-card.json", "{\"a\": NaN}"),
        ("m/chart/templates/service.yaml", "a: {{ .Values.a }}\n"),
    ]);
    let paths = paths(&["m"]);
    let plan = plan(&request(directory.path(), &paths));
    assert_eq!(plan.groups.iter().map(|group| group.id.as_str()).collect::<Vec<_>>(), ["churn@1"]);
    let skipped: Vec<_> = plan.skipped.iter().map(|skipped| skipped.path.as_str()).collect();
    assert_eq!(skipped, ["m/broken.json", "m/chart/templates/service.yaml", "m/package.json"]);
    assert!(plan.skipped[1].reason.contains("unrendered template"));
    assert_eq!(plan.failures.len(), 1);
    assert_eq!((plan.failures[0].subject.as_str(), plan.failures[0].error.code()), ("risk-card", "input/not-finite"));
    assert!(plan.failures[0].source.is_some());
}

#[test]
fn named_files_and_directories_must_hold_something() {
    let directory = directory(&[("a.json", "[1]"), ("empty/x.txt", "x"), ("data/b.json", "{\"a\": 1}")]);
    let paths = paths(&["a.json", "empty", "data", "missing.json"]);
    let plan = plan(&request(directory.path(), &paths));
    let codes: Vec<_> = plan.failures.iter().map(|failure| (failure.error.file(), failure.error.code())).collect();
    assert_eq!(
        codes,
        [
            ("a.json", "input/unrecognised"),
            ("missing.json", "input/not-found"),
            ("empty", "input/nothing-found"),
            ("data", "input/nothing-found"),
        ]
    );
    assert!(plan.groups.is_empty());
}

#[test]
fn what_accompanies_a_workload_is_skipped_beside_it_and_an_error_alone() {
    let object = |version: &str, kind: &str| format!("apiVersion: {version}\nkind: {kind}\nmetadata: {{name: x}}\n");
    let config = format!("{}---\n{}", object("v1", "ConfigMap"), object("autoscaling/v2", "HorizontalPodAutoscaler"));
    let files = [
        ("card.json", card("churn", "1")),
        ("service.yaml", object("v1", "Service")),
        ("config.yaml", config),
        ("knative.yaml", object("serving.knative.dev/v1", "Service")),
        ("job.yaml", format!("{}---\n{}", manifest("churn", "", ""), object("batch/v1", "CronJob"))),
    ];
    let directory = directory(&files.each_ref().map(|(name, text)| (*name, text.as_str())));
    let together = paths(&["card.json", "service.yaml", "config.yaml", "knative.yaml", "job.yaml"]);
    let together = plan(&request(directory.path(), &together));
    let skipped: Vec<_> = together.skipped.iter().map(|skipped| skipped.path.as_str()).collect();
    assert_eq!(skipped, ["job.yaml, document 2", "service.yaml", "config.yaml"]);
    assert!(
        together.skipped[2].reason.contains("ConfigMap (v1), HorizontalPodAutoscaler (autoscaling/v2)"),
        "{:?}",
        together.skipped[2]
    );
    let failed: Vec<_> = together.failures.iter().map(|failure| failure.error.file()).collect();
    assert_eq!(failed, ["knative.yaml"]);
    let alone = paths(&["service.yaml", "config.yaml"]);
    let alone = plan(&request(directory.path(), &alone));
    let codes: Vec<_> = alone.failures.iter().map(|failure| failure.error.code()).collect();
    assert_eq!(codes, ["input/unrecognised", "input/unrecognised"]);
    assert!(alone.skipped.is_empty());
}

#[test]
fn standard_input_has_the_name_that_it_is_given() {
    let stdin = Some(("card.json".to_owned(), card("churn", "1").into_bytes()));
    let plan = plan(&ReadRequest { stdin, ..request(Path::new("/"), &[]) });
    assert_eq!(subjects(&plan)[0].documents[0].source.name, "card.json");
}

#[test]
fn a_format_can_be_forced_or_is_unknown() {
    let directory = directory(&[("a.json", "{\"model\": {\"name\": \"a\"}, \"x\": 1}")]);
    let paths = paths(&["a.json"]);
    let with = |format| plan(&ReadRequest { input_format: Some(format), ..request(directory.path(), &paths) });
    assert_eq!(with("native").groups[0].id, "a");
    let error = &with("natiive").failures[0].error;
    assert_eq!(error.code(), "input/unknown-format");
    assert!(error.hint().unwrap().contains("native, "));
}

#[test]
fn many_files_are_read_again_and_must_not_change_meanwhile() {
    let files: Vec<(String, String)> =
        (0..20).map(|n| (format!("c{n:02}.json"), card(&format!("m{n}"), "1"))).collect();
    let borrowed: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let directory = directory(&borrowed);
    let paths = paths(&["."]);
    let plan = plan(&request(directory.path(), &paths));
    assert!(plan.files.iter().all(|file| file.kept.is_none()));
    assert_eq!(load(&plan, &plan.groups[3]).unwrap().id, "m3@1");
    std::fs::write(directory.path().join("c03.json"), card("m3", "2")).unwrap();
    let failure = load(&plan, &plan.groups[3]).unwrap_err();
    assert_eq!((failure.subject.as_str(), failure.error.code()), ("m3@1", "input/changed"));
}

#[test]
fn an_unusual_form_is_noted() {
    let text = format!("\u{feff}{}", json!(card("churn", "1")));
    let directory = directory(&[("card.json", &text)]);
    let paths = paths(&["card.json"]);
    let subject = subjects(&plan(&request(directory.path(), &paths))).remove(0);
    assert_eq!(kinds(&subject), [NoteKind::Encoding, NoteKind::Encoding]);
    assert_eq!(subject.value["model"]["name"], "churn");
}

proptest::proptest! {
    #[test]
    fn no_edit_of_a_manifest_makes_reading_panic(
        file in proptest::sample::select(vec!["deployment.yaml", "kserve.yaml", "rollout.yaml", "rollout-ungated.yaml"]),
        edits in proptest::collection::vec((proptest::prelude::any::<proptest::sample::Index>(), 0..3_usize), 1..5),
    ) {
        let path = format!("{}/tests/fixtures/manifests/{file}", env!("CARGO_MANIFEST_DIR"));
        let mut lines: Vec<String> = std::fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect();
        for (index, kind) in edits {
            let at = index.index(lines.len());
            let key = lines[at].split(':').next().unwrap_or_default().to_owned();
            match kind {
                0 => drop(lines.remove(at)),
                1 => lines[at] = format!("{key}: [x]"),
                _ => lines[at] = format!("{key}: -1e300"),
            }
        }
        let stdin = Some((file.to_owned(), lines.join("\n").into_bytes()));
        let plan = plan(&ReadRequest { stdin, ..request(Path::new("/"), &[]) });
        for group in &plan.groups {
            let subject = load(&plan, group).unwrap();
            for (pointer, provenance) in &subject.provenance {
                let is_there = subject.value.pointer(pointer).is_some();
                proptest::prop_assert!(provenance.state.strength().is_none() || is_there, "{pointer} is not there");
            }
        }
    }
}
