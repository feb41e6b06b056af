//! Policies that would run for minutes, fill the memory or overflow the stack: each is an error in time.
//!
//! A thread that was given up on goes on in this process; so what runs away here ends by itself after some seconds.

use std::fmt::Write as _;
use std::num::NonZeroU64;
use std::time::{Duration, Instant};

use govern::model::{Finding, Outcome, Scope};
use govern::policy::{Context, Evaluator, Limits, PolicySet};
use serde_json::json;

use crate::rego_guards::{METADATA, judge_with, refused, set_of, subject};

/// A rule that passes if `condition` holds for the last of `count` rules, each of which is `step` of the one before.
fn chain(first: &str, step: &str, count: usize, condition: &str) -> String {
    let mut text = format!("rule := {{\"outcome\": \"pass\"}} if {condition}\n\nx0 := {first}\n");
    for index in 1..=count {
        let before = format!("x{}", index - 1);
        writeln!(text, "x{index} := {}", step.replace("it", &before)).expect("text");
    }
    text
}

fn limits(milliseconds: u64) -> Limits {
    Limits { evaluation: Duration::from_millis(milliseconds), ..Limits::default() }
}

fn context(set: &PolicySet) -> Context {
    let as_of = set.as_of;
    Context { as_of, environment: None, scope: Scope::Model, jurisdictions: Vec::new(), organisation: None }
}

fn in_time(rule: &str, limits: Limits) -> Finding {
    let started = Instant::now();
    let finding = judge_with(rule, limits);
    let elapsed = started.elapsed();
    assert_eq!(finding.outcome, Outcome::Error, "{rule}");
    assert!(elapsed < limits.evaluation + Duration::from_secs(1), "{elapsed:?}: {rule}");
    finding
}

/// Two values that are equal and as deep as `depth`, of 2^depth parts each: comparing them takes seconds, and no memory.
fn endless_comparison() -> String {
    let left = chain("[1]", "[it, it]", 29, "x29 == y29");
    let right = chain("[1]", "[it, it]", 29, "true").replace('x', "y");
    let (_, right) = right.split_once("\n\n").expect("the rules after the control");
    format!("{left}\n{right}")
}

#[test]
fn a_loop_ends_within_the_limit() {
    let rule = "rule := {\"outcome\": \"pass\"} if {\n\tcount([1 | some a in numbers.range(1, 3000); some b in numbers.range(1, 3000); a * b == 7]) > 0\n}";
    let finding = in_time(rule, limits(300));
    assert!(finding.message.contains("`data.govern.t` took longer than 300 ms"), "{}", finding.message);
}

#[test]
fn a_range_is_refused_before_it_takes_time_or_memory() {
    for call in [
        "numbers.range(1, 100000000)",
        "numbers.range(1, 10000000000000)",
        "numbers.range_step(1, 1000000000000000, 2)",
        "numbers.range_step(1000000000000000, 1, 2)",
    ] {
        let started = Instant::now();
        let finding = in_time(&format!("rule := {{\"outcome\": \"pass\"}} if count({call}) > 0"), Limits::default());
        assert!(finding.message.contains("more than 1000000 numbers"), "{}", finding.message);
        assert!(started.elapsed() < Duration::from_secs(1), "{:?}", started.elapsed());
    }
}

#[test]
fn a_text_that_doubles_is_refused() {
    let finding = in_time(&chain("\"0123456789\"", "concat(\"\", [it, it])", 60, "count(x60) > 0"), Limits::default());
    assert!(finding.message.contains("a text of more than 67108864 bytes"), "{}", finding.message);
}

#[test]
fn what_never_looks_at_the_timer_is_given_up_on_and_nothing_more_is_evaluated() {
    let limits = limits(100);
    let set = set_of(&endless_comparison(), limits);
    assert_eq!(set.broken, []);
    let (mut evaluator, context) = (Evaluator::new(&set), context(&set));
    let subject = subject(json!({"model": {"name": "m"}}));

    let started = Instant::now();
    let evaluation = evaluator.evaluate(&subject, &context).expect("the subject is held");
    assert!(started.elapsed() < limits.evaluation + Duration::from_secs(1), "{:?}", started.elapsed());
    let finding = evaluation.findings.first().expect("one finding");
    assert_eq!(finding.outcome, Outcome::Error);
    assert!(finding.message.contains("`data.govern.t` took longer than 100 ms"), "{}", finding.message);

    let started = Instant::now();
    let error = evaluator.evaluate(&subject, &context).expect_err("the first policy is still running");
    assert_eq!(error.to_string(), "evaluation of `data.govern.t` took longer than 100 ms");
    assert!(started.elapsed() < Duration::from_millis(50), "{:?}", started.elapsed());
}

#[test]
fn memory_is_bounded() {
    let bytes = NonZeroU64::new(48 * 1024 * 1024).expect("not zero");
    let limits = Limits { evaluation_bytes: bytes, ..Limits::default() };
    // 2^24 numbers: some 400 MB. Without the bound it would pass.
    let finding = in_time(&chain("[1]", "array.concat(it, it)", 24, "count(x24) > 0"), limits);
    if cfg!(target_os = "linux") {
        assert!(finding.message.contains("took more than 50331648 bytes of memory"), "{}", finding.message);
    }
}

#[test]
fn a_value_that_cannot_be_read_is_an_error() {
    let endless = "rule := {\"outcome\": \"pass\", \"at\": x40}\n";
    let (_, rules) = chain("[\"/a\"]", "[it, it]", 40, "true")
        .split_once("\n\n")
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .expect("rules");
    let finding = in_time(&format!("{endless}\n{rules}"), Limits::default());
    assert!(finding.message.contains("too large, or nested too deeply"), "{}", finding.message);
}

#[test]
fn a_chain_of_rules_that_would_overflow_the_stack_is_refused() {
    let message = refused(&chain("[1]", "[it]", 2000, "count(x2000) > 0"));
    assert!(message.contains("more than 2000 rules"), "{message}");
    let finding = judge_with(&chain("[1]", "[it]", 1990, "count(json.marshal(x1990)) > 0"), Limits::default());
    assert!(finding.message.contains("nested too deeply"), "{}", finding.message);
}

#[test]
fn many_controls_share_the_time_of_their_pack() {
    // The first control breaks, so that each is asked alone; every one of the others ends well within the limit.
    let mut rules = "rule := {\"outcome\": \"pass\"} if to_number(\"x\") == 1\n".to_owned();
    for index in 2..60 {
        let metadata = METADATA.replace("T-1", &format!("T-{index}"));
        let condition = "count([1 | some a in numbers.range(1, 400); some b in numbers.range(1, 400); a * b == 7]) > 0";
        writeln!(rules, "\n{metadata}rule_{index} := {{\"outcome\": \"pass\"}} if {condition}").expect("text");
    }
    let limits = limits(400);
    let set = set_of(&rules, limits);
    assert_eq!(set.broken, []);
    let started = Instant::now();
    let subject = subject(json!({"model": {"name": "m"}}));
    let evaluation = Evaluator::new(&set).evaluate(&subject, &context(&set)).expect("the subject is held");
    assert!(started.elapsed() < limits.evaluation + Duration::from_secs(1), "{:?}", started.elapsed());
    assert_eq!(evaluation.findings.first().expect("findings").outcome, Outcome::Error);
}
