//! Every format and shape of card, read from a fixture: what policies see, where it came from, and what was noted.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::input::{Document, Draft, DraftParts, FORMATS, Role, parse_bytes};
use crate::model::{LeafState, NoteKind};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cards")
}

fn document(name: &str) -> Document {
    parse_bytes(name, std::fs::read(fixtures().join(name)).unwrap()).unwrap().remove(0)
}

fn format_of(document: &Document) -> Option<&'static str> {
    FORMATS.iter().find(|format| (format.detects)(document)).map(|format| format.name)
}

fn read(document: &Document) -> DraftParts {
    let format = FORMATS.iter().find(|format| (format.detects)(document)).expect("a format");
    assert_eq!(format.role, Role::Card);
    let mut draft = Draft::new(document, 0);
    (format.read)(document, &mut draft);
    draft.finish()
}

fn read_fixture(name: &str) -> DraftParts {
    read(&document(name))
}

fn read_text(text: &str) -> DraftParts {
    read(&parse_bytes("model_card.json", text.as_bytes().to_vec()).unwrap()[0])
}

fn detected(name: &str, text: &str) -> Option<&'static str> {
    format_of(&parse_bytes(name, text.as_bytes().to_vec()).unwrap()[0])
}

/// Every leaf with its state and place, then the notes.
fn listing(name: &str) -> String {
    let document = document(name);
    let parts = read(&document);
    let mut text = format!("format: {}\n", format_of(&document).unwrap());
    for (pointer, known) in &parts.provenance {
        let value = parts.value.pointer(pointer).map_or_else(|| "-".to_owned(), Value::to_string);
        let line = known.position.map_or_else(String::new, |at| format!(" @{}:{}", at.line, at.column));
        let personal = if known.personal { " personal" } else { "" };
        writeln!(text, "{pointer} = {value} [{}{personal}] {}{line}", known.state.word(), known.pointer).unwrap();
    }
    for note in &parts.notes {
        writeln!(text, "! {:?}: {}", note.kind, note.message).unwrap();
    }
    text
}

/// Fixture and the format that it is recognised as.
const FIXTURES: [(&str, &str); 25] = [
    ("native.json", "native"),
    ("native.yaml", "native"),
    ("model-card-toolkit-0.0.1.json", "model-card-toolkit"),
    ("model-card-toolkit-0.0.2.json", "model-card-toolkit"),
    ("huggingface.md", "huggingface"),
    ("huggingface-crlf.md", "huggingface"),
    ("huggingface-template.md", "huggingface"),
    ("markdown/MODEL_CARD.md", "huggingface"),
    ("cyclonedx.json", "cyclonedx"),
    ("mlflow/MLmodel", "mlflow"),
    ("mlflow-version.json", "mlflow-version"),
    ("adhoc/flat.json", "adhoc"),
    ("adhoc/performance-and-bias.json", "adhoc"),
    ("adhoc/fairness-by-attribute.json", "adhoc"),
    ("adhoc/audit-details.json", "adhoc"),
    ("adhoc/impact-ratios.json", "adhoc"),
    ("adhoc/flagged-dimensions.json", "adhoc"),
    ("adhoc/metric-names-only.yaml", "adhoc"),
    ("adhoc/non-english.json", "adhoc"),
    ("adhoc/disagreeing.json", "adhoc"),
    ("adhoc/candidates.json", "adhoc"),
    ("adhoc/sensitive-features.json", "adhoc"),
    ("adhoc/questionnaire.json", "adhoc"),
    ("adhoc/in-a-string.json", "adhoc"),
    ("adhoc/rates-by-group.json", "adhoc"),
];

#[test]
fn every_fixture_reads_as_reviewed() {
    for (name, format) in FIXTURES {
        assert_eq!(format_of(&document(name)), Some(format), "{name}");
        insta::assert_snapshot!(name.replace(['/', '.'], "_"), listing(name));
    }
}

#[test]
fn windows_line_ends_change_nothing_but_the_bytes() {
    let (unix, windows) = (read_fixture("huggingface.md"), read_fixture("huggingface-crlf.md"));
    assert_eq!(unix.value, windows.value);
    let line = |parts: &DraftParts, pointer: &str| parts.provenance[pointer].position.unwrap().line;
    for pointer in ["/purpose/out_of_scope/1", "/evaluation/0/value", "/model/owners/0/contact"] {
        assert_eq!(line(&unix, pointer), line(&windows, pointer), "{pointer}");
    }
}

#[test]
fn other_files_are_no_cards() {
    for (name, text) in [
        (
            "package.json",
            r#"{"name": "web", "version": "1.0.0", "description": "x", "license": "MIT", "dependencies": {}}"#,
        ),
        (
            "package.json",
            r#"{"name": "web", "version": "1.0.0", "author": "x", "license": "MIT", "keywords": ["model"]}"#,
        ),
        ("tsconfig.json", r#"{"compilerOptions": {"target": "es2022"}}"#),
        (
            "config.json",
            r#"{"model_type": "bert", "hidden_size": 768, "architectures": ["BertModel"], "vocab_size": 30522}"#,
        ),
        ("metrics.json", r#"{"accuracy": 0.9, "loss": 0.2}"#),
        ("params.yaml", "train:\n  epochs: 10\n  learning_rate: 0.1\n"),
        ("environment.yml", "name: training\nchannels: [conda-forge]\ndependencies: [python]\n"),
        (
            "deployment.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata: {model_name: x, accuracy: '0.9'}\n",
        ),
        (
            "sbom.json",
            r#"{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": "library", "name": "x"}]}"#,
        ),
        ("README.md", "# A library\n\n## Contact\n\nUs.\n\n| Metric | Value |\n|---|---|\n| Accuracy | 0.9 |\n"),
        ("README.md", "# A library\n\nText.\n\n## Usage\n\nMore text.\n"),
        ("README.md", "---\nlicense: mit\ntask_categories: [text-classification]\nlanguage: [en]\n---\n# Data\n"),
        ("README.md", "---\ntitle: Demo\nsdk: gradio\napp_file: app.py\nlicense: mit\n---\n"),
        ("list.json", "[1, 2, 3]"),
        ("settings.yaml", "name: nightly\ndescription: Runs every night\nversion: 2\nfeatures: [a, b]\n"),
        ("train.yaml", "name: nightly\ntraining_data: data.csv\nmodel: xgb\n"),
        ("pipeline.yaml", "model: gpt\nfeatures: [x]\nlearning_rate: 0.1\n"),
    ] {
        let format = detected(name, text);
        let is_card = FORMATS.iter().any(|known| Some(known.name) == format && known.role == Role::Card);
        assert!(!is_card, "{name} was taken for {format:?}: {text}");
    }
}

#[test]
fn a_ratio_between_one_and_two_is_kept_and_noted() {
    let parts = read_text(
        r#"{"model_name": "m", "metrics": {"auc": 1.3, "rmse": 1.3, "accuracy": 250, "disparate_impact": 1.3}}"#,
    );
    let value = |index: usize| parts.value["evaluation"][index]["value"].clone();
    assert_eq!([value(0), value(1), value(2), value(3)], [json!(1.3), json!(1.3), json!(250.0), json!(1.3)]);
    let impossible: Vec<_> = parts.notes.iter().filter(|note| note.kind == NoteKind::ImpossibleMetric).collect();
    assert_eq!(
        impossible.iter().map(|note| note.at[0].as_str()).collect::<Vec<_>>(),
        ["/evaluation/0/value", "/evaluation/2/value"]
    );
    assert_eq!(impossible[0].position.unwrap().line, 1);
    assert_eq!(parts.value["fairness"]["summary"]["impact_ratio_min"], json!(1.3));
}

#[test]
fn prose_in_place_of_a_result_is_malformed() {
    let parts = read_text(
        r#"{"model_name": "m", "benchmarks": [{"metric": "accuracy", "value": "about 95 percent"}], "limitations": "x"}"#,
    );
    assert!(parts.value.pointer("/evaluation/0/value").is_none());
    assert_eq!(parts.provenance["/evaluation/0/value"].state, LeafState::Malformed);
    assert!(
        parts.notes.iter().any(|note| note.kind == NoteKind::Malformed && note.message.contains("about 95 percent"))
    );
}

#[test]
fn of_two_results_for_one_question_the_worse_counts() {
    let parts = read_fixture("adhoc/disagreeing.json");
    let accuracy: Vec<_> =
        parts.value["evaluation"].as_array().unwrap().iter().filter(|result| result["metric"] == "accuracy").collect();
    assert_eq!(accuracy.len(), 1);
    assert_eq!(accuracy[0]["value"], json!(0.93));
    assert_eq!(parts.value["risk"]["declared_tier"], "minimal");
    let lower_is_better = read_text(r#"{"model_name": "m", "error_rate": 0.1, "metrics": {"error_rate": 0.3}}"#);
    assert_eq!(lower_is_better.value["evaluation"][0]["value"], json!(0.3));
}

#[test]
fn a_flag_is_no_description() {
    for answer in ["true", "false", r#""No""#] {
        let parts = read_text(&format!(r#"{{"model_name": "m", "accuracy": 0.9, "human_oversight": {answer}}}"#));
        assert!(parts.value.get("oversight").is_none(), "{answer}");
        assert_eq!(parts.provenance["/oversight/measures"].state, LeafState::Malformed, "{answer}");
    }
    let parts = read_text(r#"{"model_name": "m", "accuracy": 0.9, "languages": ["no", "en"], "fairness": "yes"}"#);
    assert_eq!(parts.value["purpose"]["languages"], json!(["no", "en"]));
    assert_eq!(parts.value["fairness"]["claim"], "fairness: yes");
}

#[test]
fn the_name_of_a_metric_claims_nothing_where_its_value_is_given() {
    let parts = read_text(r#"{"model_name": "m", "accuracy": 0.9, "metrics": ["accuracy", "f1"]}"#);
    let read: Vec<_> = parts.value["evaluation"].as_array().unwrap().iter().map(|result| &result["metric"]).collect();
    assert_eq!(read, ["accuracy", "f1"]);
    assert_eq!(parts.value["evaluation"][0]["value"], json!(0.9));
}

#[test]
fn the_primary_use_and_the_compute_are_found() {
    let parts =
        read_text(r#"{"model_name": "m", "intended_use": {"primary": "Rank leads"}, "training_flops": 1.2e24}"#);
    assert_eq!(parts.value["purpose"]["intended_use"], json!(["Rank leads"]));
    assert_eq!(parts.value["model"]["training_flops"], json!(1.2e24));
}

#[test]
fn results_of_other_candidates_are_not_those_of_the_model() {
    let parts = read_fixture("adhoc/candidates.json");
    assert!(parts.value["evaluation"].as_array().unwrap().iter().all(|result| result["value"] != json!(3.1)));
}

#[test]
fn every_result_has_a_slice_a_split_and_a_unit() {
    for (name, _) in FIXTURES {
        let parts = read_fixture(name);
        for result in parts.value.get("evaluation").and_then(Value::as_array).into_iter().flatten() {
            for leaf in ["attribute", "group", "split", "unit"] {
                assert!(result[leaf].is_string(), "{name}: {result}");
            }
        }
    }
}

#[test]
fn every_value_has_provenance_and_the_type_of_the_schema() {
    let schema: Value = serde_json::from_str(crate::input::schema::SUBJECT_SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for (name, _) in FIXTURES {
        let parts = read_fixture(name);
        let errors: Vec<String> = validator.iter_errors(&parts.value).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
        assert_leaves_known("", &parts.value, &parts, name);
    }
}

fn assert_leaves_known(pointer: &str, value: &Value, parts: &DraftParts, name: &str) {
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(key, below)| assert_leaves_known(&format!("{pointer}/{key}"), below, parts, name))
        }
        Value::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(at, item)| assert_leaves_known(&format!("{pointer}/{at}"), item, parts, name));
        }
        _ => assert!(parts.provenance.get(pointer).is_some_and(|known| known.document == Some(0)), "{name}: {pointer}"),
    }
}

#[test]
fn what_a_card_is_about_is_the_same_when_nothing_else_is_read() {
    for (name, _) in FIXTURES {
        let document = document(name);
        let format = FORMATS.iter().find(|format| (format.detects)(&document)).expect("a format");
        let model = |mut draft: Draft| {
            (format.read)(&document, &mut draft);
            ["name", "version", "digest"].map(|key| draft.get(&format!("/model/{key}")).cloned())
        };
        assert_eq!(model(Draft::of_model(&document)), model(Draft::new(&document, 0)), "{name}");
    }
}
