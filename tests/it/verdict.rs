//! From findings to a verdict, and from a verdict to an exit status: every rule, at its edges.

use std::collections::BTreeMap;
use std::sync::Arc;

use govern::cli::ExitStatus;
use govern::crypto::sha256;
use govern::model::{
    Accepts, Actor, Basis, Control, ControlKind, Date, Decision, Enforcement, EngineRef, ErrorKind, Finding, LeafState,
    Management, Mode, Outcome, RowTable, Scope, Severity, Strength, Subject, SubjectKind, SubjectRef, Tier, TierState,
    Verdict, verdict,
};
use serde_json::json;

fn finding(outcome: Outcome, severity: Severity) -> Finding {
    let control = Control {
        id: "T-1".to_owned(),
        pack: "t".to_owned(),
        rule: "govern.t.one.rule".to_owned(),
        title: "A control".to_owned(),
        description: "For a test.".to_owned(),
        severity: RowTable::One(severity),
        basis: Basis::Heuristic,
        citation: "none".to_owned(),
        remediation: "none".to_owned(),
        effective_from: None,
        effective_until: None,
        needs: Vec::new(),
        accepts: Accepts::One(Strength::Declared),
        kind: ControlKind::Requirement,
        waivable: true,
    };
    Finding {
        control: Arc::new(control),
        outcome,
        severity,
        message: String::new(),
        at: Vec::new(),
        missing: Vec::new(),
        forecast: None,
        known: Some(LeafState::Declared),
        waiver: None,
    }
}

fn deny(outcome: Outcome) -> Finding {
    finding(outcome, Severity::Deny)
}

fn forecast(outcome: Outcome) -> Finding {
    Finding { forecast: Some("2027-12-02".parse().expect("a date")), ..deny(outcome) }
}

fn waived(outcome: Outcome) -> Finding {
    Finding { waiver: Some("W-1".to_owned()), ..deny(outcome) }
}

fn established(tier: Tier) -> TierState {
    TierState { established: Some(tier), at_least: tier }
}

fn open(at_least: Tier) -> TierState {
    TierState { established: None, at_least }
}

/// The verdict in the softest circumstances: tier minimal, no production, nothing missing.
fn judge(findings: &[Finding]) -> Verdict {
    verdict(findings, established(Tier::Minimal), false, false)
}

#[test]
fn an_error_beats_everything_whatever_its_severity() {
    for severity in [Severity::Info, Severity::Warn, Severity::Deny] {
        let findings = [deny(Outcome::Fail), finding(Outcome::Error, severity), deny(Outcome::Pass)];
        assert_eq!(judge(&findings), Verdict::Error(ErrorKind::Policy));
    }
    assert_eq!(judge(&[deny(Outcome::Pass), forecast(Outcome::Error)]), Verdict::Error(ErrorKind::Policy));
    assert_eq!(judge(&[deny(Outcome::Pass), waived(Outcome::Error)]), Verdict::Error(ErrorKind::Policy));
}

#[test]
fn a_failed_deny_control_denies_and_a_warning_does_not() {
    assert_eq!(judge(&[deny(Outcome::Pass), deny(Outcome::Fail), deny(Outcome::Review)]), Verdict::Deny);
    for severity in [Severity::Info, Severity::Warn] {
        let findings = [deny(Outcome::Pass), finding(Outcome::Fail, severity), finding(Outcome::Unknown, severity)];
        assert_eq!(judge(&findings), Verdict::Allow);
    }
}

#[test]
fn missing_evidence_denies_from_tier_high_and_asks_for_review_below() {
    let findings = [deny(Outcome::Pass), deny(Outcome::Unknown)];
    let cases = [
        (established(Tier::Minimal), true, Verdict::Review),
        (established(Tier::Limited), true, Verdict::Review),
        (established(Tier::High), false, Verdict::Deny),
        (established(Tier::Critical), false, Verdict::Deny),
        (established(Tier::Prohibited), false, Verdict::Deny),
        (open(Tier::High), false, Verdict::Deny),
        (open(Tier::Limited), false, Verdict::Review),
        (open(Tier::Limited), true, Verdict::Deny),
    ];
    for (tier, production, expected) in cases {
        assert_eq!(verdict(&findings, tier, production, false), expected, "{tier:?}, production: {production}");
    }
}

#[test]
fn a_review_of_any_severity_needs_a_person() {
    for severity in [Severity::Info, Severity::Warn, Severity::Deny] {
        assert_eq!(judge(&[deny(Outcome::Pass), finding(Outcome::Review, severity)]), Verdict::Review);
    }
}

#[test]
fn nothing_is_allowed_without_a_deny_control_that_passed() {
    assert_eq!(judge(&[]), Verdict::Review);
    assert_eq!(judge(&[deny(Outcome::NotApplicable)]), Verdict::Review);
    assert_eq!(judge(&[finding(Outcome::Pass, Severity::Warn)]), Verdict::Review);
    assert_eq!(judge(&[forecast(Outcome::Pass)]), Verdict::Review, "what is not in force proves nothing");
    assert_eq!(judge(&[deny(Outcome::Pass)]), Verdict::Allow);
}

#[test]
fn a_required_pack_that_did_not_run_needs_a_person() {
    let findings = [deny(Outcome::Pass)];
    assert_eq!(verdict(&findings, established(Tier::Minimal), false, true), Verdict::Review);
}

#[test]
fn a_forecast_takes_no_part() {
    for outcome in [Outcome::Fail, Outcome::Unknown, Outcome::Review] {
        assert_eq!(judge(&[deny(Outcome::Pass), forecast(outcome)]), Verdict::Allow, "{}", outcome.word());
    }
}

#[test]
fn a_waived_finding_takes_no_part() {
    for outcome in [Outcome::Fail, Outcome::Unknown] {
        assert_eq!(judge(&[deny(Outcome::Pass), waived(outcome)]), Verdict::Allow, "{}", outcome.word());
    }
    assert_eq!(judge(&[deny(Outcome::Pass), waived(Outcome::Fail), deny(Outcome::Fail)]), Verdict::Deny);
}

#[test]
fn the_tier_is_the_highest_answer_once_all_have_answered() {
    let check = |answers: &[Option<Tier>], expected, at_least| {
        assert_eq!(TierState::from_answers(answers), TierState { established: expected, at_least }, "{answers:?}");
    };
    check(&[Some(Tier::Limited), Some(Tier::Critical)], Some(Tier::Critical), Tier::Critical);
    check(&[Some(Tier::High), None], None, Tier::High);
    check(&[None, None], None, Tier::Minimal);
    check(&[], None, Tier::Minimal);
    check(&[None, Some(Tier::Prohibited)], Some(Tier::Prohibited), Tier::Prohibited);
}

#[test]
fn a_table_gives_the_row_that_holds_and_the_strictest_where_several_or_none_do() {
    let rows = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let table: RowTable<Severity> =
        serde_json::from_value(json!({"minimal": "info", "limited": "warn", "high": "deny"})).expect("a table");
    assert_eq!(table.pick(&rows(&["limited"]), Severity::max), Some(Severity::Warn));
    assert_eq!(table.pick(&rows(&["limited", "minimal", "production"]), Severity::max), Some(Severity::Warn));
    assert_eq!(table.pick(&rows(&["critical"]), Severity::max), Some(Severity::Deny));
    assert_eq!(table.pick(&[], Severity::max), Some(Severity::Deny));
    assert_eq!(RowTable::One(Severity::Info).pick(&[], Severity::max), Some(Severity::Info));

    let dates: RowTable<Date> =
        serde_json::from_value(json!({"annex_i": "2028-08-02", "annex_iii": "2027-12-02"})).expect("a table");
    let earliest = |names: &[&str]| dates.pick(&rows(names), Date::min).expect("a date").to_string();
    assert_eq!(earliest(&["annex_i"]), "2028-08-02");
    assert_eq!(earliest(&["annex_i", "annex_iii"]), "2027-12-02");
    assert_eq!(earliest(&[]), "2027-12-02");
}

fn decision(verdict: Verdict, enforcement: Enforcement, mode: Mode) -> Decision {
    let subject = Subject {
        kind: SubjectKind::Model,
        id: "m".to_owned(),
        value: json!({}),
        provenance: BTreeMap::new(),
        notes: Vec::new(),
        documents: Vec::new(),
        raw: json!({}),
        artifact: None,
    };
    Decision {
        subject: SubjectRef { subject: Arc::new(subject), digest: sha256(b"{}") },
        scope: Scope::Model,
        environment: None,
        as_of: "2026-11-21".parse().expect("a date"),
        mode,
        actor: Actor { name: "t".to_owned(), source: "t".to_owned() },
        management: Management { org: None, config: None },
        jurisdictions: Vec::new(),
        jurisdictions_declared: false,
        packs: Vec::new(),
        classes: BTreeMap::new(),
        tier: open(Tier::Minimal),
        findings: Vec::new(),
        verdict,
        enforcement,
        engine: EngineRef { engine: "t".to_owned(), program: "t".to_owned(), semantics: 1 },
        error: None,
    }
}

#[test]
fn each_verdict_has_its_exit_status() {
    let status = |verdict| ExitStatus::of(&decision(verdict, Enforcement::All, Mode::default())).code();
    assert_eq!(status(Verdict::Allow), 0);
    assert_eq!(status(Verdict::Deny), 1);
    assert_eq!(status(Verdict::Error(ErrorKind::Input)), 2);
    assert_eq!(status(Verdict::Review), 3);
    assert_eq!(status(Verdict::Error(ErrorKind::Policy)), 4);
}

#[test]
fn without_enforcement_only_no_and_no_answer_become_yes() {
    let status = |verdict| ExitStatus::of(&decision(verdict, Enforcement::None, Mode::default())).code();
    assert_eq!(status(Verdict::Deny), 0);
    assert_eq!(status(Verdict::Review), 0);
    assert_eq!(status(Verdict::Error(ErrorKind::Input)), 2);
    assert_eq!(status(Verdict::Error(ErrorKind::Policy)), 4);
}

#[test]
fn a_what_if_or_partial_run_is_never_a_yes() {
    for mode in [Mode { what_if: true, partial: false }, Mode { what_if: false, partial: true }] {
        for enforcement in [Enforcement::All, Enforcement::None] {
            assert_eq!(ExitStatus::of(&decision(Verdict::Allow, enforcement, mode)).code(), 3);
        }
        assert_eq!(ExitStatus::of(&decision(Verdict::Deny, Enforcement::All, mode)).code(), 1);
        assert_eq!(ExitStatus::of(&decision(Verdict::Deny, Enforcement::None, mode)).code(), 3);
    }
}

#[test]
fn over_several_subjects_the_first_of_5_4_2_1_3_0_counts() {
    use ExitStatus::{CouldNotRun, No, NoAnswer, NotRecorded, PolicyFailure, Yes};
    let order = [NotRecorded, PolicyFailure, CouldNotRun, No, NoAnswer, Yes];
    for (index, first) in order.iter().enumerate() {
        for second in &order[index..] {
            assert_eq!(first.worse(*second), *first);
            assert_eq!(second.worse(*first), *first);
        }
    }
}
