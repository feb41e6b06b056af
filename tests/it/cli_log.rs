//! The log of `govern check`: made once, continued ever after, and never replaced by a new one.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use crate::world::{Directory, Place, Run};

/// Entries of a log, counted by somebody who only knows its tables.
pub(crate) fn entries(log: &Path) -> i64 {
    let database = rusqlite::Connection::open(log).expect("a database");
    database.query_row("SELECT count(*) FROM entry", [], |row| row.get(0)).expect("a number")
}

fn with_log() -> Directory {
    let directory = Directory::with_card();
    assert_eq!(directory.run(&["check", "card.json"]).status, 0);
    directory
}

/// A check that must end before anything is decided, and leave the log as it is.
fn refused(directory: &Directory, arguments: &[&str]) -> Run {
    let before = fs::read(directory.file(".govern/audit.db")).ok();
    let run = directory.run(&[&["check", "card.json"], arguments].concat());
    assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{run:?}");
    assert!(run.stderr.contains("\n  = help: "), "says what to do: {}", run.stderr);
    assert_eq!(fs::read(directory.file(".govern/audit.db")).ok(), before, "the log is untouched");
    run
}

fn remove_log(directory: &Directory) {
    for name in ["audit.db", "audit.db-wal", "audit.db-shm"] {
        drop(fs::remove_file(directory.file(".govern").join(name)));
    }
}

#[test]
fn the_first_check_makes_a_log_and_says_so_once() {
    let directory = Directory::with_card();
    let first = directory.run(&["check", "card.json"]);
    assert_eq!(first.status, 0, "{first:?}");
    assert!(first.stderr.starts_with("note: created .govern/ with two keys and an audit log"), "{}", first.stderr);
    assert!(first.stdout.contains("receipt     local/project #1 · "), "{}", first.stdout);
    assert!(first.stdout.contains(" · local, unanchored · unmanaged\n"), "{}", first.stdout);
    assert_eq!(directory.read(".govern/.gitignore"), "*\n");
    for key in ["decision.pem", "log.pem"] {
        let mode = fs::metadata(directory.file(".govern").join(key)).expect("a key").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{key}");
    }

    let second = directory.run(&["check", "card.json"]);
    assert_eq!(second.stderr, "", "nothing is said twice");
    assert!(second.stdout.contains("receipt     local/project #2 · "), "{}", second.stdout);
    assert_eq!(entries(&directory.file(".govern/audit.db")), 3, "genesis and two decisions");
}

#[test]
fn first_checks_at_the_same_time_share_one_log() {
    let directory = Directory::with_card();
    let start = || {
        Command::new(env!("CARGO_BIN_EXE_govern"))
            .args(["check", "--quiet", "card.json"])
            .current_dir(directory.path())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("a run")
    };
    let runs: Vec<Child> = (0..6).map(|_| start()).collect();
    let ends: Vec<Output> = runs.into_iter().map(|run| run.wait_with_output().expect("an end")).collect();
    assert!(ends.iter().all(|end| end.status.code() == Some(0)), "{ends:?}");
    assert_eq!(ends.iter().filter(|end| !end.stderr.is_empty()).count(), 1, "one of them says that it made it");
    assert_eq!(entries(&directory.file(".govern/audit.db")), 7);
    assert_eq!(directory.names(), [".govern", "card.json"]);
    assert_eq!(directory.run(&["audit", "verify"]).status, 3);
}

#[test]
fn a_dry_run_leaves_nothing_behind() {
    let directory = Directory::with_card();
    let run = directory.run(&["check", "card.json", "--dry-run"]);
    assert_eq!(run.status, 3, "{run:?}");
    assert!(run.stdout.contains("WHAT-IF"), "{}", run.stdout);
    assert_eq!(directory.names(), ["card.json"]);
}

#[test]
fn the_log_of_a_repository_lies_beside_its_govern_toml() {
    let directory = Directory::with_card();
    directory.write("govern.toml", "");
    directory.write("models/card.json", crate::world::ALLOWED);
    let run = Place::at(&directory.file("models")).run(&["check", "card.json"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(directory.file(".govern/audit.db").exists());
    assert!(!directory.file("models/.govern").exists());
}

#[test]
fn a_log_that_was_taken_away_is_not_replaced() {
    let directory = with_log();
    remove_log(&directory);
    let run = refused(&directory, &[]);
    assert!(run.stderr.contains("its log `audit.db` is not"), "{}", run.stderr);
    assert!(!directory.file(".govern/audit.db").exists());

    let empty = Directory::with_card();
    fs::create_dir(empty.file(".govern")).expect("a directory");
    refused(&empty, &[]);
    assert!(fs::read_dir(empty.file(".govern")).expect("a directory").next().is_none());
}

#[test]
fn another_file_in_the_place_of_the_log_is_refused() {
    let directory = with_log();
    remove_log(&directory);
    for bytes in ["", "a text", "SQLite format 3\0"] {
        directory.write(".govern/audit.db", bytes);
        let run = directory.run(&["check", "card.json"]);
        assert_eq!(run.status, 2, "{run:?}");
        assert!(run.stderr.contains("error[audit/not-a-log]"), "{}", run.stderr);
        assert_eq!(directory.read(".govern/audit.db"), bytes);
    }
    fs::remove_file(directory.file(".govern/audit.db")).expect("a file");
    let other = rusqlite::Connection::open(directory.file(".govern/audit.db")).expect("a database");
    other.execute_batch("CREATE TABLE notes(text)").expect("a table");
    drop(other);
    assert!(directory.run(&["check", "card.json"]).stderr.contains("error[audit/not-a-log]"));
}

#[test]
fn a_named_log_has_to_be_there() {
    let directory = Directory::with_card();
    let run = refused(&directory, &["--log", "elsewhere/audit.db"]);
    assert!(run.stderr.contains("error[audit/missing]"), "{}", run.stderr);
    directory.write("govern.toml", "[log]\npath = \"logs/audit.db\"\n");
    let run = refused(&directory, &[]);
    assert!(run.stderr.contains("error[audit/missing]"), "{}", run.stderr);
    assert_eq!(directory.names(), ["card.json", "govern.toml"], "no new log");
}

#[test]
fn a_log_of_another_origin_or_key_is_refused() {
    let directory = with_log();
    directory.write("govern.toml", "[log]\npath = \".govern/audit.db\"\norigin = \"example.org/govern/prod\"\n");
    let run = refused(&directory, &[]);
    assert!(run.stderr.contains("error[audit/foreign-origin]"), "{}", run.stderr);
    assert!(run.stderr.contains("`local/project`; expected was `example.org/govern/prod`"), "{}", run.stderr);

    let other = with_log();
    let key = other.read(".govern/log.vkey");
    directory.write("govern.toml", format!("[log]\npath = \".govern/audit.db\"\nlog_key = \"{}\"\n", key.trim()));
    let run = refused(&directory, &[]);
    assert!(run.stderr.contains("signed by another key"), "{}", run.stderr);

    let own = directory.read(".govern/log.vkey");
    directory.write(
        "govern.toml",
        format!("[log]\npath = \".govern/audit.db\"\norigin = \"local/project\"\nlog_key = \"{}\"\n", own.trim()),
    );
    assert_eq!(directory.run(&["check", "card.json"]).status, 0);
}

#[test]
fn keys_that_are_missing_open_to_others_or_of_another_log_are_refused() {
    for key in ["decision.pem", "log.pem"] {
        let directory = with_log();
        let path = directory.file(".govern").join(key);
        let own = fs::read(&path).expect("a key");

        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("permissions");
        let run = refused(&directory, &[]);
        assert!(run.stderr.contains("error[audit/key-permissions]") && run.stderr.contains("chmod 600"), "{run:?}");

        fs::remove_file(&path).expect("a key");
        let run = refused(&directory, &[]);
        assert!(run.stderr.contains(key) && run.stderr.contains("is missing"), "{run:?}");

        fs::copy(with_log().file(".govern").join(key), &path).expect("a key");
        let run = refused(&directory, &[]);
        assert!(run.stderr.contains("error[audit/key-mismatch]"), "{run:?}");

        fs::write(&path, own).expect("a key");
        assert_eq!(directory.run(&["check", "card.json"]).status, 0, "the right key opens the log");
    }
}

#[test]
fn a_head_that_somebody_else_signed_is_refused() {
    let directory = with_log();
    let log = rusqlite::Connection::open(directory.file(".govern/audit.db")).expect("a database");
    let checkpoint: String = log.query_row("SELECT checkpoint FROM head", [], |row| row.get(0)).expect("a note");
    drop(log);
    // Whoever can write the file can take a guard away and put it back; the signature stays.
    let other = with_log();
    let theirs = rusqlite::Connection::open(other.file(".govern/audit.db")).expect("a database");
    let sql = "SELECT sql FROM sqlite_schema WHERE name = 'head_update'";
    let guard: String = theirs.query_row(sql, [], |row| row.get(0)).expect("a guard");
    theirs.execute_batch("DROP TRIGGER head_update").expect("no guard");
    theirs.execute("UPDATE head SET checkpoint = ?1", [&checkpoint]).expect("a change");
    theirs.execute_batch(&guard).expect("a guard");
    drop(theirs);
    let run = other.run(&["check", "card.json"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{run:?}");
    assert!(run.stderr.contains("error[audit/head-signature]"), "{run:?}");
}
