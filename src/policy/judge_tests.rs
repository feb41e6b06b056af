//! Which answers stand, and when.

use std::sync::Arc;

use serde_json::{Value, json};

use super::*;
use crate::model::{Provenance, Severity, Subject, SubjectKind};

const AS_OF: &str = "2026-11-21";

fn control(fields: Value) -> Arc<Control> {
    let mut all = json!({"id": "T-1", "pack": "t", "rule": "govern.t.one.rule", "title": "T", "description": "T",
        "severity": "deny", "basis": "heuristic", "citation": "none", "remediation": "none",
        "needs": ["/model/name"]});
    let own = fields.as_object().expect("an object").clone();
    all.as_object_mut().expect("an object").extend(own);
    Arc::new(serde_json::from_value(all).expect("a control"))
}

fn subject(state: LeafState) -> Subject {
    let leaf = Provenance {
        document: None,
        pointer: String::new(),
        position: None,
        raw: "m".to_owned(),
        state,
        personal: false,
    };
    let is_answer = state.strength().is_some();
    Subject {
        kind: SubjectKind::Model,
        id: "m".to_owned(),
        value: if is_answer { json!({"model": {"name": "m"}}) } else { json!({}) },
        provenance: [("/model/name".to_owned(), leaf)].into(),
        notes: Vec::new(),
        documents: Vec::new(),
        raw: json!({}),
        artifact: None,
    }
}

fn given(outcome: Outcome) -> Answer {
    Answer::Given { outcome, message: "why".to_owned(), at: vec!["/model/name".to_owned()] }
}

/// The finding on a subject whose only leaf has this state; `rows` are the rows of tables that hold.
fn judge(control: &Arc<Control>, state: LeafState, answer: Answer, rows: &[&str]) -> Finding {
    let subject = subject(state);
    let context = json!({});
    let rows: Vec<String> = rows.iter().map(|row| (*row).to_owned()).collect();
    let facts = Facts { subject: &subject, context: &context };
    let bench = Bench { facts, rows: &rows, as_of: AS_OF.parse().expect("a date") };
    bench.finding(control, &Applicability::Yes, &Ok(answer))
}

#[test]
fn pass_and_not_applicable_stand_only_with_what_they_need() {
    let control = control(json!({}));
    for outcome in [Outcome::Pass, Outcome::NotApplicable] {
        assert_eq!(judge(&control, LeafState::Declared, given(outcome), &[]).outcome, outcome);
        for state in [LeafState::Absent, LeafState::Placeholder, LeafState::Malformed] {
            let finding = judge(&control, state, given(outcome), &[]);
            assert_eq!(finding.outcome, Outcome::Unknown, "{}", state.word());
            assert_eq!(finding.missing, ["/model/name"]);
        }
    }
}

#[test]
fn fail_and_review_stand_by_themselves() {
    for outcome in [Outcome::Fail, Outcome::Review] {
        assert_eq!(judge(&control(json!({})), LeafState::Absent, given(outcome), &[]).outcome, outcome);
    }
}

#[test]
fn silence_is_unknown_where_something_is_missing_and_an_error_where_nothing_is() {
    let control = control(json!({}));
    assert_eq!(judge(&control, LeafState::Absent, Answer::Undefined, &[]).outcome, Outcome::Unknown);
    assert_eq!(judge(&control, LeafState::Declared, Answer::Undefined, &[]).outcome, Outcome::Error);
    assert_eq!(judge(&control, LeafState::Declared, Answer::Wrong("odd".to_owned()), &[]).outcome, Outcome::Error);
}

#[test]
fn a_leaf_must_be_as_strong_as_the_tier_asks() {
    let control = control(json!({"accepts": {"limited": "declared", "high": "bound"}}));
    let outcome = |state, rows| judge(&control, state, given(Outcome::Pass), rows).outcome;
    assert_eq!(outcome(LeafState::Declared, &["limited"]), Outcome::Pass);
    assert_eq!(outcome(LeafState::Measured, &["high"]), Outcome::Unknown);
    assert_eq!(outcome(LeafState::Bound, &["high"]), Outcome::Pass);
    assert_eq!(outcome(LeafState::Measured, &[]), Outcome::Unknown, "without a row the strictest counts");
    assert_eq!(outcome(LeafState::Measured, &["critical"]), Outcome::Unknown, "a missing row takes the strictest");
}

#[test]
fn any_of_several_leaves_will_do() {
    let control = control(json!({"needs": [["/model/id", "/model/name"]]}));
    assert_eq!(judge(&control, LeafState::Declared, given(Outcome::Pass), &[]).outcome, Outcome::Pass);
    let missing = judge(&control, LeafState::Absent, given(Outcome::Pass), &[]);
    assert_eq!((missing.outcome, missing.missing), (Outcome::Unknown, vec!["/model/id".to_owned()]));
}

#[test]
fn a_control_before_its_date_is_a_forecast_by_the_earliest_row_that_may_hold() {
    let control = control(json!({"effective_from": {"annex_i": "2028-08-02", "annex_iii": "2026-11-21"}}));
    let forecast = |rows| judge(&control, LeafState::Declared, given(Outcome::Fail), rows).forecast;
    assert_eq!(forecast(&["annex_i"]).map(|date| date.to_string()), Some("2028-08-02".to_owned()));
    assert_eq!(forecast(&["annex_i", "annex_iii"]), None, "it applies from its date on");
    assert_eq!(forecast(&[]), None);
}

#[test]
fn a_control_that_ended_does_not_apply_from_the_next_day_on() {
    let ended = |date: &str| control(json!({"effective_until": date}));
    assert_eq!(
        judge(&ended("2026-11-20"), LeafState::Declared, given(Outcome::Fail), &[]).outcome,
        Outcome::NotApplicable
    );
    assert_eq!(judge(&ended(AS_OF), LeafState::Declared, given(Outcome::Fail), &[]).outcome, Outcome::Fail);
}

#[test]
fn the_severity_is_the_strictest_of_the_rows_that_may_hold() {
    let control = control(json!({"severity": {"minimal": "info", "high": "deny"}}));
    let severity = |rows| judge(&control, LeafState::Declared, given(Outcome::Fail), rows).severity;
    assert_eq!(severity(&["minimal"]), Severity::Info);
    assert_eq!(severity(&[]), Severity::Deny);
}

#[test]
fn a_package_whose_applicability_is_open_leaves_its_controls_unknown_unless_they_broke() {
    let subject = subject(LeafState::Declared);
    let context = json!({});
    let facts = Facts { subject: &subject, context: &context };
    let bench = Bench { facts, rows: &[], as_of: AS_OF.parse().expect("a date") };
    let open = Applicability::Unknown(Vec::new(), "not known whether this applies".to_owned());
    let outcome = |answer| bench.finding(&control(json!({})), &open, &answer).outcome;
    assert_eq!(outcome(Ok(given(Outcome::Pass))), Outcome::Unknown);
    assert_eq!(outcome(Err(PolicyError::Panic { what: "t".to_owned() })), Outcome::Error);
}
