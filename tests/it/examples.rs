//! The examples that the README shows: what they say today, and that they say it still in years.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::world::{Directory, Place, Run};

const TODAY: &str = "2026-11-21";

/// Before and after the dates on which the duties for high-risk systems begin, and long after every document is out of date.
const DAYS: [&str; 4] = [TODAY, "2027-12-15", "2028-09-01", "2031-01-01"];

const CHURN: (&str, [&str; 2]) = ("churn-model", ["model_card.json", "deployment.yaml"]);
const CREDIT: (&str, [&str; 2]) = ("credit-scoring", ["model_card.json", "rollout.yaml"]);

/// A copy of an example, which a run may write its log beside.
fn copy((name, files): (&str, [&str; 2])) -> Directory {
    let directory = Directory::new();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name);
    for file in files {
        directory.write(file, fs::read(source.join(file)).expect("a file of the example"));
    }
    directory
}

fn check(directory: &Directory, files: &[&str], day: &str, format: &str) -> Run {
    let place = Place { now: format!("{day}T09:30:00Z"), ..Place::at(&directory.path()) };
    place.run(&[&["check"], files, &["-o", format]].concat())
}

/// The decision of an example on a day.
fn decision(example: (&str, [&str; 2]), day: &str) -> Value {
    let run = check(&copy(example), &example.1, day, "json");
    let value: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"));
    value["decisions"][0].clone()
}

fn finding<'d>(decision: &'d Value, control: &str) -> &'d Value {
    let findings = decision["findings"].as_array().expect("findings");
    findings.iter().find(|finding| finding["control"] == control).unwrap_or_else(|| panic!("no finding of {control}"))
}

#[test]
fn the_churn_model_is_allowed_today_and_in_years() {
    for day in DAYS {
        let run = check(&copy(CHURN), &CHURN.1, day, "text");
        assert_eq!(run.status, 0, "{day}: {}", run.stdout);
    }
}

#[test]
fn the_churn_model_leaves_nothing_to_be_desired_today() {
    let run = check(&copy(CHURN), &CHURN.1, TODAY, "text");
    assert!(run.stdout.contains("ALLOW  subscriber-churn@3.2.0  tier limited · production · as of 2026-11-21"));
    for word in ["deny", "warn", "info[", "review"] {
        assert!(!run.stdout.contains(word), "{}", run.stdout);
    }
    assert!(run.stdout.contains("facts; all are informative, and --verbose lists them"), "{}", run.stdout);
    assert!(run.stdout.lines().count() <= 15, "{}", run.stdout);
}

#[test]
fn the_card_of_the_churn_model_alone_is_allowed_too() {
    let run = check(&copy(CHURN), &["model_card.json"], TODAY, "text");
    assert_eq!(run.status, 0, "{}", run.stdout);
}

#[test]
fn the_credit_model_is_denied_today_and_in_years() {
    for day in DAYS {
        let run = check(&copy(CREDIT), &CREDIT.1, day, "text");
        assert_eq!(run.status, 1, "{day}: {}", run.stdout);
    }
}

#[test]
fn the_credit_model_is_denied_for_its_defects_and_nothing_else() {
    let run = check(&copy(CREDIT), &CREDIT.1, TODAY, "text");
    assert!(run.stdout.contains("DENY   consumer-credit-score@1.8.0  tier high · production"), "{}", run.stdout);
    let denied: Vec<&str> =
        run.stdout.lines().filter_map(|line| line.strip_prefix("deny[")?.split(']').next()).collect();
    assert_eq!(denied, ["BIAS-AIR-01", "BIAS-COV-01", "DEP-CAN-01", "RISK-C-08", "RISK-T-02"], "{}", run.stdout);
    let decision = decision(CREDIT, TODAY);
    for (control, message) in [
        (
            "BIAS-AIR-01",
            "sex, impact ratio: `female` 8361 of 17420 against `male` 15892 of 24450, ratio 0.7384 is below 0.8",
        ),
        ("RISK-T-02", "the card declares `limited`, and its answers give `high`"),
        ("RISK-C-08", "no person can override an output or stop the system"),
    ] {
        let finding = finding(&decision, control);
        assert_eq!((finding["outcome"].as_str(), finding["message"].as_str()), (Some("fail"), Some(message)));
    }
}

#[test]
fn missing_oversight_is_a_forecast_until_the_duty_begins() {
    let control = "EUAIA-14-02";
    let today = decision(CREDIT, TODAY);
    assert_eq!(finding(&today, control)["outcome"], "fail");
    assert_eq!(finding(&today, control)["applies_from"], "2027-12-02");
    for day in ["2027-12-15", "2028-09-01"] {
        let later = decision(CREDIT, day);
        assert_eq!(finding(&later, control)["outcome"], "fail");
        assert_eq!(finding(&later, control)["severity"], "deny");
        assert!(finding(&later, control)["applies_from"].is_null(), "{day}");
    }
    let text = check(&copy(CREDIT), &CREDIT.1, TODAY, "text").stdout;
    assert!(text.contains("from 2027-12-02; would fail: ") && text.contains(control), "{text}");
}
