//! The compliance report from recorded decisions, in each format.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::audit::DecisionPredicate;
use crate::model::{Control, Severity};
use crate::report::compliance::{Catalog, Ledger, LogState, REPORTS, Report, report};
use crate::report::escape::is_unprintable;
use crate::report::fixtures;

/// A recorded decision as its JSON, which is the contract.
fn recorded(seq: u64, id: &str, verdict: &str, changes: &Value) -> DecisionPredicate {
    let digest = format!("sha256:{}", "5b".repeat(32));
    let mut predicate = json!({
        "actor": {"declared": true, "name": "ci", "source": "CI"},
        "as_of": "2026-11-21",
        "classes": {},
        "documents": [],
        "enforcement": "all",
        "engine": {"engine": "regorus 0.14.1", "program": "0.1.0", "semantics": 1},
        "environment": "production",
        "findings": {
            "not_applicable": {"eu-gpai": ["EUAIA-53-01", "EUAIA-53-02"]},
            "open": [
                {"control": "BIAS-02", "message": "impact ratio 0.61 is below 0.8", "outcome": "fail", "pack": "bias", "severity": "deny"},
                {"control": "CARD-03", "message": "no period", "outcome": "fail", "pack": "card-completeness", "severity": "deny", "waiver": "W-2026-014"},
                {"control": "EUAIA-14-02", "forecast": "2027-12-02", "message": "no stop", "outcome": "fail", "pack": "eu-high-risk", "severity": "deny"},
                {"control": "EUAIA-9-03", "message": "needs an approval", "outcome": "review", "pack": "eu-high-risk", "severity": "deny"}
            ],
            "passed": {"bias": ["BIAS-01", "BIAS-03"], "card-completeness": ["CARD-01"], "eu-high-risk": ["EUAIA-10-01"]},
            "unknown": {
                "card-completeness": {"warn": [{"controls": ["CARD-07", "CARD-08"], "missing": ["/purpose/domain"]}]}
            }
        },
        "jurisdictions": {"declared_by_card_only": true, "names": ["EU"]},
        "log": {"origin": "govern.local/3f2a91c0", "seq": seq, "time": format!("2026-11-{:02}T09:30:00.123Z", 1 + seq)},
        "management": {"org": null, "config": null},
        "mode": {"what_if": false, "partial": false},
        "packs": [
            {"digest": digest, "id": "bias", "loosened": ["ratio_min"], "parameters": digest, "phase": "decide", "status": "ran", "version": "1.0.0"},
            {"digest": digest, "id": "deploy", "parameters": digest, "phase": "decide", "reason": "no manifest was named", "status": "not_run", "version": "1.0.0"}
        ],
        "scope": "deployment",
        "subject": {"digest": digest, "id": id, "kind": "model"},
        "tier": {"at_least": "high", "established": "high"},
        "verdict": verdict,
        "waivers": ["W-2026-014"]
    });
    for (key, value) in changes.as_object().into_iter().flatten() {
        predicate[key] = value.clone();
    }
    serde_json::from_value(predicate).unwrap()
}

fn control(id: &str) -> Option<Arc<Control>> {
    let title = format!("What {id} asks for, in one line");
    Some(Arc::new(fixtures::control(id, "bias", &title, Severity::Deny, "Regulation (EU) 2024/1689, Article 10(2)(f)")))
}

fn framework(pack: &str) -> Option<String> {
    let names = BTreeMap::from([
        ("bias", "Fairness: four-fifths rule and parity"),
        ("card-completeness", "Model documentation"),
        ("eu-high-risk", "EU AI Act: high-risk systems"),
        ("eu-gpai", "EU AI Act: general-purpose models"),
    ]);
    names.get(pack).map(|name| (*name).to_owned())
}

fn over(decisions: Vec<DecisionPredicate>) -> Report {
    let mut ledger = Ledger::default();
    decisions.into_iter().for_each(|decision| ledger.add(decision));
    let log = LogState {
        origin: "govern.local/3f2a91c0".to_owned(),
        entries: 18,
        checkpoint: "govern.local/3f2a91c0\n18\nk3Jd0ZC0pVQhYt1mCqkXb2n7v1yEwq3o7s0q5w1bT2Y=\n\n— govern.local/3f2a91c0 AbCdEf==\n".to_owned(),
        anchored: false,
        trust: "self-consistent; keys not pinned".to_owned(),
    };
    let catalog = Catalog { control: &control, framework: &framework };
    report(&ledger, &log, &catalog, "2026-11-21".parse().unwrap())
}

fn example() -> Report {
    let clean = json!({"findings": {"not_applicable": {"eu-high-risk": ["EUAIA-14-02", "EUAIA-9-03", "EUAIA-10-01"], "eu-gpai": ["EUAIA-53-01", "EUAIA-53-02"]}, "open": [], "passed": {"bias": ["BIAS-01", "BIAS-02", "BIAS-03"], "card-completeness": ["CARD-01", "CARD-03", "CARD-07", "CARD-08"]}, "unknown": {}}, "tier": {"at_least": "limited", "established": "limited"}});
    let what_if = json!({"mode": {"what_if": true, "partial": false}});
    let mut decisions: Vec<DecisionPredicate> = (1..9)
        .map(|seq| {
            recorded(seq, "churn-model@2.3.0", ["review", "deny", "allow"][usize::try_from(seq % 3).unwrap()], &clean)
        })
        .collect();
    decisions.push(recorded(9, "churn-model@2.3.0", "allow", &clean));
    decisions.push(recorded(10, "credit-scoring@1.4.0", "review", &what_if));
    decisions.push(recorded(11, "credit-scoring@1.4.0", "deny", &json!({})));
    decisions.push(recorded(12, "triage@0.9.1", "error", &json!({"error": {"code": "input/duplicate-key", "kind": "input", "message": "key `a` occurs twice"}, "findings": {"not_applicable": {}, "open": [], "passed": {}, "unknown": {}}, "tier": {"at_least": "minimal"}})));
    decisions.push(recorded(13, "draft@0.0.1", "review", &what_if));
    over(decisions)
}

fn write(format: &str, report: &Report) -> String {
    let row = REPORTS.iter().find(|row| row.name == format).unwrap();
    let mut out = Vec::new();
    (row.write)(report, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn snapshots() {
    for row in REPORTS {
        insta::assert_snapshot!(row.name, write(row.name, &example()).replace(env!("CARGO_PKG_VERSION"), "VERSION"));
    }
}

#[test]
fn json_is_valid_against_its_schema() {
    let schema: Value = serde_json::from_str(include_str!("../../../schemas/report.v1.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for report in [example(), over(vec![])] {
        let instance: Value = serde_json::from_str(&write("json", &report)).unwrap();
        let errors: Vec<String> =
            validator.iter_errors(&instance).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert_eq!(errors, Vec::<String>::new());
    }
}

#[test]
fn the_latest_full_run_of_a_model_counts() {
    let report = example();
    assert_eq!(report.decisions, 13);
    assert_eq!(report.models.len(), 3, "a model with what-if runs only is not in the inventory");
    let credit = &report.models[1];
    assert_eq!((credit.id.as_str(), credit.verdict, credit.seq), ("credit-scoring@1.4.0", "deny", 11));
    assert_eq!((credit.counts.not_satisfied, credit.counts.undecided, credit.counts.waived), (1, 3, 1));
    assert_eq!((credit.counts.forecast, credit.counts.satisfied, credit.counts.not_applicable), (1, 4, 2));
    assert!(report.not_assessed.iter().any(|row| row.models == ["draft@0.0.1 (production)"]));
}

#[test]
fn the_html_needs_nothing_from_outside() {
    let html = write("html", &example());
    for outside in ["http://", "https://", "<script", "<img", "<link", "@import", "url("] {
        assert!(!html.contains(outside), "{outside}");
    }
    assert!(html.contains("not a determination of conformity"));
    assert!(html.contains("not anchored"));
}

#[test]
fn an_empty_log_makes_a_report_that_says_so() {
    for row in REPORTS {
        assert!(write(row.name, &over(vec![])).contains("not a determination of conformity"));
    }
}

#[test]
fn hostile_names_stay_text() {
    let open = json!([{"control": "EH-03", "message": fixtures::HOSTILE, "outcome": "fail", "pack": "bias", "severity": "deny"}]);
    let findings = json!({"not_applicable": {}, "open": open, "passed": {}, "unknown": {}});
    let report = over(vec![recorded(1, fixtures::HOSTILE, "deny", &json!({"findings": findings}))]);
    for row in REPORTS {
        let text = write(row.name, &report);
        assert_eq!(text.chars().find(|c| *c != '\n' && is_unprintable(*c)), None, "{}", row.name);
        assert!(row.name == "json" || !text.contains("<script"), "{}", row.name);
    }
}
