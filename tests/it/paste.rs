//! What the text output tells users to paste into their card, pasted: the facts are known afterwards, and none got lost.

use std::path::Path;
use std::process::Command;

use govern::input::parse_bytes;
use serde_json::Value;

/// One card of each format that takes sections of ours, and cards with sections of their own.
const CARDS: [(&str, &str); 12] = [
    ("cards/adhoc/flat.json", "model_card.json"),
    ("cards/adhoc/performance-and-bias.json", "model_card.json"),
    ("cards/adhoc/audit-details.json", "model_card.json"),
    ("cards/adhoc/metric-names-only.yaml", "model_card.yaml"),
    ("cards/model-card-toolkit-0.0.1.json", "model_card.json"),
    ("cards/model-card-toolkit-0.0.2.json", "model_card.json"),
    ("cards/huggingface.md", "README.md"),
    ("cards/huggingface-template.md", "README.md"),
    ("cards/mlflow/MLmodel", "MLmodel"),
    ("cards/mlflow-version.json", "version.json"),
    ("cards/native.json", "model_card.json"),
    ("cards/native.yaml", "model_card.yaml"),
];

fn govern(directory: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_govern"))
        .args(arguments)
        .current_dir(directory)
        .env_clear()
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// What to do with some lines.
#[derive(Debug)]
struct Paste {
    instruction: String,
    lines: Vec<String>,
}

/// The instructions of the text output, each with its lines.
fn pastes(text: &str) -> Vec<Paste> {
    let mut found: Vec<Paste> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        if line.starts_with("  add to `") || line.starts_with("  write ") {
            found.push(Paste { instruction: line.trim().to_owned(), lines: vec![] });
            open = true;
        } else if let Some(pasted) = line.strip_prefix("    ").filter(|_| open) {
            found.last_mut().unwrap().lines.push(pasted.to_owned());
        } else {
            open = false;
        }
    }
    found
}

/// The lines with an answer in place of each placeholder, as its hint allows.
fn answered(lines: &[String]) -> String {
    let mut text = lines.join("\n");
    while let Some(start) = text.find("\"<") {
        let end = start + text[start..].find(">\"").unwrap() + 2;
        let hint = &text[start + 2..end - 2];
        let answer = match hint {
            "true or false" => "true".to_owned(),
            "whole number" | "number" => "1".to_owned(),
            "YYYY-MM-DD" => "\"2026-01-31\"".to_owned(),
            "text" => "\"A reviewed answer\"".to_owned(),
            words => Value::from(words.split([',', '|']).next().unwrap().trim()).to_string(),
        };
        text.replace_range(start..end, &answer);
    }
    text
}

/// The keys in backticks that an instruction names after the file.
fn path(instruction: &str) -> Vec<String> {
    let named =
        instruction.split('`').nth(3).filter(|_| instruction.contains("in `") || instruction.contains("place of"));
    let named = named.filter(|named| *named != "---").unwrap_or_default();
    named.trim_end_matches(':').split('.').filter(|key| !key.is_empty()).map(str::to_owned).collect()
}

/// The card with the lines pasted as told.
fn pasted(name: &str, card: &str, paste: &Paste) -> String {
    let lines = answered(&paste.lines);
    if paste.instruction.starts_with("write above") {
        return format!("{lines}\n{card}");
    }
    let document = parse_bytes(name, card.as_bytes().to_vec()).unwrap().remove(0);
    let keys = path(&paste.instruction);
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    if paste.instruction.contains("in place of") {
        let (last, parent) = keys.split_last().unwrap();
        let entry = document.root.at(parent).unwrap().entries().iter().find(|entry| entry.key == *last).unwrap();
        let rest = card[entry.value.end..].trim_start_matches(',');
        let start = if name.ends_with(".json") { entry.key_start } else { line_start(card, entry.key_start) };
        return format!("{}{lines}{rest}", &card[..start]);
    }
    let node = document.root.at(&keys).unwrap();
    let at = if paste.instruction.contains("opening brace") { node.start + 1 } else { line_start(card, node.start) };
    format!("{}\n{lines}\n{}", &card[..at], &card[at..])
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// Pointers of every leaf of the lines, below the place that they are pasted at.
fn facts(paste: &Paste) -> Vec<String> {
    let lines = answered(&paste.lines);
    let (name, text) = match paste.lines[0].starts_with('"') {
        true => ("x.json", format!("{{{}}}", lines.trim_end_matches(','))),
        false => ("x.yaml", lines.replace("---", "")),
    };
    let root = parse_bytes(name, text.into_bytes()).unwrap().remove(0).root.to_json();
    let mut place = path(&paste.instruction);
    if paste.instruction.contains("in place of") {
        place.pop();
    }
    let prefix: String = place.iter().map(|key| format!("/{key}")).collect();
    let mut found = Vec::new();
    leaves(&root, prefix, &mut found);
    found
}

fn leaves(value: &Value, pointer: String, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(key, below)| leaves(below, format!("{pointer}/{key}"), found))
        }
        Value::Array(_) | Value::Null => found.push(pointer),
        _ => found.push(pointer),
    }
}

fn shown(directory: &Path, name: &str) -> Value {
    let shown: Value = serde_json::from_str(&govern(directory, &["show", name, "-o", "json"])).unwrap();
    shown["subjects"][0].clone()
}

/// Every answer as text, without the order of lists.
fn answers(subject: &Value) -> Vec<String> {
    let answer = |leaf: &Value| {
        let pointer = leaf["pointer"].as_str()?;
        let strong = ["declared", "attested", "measured", "derived"].contains(&leaf["state"].as_str()?);
        let general: String =
            pointer.split('/').filter(|part| part.parse::<usize>().is_err()).collect::<Vec<_>>().join("/");
        strong.then(|| format!("{general} = {}", subject["subject"].pointer(pointer).unwrap()))
    };
    subject["leaves"].as_array().unwrap().iter().filter_map(answer).collect()
}

#[test]
fn what_is_pasted_is_known_and_nothing_gets_lost() {
    for (fixture, name) in CARDS {
        let directory = tempfile::tempdir().unwrap();
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(fixture);
        let mut card = std::fs::read_to_string(source).unwrap();
        std::fs::write(directory.path().join(name), &card).unwrap();
        let before = shown(directory.path(), name);
        let pastes = pastes(&govern(directory.path(), &["check", name, "--verbose"]));
        assert!(!pastes.is_empty(), "{fixture}: nothing to paste");
        // The deepest places first: what is pasted above them moves nothing that is still to be found.
        for paste in pastes.iter().rev() {
            card = pasted(name, &card, paste);
        }
        std::fs::write(directory.path().join(name), &card).unwrap();
        let after = shown(directory.path(), name);
        for pointer in pastes.iter().flat_map(facts) {
            assert!(after["subject"].pointer(&pointer).is_some(), "{fixture}: `{pointer}` is not known:\n{card}");
        }
        let known = answers(&after);
        let lost: Vec<String> = answers(&before).into_iter().filter(|answer| !known.contains(answer)).collect();
        assert!(lost.is_empty(), "{fixture}: {lost:?}\n{card}");
        let format = |subject: &Value| subject["leaves"].as_array().unwrap().len();
        assert!(format(&after) > format(&before), "{fixture}");
    }
}

#[test]
fn a_bill_of_materials_is_not_told_to_take_keys_that_its_schema_forbids() {
    let directory = tempfile::tempdir().unwrap();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cards/cyclonedx.json");
    std::fs::copy(source, directory.path().join("bom.json")).unwrap();
    let text = govern(directory.path(), &["check", "bom.json", "--verbose"]);
    assert!(text.contains("undecided"));
    assert!(pastes(&text).is_empty());
}
