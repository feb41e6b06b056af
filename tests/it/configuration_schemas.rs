//! The published schemas of govern.toml and of the organisation policy say what the program reads, and nothing else.

use std::collections::BTreeSet;
use std::path::Path;

use govern::config::{ConfigError, Organisation, Project};
use serde_json::Value;

/// A govern.toml with every key that there is.
const PROJECT: &str = r#"
packs = ["policies/acme"]
output = ["text", "sarif=govern.sarif"]

[parameters.quality]
min_auc = 0.9

[log]
path = "logs/audit.db"
origin = "example.org/govern/prod"
keys = "/srv/keys"
log_key = "example.org/govern/prod+00000000+AAAA"
decision_keys = ["example.org/govern/prod/decision+00000000+AAAA"]
anchors = ["/mnt/worm/checkpoints"]

[limits]
evaluation_ms = 5000
input_bytes = 16777216
policy_bytes = 1048576
"#;

/// An organisation policy with every key that there is.
const ORGANISATION: &str = r#"
version = 1
name = "Example"
jurisdictions = ["EU", "US-NY-NYC"]
residency = ["eu-central-1"]

[[required_packs]]
id = "quality"
path = "packs/quality"
digest = "sha256:0000000000000000000000000000000000000000000000000000000000000000"

[parameters.quality]
min_auc = 0.9

[enforcement]
development = "none"
production = "all"

[log]
origin = "example.org/govern/prod"
path = "logs/audit.db"
log_key = "example.org/govern/prod+00000000+AAAA"
decision_keys = ["example.org/govern/prod/decision+00000000+AAAA"]
anchors = ["/mnt/worm/checkpoints"]

[roles.risk]
keys = ["example.org/risk+00000000+AAAA"]

[waivers]
deny_days = 30
warn_days = 90

[[inventory]]
name = "churn"
version = "1.0.0"
status = "active"

[[freezes]]
from = "2026-12-20"
to = "2027-01-03"
reason = "end of year"
"#;

/// One table: where its schema is, and a file with an unknown key in it.
type Table = (&'static str, &'static str);

fn schema(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas").join(name);
    serde_json::from_str(&std::fs::read_to_string(path).expect("a schema")).expect("JSON")
}

fn as_json(text: &str) -> Value {
    toml::from_str(text).expect("TOML")
}

/// What the program answers to a file.
fn read(text: &str, is_project: bool) -> Result<(), ConfigError> {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("file.toml");
    std::fs::write(&path, text).expect("a file");
    if is_project { Project::read(&path).map(drop) } else { Organisation::read(&path, None).map(drop) }
}

/// The words that a message names as the expected ones.
fn expected(text: &str, is_project: bool) -> BTreeSet<String> {
    let message = read(text, is_project).expect_err("an unknown key or word").to_string();
    let (_, words) = message.rsplit_once("expected").unwrap_or_else(|| panic!("{message}"));
    words.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn agree(name: &str, sample: &str, tables: &[Table], is_project: bool) {
    let schema = schema(name);
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    read(sample, is_project).expect("the program reads the sample");
    let errors: Vec<String> = validator.iter_errors(&as_json(sample)).map(|error| error.to_string()).collect();
    assert_eq!(errors, [""; 0], "{name}");
    for (pointer, text) in tables {
        let table = schema.pointer(pointer).unwrap_or_else(|| panic!("{name} has no {pointer}"));
        let keys: BTreeSet<String> = table["properties"].as_object().expect("properties").keys().cloned().collect();
        assert_eq!(expected(text, is_project), keys, "{name}{pointer}");
        assert!(!validator.is_valid(&as_json(text)), "{name} accepts an unknown key in {pointer}");
        for (key, value) in table["properties"].as_object().expect("properties") {
            assert!(value["description"].is_string(), "{name}{pointer}: `{key}` is not described");
        }
    }
}

#[test]
fn the_schema_of_govern_toml_has_every_key_and_no_other() {
    let tables = [
        ("", "surprise = 1"),
        ("/properties/log", "[log]\npath = \"x\"\nsurprise = 1"),
        ("/properties/limits", "[limits]\nsurprise = 1"),
    ];
    agree("govern-toml.v1.schema.json", PROJECT, &tables, true);
}

#[test]
fn the_schema_of_the_organisation_policy_has_every_key_and_no_other() {
    let tables = [
        ("", "surprise = 1"),
        ("/properties/required_packs/items", "[[required_packs]]\nsurprise = 1"),
        ("/properties/log", "[log]\nsurprise = 1"),
        ("/properties/roles/additionalProperties", "[roles.risk]\nsurprise = 1"),
        ("/properties/waivers", "[waivers]\nsurprise = 1"),
        ("/properties/inventory/items", "[[inventory]]\nsurprise = 1"),
        ("/properties/freezes/items", "[[freezes]]\nsurprise = 1"),
    ];
    agree("org.v1.schema.json", ORGANISATION, &tables, false);
}

#[test]
fn the_schemas_have_the_words_that_the_program_knows() {
    let organisation = schema("org.v1.schema.json");
    for (pointer, text) in [
        ("/properties/enforcement/additionalProperties/enum", "[enforcement]\ntest = \"surprise\""),
        ("/properties/inventory/items/properties/status/enum", "[[inventory]]\nstatus = \"surprise\""),
    ] {
        let words = organisation.pointer(pointer).and_then(Value::as_array).expect("words");
        let words: BTreeSet<String> = words.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        assert_eq!(expected(text, false), words, "{pointer}");
    }
    let environments = organisation.pointer("/properties/enforcement/propertyNames/enum").expect("words");
    let known: Vec<&str> = govern::model::Environment::ALL.into_iter().map(govern::model::Environment::word).collect();
    assert_eq!(*environments, serde_json::json!(known));
    let formats = schema("govern-toml.v1.schema.json");
    let pattern = formats.pointer("/properties/output/items/pattern").and_then(Value::as_str).expect("a pattern");
    let names: Vec<&str> = govern::report::RENDERERS.iter().map(|format| format.name).collect();
    assert_eq!(pattern, format!("^({})(=.+)?$", names.join("|")));
}

/// What the schema refuses, the program refuses, too.
#[test]
fn values_that_do_not_fit_are_refused_by_both() {
    for (name, text, is_project) in [
        ("govern-toml.v1.schema.json", "[limits]\nevaluation_ms = 0", true),
        ("govern-toml.v1.schema.json", "[log]\norigin = \"example.org/log\"", true),
        ("govern-toml.v1.schema.json", "packs = \"policies/acme\"", true),
        ("org.v1.schema.json", "version = 2\nname = \"x\"", false),
        ("org.v1.schema.json", "version = 1", false),
        ("org.v1.schema.json", "version = 1\nname = \"x\"\n[enforcement]\nprod = \"none\"", false),
        ("org.v1.schema.json", "version = 1\nname = \"x\"\n[waivers]\ndeny_days = -1", false),
        (
            "org.v1.schema.json",
            "version = 1\nname = \"x\"\n[[required_packs]]\nid = \"x\"\ndigest = \"sha256:1\"",
            false,
        ),
    ] {
        let schema = schema(name);
        assert!(!jsonschema::is_valid(&schema, &as_json(text)), "{name} accepts {text}");
        assert!(read(text, is_project).is_err(), "the program accepts {text}");
    }
}
