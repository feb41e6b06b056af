//! The exit status: one for each verdict, the same in every format, and never 0 where nothing was decided in full.

use std::process::{Command, Stdio};

use crate::cli_log::entries;
use crate::world::{ALLOWED, Directory, Place};

/// Every output format of `check`.
pub(crate) const FORMATS: [&str; 8] = ["text", "json", "sarif", "junit", "github", "gitlab", "markdown", "dsse"];

/// A directory with a card for each verdict, called `<status>.json`, and a pack that does not load.
pub(crate) fn verdicts() -> Directory {
    let directory = Directory::new();
    directory.write("0.json", ALLOWED.replace("pump-wear", "allowed"));
    directory.write("1.json", ALLOWED.replace("pump-wear", "denied").replace("0.91", "0.51"));
    directory.write("2.json", ALLOWED.replace("pump-wear", "unreadable").replace("0.91", "NaN"));
    directory.write(
        "3.json",
        ALLOWED.replace("pump-wear", "undecided").replace("\"prohibited_practices\": [\"none\"],", ""),
    );
    directory.write("broken/.manifest", "{");
    directory
}

#[test]
fn each_verdict_has_its_status() {
    let directory = verdicts();
    for (status, word) in [(0, "ALLOW  allowed"), (1, "DENY   denied"), (2, "ERROR  2"), (3, "REVIEW undecided")] {
        let run = directory.run(&["check", "--quiet", &format!("{status}.json")]);
        assert_eq!(run.status, status, "{run:?}");
        assert!(run.stdout.contains(word), "{run:?}");
    }
    let broken = directory.run(&["check", "0.json", "--with-pack", "broken"]);
    assert_eq!(broken.status, 4, "{broken:?}");
    assert!(broken.stdout.starts_with("jurisdictions as declared: EU\nERROR  allowed"), "{broken:?}");
    assert_eq!(entries(&directory.file(".govern/audit.db")), 6, "each of them is on record");
}

#[test]
fn the_status_is_the_same_in_every_format() {
    let directory = verdicts();
    for format in FORMATS {
        for status in 0..=3 {
            let run = directory.run(&["check", "-o", format, &format!("{status}.json")]);
            assert_eq!(run.status, status, "{format}: {run:?}");
            assert!(!run.stdout.is_empty(), "{format} of {status}.json says nothing");
        }
        let run = directory.run(&["check", "-o", format, "0.json", "--with-pack", "broken"]);
        assert_eq!(run.status, 4, "{format}: {run:?}");
    }
}

#[test]
fn over_several_subjects_the_gravest_status_counts() {
    let directory = verdicts();
    for (files, status) in [
        (&["0.json", "3.json"][..], 3),
        (&["3.json", "1.json", "0.json"], 1),
        (&["1.json", "2.json"], 2),
        (&["2.json", "0.json"], 2),
        (&["0.json", "nowhere.json"], 2),
        (&["1.json", "nowhere.json"], 2),
    ] {
        let run = directory.run(&[&["check"], files].concat());
        assert_eq!(run.status, status, "{files:?}: {run:?}");
    }
    let run = directory.run(&["check", "2.json", "1.json", "--with-pack", "broken"]);
    assert_eq!(run.status, 4, "{run:?}");
}

#[test]
fn what_if_and_partial_runs_are_never_a_yes() {
    let directory = verdicts();
    for (arguments, mark) in [
        (&["--dry-run"][..], "WHAT-IF"),
        (&["--as-of", "2026-11-20"], "WHAT-IF"),
        (&["--as-of", "2031-01-01"], "WHAT-IF"),
        (&["--control", "cc-01"], "PARTIAL"),
        (&["--pack", "intake"], "PARTIAL"),
        (&["--pack", "risk"], "PARTIAL"),
    ] {
        let run = directory.run(&[&["check", "0.json"], arguments].concat());
        assert_eq!(run.status, 3, "{arguments:?}: {run:?}");
        assert!(run.stdout.contains(mark), "{arguments:?}: {run:?}");
        for format in FORMATS {
            let run = directory.run(&[&["check", "0.json", "-o", format], arguments].concat());
            assert_eq!(run.status, 3, "{format} {arguments:?}: {run:?}");
        }
    }
    let today = directory.run(&["check", "0.json", "--as-of", "2026-11-21"]);
    assert_eq!(today.status, 0, "today is no what-if: {today:?}");
    let denied = directory.run(&["check", "1.json", "--dry-run"]);
    assert_eq!(denied.status, 1, "{denied:?}");
}

#[test]
fn what_is_not_enforced_is_recorded_as_it_is() {
    let directory = verdicts();
    directory.write("org.toml", "version = 1\nname = \"Example\"\n[enforcement]\ntest = \"none\"\n");
    let check = |arguments: &[&str]| directory.run(&[&["check", "--org", "org.toml"], arguments].concat());
    for file in ["0.json", "1.json", "3.json"] {
        let run = check(&[file, "--environment", "test"]);
        assert_eq!(run.status, 0, "{run:?}");
        let what_if = check(&[file, "--environment", "test", "--dry-run"]);
        assert_eq!(what_if.status, 3, "{what_if:?}");
        let partial = check(&[file, "--environment", "test", "--pack", "intake"]);
        assert_eq!(partial.status, 3, "{partial:?}");
    }
    let denied = check(&["1.json", "--environment", "test", "-o", "json"]);
    let output: serde_json::Value = serde_json::from_str(&denied.stdout).expect("JSON");
    assert_eq!(output["decisions"][0]["verdict"], "deny");
    assert_eq!(output["decisions"][0]["enforced"], false);
    assert_eq!(check(&["2.json", "--environment", "test"]).status, 2, "an error is no verdict to wave through");
    assert_eq!(check(&["0.json", "--environment", "test", "--with-pack", "broken"]).status, 4);
    assert_eq!(check(&["1.json", "--environment", "staging"]).status, 1, "elsewhere it is enforced");
    assert_eq!(check(&["1.json"]).status, 1, "and where no environment is known");
}

#[test]
fn a_softer_environment_on_the_command_line_loosens_nothing() {
    let directory = verdicts();
    directory.write("org.toml", "version = 1\nname = \"Example\"\n[enforcement]\ndevelopment = \"none\"\n");
    let manifest = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: denied\n  namespace: production\n  \
                    labels: {environment: production}\nspec: {template: {spec: {containers: [{name: m, image: r/m:1}]}}}\n";
    directory.write("deployment.yaml", manifest);
    let arguments = ["check", "1.json", "deployment.yaml", "--org", "org.toml", "--environment", "development"];
    let run = directory.run(&[&arguments[..], &["-o", "json"]].concat());
    assert_eq!(run.status, 1, "{run:?}");
    let output: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(output["decisions"][0]["environment"], "production");
    assert!(run.stdout.contains("IN-ENV-01"), "the softer name is a finding: {run:?}");
}

/// A limit on the size of files stops the write-ahead log in the middle of the transaction, as a full disk does.
#[test]
fn a_decision_that_cannot_be_recorded_is_not_given() {
    let directory = Directory::with_card();
    assert_eq!(directory.run(&["check", "card.json"]).status, 0);
    let description = format!("\"description\": \"{}", "Wear of pumps. ".repeat(60_000));
    directory.write("large.json", ALLOWED.replacen("\"description\": \"", &description, 1));
    let check = |files: &str| {
        let script = format!("trap '' XFSZ; ulimit -f 512; exec \"$0\" check --quiet {files} -o json=out.json -o text");
        Command::new("sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_govern")])
            .current_dir(directory.path())
            .output()
            .expect("a run")
    };
    let full = check("large.json");
    let stderr = String::from_utf8_lossy(&full.stderr);
    assert_eq!(full.status.code(), Some(5), "{stderr}");
    assert!(stderr.contains("error[gate/not-recorded]: decided, but not recorded"), "{stderr}");
    assert_eq!(full.stdout, b"", "no verdict without its record");
    assert!(!directory.file("out.json").exists() && !directory.file("out.json.partial").exists());
    assert_eq!(entries(&directory.file(".govern/audit.db")), 2);
    assert_eq!(check("card.json").status.code(), Some(0), "the log is not the worse for it");
}

/// The log is damaged after it was opened, and before the decision is written to it.
#[test]
fn a_log_that_breaks_under_the_run_means_not_recorded() {
    let directory = Directory::with_card();
    assert_eq!(directory.run(&["check", "card.json"]).status, 0);
    let path = directory.file(".govern/audit.db");
    let run = Place::at(&directory.path()).run_with(&["check", "card.json"], &mut |buffer| {
        let log = rusqlite::Connection::open(&path).expect("a database");
        log.execute_batch("DROP TRIGGER IF EXISTS head_update; UPDATE head SET size = size + 1").expect("a change");
        buffer.fill(7);
    });
    assert_eq!((run.status, run.stdout.as_str()), (5, ""), "{run:?}");
    assert!(run.stderr.contains("error[gate/not-recorded]"), "{run:?}");
}

#[test]
fn whoever_stops_reading_does_not_change_the_status() {
    let directory = verdicts();
    for status in 0..=3 {
        let mut child = Command::new(env!("CARGO_BIN_EXE_govern"))
            .args(["check", "--verbose", &format!("{status}.json")])
            .current_dir(directory.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("a run");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("an end");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(status), "{stderr}");
        assert!(!stderr.contains("panicked") && !stderr.contains("error"), "{stderr}");
    }
}
