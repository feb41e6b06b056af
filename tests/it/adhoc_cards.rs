//! Cards as teams write them, in no format: what a newcomer sees fits on a screen, is right, and says what to do next.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::world::{Directory, Run};

/// What the default output of one card must say.
struct Expected {
    card: &'static str,
    status: u8,
    /// Parts of the text output.
    says: &'static [&'static str],
    /// Leaves that must have been found.
    knows: &'static [(&'static str, &'static str)],
}

const CARDS: [Expected; 10] = [
    Expected {
        card: "best-model.json",
        status: 3,
        says: &[
            "REVIEW credit-card-fraud  tier not established · model",
            "add to `best-model.json` after the opening brace",
        ],
        knows: &[("/model/name", "\"credit-card-fraud\""), ("/evaluation/0/metric", "\"auc\"")],
    },
    Expected {
        card: "bias-analysis.json",
        status: 3,
        says: &["warn[EH-12]", "the card says `bias_detected: false`, and gives a difference of"],
        knows: &[
            ("/fairness/summary/parity_difference_max", "0.17"),
            ("/purpose/intended_use/0", "\"Ranks CVs of applicants for open positions\""),
        ],
    },
    Expected {
        card: "fairness-audit.json",
        status: 3,
        says: &["warn[EH-12]", "`No significant bias detected`, and gives an", "impact ratio of 0.71"],
        knows: &[("/fairness/summary/impact_ratio_min", "0.71"), ("/risk/declared_tier", "\"limited\"")],
    },
    Expected {
        card: "metric-names.json",
        status: 3,
        says: &["warn[EH-08]", "placeholders (4): `/model_overview/owner` is filled with `TBD`"],
        knows: &[("/evaluation/1/metric", "\"f1_macro\""), ("/model/version", "\"1.4.0\"")],
    },
    Expected {
        card: "nested-performance.json",
        status: 3,
        says: &["warn[IN-TYPE-01]", "`March 2026`", "review[EH-04]"],
        knows: &[("/evaluation/4/split", "\"test\""), ("/purpose/out_of_scope/0", "\"Mortgage decisions\"")],
    },
    Expected {
        card: "non-english.json",
        status: 1,
        says: &["deny[QUAL-PERF-01] non-english.json:7:68: recall 0.66 is below 0.7"],
        knows: &[
            ("/risk/declared_tier", "\"limited\""),
            ("/evaluation/0/metric", "\"accuracy\""),
            ("/oversight/measures/0", "\"Chaque signalement est vérifié par un gestionnaire\""),
        ],
    },
    Expected {
        card: "percent-metrics.json",
        status: 3,
        says: &["warn[IN-UNIT-01]", "was read as a percentage"],
        knows: &[
            ("/evaluation/0/value", "0.9556"),
            ("/evaluation/0/group", "\"all\""),
            ("/evaluation/1/group", "\"normal\""),
        ],
    },
    Expected {
        card: "sklearn-flat.json",
        status: 1,
        says: &[
            "deny[QUAL-PERF-01] sklearn-flat.json:12:21: precision 0.6721 is below 0.7",
            "warn[EH-11]",
            "the model uses gender, seniorcitizen",
        ],
        knows: &[("/model/created", "\"2026-06-14\""), ("/evaluation/0/split", "\"test\"")],
    },
    Expected {
        card: "subgroups.json",
        status: 1,
        says: &["deny[QUAL-PERF-01] subgroups.json:7:57: auc 0.781 is below 0.85"],
        knows: &[("/fairness/attributes/1/name", "\"insurance\""), ("/fairness/attributes/1/groups/0/tpr", "0.47")],
    },
    Expected {
        card: "windows-paths.json",
        status: 3,
        says: &["review[QUAL-PERF-01] no threshold is set for what is reported: mae, mape, rmse"],
        knows: &[("/model/version", "\"2605\""), ("/model/created", "\"2026-05-14\"")],
    },
];

/// Facts that settle more than any other: whoever answers these first gets an answer soonest.
const USEFUL: [&str; 2] = ["purpose.jurisdictions ", "purpose.domain "];

/// A directory of its own with the card, as most teams start.
fn directory(card: &str) -> Directory {
    let directory = Directory::new();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/adhoc").join(card);
    directory.write(card, fs::read(source).expect("a card"));
    directory
}

fn check(card: &str) -> Run {
    directory(card).run(&["check", card])
}

#[test]
fn every_card_is_judged_and_none_is_allowed() {
    for expected in CARDS {
        let run = check(expected.card);
        assert_eq!(run.status, expected.status, "{}", run.stdout);
        for part in expected.says {
            assert!(run.stdout.contains(part), "{}: no {part:?} in\n{}", expected.card, run.stdout);
        }
    }
}

#[test]
fn the_output_fits_on_a_screen() {
    for expected in CARDS {
        let text = check(expected.card).stdout;
        assert!(text.lines().count() <= 25, "{}: {} lines\n{text}", expected.card, text.lines().count());
        let longest = text.lines().map(|line| line.chars().count()).max();
        assert!(longest <= Some(100), "{}: {longest:?} columns\n{text}", expected.card);
    }
}

#[test]
fn the_output_names_the_facts_that_settle_most_and_what_to_paste() {
    for expected in CARDS {
        let text = check(expected.card).stdout;
        for (number, fact) in USEFUL.iter().enumerate() {
            let listed: Vec<&str> = text.lines().skip_while(|line| !line.starts_with("undecided")).skip(1).collect();
            let line = listed.get(number).copied().unwrap_or_default();
            assert!(line.trim_start().starts_with(fact) && line.contains("settles"), "{}:\n{text}", expected.card);
        }
        assert!(text.contains("\"jurisdictions\": [\"<"), "{}:\n{text}", expected.card);
    }
}

#[test]
fn the_facts_that_a_card_has_are_found() {
    for expected in CARDS {
        let run = directory(expected.card).run(&["show", expected.card, "-o", "json"]);
        let shown: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"));
        for (pointer, value) in expected.knows {
            let found = shown["subjects"][0]["subject"].pointer(pointer).map(Value::to_string);
            assert_eq!(found.as_deref(), Some(*value), "{}: {pointer}", expected.card);
        }
    }
}
