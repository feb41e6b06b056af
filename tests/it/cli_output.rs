//! Where results go: several targets in one run, files that are complete or not there, and text for people.

use std::fs;
use std::process::Command;

use govern::cli::Terminal;
use serde_json::Value;

use crate::cli_exit_status::{FORMATS, verdicts};
use crate::world::{ALLOWED, Directory, Place};

fn check_output_schema() -> jsonschema::Validator {
    let text = include_str!("../../schemas/check-output.v1.schema.json");
    jsonschema::validator_for(&serde_json::from_str(text).expect("JSON")).expect("a schema")
}

#[test]
fn every_json_output_fits_its_schema() {
    let directory = verdicts();
    let schema = check_output_schema();
    for arguments in [
        &["0.json"][..],
        &["1.json", "--environment", "production"],
        &["2.json", "nowhere.json"],
        &["3.json", "--dry-run"],
        &["0.json", "1.json", "2.json", "3.json"],
        &["0.json", "--with-pack", "broken"],
        &["0.json", "--control", "CC-01"],
        &["nowhere.json"],
        &["."],
    ] {
        let run = directory.run(&[&["check", "-o", "json"], arguments].concat());
        let output: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"));
        let errors: Vec<String> =
            schema.iter_errors(&output).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert_eq!(errors, [""; 0], "{arguments:?}");
        assert_eq!(output["summary"]["exit"], run.status, "{arguments:?}");
    }
}

#[test]
fn several_targets_are_written_in_one_run() {
    let directory = verdicts();
    let targets: Vec<String> = FORMATS.iter().skip(1).map(|format| format!("{format}=out.{format}")).collect();
    let mut arguments = vec!["check", "0.json", "1.json", "-o", "text"];
    arguments.extend(targets.iter().flat_map(|target| ["-o", target.as_str()]));
    let run = directory.run(&arguments);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.stdout.contains("ALLOW  allowed") && run.stdout.contains("DENY   denied"), "{run:?}");
    for format in FORMATS.iter().skip(1) {
        assert!(!directory.read(&format!("out.{format}")).is_empty(), "{format}");
    }
    for format in ["json", "sarif", "gitlab"] {
        let text = directory.read(&format!("out.{format}"));
        serde_json::from_str::<Value>(&text).unwrap_or_else(|error| panic!("{format}: {error}"));
    }
    assert!(!directory.names().iter().any(|name| name.ends_with(".partial")), "{:?}", directory.names());
}

#[test]
fn a_file_is_written_completely_or_not_at_all() {
    let directory = verdicts();
    directory.write("out.json", "the last result");
    fs::create_dir(directory.file("folder")).expect("a directory");
    for (targets, expected) in [
        (&["json=out.json", "sarif=nowhere/out.sarif"][..], "cannot write `"),
        (&["json=out.json", "sarif=folder"], "folder` is a directory"),
        (&["json=out.json", "sarif=./out.json"], "two outputs go to `./out.json`"),
        (&["json=out.json", "sarif=out.json"], "both write to `out.json`"),
        (&["json=out.json", "yaml=out.yaml"], "the formats are text, json"),
        (&["text", "json"], "both write to standard output"),
        (&["json="], "has no path after `=`"),
        (&["Json"], "`Json` is not an output format"),
    ] {
        let mut arguments = vec!["check", "0.json"];
        arguments.extend(targets.iter().flat_map(|target| ["-o", target]));
        let run = directory.run(&arguments);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{targets:?}: {run:?}");
        assert!(run.stderr.contains(expected) && run.stderr.contains("= help: "), "`{expected}`: {run:?}");
        assert_eq!(directory.read("out.json"), "the last result", "{targets:?}");
        assert_eq!(directory.names(), ["0.json", "1.json", "2.json", "3.json", "broken", "folder", "out.json"]);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn devices_are_written_to_and_not_replaced() {
    let directory = Directory::with_card();
    let script = "exec \"$0\" check card.json -o json=/dev/stderr -o text";
    let output = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_govern")])
        .current_dir(directory.path())
        .output()
        .expect("a run");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.contains("\"format\":\"govern/check/v1\""), "{stderr}");
    assert!(!std::path::Path::new("/dev/stderr.partial").exists());
}

#[test]
fn a_dash_is_standard_output_and_standard_input() {
    let directory = Directory::new();
    let place = Place::at(&directory.path()).stdin(ALLOWED.as_bytes());
    let run = place.run(&["check", "-", "-o", "json=-"]);
    assert_eq!(run.status, 0, "{run:?}");
    let output: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(output["decisions"][0]["subject"]["documents"][0]["name"], "stdin");

    let named = place.run(&["check", "-", "--stdin-filename", "card.json"]);
    assert!(named.stdout.contains(" card.json:"), "{named:?}");
    let empty = Place::at(&directory.path()).run(&["check", "-"]);
    assert_eq!(empty.status, 2, "{empty:?}");
    assert!(empty.stdout.contains("error[input/empty]"), "{empty:?}");
}

#[test]
fn a_control_that_was_asked_for_is_answered_whatever_its_answer() {
    let directory = Directory::new();
    directory.write("card.json", include_str!("../../examples/credit-scoring/model_card.json"));
    for (control, words) in [
        ("EUAIA-14-02", &["forecast[EUAIA-14-02]", "applies from 2027-12-02, and would fail", "╰ law: "][..]),
        ("EUAIA-10-01", &["forecast[EUAIA-10-01] applies from 2027-12-02, and would pass"]),
        ("CC-01", &["pass[CC-01] "]),
        ("EUAIA-50-1", &["not applicable[EUAIA-50-1] "]),
    ] {
        let run = directory.run(&["check", "card.json", "--control", control]);
        assert_eq!(run.status, 3, "{control}: {run:?}");
        for word in words {
            assert!(run.stdout.contains(word), "{control}: `{word}`: {}", run.stdout);
        }
    }
}

#[test]
fn subjects_come_in_the_order_of_the_command_line_and_of_names() {
    let directory = verdicts();
    let subjects = |arguments: &[&str]| -> Vec<String> {
        let run = directory.run(&[&["check", "-o", "json"], arguments].concat());
        let output: Value = serde_json::from_str(&run.stdout).expect("JSON");
        let decisions = output["decisions"].as_array().expect("a list").clone();
        decisions.iter().map(|one| one["subject"]["id"].as_str().expect("a name").replace("@1.4.0", "")).collect()
    };
    assert_eq!(subjects(&["3.json", "0.json", "1.json"]), ["undecided", "allowed", "denied"]);
    assert_eq!(subjects(&["."]), ["allowed", "denied", "undecided", "2"], "2.json is a card, although it is broken");
    directory.write("settings.json", "{\"colour\": \"red\"}");
    let all = directory.run(&["check", "."]);
    assert!(all.stdout.contains("skipped ") && all.stdout.contains("settings.json"), "{all:?}");
}

#[test]
fn quiet_is_a_line_for_each_decision_and_verbose_shows_all() {
    let directory = verdicts();
    let quiet = directory.run(&["check", "--quiet", "0.json", "1.json"]);
    let verdicts: Vec<&str> =
        quiet.stdout.lines().filter(|line| line.starts_with("ALLOW") || line.starts_with("DENY")).collect();
    assert_eq!(verdicts.len(), 2, "{quiet:?}");
    assert!(quiet.stdout.lines().count() <= 4, "{quiet:?}");
    let normal = directory.run(&["check", "0.json"]);
    let verbose = directory.run(&["check", "--verbose", "0.json"]);
    assert!(verbose.stdout.lines().count() > normal.stdout.lines().count());
    assert!(verbose.stdout.contains("CC-01"), "{verbose:?}");
    assert_eq!(directory.run(&["check", "-q", "-v", "0.json"]).status, 2, "not both");
}

#[test]
fn colour_is_for_terminals_that_want_it() {
    let directory = verdicts();
    let terminal = Terminal { stdout: true, stderr: true, width: Some(80) };
    let on_terminal = Place { terminal, ..Place::at(&directory.path()) };
    let coloured = |place: &Place| {
        let run = place.run(&["check", "1.json"]);
        (run.stdout.contains('\u{1b}'), place.run(&["check", "nowhere", "--config", "x"]).stderr.contains('\u{1b}'))
    };
    assert_eq!(coloured(&on_terminal), (true, true));
    assert_eq!(coloured(&on_terminal.clone().variable("NO_COLOR", "1")), (false, false));
    assert_eq!(coloured(&on_terminal.clone().variable("TERM", "dumb")), (false, false));
    assert_eq!(coloured(&Place::at(&directory.path())), (false, false));
    for format in FORMATS.iter().skip(1) {
        let run = on_terminal.run(&["check", "1.json", "-o", format]);
        assert!(!run.stdout.contains('\u{1b}'), "{format} is for machines");
    }
}

#[test]
fn lines_fit_into_narrow_terminals() {
    let directory = verdicts();
    let terminal = Terminal { stdout: true, stderr: true, width: Some(60) };
    let place = Place { terminal, ..Place::at(&directory.path()) }.variable("NO_COLOR", "1");
    for file in ["0.json", "1.json", "3.json"] {
        let run = place.run(&["check", file]);
        let prose = run.stdout.lines().filter(|line| !line.contains('"') && !line.starts_with("checkpoint"));
        for line in prose {
            assert!(line.chars().count() <= 60, "{line}");
        }
    }
}

/// What a card says goes to the terminal; control characters in it do not.
#[test]
fn a_card_cannot_drive_the_terminal() {
    let directory = Directory::new();
    let evil = ALLOWED.replace("pump-wear", "pump\\u001b[2Jwear\\u202e\\nALLOW  everything").replace("0.91", "0.51");
    directory.write("card.json", evil);
    for format in ["text", "github", "markdown"] {
        let run = directory.run(&["check", "card.json", "-o", format]);
        assert_eq!(run.status, 1, "{format}: {run:?}");
        assert!(!run.stdout.contains(['\u{1b}', '\u{202e}']), "{format}: {run:?}");
        assert!(!run.stdout.lines().any(|line| line.starts_with("ALLOW")), "{format}: {run:?}");
    }
    let broken = directory.file("bad\u{1b}[2J.json");
    fs::write(&broken, "{").expect("a file");
    let run = directory.run(&["check", "bad\u{1b}[2J.json"]);
    assert!(!run.stdout.contains('\u{1b}') && !run.stderr.contains('\u{1b}'), "{run:?}");
}
