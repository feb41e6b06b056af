//! What `govern audit verify` says about the logs that `govern check` wrote.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::world::{Directory, Run};

const ORIGIN: &str = "example.org/govern/test";

/// A log of two decisions, its key, and the checkpoint that was kept after the first.
struct Kept {
    directory: Directory,
    key: String,
}

impl Kept {
    fn new() -> Self {
        let directory = Directory::with_card();
        let made = directory.run(&["audit", "init", "--origin", ORIGIN]);
        assert_eq!(made.status, 0, "{made:?}");
        let key = directory.read(".govern/log.vkey").trim().to_owned();
        assert!(made.stdout.contains(&key), "{made:?}");
        let first = directory.run(&["check", "card.json", "-o", "json"]);
        let output: Value = serde_json::from_str(&first.stdout).expect("JSON");
        let checkpoint = output["decisions"][0]["receipt"]["checkpoint"].as_str().expect("a note");
        directory.write("kept.checkpoint", checkpoint);
        assert_eq!(directory.run(&["check", "card.json"]).status, 0);
        Self { directory, key }
    }

    fn verify(&self, arguments: &[&str]) -> Run {
        self.directory.run(&[&["audit", "verify"], arguments].concat())
    }

    fn verify_fully(&self) -> Run {
        self.verify(&["--key", &self.key, "--origin", ORIGIN, "--anchor", "kept.checkpoint"])
    }

    fn log(&self) -> PathBuf {
        self.directory.file(".govern/audit.db")
    }

    /// Changes the log as somebody does who owns the file.
    fn tamper(&self, sql: &str) {
        let log = rusqlite::Connection::open(self.log()).expect("a database");
        let guards: Vec<(String, String)> = log
            .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
            .and_then(|mut statement| statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())
            .expect("the guards");
        for (name, _) in &guards {
            log.execute_batch(&format!("DROP TRIGGER {name}")).expect("no guard");
        }
        log.execute_batch(sql).expect("a change");
        for (_, sql) in &guards {
            log.execute_batch(sql).expect("a guard");
        }
    }
}

#[test]
fn a_log_is_verified_only_against_what_was_kept_elsewhere() {
    let kept = Kept::new();
    let (key, anchor) = (kept.key.as_str(), "kept.checkpoint");
    for (arguments, status) in [
        (&[][..], 3),
        (&["--key", key], 3),
        (&["--key", key, "--origin", ORIGIN], 3),
        (&["--anchor", anchor], 3),
        (&["--origin", ORIGIN, "--anchor", anchor], 3),
        (&["--key", key, "--origin", ORIGIN, "--anchor", anchor], 0),
        (&["--key", ".govern/log.vkey", "--origin", ORIGIN, "--anchor", anchor], 0),
    ] {
        let run = kept.verify(arguments);
        assert_eq!(run.status, status, "{arguments:?}: {run:?}");
        assert_eq!(run.stdout.starts_with("verified: "), status == 0, "{run:?}");
    }
    let json = kept.verify(&["--key", key, "--origin", ORIGIN, "--anchor", anchor, "-o", "json"]);
    let report: Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!((&report["class"], &report["anchored_at"]), (&"verified".into(), &2.into()), "{report:#}");
}

#[test]
fn what_audit_show_prints_is_an_anchor_as_it_stands() {
    let kept = Kept::new();
    let shown = kept.directory.run(&["audit", "show"]);
    assert_eq!(shown.status, 0, "{shown:?}");
    assert!(shown.stdout.starts_with(&format!("{ORIGIN}\n3\n")), "{shown:?}");
    assert!(shown.stderr.contains(&format!("note: {ORIGIN}: 3 entries, self_consistent")), "{shown:?}");
    kept.directory.write("shown.checkpoint", &shown.stdout);
    let with = |anchor: &str| kept.verify(&["--key", &kept.key, "--origin", ORIGIN, "--anchor", anchor]);
    let run = with("shown.checkpoint");
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.stdout.contains("anchor    agrees at size 3"), "{run:?}");
    // Several may stand in one file, one after the other.
    kept.directory.write("both.checkpoint", kept.directory.read("kept.checkpoint") + &shown.stdout);
    assert_eq!(with("both.checkpoint").status, 0);
    // Anything else in front of it is not passed over.
    kept.directory.write("heading.checkpoint", format!("entries  3\n\n{}", shown.stdout));
    assert_ne!(with("heading.checkpoint").status, 0);
}

#[test]
fn keys_and_origin_may_come_from_configuration() {
    let kept = Kept::new();
    let text = format!(
        "[log]\npath = \".govern/audit.db\"\norigin = \"{ORIGIN}\"\nlog_key = \"{}\"\nanchors = [\"kept.checkpoint\"]\n",
        kept.key
    );
    kept.directory.write("govern.toml", text);
    assert_eq!(kept.verify(&[]).status, 0);
}

#[test]
fn another_key_or_origin_is_not_this_log() {
    let (kept, other) = (Kept::new(), Kept::new());
    let run = kept.verify(&["--key", &other.key, "--origin", ORIGIN, "--anchor", "kept.checkpoint"]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.stdout.starts_with("TAMPERED: unknown_key"), "{run:?}");
    let run = kept.verify(&["--key", &kept.key, "--origin", "example.org/govern/prod"]);
    assert_eq!(run.status, 1, "{run:?}");
    fs::copy(other.log(), kept.log()).expect("a copy");
    let run = kept.verify_fully();
    assert_eq!(run.status, 1, "another log in its place: {run:?}");
}

#[test]
fn one_changed_byte_is_found() {
    for (sql, word) in [
        (
            "UPDATE entry SET leaf = CAST(replace(CAST(leaf AS TEXT), '\"seq\":1', '\"seq\":7') AS BLOB) WHERE seq = 1",
            "entry 1",
        ),
        (
            "UPDATE envelope SET bytes = CAST(replace(CAST(bytes AS TEXT), '\"sig\":\"', '\"sig\":\"A') AS BLOB) WHERE seq = 2",
            "entry 2",
        ),
        ("UPDATE head SET size = 2", "TAMPERED"),
        ("DELETE FROM entry WHERE seq = 2; DELETE FROM envelope WHERE seq = 2", "TAMPERED"),
    ] {
        let kept = Kept::new();
        assert_eq!(kept.verify_fully().status, 0);
        kept.tamper(sql);
        let run = kept.verify_fully();
        assert_eq!(run.status, 1, "{sql}: {run:?}");
        assert!(run.stdout.contains(word), "{sql}: {run:?}");
        let list = kept.directory.run(&["audit", "list"]);
        assert_eq!(list.status, 1, "nothing is listed from a log that is not to be believed: {list:?}");
        assert_eq!(list.stdout, "", "{list:?}");
    }
}

#[test]
fn a_file_that_was_cut_off_is_tampering_for_every_command_that_reads_it() {
    let kept = Kept::new();
    let bytes = fs::read(kept.log()).expect("the log");
    fs::write(kept.log(), &bytes[..20_000]).expect("a shorter log");
    for command in [&["audit", "verify"][..], &["audit", "list"], &["audit", "show"], &["report"]] {
        let run = kept.directory.run(command);
        assert_eq!(run.status, 1, "{command:?}: {run:?}");
    }
}

#[test]
fn tiles_and_strays_are_verified_like_entries() {
    for (sql, word) in [
        ("UPDATE tile SET bytes = zeroblob(length(bytes))", "tile 0 of level 0"),
        ("INSERT INTO envelope VALUES (3, x'00')", "belong to no entry"),
    ] {
        let kept = Kept::new();
        kept.tamper(sql);
        let run = kept.verify_fully();
        assert_eq!(run.status, 1, "{sql}: {run:?}");
        assert!(run.stdout.contains(word), "{sql}: {run:?}");
    }
}

#[test]
fn an_older_copy_of_the_log_is_found_by_the_anchor_alone() {
    let kept = Kept::new();
    let older = fs::read(kept.log()).expect("a log");
    let last = kept.directory.run(&["check", "card.json", "-o", "json"]);
    let output: Value = serde_json::from_str(&last.stdout).expect("JSON");
    let checkpoint = output["decisions"][0]["receipt"]["checkpoint"].as_str().expect("a note");
    kept.directory.write("kept.checkpoint", checkpoint);
    assert_eq!(kept.verify_fully().status, 0);
    fs::write(kept.log(), older).expect("a log");
    let run = kept.verify_fully();
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.stdout.starts_with("TAMPERED: "), "{run:?}");
    let without = kept.verify(&["--key", &kept.key, "--origin", ORIGIN]);
    assert_eq!(without.status, 3, "the log itself cannot tell: {without:?}");
}

#[test]
fn what_cannot_be_used_is_a_mistake_and_not_tampering() {
    let kept = Kept::new();
    kept.directory.write("notes.txt", "nothing of the kind\n");
    let empty = Directory::new();
    for (run, expected) in [
        (kept.verify(&["--anchor", "nowhere"]), "cannot read the anchor"),
        (kept.verify(&["--anchor", "notes.txt"]), "is no file of checkpoints"),
        (kept.verify(&["--key", "nonsense"]), "error[crypto/malformed-key]"),
        (empty.run(&["audit", "verify"]), "error[audit/missing]"),
        (empty.run(&["audit", "list"]), "error[audit/missing]"),
        (kept.directory.run(&["audit", "show", "99"]), "there is no entry 99"),
        (kept.directory.run(&["audit", "init"]), "error[audit/exists]"),
    ] {
        assert_eq!(run.status, 2, "{run:?}");
        assert!(run.stderr.contains(expected), "`{expected}`: {run:?}");
    }
}

#[test]
fn a_log_with_an_origin_that_cannot_be_leaves_no_keys_behind() {
    let directory = Directory::new();
    for origin in ["", "two words", "a+b"] {
        let run = directory.run(&["audit", "init", "--origin", origin]);
        assert_eq!(run.status, 2, "{origin}: {run:?}");
        assert_eq!(directory.names(), [""; 0], "{origin}");
    }
    assert_eq!(directory.run(&["audit", "init", "--origin", ORIGIN]).status, 0);
}

#[test]
fn a_new_log_holds_nothing_that_could_be_verified() {
    let directory = Directory::new();
    assert_eq!(directory.run(&["audit", "init", "--origin", ORIGIN]).status, 0);
    let run = directory.run(&["audit", "verify"]);
    assert_eq!(run.status, 3, "{run:?}");
    assert!(run.stdout.starts_with("empty: "), "{run:?}");
}
