//! Who may decide what: card, repository and command line may tighten what the organisation says, and never loosen it.

use serde_json::Value;

use crate::world::{ALLOWED, Directory, Place, Run};

const ORGANISATION: &str = "version = 1\nname = \"Example\"\njurisdictions = [\"EU\", \"US-NY\"]\n";

fn with_organisation(text: &str) -> Directory {
    let directory = Directory::with_card();
    directory.write("org.toml", text);
    directory
}

fn check(directory: &Directory, arguments: &[&str]) -> Run {
    directory.run(&[&["check", "card.json"], arguments].concat())
}

/// The decision of a run, as JSON.
fn decision(directory: &Directory, arguments: &[&str]) -> Value {
    let run = check(directory, &[&["-o", "json"], arguments].concat());
    let output: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"));
    output["decisions"][0].clone()
}

/// A check that must end before anything is decided.
fn refused(directory: &Directory, arguments: &[&str], expected: &str) {
    let run = check(directory, arguments);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{run:?}");
    assert!(run.stderr.contains(expected), "`{expected}` is not in {}", run.stderr);
    assert!(run.stderr.contains("\n  = help: "), "says what to do: {}", run.stderr);
    assert!(!directory.file(".govern").exists(), "nothing is made before the configuration is known to be good");
}

fn digest_of(directory: &Directory, name: &str) -> String {
    govern::crypto::sha256(directory.read(name).as_bytes()).to_string()
}

#[test]
fn the_card_cannot_take_jurisdictions_away() {
    let directory = with_organisation(ORGANISATION);
    for jurisdictions in [r#"["EU"]"#, r#"["US-CA"]"#, "[]", r#"["TBD"]"#, r#""none""#] {
        directory.write(
            "card.json",
            ALLOWED.replace(r#""jurisdictions": ["EU"]"#, &format!(r#""jurisdictions": {jurisdictions}"#)),
        );
        let decision = decision(&directory, &["--org", "org.toml"]);
        let codes = decision["jurisdictions"]["codes"].to_string();
        assert!(codes.contains("\"EU\"") && codes.contains("\"US-NY\""), "{jurisdictions}: {codes}");
        assert_ne!(decision["classes"]["eu-scope"]["in_scope"], false, "{jurisdictions} take the EU out of scope");
        assert_eq!(decision["jurisdictions"]["declared_by_card_only"], false);
    }
}

#[test]
fn jurisdictions_that_only_the_card_names_are_said_to_be_declared() {
    let directory = with_organisation(ORGANISATION);
    assert!(check(&directory, &[]).stdout.starts_with("jurisdictions as declared: EU\n"));
    assert!(!check(&directory, &["--org", "org.toml"]).stdout.contains("as declared"));
}

#[test]
fn the_organisation_is_named_in_the_decision_or_it_is_unmanaged() {
    let directory = with_organisation(ORGANISATION);
    let managed = check(&directory, &["--org", "org.toml"]);
    assert!(managed.stdout.contains(" · managed\n"), "{managed:?}");
    let digest = digest_of(&directory, "org.toml");
    assert_eq!(decision(&directory, &["--org", "org.toml"])["organisation_policy"], digest);
    let unmanaged = check(&directory, &[]);
    assert!(unmanaged.stdout.contains(" · unmanaged\n"), "{unmanaged:?}");
    assert_eq!(decision(&directory, &[])["organisation_policy"], Value::Null);
}

#[test]
fn flag_and_environment_have_to_name_the_same_organisation() {
    let directory = with_organisation(ORGANISATION);
    directory.write("copy.toml", ORGANISATION);
    directory.write("other.toml", format!("{ORGANISATION}# laxer\n"));
    let place = Place::at(&directory.path());
    let run = |variable: &str, arguments: &[&str]| {
        place.clone().variable("GOVERN_ORG", variable).run(&[&["check", "card.json"], arguments].concat())
    };
    let disagreeing = run("other.toml", &["--org", "org.toml"]);
    assert_eq!(disagreeing.status, 2, "{disagreeing:?}");
    assert!(disagreeing.stderr.contains("error[config/organisations-disagree]"), "{disagreeing:?}");
    assert_eq!(run("copy.toml", &["--org", "org.toml"]).status, 0);
    assert_eq!(run("nowhere.toml", &[]).status, 2, "a policy that is named and missing is not left out");
    assert!(run("org.toml", &[]).stdout.contains(" · managed\n"));
    let unfilled = run("", &[]);
    assert_eq!(unfilled.status, 2, "{unfilled:?}");
    assert!(unfilled.stderr.contains("error[config/empty-variable]: the variable GOVERN_ORG"), "{unfilled:?}");
}

/// The binary reads the environment; what is no text there must not look as if it were not set.
#[test]
fn a_variable_that_is_no_text_is_not_left_out() {
    use std::os::unix::ffi::OsStrExt as _;
    let directory = Directory::with_card();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_govern"))
        .args(["check", "card.json"])
        .env("GOVERN_ORG", std::ffi::OsStr::from_bytes(b"org\xff.toml"))
        .current_dir(directory.path())
        .output()
        .expect("a run");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
}

#[test]
fn a_govern_toml_that_cannot_be_read_is_not_overlooked() {
    let directory = Directory::with_card();
    std::os::unix::fs::symlink("nowhere.toml", directory.file("govern.toml")).expect("a link");
    refused(&directory, &[], "error[config/unreadable]");
    std::fs::remove_file(directory.file("govern.toml")).expect("a link");
    std::fs::create_dir(directory.file("govern.toml")).expect("a directory");
    refused(&directory, &[], "error[config/unreadable]");
}

#[test]
fn the_digest_of_the_organisation_can_be_pinned() {
    let directory = with_organisation(ORGANISATION);
    let digest = digest_of(&directory, "org.toml");
    refused(&directory, &["--org-digest", &digest], "error[config/digest-without-organisation]");
    directory.write("org.toml", ORGANISATION.replace("\"EU\", ", ""));
    refused(&directory, &["--org", "org.toml", "--org-digest", &digest], "error[config/organisation-digest]");
    directory.write("org.toml", ORGANISATION);
    assert_eq!(check(&directory, &["--org", "org.toml", "--org-digest", &digest]).status, 0);
}

#[test]
fn a_parameter_may_be_tightened_and_not_loosened_below_the_organisation() {
    let organisation = format!("{ORGANISATION}[parameters.quality]\nmin_auc = 0.8\n");
    let directory = with_organisation(&organisation);
    directory.write("govern.toml", "[parameters.quality]\nmin_auc = 0.5\n");
    refused(&directory, &["--org", "org.toml"], "0.5 in govern.toml is looser than the organisation's 0.8");
    directory.write("govern.toml", "[parameters.quality]\nmin_auc = 0.99\n");
    let tightened = check(&directory, &["--org", "org.toml"]);
    assert_eq!(tightened.status, 1, "{tightened:?}");
    assert!(!tightened.stdout.contains("loosened"), "{tightened:?}");
}

#[test]
fn a_parameter_looser_than_its_default_is_shown_in_every_output() {
    let directory = Directory::with_card();
    directory.write("govern.toml", "[parameters.quality]\nmin_auc = 0.5\n");
    for format in ["text", "json", "sarif", "junit", "github", "gitlab", "markdown"] {
        let run = check(&directory, &["-o", format]);
        assert_eq!(run.status, 0, "{run:?}");
        assert!(run.stdout.contains("min_auc"), "{format} hides it: {}", run.stdout);
    }
    let envelope: Value = serde_json::from_str(&check(&directory, &["-o", "dsse"]).stdout).expect("JSON");
    let payload = data_encoding::BASE64.decode(envelope["payload"].as_str().expect("text").as_bytes()).expect("base64");
    assert!(String::from_utf8_lossy(&payload).contains("min_auc"), "and in the record");
}

#[test]
fn a_bound_where_the_default_has_none_is_not_called_loose() {
    let directory = Directory::with_card();
    directory.write("govern.toml", "[parameters.quality]\nmax_mae = 3.0\n");
    let run = check(&directory, &[]);
    assert!(!run.stdout.contains("loosened"), "{run:?}");
}

#[test]
fn parameters_that_do_not_exist_or_do_not_fit_are_refused() {
    let directory = Directory::with_card();
    for (text, expected) in [
        ("[parameters.quality]\nmin_acu = 0.9\n", "parameter `min_acu` of pack `quality`: is not known"),
        ("[parameters.qualty]\nmin_auc = 0.9\n", "did you mean `quality`?"),
        ("[parameters.quality]\nmin_auc = 90\n", "error[policy/parameter]"),
        ("[parameters.quality]\nmin_auc = nan\n", "error[policy/parameter]"),
        ("[parameters.quality]\nmin_auc = \"0.9\"\n", "error[policy/parameter]"),
    ] {
        directory.write("govern.toml", text);
        refused(&directory, &[], expected);
    }
}

#[test]
fn a_required_pack_has_to_be_the_one_that_is_meant() {
    let require = |rest: &str| format!("{ORGANISATION}[[required_packs]]\n{rest}");
    let zeros = format!("sha256:{}", "0".repeat(64));
    let directory = with_organisation(&require("id = \"acme\"\n"));
    assert_eq!(directory.run(&["policy", "new", "packs/acme"]).status, 0);
    refused(&directory, &["--org", "org.toml"], "says neither where it is nor its digest");
    // Nor may the repository put any pack of that name in its place.
    refused(&directory, &["--org", "org.toml", "--with-pack", "packs/acme"], "neither where it is nor its digest");

    directory.write("org.toml", require(&format!("id = \"acme\"\ndigest = \"{zeros}\"\n")));
    refused(&directory, &["--org", "org.toml", "--with-pack", "packs/acme"], "the organisation pins sha256:0000");
    directory.write("org.toml", require(&format!("id = \"quality\"\ndigest = \"{zeros}\"\n")));
    refused(&directory, &["--org", "org.toml"], "the organisation pins sha256:0000");
    directory.write("org.toml", require("id = \"other\"\npath = \"packs/acme\"\n"));
    refused(&directory, &["--org", "org.toml"], "its directory holds `acme`");
    directory.write("org.toml", require("id = \"acme\"\npath = \"packs/nowhere\"\n"));
    refused(&directory, &["--org", "org.toml"], "error[policy/unreadable]");

    directory.write("org.toml", require("id = \"acme\"\npath = \"packs/acme\"\n"));
    let evaluated = check(&directory, &["--org", "org.toml"]);
    assert_eq!(evaluated.status, 0, "{evaluated:?}");
    assert!(evaluated.stdout.contains("acme"), "{evaluated:?}");
    let left_out = check(&directory, &["--org", "org.toml", "--pack", "quality"]);
    assert_eq!(left_out.status, 3, "{left_out:?}");
}

#[test]
fn a_required_pack_that_its_scope_leaves_out_means_review() {
    let require = |id: &str| with_organisation(&format!("{ORGANISATION}[[required_packs]]\nid = \"{id}\"\n"));
    let directory = require("deploy");
    let run = check(&directory, &["--org", "org.toml"]);
    assert_eq!(run.status, 3, "{run:?}");
    assert!(run.stdout.contains("a required pack was not evaluated"), "{run:?}");
    assert!(run.stdout.contains("deploy (required by the organisation, and only for scope deployment"), "{run:?}");
    assert_eq!(decision(&directory, &["--org", "org.toml"])["verdict"], "review");

    let asked = check(&directory, &["--org", "org.toml", "--environment", "development"]);
    assert!(!asked.stdout.contains("required by the organisation"), "{asked:?}");

    // A default pack that its scope leaves out is only listed, and one that does not apply has answered.
    let run = check(&require("eu-gpai"), &["--org", "org.toml"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.stdout.contains("deploy (only for scope deployment"), "{run:?}");
}

#[test]
fn a_required_pack_that_nobody_brings_means_review() {
    let digest = format!("sha256:{}", "0".repeat(64));
    let directory =
        with_organisation(&format!("{ORGANISATION}[[required_packs]]\nid = \"acme\"\ndigest = \"{digest}\"\n"));
    let run = check(&directory, &["--org", "org.toml"]);
    assert_eq!(run.status, 3, "{run:?}");
    assert!(run.stdout.contains("a required pack was not evaluated"), "{run:?}");
}

#[test]
fn the_organisation_decides_which_log_it_is() {
    let log = "[log]\norigin = \"example.org/govern/prod\"\n";
    let directory = with_organisation(&format!("{ORGANISATION}{log}"));
    refused(&directory, &["--org", "org.toml"], "requires the log `example.org/govern/prod`, and nothing says where");
    let made = directory.run(&["audit", "init", "--log", "logs/audit.db", "--origin", "example.org/govern/prod"]);
    assert_eq!(made.status, 0, "{made:?}");
    let other = directory.run(&["audit", "init", "--log", "other/audit.db", "--origin", "example.org/govern/test"]);
    assert_eq!(other.status, 0, "{other:?}");

    let found = check(&directory, &["--org", "org.toml", "--log", "logs/audit.db"]);
    assert_eq!(found.status, 0, "{found:?}");
    assert!(found.stdout.contains("example.org/govern/prod #1"), "{found:?}");
    refused(&directory, &["--org", "org.toml", "--log", "other/audit.db"], "error[audit/foreign-origin]");
    directory.write("govern.toml", "[log]\npath = \"other/audit.db\"\norigin = \"example.org/govern/test\"\n");
    refused(&directory, &["--org", "org.toml"], "error[config/foreign-log]");
}

#[test]
fn a_log_of_the_same_name_in_another_place_is_not_the_organisations() {
    let log = "[log]\norigin = \"example.org/govern/prod\"\npath = \"logs/audit.db\"\n";
    let directory = with_organisation(&format!("{ORGANISATION}{log}"));
    for path in ["logs/audit.db", "own/audit.db"] {
        let made = directory.run(&["audit", "init", "--log", path, "--origin", "example.org/govern/prod"]);
        assert_eq!(made.status, 0, "{made:?}");
    }
    assert_eq!(check(&directory, &["--org", "org.toml"]).status, 0);
    assert_eq!(check(&directory, &["--org", "org.toml", "--log", "./logs/../logs/audit.db"]).status, 0);
    refused(&directory, &["--org", "org.toml", "--log", "own/audit.db"], "error[config/foreign-log]");
    directory.write("govern.toml", "[log]\npath = \"own/audit.db\"\n");
    refused(&directory, &["--org", "org.toml"], "error[config/foreign-log]");
    let read = directory.run(&["audit", "verify", "--org", "org.toml", "--log", "own/audit.db"]);
    assert_eq!(read.status, 3, "a reader may look at any copy: {read:?}");

    // A pinned key says which log it is, wherever it lies.
    let key = directory.read("own/log.vkey");
    directory.write("org.toml", format!("{ORGANISATION}{log}log_key = \"{}\"\n", key.trim()));
    assert_eq!(check(&directory, &["--org", "org.toml"]).status, 0);
}

#[test]
fn mistakes_in_configuration_name_the_place() {
    let directory = Directory::with_card();
    for (text, expected) in [
        ("packs = []\nouput = [\"text\"]\n", "govern.toml:2:1: unknown field `ouput`"),
        ("[log]\npth = \"x\"\n", "govern.toml:2:1: unknown field `pth`"),
        ("log = 5\n", "govern.toml:1:7: invalid type: integer `5`"),
        ("[log]\norigin = \"x\"\n", "missing field `path`"),
        ("packs = [\n", "govern.toml:"),
        ("output = [\"yaml\"]\n", "`yaml` is not an output format"),
        ("[limits]\nevaluation_ms = 0\n", "govern.toml:2:17: "),
        ("[limits]\ninput_bytes = 0\n", "govern.toml:2:15: "),
        ("[limits]\npolicy_bytes = -1\n", "govern.toml:2:16: "),
        ("packs = [\"packs/nowhere\"]\n", "packs/nowhere"),
    ] {
        directory.write("govern.toml", text);
        refused(&directory, &[], expected);
    }
    directory.write("govern.toml", b"output = [\"\xff\"]\n");
    refused(&directory, &[], "error[config/unreadable]");
    std::fs::remove_file(directory.file("govern.toml")).expect("a file");
    refused(&directory, &["--config", "nowhere.toml"], "error[config/unreadable]");
}

#[test]
fn mistakes_in_the_organisation_policy_name_the_key() {
    for (text, expected) in [
        ("name = \"x\"\n", "missing field `version`"),
        ("version = 2\nname = \"x\"\n", "`version`: 2 is not known"),
        ("version = 1\nname = \"x\"\njursdictions = []\n", "org.toml:3:1: unknown field `jursdictions`"),
        ("version = 1\nname = \"x\"\njurisdictions = [\"UX\"]\n", "`jurisdictions`: `UX` is neither `EU` nor"),
        ("version = 1\nname = \"x\"\njurisdictions = [\"\"]\n", "`jurisdictions`"),
        ("version = 1\nname = \"x\"\n[enforcement]\nprod = \"none\"\n", "`prod` is not an environment"),
        ("version = 1\nname = \"x\"\n[enforcement]\nproduction = \"new\"\n", "needs a signed baseline"),
        ("version = 1\nname = \"x\"\n[enforcement]\nproduction = \"non\"\n", "unknown variant `non`"),
        (
            "version = 1\nname = \"x\"\n[[required_packs]]\nid = \"quality\"\ndigest = \"sha256:12\"\n",
            "org.toml:5:10: ",
        ),
        (
            "version = 1\nname = \"x\"\n[[freezes]]\nfrom = \"2026-13-01\"\nto = \"2026-12-31\"\nreason = \"y\"\n",
            "org.toml:4:8: ",
        ),
    ] {
        let directory = with_organisation(text);
        refused(&directory, &["--org", "org.toml"], expected);
    }
}

#[test]
fn jurisdictions_of_the_organisation_may_be_spelled_as_in_cards() {
    let directory = with_organisation("version = 1\nname = \"x\"\njurisdictions = [\"Germany\", \"us-ca\"]\n");
    let decision = decision(&directory, &["--org", "org.toml"]);
    assert_eq!(decision["jurisdictions"]["codes"], serde_json::json!(["DE", "EU", "US-CA"]));
}
