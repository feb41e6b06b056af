//! Bad input from end to end: exit 2, the place, the value, what to do, a record where there is a subject, and no panic.

use std::fs;
use std::path::Path;
#[cfg(target_os = "linux")]
use std::process::{Command, Output};

use serde_json::Value;

use crate::cli_log::entries;
use crate::world::{ALLOWED, Directory, Run};

/// Files that are on record as an error, with their code and what the message has to say.
const RECORDED: [(&str, &str, &[&str]); 28] = [
    ("alias-bomb.yaml", "input/alias-expansion", &["line 5, column 26", "`/e/6`"]),
    ("big-integer.json", "input/unsafe-integer", &["line 2, column 19", "`9007199254740993`", "`/model/id`"]),
    ("binary.json", "input/binary", &["byte 3 is NUL"]),
    ("blank.yaml", "input/empty", &["is empty"]),
    ("comment.json", "input/syntax", &["line 2, column 3", "comments"]),
    ("complex-key.yaml", "input/key-not-text", &["line 1, column 3"]),
    ("control-character.json", "input/syntax", &["line 1, column 11", "`\\t`", "`/a`"]),
    ("duplicate-key-in-a-string.json", "input/duplicate-key", &["line 1", "key `a`"]),
    ("duplicate-key.json", "input/duplicate-key", &["line 5, column 5", "line 3, column 5", "`/model/name`"]),
    ("duplicate-key.yaml", "input/duplicate-key", &["line 5, column 3", "line 3, column 3", "`/metadata/name`"]),
    ("empty.json", "input/empty", &["is empty"]),
    ("front-matter.md", "input/duplicate-key", &["line 3, column 1", "`/license`"]),
    ("helm-inline.yaml", "input/template", &["line 2, column 10", "{{ .Values.image.tag }}", "`/spec/image`"]),
    ("helm-value.yaml", "input/template", &["line 2, column 13", "{{ .Values.replicas }}", "`/spec/replicas`"]),
    ("helm.yaml", "input/template", &["line 6, column 5", "`/metadata/labels`"]),
    ("infinity.json", "input/not-finite", &["line 2, column 18", "`-Infinity`", "`/metrics/1`"]),
    ("jinja.json", "input/template", &["line 2, column 12", "`/name`"]),
    ("latin-1.json", "input/encoding", &["line 2, column 16", "byte 17"]),
    ("missing-comma.json", "input/syntax", &["line 2, column 9"]),
    ("nan.json", "input/not-finite", &["line 3, column 12", "`NaN`", "`/metrics/auc`"]),
    ("nan.yaml", "input/not-finite", &["line 3, column 12", "`.nan`", "`/metrics/0/value`"]),
    ("overflow.json", "input/number-too-large", &["line 1, column 11", "`1e400`", "`/value`"]),
    ("self-alias.yaml", "input/syntax", &["line 1, column 11", "`/a/1`"]),
    ("tab.yaml", "input/tab", &["line 2, column 2"]),
    ("trailing-data.json", "input/syntax", &["line 2, column 1"]),
    ("truncated-utf-8.json", "input/encoding", &["line 1, column 15", "byte 14"]),
    ("truncated.json", "input/syntax", &["line 4, column 16", "`/model/version`"]),
    ("utf-16.json", "input/encoding", &["UTF-16"]),
];

fn bad(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/bad").join(name)).expect("a fixture")
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

/// Checks one file: exit 2, and an error on record with this code and these words.
fn recorded(directory: &Directory, name: &str, code: &str, words: &[&str]) {
    let log = directory.file(".govern/audit.db");
    let before = if log.exists() { entries(&log) } else { 1 };
    let run = directory.run(&["check", name, "-o", "json", "-o", "text=out.txt"]);
    assert_eq!(run.status, 2, "{name}: {run:?}");
    assert_eq!(entries(&log), before + 1, "{name} is on record");
    let output = json(&run);
    let decision = &output["decisions"][0];
    assert_eq!((&decision["verdict"], &decision["error_kind"]), (&"error".into(), &"input".into()), "{name}");
    assert_eq!(decision["receipt"]["recorded"], true, "{name}");
    assert_eq!(decision["error"]["code"], code, "{name}: {}", decision["error"]);
    let message = decision["error"]["message"].as_str().expect("a message");
    for word in words.iter().chain([&name]) {
        assert!(message.contains(word), "{name}: `{word}` is not in {message}");
    }
    assert!(decision["error"]["hint"].as_str().is_some_and(|hint| !hint.is_empty()), "{name}: what to do");
    let text = directory.read("out.txt");
    assert!(text.contains(&format!("error[{code}]")) && text.contains("╰ help: "), "{name}: {text}");
}

/// Checks a path where nothing can be read: exit 2, and nothing on record.
fn unrecorded(directory: &Directory, arguments: &[&str], code: &str, word: &str) {
    let run = directory.run(&[&["check", "-o", "json"], arguments].concat());
    assert_eq!(run.status, 2, "{run:?}");
    let output = json(&run);
    assert_eq!(output["decisions"], Value::Array(Vec::new()), "{run:?}");
    let failure = &output["summary"]["failures"][0];
    assert_eq!(failure["code"], code, "{run:?}");
    assert!(failure["message"].as_str().is_some_and(|message| message.contains(word)), "`{word}`: {failure}");
    assert!(failure["hint"].as_str().is_some_and(|hint| !hint.is_empty()), "{failure}");
    assert!(!directory.file(".govern").exists(), "there was nothing to record: {run:?}");
}

#[test]
fn files_that_cannot_be_parsed_are_recorded_errors_with_their_place() {
    let directory = Directory::new();
    for (name, code, words) in RECORDED {
        directory.write(name, bad(name));
        recorded(&directory, name, code, words);
    }
}

#[test]
fn what_was_made_to_exhaust_the_reader_is_an_error_in_bounded_time() {
    let directory = Directory::new();
    let depth = 100_000;
    let nested = [("deep.json", "{\"a\":", "1", "}"), ("list.json", "[", "", "]"), ("flow.yaml", "[", "", "]")];
    for (name, open, inner, close) in nested {
        directory.write(name, [open.repeat(depth), inner.to_owned(), close.repeat(depth)].concat());
        recorded(&directory, name, "input/too-deep", &["line 1, column ", "deeper than 128"]);
    }
}

#[test]
fn what_is_no_card_is_a_recorded_error_where_it_was_named() {
    let directory = Directory::new();
    for (name, text) in [
        ("array.json", "[{\"model_name\": \"x\"}]"),
        ("number.json", "5"),
        ("text.json", "\"a text\""),
        ("package.json", "{\"dependencies\": {}}"),
        ("service.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: x}\n"),
    ] {
        directory.write(name, text);
        recorded(&directory, name, "input/unrecognised", &["is neither a model card nor a manifest"]);
    }
}

#[test]
fn a_card_does_not_leave_a_directory_because_somebody_broke_it() {
    let directory = Directory::new();
    directory.write("models/a.json", ALLOWED);
    directory.write("models/tsconfig.json", "{\"compilerOptions\": {}, // a comment\n}");
    let run = directory.run(&["check", "models"]);
    assert_eq!(run.status, 0, "what is no card is skipped: {run:?}");
    directory.write("models/b.json", ALLOWED.replacen('{', "{\"govern\": 1, \"govern\": 1,", 1));
    let run = directory.run(&["check", "models"]);
    assert_eq!(run.status, 2, "{run:?}");
    assert!(run.stdout.contains("input/duplicate-key"), "{run:?}");
}

#[test]
fn paths_that_lead_nowhere_are_mistakes_and_leave_no_record() {
    let directory = Directory::new();
    fs::create_dir(directory.file("empty")).expect("a directory");
    directory.write("notes/package.json", "{\"dependencies\": {}}");
    std::os::unix::fs::symlink("nowhere.json", directory.file("dangling.json")).expect("a link");
    directory.write("cards/card.json", ALLOWED);
    unrecorded(&directory, &["nowhere.json"], "input/not-found", "there is no such file");
    unrecorded(&directory, &["dangling.json"], "input/not-found", "there is no such file");
    unrecorded(&directory, &["empty"], "input/nothing-found", "no model card and no manifest");
    unrecorded(&directory, &["notes"], "input/nothing-found", "no model card and no manifest");
    unrecorded(&directory, &["cards", "--input-format", "toml"], "input/unknown-format", "`toml`");
}

#[test]
fn a_template_alone_is_nothing_to_say_yes_to() {
    let directory = Directory::new();
    directory.write(
        "analysis.yaml",
        "apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata: {name: success-rate}\nspec: {metrics: []}\n",
    );
    unrecorded(&directory, &["analysis.yaml"], "cli/nothing-decided", "nothing was decided");
    let quiet = directory.run(&["check", "--quiet", "analysis.yaml"]);
    assert_eq!(quiet.status, 2, "{quiet:?}");
}

#[test]
fn a_file_larger_than_the_limit_is_not_read_and_its_refusal_is_recorded() {
    let directory = Directory::new();
    let file = fs::File::create(directory.file("card.json")).expect("a file");
    file.set_len(200_000_000).expect("a sparse file");
    recorded(&directory, "card.json", "input/too-large", &["`card.json`", "200000000 bytes; the limit is 16777216"]);
    std::os::unix::fs::symlink("loop.json", directory.file("loop.json")).expect("a link");
    recorded(&directory, "loop.json", "input/unreadable", &["symbolic links"]);

    directory.write("card.json", ALLOWED);
    directory.write("govern.toml", "[limits]\ninput_bytes = 1000\n");
    recorded(&directory, "card.json", "input/too-large", &["the limit is 1000 bytes"]);
    let place = crate::world::Place::at(&directory.path()).stdin(ALLOWED.as_bytes());
    let run = place.run(&["check", "-"]);
    assert_eq!(run.status, 2, "the limit holds for standard input, too: {run:?}");
    assert!(run.stdout.contains("input/too-large"), "{run:?}");
}

#[test]
fn byte_order_marks_line_ends_and_wrapping_change_nothing_about_the_answer() {
    let directory = Directory::new();
    directory.write("bom.json", ["\u{feff}", ALLOWED].concat());
    directory.write("crlf.json", ALLOWED.replace('\n', "\r\n"));
    directory.write("wrapped.json", Value::from(ALLOWED).to_string());
    for (name, note) in [("bom.json", true), ("crlf.json", false), ("wrapped.json", true)] {
        let run = directory.run(&["check", name]);
        assert_eq!(run.status, 0, "{name}: {run:?}");
        assert_eq!(run.stdout.contains("IN-FORM-01"), note, "{name}: an odd form is a finding: {run:?}");
    }
}

#[test]
fn two_cards_of_one_model_are_not_both_right() {
    let directory = Directory::with_card();
    directory.write("copy.json", ALLOWED.replace("0.91", "0.92"));
    let run = directory.run(&["check", "card.json", "copy.json", "-o", "json"]);
    assert_eq!(run.status, 2, "{run:?}");
    let output = json(&run);
    let decisions = output["decisions"].as_array().expect("a list");
    assert_eq!(decisions.len(), 2, "each is on record");
    for (decision, other) in decisions.iter().zip(["copy.json", "card.json"]) {
        assert_eq!(decision["verdict"], "error", "{decision}");
        assert_eq!(decision["error"]["code"], "input/namesakes", "{decision}");
        assert!(decision["error"]["line"].is_u64(), "{decision}");
        assert!(decision["error"]["message"].as_str().expect("text").contains(other), "{decision}");
    }
}

#[test]
fn one_bad_file_does_not_keep_the_others_from_their_answer() {
    let directory = Directory::with_card();
    directory.write("model_card.json", bad("duplicate-key.json"));
    directory.write("notes.json", "{\"a\": 1}");
    let run = directory.run(&["check", ".", "-o", "json"]);
    assert_eq!(run.status, 2, "{run:?}");
    let output = json(&run);
    let verdicts: Vec<&str> =
        output["decisions"].as_array().expect("a list").iter().filter_map(|one| one["verdict"].as_str()).collect();
    assert_eq!(verdicts, ["allow", "error"]);
    assert_eq!(output["summary"]["skipped"][0]["path"], "notes.json", "{run:?}");
}

#[cfg(target_os = "linux")]
fn binary(directory: &Directory, arguments: &[&str]) -> Output {
    let mut command = Command::new("timeout");
    command.args(["20", env!("CARGO_BIN_EXE_govern")]).args(arguments);
    command.current_dir(directory.path()).output().expect("a run")
}

/// What is no file must not keep the program waiting; the kernel answers here, not the world.
#[test]
#[cfg(target_os = "linux")]
fn pipes_devices_and_unreadable_files_are_refused_at_once() {
    let directory = Directory::new();
    let made = Command::new("mkfifo").arg(directory.file("card.json")).status().expect("mkfifo");
    assert!(made.success());
    // Its first page can be read by nobody, not even by root.
    std::os::unix::fs::symlink("/proc/self/mem", directory.file("memory.json")).expect("a link");
    for (path, code) in
        [("card.json", "input/not-a-file"), ("/dev/zero", "input/not-a-file"), ("memory.json", "input/unreadable")]
    {
        let output = binary(&directory, &["check", path]);
        let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(2), "{path}: {stdout} {stderr}");
        assert!(stdout.contains(code) && stdout.contains("help: "), "{path}: {stdout}");
        assert!(stdout.contains("receipt "), "an input that is there is on record: {path}: {stdout}");
        assert!(!stderr.contains("panicked"), "{stderr}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn the_binary_does_not_panic_on_any_bad_file() {
    let directory = Directory::new();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/bad");
    for entry in fs::read_dir(source).expect("fixtures") {
        let path = entry.expect("an entry").path();
        for command in ["check", "show"] {
            let output = binary(&directory, &[command, path.to_str().expect("a path")]);
            let stderr = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{command} {path:?}: {stderr}");
            assert!(!stderr.contains("panicked"), "{command} {path:?}: {stderr}");
        }
    }
}

#[test]
fn nothing_is_decided_without_the_artefact_that_was_named() {
    let directory = Directory::with_card();
    let run = directory.run(&["check", "card.json", "--artifact", "model.onnx"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("model.onnx") && run.stdout.is_empty(), "{} {}", run.stdout, run.stderr);
    assert!(!directory.file(".govern").exists() || directory.run(&["audit", "list"]).stdout.lines().count() == 1);
}

#[test]
#[cfg(unix)]
fn nothing_is_decided_with_an_artefact_of_which_one_file_cannot_be_hashed() {
    let directory = Directory::with_card();
    fs::create_dir(directory.file("model")).expect("a directory");
    std::os::unix::fs::symlink("/nowhere", directory.file("model/weights")).expect("a link");
    let run = directory.run(&["check", "card.json", "--artifact", "model"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("model/weights") && run.stdout.is_empty(), "{} {}", run.stdout, run.stderr);
}

#[test]
fn a_date_that_no_document_can_have_is_no_answer_and_no_error() {
    let directory = Directory::with_card();
    let card = directory.read("card.json").replacen("\"created\": \"", "\"created\": \"9", 1);
    directory.write("card.json", card);
    let run = directory.run(&["check", "card.json"]);
    assert_ne!(run.status, 4, "{}", run.stdout);
    let far = directory.read("card.json").replace("\"9", "\"9999-12-31 ");
    directory.write("far.json", far);
    assert_ne!(directory.run(&["check", "far.json"]).status, 4);
}

#[test]
fn a_card_that_names_production_is_judged_for_production() {
    let directory = Directory::with_card();
    let card = directory.read("card.json").replacen('{', "{\"deployment\": {\"environment\": \"production\"},", 1);
    directory.write("card.json", card);
    let run = directory.run(&["check", "card.json", "--environment", "staging", "-o", "json"]);
    assert!(run.stdout.contains("\"environment\":\"production\""), "the output names the stricter environment");
}
