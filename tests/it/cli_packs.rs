//! Packs of one's own on the command line: written, added, selected, broken, and running away.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::cli_log::entries;
use crate::world::{Directory, Run};

/// A card and a new pack, `acme`.
fn with_pack() -> Directory {
    let directory = Directory::with_card();
    let run = directory.run(&["policy", "new", "acme"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.stderr.contains("govern check --with-pack acme model_card.json"), "{run:?}");
    directory
}

fn check(directory: &Directory, arguments: &[&str]) -> Run {
    directory.run(&[&["check", "card.json"], arguments].concat())
}

/// Rewrites the new pack's only rule.
fn replace(directory: &Directory, from: &str, to: &str) {
    let text = directory.read("acme/documentation.rego");
    assert!(text.contains(from), "{text}");
    directory.write("acme/documentation.rego", text.replacen(from, to, 1));
}

#[test]
fn a_new_pack_runs_and_decides() {
    let directory = with_pack();
    let run = check(&directory, &["--with-pack", "acme", "-o", "json"]);
    assert_eq!(run.status, 0, "{run:?}");
    let output: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let findings = output["decisions"][0]["findings"].as_array().expect("a list");
    let finding = findings.iter().find(|finding| finding["control"] == "ACME-DOC-01").expect("its control");
    assert_eq!(finding["outcome"], "pass");

    directory.write("govern.toml", "packs = [\"acme\"]\n[parameters.acme]\nmin_intended_uses = 3\n");
    let denied = check(&directory, &[]);
    assert_eq!(denied.status, 1, "{denied:?}");
    assert!(denied.stdout.contains("deny[ACME-DOC-01]"), "{denied:?}");
    assert!(denied.stdout.contains("1 intended uses are named, 3 are asked for"), "{denied:?}");
}

#[test]
fn one_pack_named_twice_is_one() {
    let directory = with_pack();
    directory.write("govern.toml", "packs = [\"acme\"]\n");
    let run = check(&directory, &["--with-pack", "acme", "--with-pack", "./acme", "--with-pack", "risk"]);
    assert_eq!(run.status, 0, "{run:?}");
}

#[test]
fn a_pack_of_ones_own_is_listed_and_explained() {
    let directory = with_pack();
    let list = directory.run(&["policy", "list", "--with-pack", "acme", "--controls"]);
    assert_eq!(list.status, 0, "{list:?}");
    assert!(list.stdout.contains("\nacme ") && list.stdout.contains("ACME-DOC-01"), "{list:?}");
    let explained = directory.run(&["explain", "acme-doc-01", "--with-pack", "acme"]);
    assert!(explained.stdout.starts_with("ACME-DOC-01"), "{explained:?}");
}

#[test]
fn a_new_pack_overwrites_nothing_and_takes_no_known_name() {
    let directory = with_pack();
    for (name, expected) in [
        ("acme", "`acme` is not empty"),
        ("quality", "`quality` is the id of a built-in pack"),
        ("9lives", "`9lives` cannot be the id of a pack"),
        ("a b", "`a b` cannot be the id of a pack"),
    ] {
        let run = directory.run(&["policy", "new", name]);
        assert_eq!(run.status, 2, "{run:?}");
        assert!(run.stderr.contains(expected), "{run:?}");
    }
    assert_eq!(directory.names(), ["acme", "card.json"]);
}

#[test]
fn a_pack_that_shadows_a_built_in_one_is_refused() {
    let directory = with_pack();
    let manifest = directory.read("acme/.manifest").replace("acme", "quality");
    directory.write("acme/.manifest", manifest);
    let text = directory.read("acme/documentation.rego").replace("govern.acme", "govern.quality");
    directory.write("acme/documentation.rego", text.replace("params.acme", "params.quality"));
    fs::rename(directory.file("acme/params/acme"), directory.file("acme/params/quality")).expect("a directory");
    let run = check(&directory, &["--with-pack", "acme"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{run:?}");
    assert!(run.stderr.contains("error[policy/duplicate-pack]: two packs are called `quality`"), "{run:?}");
}

#[test]
fn a_pack_that_adds_rules_to_another_one_does_not_load() {
    let directory = with_pack();
    replace(&directory, "package govern.acme.documentation", "package govern.quality.documentation");
    let run = check(&directory, &["--with-pack", "acme"]);
    assert_eq!(run.status, 4, "{run:?}");
    assert!(run.stdout.contains("error[policy/root]"), "{run:?}");
}

#[test]
fn an_added_pack_softens_no_table_of_the_built_in_ones() {
    let directory = Directory::with_card();
    let card = include_str!("../../examples/churn-model/model_card.json");
    let card = card.replacen("\"prohibited_practices\": [\"none\"],", "", 1);
    directory.write("card.json", card.replacen("\"selected\": 3998", "\"selected\": 1998", 1));
    fs::create_dir(directory.file("soft")).expect("a directory");
    directory.write(
        "soft/.manifest",
        r#"{"roots": ["govern/soft", "params/soft"],
            "metadata": {"id": "soft", "version": "1.0.0", "title": "Soft", "phase": "classify"}}"#,
    );
    let class = r#"class := {"tier": "minimal", "words": ["minimal", "limited", "annex_i"]}"#;
    directory.write("soft/class.rego", format!("package govern.soft.class\n\n{class}\n"));
    for arguments in [&[][..], &["--with-pack", "soft"]] {
        let run = check(&directory, arguments);
        // Without a tier the strictest row counts, whatever words an added pack gives.
        assert_eq!(run.status, 1, "{arguments:?}: {run:?}");
        assert!(run.stdout.contains("deny[BIAS-AIR-01]"), "{arguments:?}: {run:?}");
    }
}

#[test]
fn a_broken_pack_is_a_recorded_error_and_never_left_out() {
    for (from, to) in [
        ("intended_use := {", "intended_use := {{{"),
        ("count(input.subject.purpose.intended_use)", "http.send({\"url\": \"http://example.com\"})"),
        ("#   severity: deny", "#   severity: fatal"),
        ("#   id: ACME-DOC-01", "#   id: EUAIA-14-02"),
        ("package govern.acme.documentation", "package elsewhere"),
    ] {
        let directory = with_pack();
        replace(&directory, from, to);
        directory.write("govern.toml", "packs = [\"acme\"]\n[parameters.acme]\nmin_intended_uses = 1\n");
        let run = check(&directory, &[]);
        if to.contains("EUAIA") {
            assert_eq!(run.status, 2, "a control of another pack is a mistake before anything is decided: {run:?}");
            continue;
        }
        assert_eq!(run.status, 4, "{to}: {run:?}");
        assert!(run.stdout.contains("ERROR  pump-wear@1.4.0") && run.stdout.contains("error[policy/"), "{to}: {run:?}");
        assert_eq!(entries(&directory.file(".govern/audit.db")), 2, "{to}: the error is on record");
        for command in [&["policy", "list"][..], &["explain", "ACME-DOC-01"]] {
            let run = directory.run(command);
            assert_eq!(run.status, 4, "{to}: {run:?}");
            assert!(run.stderr.contains("error[policy/"), "{to}: {run:?}");
        }
    }
}

#[test]
fn a_list_says_which_packs_do_not_load() {
    let directory = with_pack();
    fs::remove_file(directory.file("acme/.manifest")).expect("a file");
    let list = directory.run(&["policy", "list", "--with-pack", "acme"]);
    assert_eq!(list.status, 4, "{list:?}");
    assert!(list.stderr.contains("error[policy/manifest]") && list.stdout.contains("quality"), "{list:?}");
}

#[test]
fn names_that_are_close_are_suggested() {
    let directory = with_pack();
    for (arguments, expected) in [
        (&["--control", "EUAIA-14-2"][..], "did you mean `EUAIA-14-02`?"),
        (&["--pack", "qualty"], "did you mean `quality`?"),
        (&["--pack", "acme"], "`govern policy list` shows the packs"),
        (&["--pack", ""], "there is no pack ``"),
        (
            &["--control", "EUAIA-14-02", "--pack", "quality"],
            "belongs to the pack `eu-high-risk`, which is not selected",
        ),
        (&["--with-pack", "acmee"], "cannot read pack file"),
    ] {
        let run = check(&directory, arguments);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{arguments:?}: {run:?}");
        assert!(run.stderr.contains(expected), "{arguments:?}: {run:?}");
        assert!(!directory.file(".govern").exists());
    }
    assert_eq!(check(&directory, &["--control", "EUAIA-14-02", "--pack", "eu-high-risk"]).status, 3);
    assert_eq!(check(&directory, &["--pack", "acme", "--with-pack", "acme"]).status, 3);
}

#[test]
fn a_policy_that_runs_away_ends_within_the_limit_and_a_second() {
    let directory = with_pack();
    let endless = "count([1 | some a in numbers.range(1, 9000); some b in numbers.range(1, 9000); a * b == 7; \
                   some c in numbers.range(1, 9000); c == a])";
    replace(&directory, "count(input.subject.purpose.intended_use)", endless);
    directory.write("govern.toml", "packs = [\"acme\"]\n[limits]\nevaluation_ms = 300\n");
    assert_eq!(check(&directory, &["--pack", "intake"]).status, 3, "the log is made, the other packs are parsed");
    let start = Instant::now();
    let run = check(&directory, &["--pack", "acme", "--with-pack", "acme"]);
    let elapsed = start.elapsed();
    assert_eq!(run.status, 4, "{run:?}");
    assert!(run.stdout.contains("took longer than 300 ms"), "{run:?}");
    assert!(elapsed < Duration::from_millis(1300), "{elapsed:?}");
    assert_eq!(entries(&directory.file(".govern/audit.db")), 3, "on record");
}

#[test]
fn a_pipe_in_a_pack_keeps_nobody_waiting() {
    let directory = with_pack();
    let made = Command::new("mkfifo").arg(directory.file("acme/more.rego")).status().expect("mkfifo");
    assert!(made.success());
    let run = check(&directory, &["--with-pack", "acme"]);
    assert_eq!(run.status, 2, "{run:?}");
    assert!(run.stderr.contains("more.rego`: it is not a file"), "{run:?}");
}
