//! Each way in which the engine could make a gate fail open, and the guard that closes it.
//! The names R1 to R14 are those of the table in docs/rego.md.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use govern::model::{Finding, Outcome, Scope, Subject, SubjectKind};
use govern::policy::{
    Context, Evaluator, Limits, Pack, ParameterSources, PolicyError, PolicySet, Selection, library, load_directory,
};
use serde_json::{Value, json};

pub(crate) const METADATA: &str = r#"# METADATA
# title: A control
# description: For a test.
# custom:
#   id: T-1
#   severity: deny
#   basis: heuristic
#   citation: none
#   needs: [/model/name]
#   remediation: none
"#;

fn write_pack(directory: &Path, rule: &str) {
    fs::create_dir_all(directory).expect("a directory");
    let manifest = r#"{"roots": ["govern/t", "params/t"], "rego_version": 1,
        "metadata": {"id": "t", "version": "1.0.0", "title": "T", "phase": "decide"}}"#;
    fs::write(directory.join(".manifest"), manifest).expect("the manifest");
    let text = format!("package govern.t.one\n\n{METADATA}{rule}\n");
    fs::write(directory.join("one.rego"), text).expect("the rule");
}

fn pack_of(rule: &str) -> Result<Pack, PolicyError> {
    let directory = tempfile::tempdir().expect("a directory");
    write_pack(directory.path(), rule);
    load_directory(directory.path(), &library())
}

pub(crate) fn set_of(rule: &str, limits: Limits) -> PolicySet {
    let pack = pack_of(rule).expect("the pack is well-formed");
    let as_of = "2026-11-21".parse().expect("a date");
    let mut set = PolicySet::new(vec![pack], Selection::default(), &ParameterSources::default(), as_of, limits)
        .expect("the set is well-formed");
    set.check_foreign();
    set
}

pub(crate) fn subject(value: Value) -> Subject {
    Subject {
        kind: SubjectKind::Model,
        id: "m".to_owned(),
        provenance: provenance(&value),
        value,
        notes: Vec::new(),
        documents: Vec::new(),
        raw: json!({}),
        artifact: None,
    }
}

fn provenance(value: &Value) -> std::collections::BTreeMap<String, govern::model::Provenance> {
    let mut found = std::collections::BTreeMap::new();
    collect(value, String::new(), &mut found);
    found
}

fn collect(value: &Value, place: String, found: &mut std::collections::BTreeMap<String, govern::model::Provenance>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, inner)| collect(inner, format!("{place}/{key}"), found)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, inner)| collect(inner, format!("{place}/{index}"), found));
        }
        leaf => {
            let state = govern::model::LeafState::Declared;
            let provenance = govern::model::Provenance {
                document: None,
                pointer: place.clone(),
                position: None,
                raw: leaf.to_string(),
                state,
                personal: false,
            };
            found.insert(place, provenance);
        }
    }
}

pub(crate) fn judge_with(rule: &str, limits: Limits) -> Finding {
    let set = set_of(rule, limits);
    assert_eq!(set.broken, [], "the pack passes the checks before evaluation");
    let context = Context {
        as_of: set.as_of,
        environment: None,
        scope: Scope::Model,
        jurisdictions: Vec::new(),
        organisation: None,
    };
    let subject = subject(json!({"model": {"name": "m", "version": "1"}}));
    let evaluation = Evaluator::new(&set).evaluate(&subject, &context).expect("the subject is held");
    let [finding] = evaluation.findings.as_slice() else { panic!("one control, one finding") };
    finding.clone()
}

fn judge(rule: &str) -> Finding {
    judge_with(rule, Limits::default())
}

pub(crate) fn refused(rule: &str) -> String {
    let set = set_of(rule, Limits::default());
    set.broken.first().unwrap_or_else(|| panic!("the pack is refused: {rule}")).to_string()
}

#[test]
fn a_sound_control_passes() {
    assert_eq!(judge(r#"rule := {"outcome": "pass"} if input.subject.model.name == "m""#).outcome, Outcome::Pass);
}

#[test]
fn r1_data_cannot_replace_the_answer_of_a_rule() {
    let directory = tempfile::tempdir().expect("a directory");
    write_pack(directory.path(), r#"rule := {"outcome": "fail", "message": "no"}"#);
    let place = directory.path().join("govern/t/one");
    fs::create_dir_all(&place).expect("a directory");
    fs::write(place.join("data.json"), r#"{"rule": {"outcome": "pass"}}"#).expect("the data");
    let error = load_directory(directory.path(), &library()).expect_err("refused");
    assert!(error.to_string().contains("could replace the answer of a rule"), "{error}");
}

#[test]
fn r2_recursion_is_refused_before_it_can_take_the_process_down() {
    let message = refused("rule := {\"outcome\": \"pass\"} if f(1)\n\nf(x) if g(x)\n\ng(x) if f(x)");
    assert!(message.contains("calls itself"), "{message}");
}

#[test]
fn r3_a_panic_of_the_engine_is_an_error() {
    let finding = judge(r#"rule := {"outcome": "pass"} if strings.count("abc", "") == 0"#);
    assert_eq!(finding.outcome, Outcome::Error);
    assert!(finding.message.contains("broke down"), "{}", finding.message);
}

#[test]
fn r4_deep_literals_are_refused_before_they_are_parsed() {
    let started = Instant::now();
    let message =
        refused(&format!("rule := {{\"outcome\": \"pass\"}}\n\ndeep := {}1{}", "[".repeat(40), "]".repeat(40)));
    assert!(message.contains("nested"), "{message}");
    assert!(started.elapsed() < Duration::from_secs(2));
}

#[test]
fn r5_the_network_is_refused() {
    let message =
        refused(r#"rule := {"outcome": "pass"} if http.send({"url": "u", "method": "get"}).status_code == 200"#);
    assert!(message.contains("`http.send` reaches the network"), "{message}");
}

#[test]
fn r6_an_unknown_function_is_refused_even_where_it_is_never_reached() {
    let rule = "rule := {\"outcome\": \"fail\", \"message\": \"x\"} if {\n\tinput.subject.never\n\tcryptoo.sha256(\"a\") == \"b\"\n} else := {\"outcome\": \"pass\"}";
    let message = refused(rule);
    assert!(message.contains("`cryptoo.sha256` is not a function"), "{message}");
}

#[test]
fn r7_the_environment_is_refused() {
    let message = refused(r#"rule := {"outcome": "pass"} if opa.runtime().env.ALLOW == "1""#);
    assert!(message.contains("`opa.runtime` reads the environment"), "{message}");
}

#[test]
fn r8_an_answer_of_the_wrong_type_is_an_error() {
    for wrong in ["true", "[]", "1", "\"pass\"", "{\"outcome\": \"passed\"}", "{\"outcome\": \"fail\"}", "{}"] {
        let finding = judge(&format!("rule := {wrong}"));
        assert_eq!(finding.outcome, Outcome::Error, "{wrong}");
    }
    let unknown_key = judge(r#"rule := {"outcome": "pass", "mesage": "x"}"#);
    assert_eq!(unknown_key.outcome, Outcome::Error);
}

#[test]
fn r9_duplicate_keys_in_a_packs_data_are_refused() {
    let directory = tempfile::tempdir().expect("a directory");
    write_pack(directory.path(), r#"rule := {"outcome": "pass"}"#);
    fs::create_dir_all(directory.path().join("params/t")).expect("a directory");
    fs::write(directory.path().join("params/t/data.json"), r#"{"limit": 1, "limit": 2}"#).expect("the data");
    let error = load_directory(directory.path(), &library()).expect_err("refused");
    assert!(error.to_string().contains("limit"), "{error}");
}

#[test]
fn r10_the_engine_is_built_without_its_virtual_machine() {
    let manifest = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).expect("the manifest");
    let line = manifest.lines().find(|line| line.starts_with("regorus =")).expect("the dependency");
    assert!(line.contains("default-features = false") && !line.contains("rvm"), "{line}");
}

#[test]
fn r11_a_missing_leaf_behind_not_is_no_pass() {
    // The embedded engine takes `not f(missing)` for true; the needs keep the answer from standing.
    let rule = "rule := {\"outcome\": \"pass\"} if not bad(input.subject.oversight.override)\n\nbad(x) if x == false";
    let with_needs = rule.to_owned();
    let directory = tempfile::tempdir().expect("a directory");
    write_pack(directory.path(), &with_needs);
    let file = directory.path().join("one.rego");
    let text = fs::read_to_string(&file).expect("the rule").replace("/model/name", "/oversight/override");
    fs::write(&file, text).expect("the rule");
    let pack = load_directory(directory.path(), &library()).expect("well-formed");
    let as_of = "2026-11-21".parse().expect("a date");
    let set = PolicySet::new(vec![pack], Selection::default(), &ParameterSources::default(), as_of, Limits::default())
        .expect("well-formed");
    let context =
        Context { as_of, environment: None, scope: Scope::Model, jurisdictions: Vec::new(), organisation: None };
    let evaluation = Evaluator::new(&set).evaluate(&subject(json!({"model": {"name": "m"}})), &context).expect("held");
    let finding = evaluation.findings.first().expect("one finding");
    assert_eq!(finding.outcome, Outcome::Unknown);
    assert_eq!(finding.missing, ["/oversight/override"]);
}

#[test]
fn r12_what_the_engine_cannot_parse_is_refused_with_its_place() {
    let message = refused("rule := {\"outcome\": \"pass\"}\n\nimport data.govern.lib.dates");
    assert!(message.contains("one.rego"), "{message}");
}

#[test]
fn r13_an_error_in_a_builtin_is_an_error() {
    let rule = "rule := {\"outcome\": \"fail\", \"message\": \"x\"} if {\n\tto_number(input.subject.model.name) > 1\n} else := {\"outcome\": \"pass\"}";
    assert_eq!(judge(rule).outcome, Outcome::Error);
}

#[test]
fn r14_a_message_that_vanishes_takes_no_answer_with_it() {
    let rule = "rule := {\"outcome\": \"fail\", \"message\": sprintf(\"%v\", [input.subject.model.owner])} if {\n\tinput.subject.model.name == \"m\"\n}";
    let finding = judge(rule);
    assert_eq!(finding.outcome, Outcome::Error);
    assert!(finding.message.contains("gave no answer"), "{}", finding.message);
}

#[test]
fn one_broken_control_does_not_take_the_others_with_it() {
    let second = METADATA.replace("T-1", "T-2");
    let rule = format!(
        "rule := {{\"outcome\": \"pass\"}} if to_number(\"x\") == 1\n\n{second}other := {{\"outcome\": \"pass\"}} if input.subject.model.name"
    );
    let set = set_of(&rule, Limits::default());
    let context = Context {
        as_of: set.as_of,
        environment: None,
        scope: Scope::Model,
        jurisdictions: Vec::new(),
        organisation: None,
    };
    let evaluation = Evaluator::new(&set).evaluate(&subject(json!({"model": {"name": "m"}})), &context).expect("held");
    let outcomes: Vec<(Arc<str>, Outcome)> =
        evaluation.findings.iter().map(|finding| (Arc::from(finding.control.id.as_str()), finding.outcome)).collect();
    assert_eq!(outcomes, [(Arc::from("T-1"), Outcome::Error), (Arc::from("T-2"), Outcome::Pass)]);
}

#[test]
fn a_pack_may_not_add_rules_to_another_pack() {
    let directory = tempfile::tempdir().expect("a directory");
    write_pack(directory.path(), r#"rule := {"outcome": "pass"}"#);
    fs::write(directory.path().join("two.rego"), "package govern.eu_prohibited.practices\n\nx := 1\n").expect("a file");
    let error = load_directory(directory.path(), &library()).expect_err("refused");
    assert!(error.to_string().contains("outside of the pack's root"), "{error}");
}

#[test]
fn a_second_definition_of_a_control_is_refused() {
    let error = pack_of("rule := {\"outcome\": \"pass\"} if input.a\n\nrule := {\"outcome\": \"pass\"} if input.b")
        .expect_err("refused");
    assert!(error.to_string().contains("defined twice"), "{error}");
}
