//! Every machine format: snapshots, validity by other people's readers, and hostile text.

use serde_json::Value;

use crate::model::Decision;
use crate::report::escape::is_unprintable;
use crate::report::renderer::{Failure, Options, RunSummary, SkippedFile, VerdictCounts};
use crate::report::{RENDERERS, fixtures};

fn render(format: &str, decisions: &[Decision]) -> String {
    let row = RENDERERS.iter().find(|row| row.name == format).unwrap();
    let mut renderer = (row.make)(Options::default());
    let mut out = Vec::new();
    let mut verdicts = VerdictCounts::default();
    for decision in decisions {
        verdicts.add(decision.verdict);
        renderer.decision(&fixtures::logged(decision), &mut out).unwrap();
    }
    let failure = Failure {
        path: Some("models/empty.json".to_owned()),
        code: "input/empty".to_owned(),
        message: "the file is empty".to_owned(),
        hint: Some("write a model card".to_owned()),
        place: None,
    };
    let skipped = SkippedFile { path: "models/data.csv".to_owned(), reason: "not a card".to_owned() };
    let summary = RunSummary { verdicts, skipped: vec![skipped], failures: vec![failure], exit: 2 };
    renderer.finish(&summary, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn nothing(format: &str) -> String {
    let row = RENDERERS.iter().find(|row| row.name == format).unwrap();
    let mut out = Vec::new();
    (row.make)(Options::default()).finish(&RunSummary::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn pretty(json: &str) -> String {
    serde_json::to_string_pretty(&serde_json::from_str::<Value>(json).unwrap()).unwrap()
}

fn violations(schema: &str, instance: &str) -> Vec<String> {
    let schema: Value = serde_json::from_str(schema).unwrap();
    let instance: Value = serde_json::from_str(instance).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    validator.iter_errors(&instance).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn everything() -> Vec<Decision> {
    vec![fixtures::credit(), fixtures::adhoc(), fixtures::allowed(), fixtures::unreadable(), fixtures::hostile()]
}

#[test]
fn snapshots() {
    for row in RENDERERS.iter().filter(|row| row.name != "text") {
        let text = render(row.name, &[fixtures::credit(), fixtures::unreadable()]);
        let text = if ["json", "sarif", "gitlab"].contains(&row.name) { pretty(&text) } else { text };
        // The program's version would change the snapshot at every release.
        insta::assert_snapshot!(row.name, text.replace(env!("CARGO_PKG_VERSION"), "VERSION"));
    }
    insta::assert_snapshot!("text_run", render("text", &[fixtures::credit(), fixtures::unreadable()]));
}

#[test]
fn json_is_valid_against_its_schema() {
    let schema = include_str!("../../schemas/check-output.v1.schema.json");
    assert_eq!(violations(schema, &render("json", &everything())), Vec::<String>::new());
    assert_eq!(violations(schema, &nothing("json")), Vec::<String>::new());
}

#[test]
fn sarif_is_valid_against_the_standard() {
    let schema = include_str!("../../tests/fixtures/schemas/sarif-2.1.0.schema.json");
    // One pattern of the standard's schema, for `language`, is not a regular expression in every dialect.
    let schema = &schema.replace("^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$", "^[a-zA-Z]{2}");
    assert_eq!(violations(schema, &render("sarif", &everything())), Vec::<String>::new());
    assert_eq!(violations(schema, &nothing("sarif")), Vec::<String>::new());
}

#[test]
fn only_failing_sarif_results_have_a_level() {
    let log: Value = serde_json::from_str(&render("sarif", &everything())).unwrap();
    let run = &log["runs"][0];
    for result in run["results"].as_array().unwrap() {
        assert_eq!(result["kind"] == "fail", result["level"] != "none", "{result}");
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        for taxon in result["taxa"].as_array().unwrap() {
            let taxonomy = run["taxonomies"].as_array().unwrap().iter();
            let named = taxonomy.clone().find(|one| one["name"] == taxon["toolComponent"]["name"]).unwrap();
            assert!(named["taxa"].as_array().unwrap().iter().any(|one| one["id"] == taxon["id"]));
        }
    }
}

#[test]
fn junit_is_read_by_somebody_elses_reader() {
    for text in [render("junit", &everything()), nothing("junit")] {
        let report = quick_junit::Report::deserialize_from_str(&text).unwrap();
        for suite in &report.test_suites {
            assert_eq!(suite.tests, suite.test_cases.len());
        }
    }
}

#[test]
fn no_suite_is_green_unless_the_gate_is_open() {
    for decision in everything() {
        let text = render("junit", std::slice::from_ref(&decision));
        let report = quick_junit::Report::deserialize_from_str(&text).unwrap();
        let suite = &report.test_suites[0];
        assert!(suite.failures + suite.errors > 0, "{}", decision.subject.subject.id);
    }
    let mut open = fixtures::allowed();
    open.mode.what_if = false;
    let report = quick_junit::Report::deserialize_from_str(&render("junit", &[open])).unwrap();
    assert_eq!(report.test_suites[0].failures + report.test_suites[0].errors, 0);
}

#[test]
fn gitlab_fingerprints_are_unique() {
    let issues: Vec<Value> = serde_json::from_str(&render("gitlab", &everything())).unwrap();
    let marks: std::collections::BTreeSet<&str> =
        issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(marks.len(), issues.len());
    assert_eq!(nothing("gitlab"), "[]\n");
}

#[test]
fn hostile_text_stays_text_in_every_format() {
    for row in RENDERERS {
        let text = render(row.name, &[fixtures::hostile()]);
        let steering = text.chars().find(|character| *character != '\n' && character.is_control());
        assert_eq!(steering, None, "{}", row.name);
        let readable = ["text", "markdown", "github", "junit"].contains(&row.name);
        if readable {
            assert_eq!(text.chars().find(|c| *c != '\n' && is_unprintable(*c)), None, "{}", row.name);
        }
        let html = ["markdown", "junit"].contains(&row.name);
        assert!(!html || !text.contains("<script"), "{}", row.name);
    }
    let commands = render("github", &[fixtures::hostile()]);
    assert!(commands.lines().all(|line| line.starts_with("::") && !line.contains("::error::pwned,")), "{commands}");
    let markdown = render("markdown", &[fixtures::hostile()]);
    assert!(!markdown.contains("@everyone") || markdown.contains("`evil"), "{markdown}");
}

#[test]
fn envelopes_are_written_as_they_are_stored() {
    let line = r#"{"payload":"e30=","payloadType":"application/vnd.in-toto+json","signatures":[]}"#;
    assert_eq!(render("dsse", &[fixtures::credit(), fixtures::adhoc()]), format!("{line}\n{line}\n"));
}

#[test]
fn every_format_says_what_qualifies_a_verdict() {
    let mut decision = fixtures::allowed();
    decision.mode.partial = true;
    decision.management.org = None;
    decision.packs[0].loosened = vec!["auc_min".to_owned()];
    for row in RENDERERS.iter().filter(|row| row.name != "dsse") {
        let text = render(row.name, std::slice::from_ref(&decision)).to_lowercase().replace(['_', '\\'], "-");
        for mark in ["what-if", "partial", "unmanaged", "auc-min", "declared"] {
            let null_policy = row.name == "json" && mark == "unmanaged";
            let wanted = if null_policy { "\"organisation-policy\":null" } else { mark };
            assert!(text.contains(wanted), "{}: {mark}\n{text}", row.name);
        }
    }
}
