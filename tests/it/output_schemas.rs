//! The JSON of the commands that read: each output fits its schema, and the schema has no key that the output never has.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::world::{Directory, Run};

fn schema(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas").join(name);
    serde_json::from_str(&fs::read_to_string(path).expect("a file")).expect("JSON")
}

/// Checks outputs of one command against its schema, both ways.
struct Held {
    name: &'static str,
    schema: Value,
    validator: jsonschema::Validator,
    seen: BTreeSet<String>,
}

impl Held {
    fn by(name: &'static str) -> Self {
        let schema = schema(name);
        let validator = jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema");
        Self { name, schema, validator, seen: BTreeSet::new() }
    }

    fn fits(&mut self, output: &Value) {
        let errors: Vec<String> =
            self.validator.iter_errors(output).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert_eq!(errors, [""; 0], "{}: {output:#}", self.name);
        note_keys(output, "", &mut self.seen);
        // The schema is closed, and everything in it is required.
        for key in output.as_object().expect("an object").keys() {
            let mut less = output.clone();
            less.as_object_mut().expect("an object").remove(key);
            assert!(!self.validator.is_valid(&less), "{}: `{key}` may be left out", self.name);
        }
        let mut more = output.clone();
        more["surprise"] = json!(1);
        assert!(!self.validator.is_valid(&more), "{}: not closed", self.name);
    }

    /// Every key that the schema describes was seen.
    fn is_exhausted(&self) {
        let mut described = BTreeSet::new();
        describe(&self.schema, "", &mut described);
        let unseen: Vec<&String> = described.difference(&self.seen).collect();
        assert!(unseen.is_empty(), "{}: no output has {unseen:?}", self.name);
    }
}

fn note_keys(value: &Value, place: &str, seen: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (key, inner) in fields {
                let place = format!("{place}/{key}");
                note_keys(inner, &place, seen);
                seen.insert(place);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| note_keys(item, &format!("{place}/*"), seen)),
        _ => {}
    }
}

fn describe(schema: &Value, place: &str, described: &mut BTreeSet<String>) {
    for (key, inner) in schema["properties"].as_object().into_iter().flatten() {
        let place = format!("{place}/{key}");
        describe(inner, &place, described);
        described.insert(place);
    }
    if schema["items"].is_object() {
        describe(&schema["items"], &format!("{place}/*"), described);
    }
}

fn parsed(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

#[test]
fn what_show_prints_fits_its_schema() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let directory = Directory::new();
    let mut held = Held::by("show.v1.schema.json");
    let inner = Held::by("subject.v1.schema.json").validator;
    for place in
        ["examples", "tests/fixtures/cards", "tests/fixtures/manifests", "tests/fixtures/adhoc", "tests/fixtures/bad"]
    {
        let path = root.join(place);
        let output = parsed(&directory.run(&["show", path.to_str().expect("text"), "-o", "json"]));
        held.fits(&output);
        for subject in output["subjects"].as_array().expect("a list") {
            let errors: Vec<String> = inner.iter_errors(&subject["subject"]).map(|error| error.to_string()).collect();
            assert_eq!(errors, [""; 0], "{subject:#}");
        }
    }
    held.fits(&parsed(&directory.run(&["show", ".", "-o", "json"])));
    held.is_exhausted();
}

#[test]
fn what_audit_list_and_show_print_fits_their_schemas() {
    let directory = Directory::with_card();
    let (mut list, mut show) = (Held::by("audit-list.v1.schema.json"), Held::by("audit-show.v1.schema.json"));
    let decision = Held::by("decision-statement.v1.schema.json").validator;
    directory.write("broken.json", "{\"a\": 1, \"a\": 2}");
    for arguments in [
        &["card.json"][..],
        &["card.json", "--environment", "production"],
        &["card.json", "--as-of", "2031-01-01"],
        &["card.json", "--control", "CC-01"],
        &["broken.json"],
    ] {
        directory.run(&[&["check"], arguments].concat());
    }
    let lines = directory.run(&["audit", "list", "-o", "json"]);
    let count = lines.stdout.lines().count();
    assert!(count >= 4, "{lines:?}");
    for line in lines.stdout.lines() {
        list.fits(&serde_json::from_str(line).expect("JSON"));
    }
    list.is_exhausted();
    for seq in 0..=count {
        let output = parsed(&directory.run(&["audit", "show", &seq.to_string()]));
        show.fits(&output);
        if seq > 0 {
            assert!(decision.is_valid(&output["statement"]), "{output:#}");
        }
    }
    show.is_exhausted();
}

#[test]
fn what_audit_verify_prints_fits_its_schema() {
    let directory = Directory::with_card();
    let mut held = Held::by("audit-verify.v1.schema.json");
    let verify = |anchors: &[&str]| parsed(&directory.run(&[&["audit", "verify", "-o", "json"], anchors].concat()));
    assert_eq!(directory.run(&["audit", "init", "--origin", "example.org/log"]).status, 0);
    held.fits(&verify(&[]));
    directory.run(&["check", "card.json"]);
    held.fits(&verify(&[]));
    let older = fs::read(directory.file(".govern/audit.db")).expect("a log");
    directory.run(&["check", "card.json"]);
    directory.write("kept", directory.run(&["audit", "show"]).stdout);
    let pins = ["--key", ".govern/log.vkey", "--origin", "example.org/log", "--anchor", "kept"];
    let whole = verify(&pins);
    held.fits(&whole);
    assert_eq!(whole["class"], "verified");
    fs::write(directory.file(".govern/audit.db"), older).expect("a log");
    let tampered = verify(&pins);
    held.fits(&tampered);
    assert_eq!(tampered["class"], "rolled_back", "{tampered:#}");
    held.is_exhausted();
}

/// A schema that knows fewer words than the program refuses what the program may say tomorrow.
#[test]
fn the_schema_of_verify_has_every_word_that_verification_knows() {
    let source = include_str!("../../src/audit/class.rs");
    let words: Vec<&str> = source
        .lines()
        .filter_map(|line| line.split_once("=> \""))
        .filter_map(|(_, rest)| rest.split('"').next())
        .collect();
    assert!(words.len() > 20, "{words:?}");
    let schema = schema("audit-verify.v1.schema.json");
    assert_eq!(schema["properties"]["class"]["enum"], json!(words));
    assert_eq!(schema["properties"]["problems"]["items"]["properties"]["class"]["enum"], json!(words));
}
