//! What the text promises: a screen at most, readable when narrow, nothing foreign that steers the terminal.

use crate::model::{Decision, ErrorKind, Outcome, Verdict};
use crate::report::escape::is_unprintable;
use crate::report::fixtures;
use crate::report::renderer::{Options, RunSummary, Verbosity};

fn text(decision: &Decision, options: Options) -> String {
    let mut renderer = crate::report::text::make(options);
    let mut out = Vec::new();
    renderer.decision(&fixtures::logged(decision), &mut out).unwrap();
    renderer.finish(&RunSummary::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn plain(decision: &Decision) -> String {
    text(decision, Options::default())
}

#[test]
fn snapshots() {
    insta::assert_snapshot!("credit", plain(&fixtures::credit()));
    insta::assert_snapshot!("adhoc", plain(&fixtures::adhoc()));
    insta::assert_snapshot!("allowed", plain(&fixtures::allowed()));
    insta::assert_snapshot!("unreadable", plain(&fixtures::unreadable()));
}

#[test]
fn the_default_output_of_an_ad_hoc_card_fits_a_screen() {
    let text = plain(&fixtures::adhoc());
    assert!(text.lines().count() <= 25, "{} lines\n{text}", text.lines().count());
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
}

#[test]
fn a_narrow_terminal_is_not_overrun() {
    for decision in [fixtures::credit(), fixtures::adhoc(), fixtures::allowed()] {
        let text = text(&decision, Options { width: 60, ..Options::default() });
        let wide: Vec<&str> = text.lines().filter(|line| line.chars().count() > 60).collect();
        assert!(wide.is_empty(), "{wide:#?}");
    }
    insta::assert_snapshot!("credit_60", text(&fixtures::credit(), Options { width: 60, ..Options::default() }));
}

#[test]
fn quiet_is_one_line_and_verbose_names_every_control() {
    let decision = fixtures::adhoc();
    let quiet = text(&decision, Options { verbosity: Verbosity::Quiet, ..Options::default() });
    assert_eq!(quiet.lines().count(), 1);
    assert!(quiet.starts_with("DENY"));
    let verbose = text(&decision, Options { verbosity: Verbosity::Verbose, ..Options::default() });
    for finding in &decision.findings {
        assert!(verbose.contains(&finding.control.id), "{}", finding.control.id);
    }
}

#[test]
fn quiet_says_in_one_line_why_a_decision_is_an_error() {
    let options = Options { verbosity: Verbosity::Quiet, width: 60, ..Options::default() };
    let quiet = text(&fixtures::unreadable(), options);
    let why = "       error[input/duplicate-key]: `models/broken.json`, line 1, column 10: key `a` occurs twice";
    assert_eq!(quiet.lines().last(), Some(why), "{quiet}");

    let mut decision = fixtures::adhoc();
    decision.verdict = Verdict::Error(ErrorKind::Policy);
    for (finding, message) in decision.findings.iter_mut().zip(["the rule\nbroke", "so did this"]) {
        finding.outcome = Outcome::Error;
        finding.message = message.to_owned();
    }
    let id = decision.findings[0].control.id.clone();
    let quiet = text(&decision, options);
    let last = quiet.lines().last().expect("a line");
    assert!(
        last.starts_with(&format!("       error[{id}]: the rule")) && last.ends_with("broke (and 1 more)"),
        "{quiet}"
    );
}

#[test]
fn colour_adds_nothing_but_colour() {
    let decision = fixtures::credit();
    let options = Options { colour: true, ..Options::default() };
    let coloured = text(&decision, options);
    assert!(coloured.contains('\u{1b}'));
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain(&decision));
}

#[test]
fn ascii_terminals_get_ascii() {
    let ascii = text(&fixtures::credit(), Options { unicode: false, ..Options::default() });
    assert!(ascii.is_ascii(), "{ascii}");
}

#[test]
fn a_hostile_card_cannot_steer_the_terminal() {
    for verbosity in [Verbosity::Quiet, Verbosity::Normal, Verbosity::Verbose] {
        let text = text(&fixtures::hostile(), Options { verbosity, ..Options::default() });
        let steering: Vec<char> = text.chars().filter(|c| *c != '\n' && is_unprintable(*c)).collect();
        assert!(steering.is_empty(), "{steering:?}\n{text}");
        assert!(!text.lines().any(|line| line.starts_with("::")));
    }
}

#[test]
fn jurisdictions_that_only_the_card_names_come_first() {
    assert!(plain(&fixtures::allowed()).starts_with("jurisdictions as declared: EU\nALLOW"));
}
