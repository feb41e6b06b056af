//! Sections of our own card in cards of other formats: they are read on top, and nothing gets lost by pasting them.

use serde_json::{Value, json};

use crate::input::{Document, Draft, DraftParts, FORMATS, parse_bytes};
use crate::model::{LeafState, NoteKind};

fn document(name: &str, text: &str) -> Document {
    parse_bytes(name, text.as_bytes().to_vec()).unwrap().remove(0)
}

fn read(name: &str, text: &str) -> (&'static str, DraftParts) {
    let document = document(name, text);
    let format = FORMATS.iter().find(|format| (format.detects)(&document)).expect("a format");
    let mut draft = Draft::new(&document, 0);
    (format.read)(&document, &mut draft);
    (format.name, draft.finish())
}

fn read_json(card: &Value) -> (&'static str, DraftParts) {
    read("model_card.json", &card.to_string())
}

fn noted(parts: &DraftParts, kind: NoteKind) -> Vec<&str> {
    parts.notes.iter().filter(|note| note.kind == kind).map(|note| note.message.as_str()).collect()
}

#[test]
fn an_ad_hoc_card_keeps_its_reader_however_many_sections_it_gains() {
    let card = json!({
        "model_name": "churn", "model_version": "3", "owner": "Risk", "test_accuracy": 0.91, "limitations": ["small"],
        "purpose": {"domain": ["customer_retention"], "jurisdictions": ["EU"]},
        "oversight": {"override": true}, "monitoring": {"cadence": "weekly"},
        "gpai": {"general_purpose": false}, "lineage": {"code_commit": "abc"},
    });
    let (format, parts) = read_json(&card);
    assert_eq!(format, "adhoc");
    assert_eq!(parts.value["model"]["name"], "churn");
    assert_eq!(parts.value["model"]["owners"][0]["name"], "Risk");
    assert_eq!(parts.value["evaluation"][0]["value"], json!(0.91));
    assert_eq!(parts.value["purpose"], json!({"domain": ["customer_retention"], "jurisdictions": ["EU"]}));
    assert_eq!(parts.value["oversight"], json!({"override": true}));
    assert_eq!(parts.provenance["/purpose/jurisdictions/0"].pointer, "/purpose/jurisdictions/0");
    assert!(parts.notes.is_empty(), "{:?}", parts.notes);
}

#[test]
fn a_card_whose_fields_only_borrow_our_names_keeps_its_reader() {
    let card = json!({
        "model": {"name": "churn", "type": "XGBoost", "owner": "Risk team"},
        "data": {"source": "CRM", "size": 1000, "features": ["tenure"]}, "accuracy": 0.9,
    });
    let alone = read_json(&card);
    assert_eq!(alone.1.value["model"]["owners"][0]["name"], "Risk team");
    assert_eq!(alone.1.value["model"]["architecture"], "XGBoost");
    let mut pasted = card;
    pasted["purpose"] = json!({"domain": ["customer_retention"]});
    let (format, parts) = read_json(&pasted);
    assert_eq!((alone.0, format), ("adhoc", "adhoc"));
    assert_eq!(parts.value["model"], alone.1.value["model"]);
    assert_eq!(parts.value["data"], alone.1.value["data"]);
    assert_eq!(parts.value["purpose"]["domain"], json!(["customer_retention"]));
}

#[test]
fn a_card_of_our_sections_is_ours_without_a_mark_and_with_a_slip() {
    let card = json!({
        "model": {"name": "churn", "version": "3", "owners": [{"name": "Risk"}]},
        "purpose": {"domain": ["customer_retention"]}, "oversigth": {"override": true},
    });
    let (format, parts) = read_json(&card);
    assert_eq!(format, "native");
    assert!(noted(&parts, NoteKind::UnknownField)[0].contains("did you mean `oversight`"));
}

#[test]
fn a_section_and_a_field_that_disagree_are_noted_and_the_worse_counts() {
    let card = json!({
        "model_name": "churn", "limitations": "x", "risk_level": "high", "override": true,
        "risk": {"declared_tier": "minimal"}, "oversight": {"override": false}, "model": {"name": "other"},
    });
    let parts = read_json(&card).1;
    assert_eq!(parts.value["risk"]["declared_tier"], "minimal");
    assert_eq!(parts.value["oversight"]["override"], json!(false));
    assert_eq!(parts.value["model"]["name"], "churn");
    assert_eq!(noted(&parts, NoteKind::SynonymsDisagree).len(), 3, "{:?}", parts.notes);
}

#[test]
fn a_misspelt_field_beside_ours_is_named_and_read_as_nothing_else() {
    let card = json!({
        "model_name": "churn", "accuracy": 0.9,
        "purpose": {"domain": ["customer_retention"], "jurisdictoins": ["EU"], "role": ["<provider | deployer>"]},
    });
    let parts = read_json(&card).1;
    assert!(parts.value["purpose"].get("intended_use").is_none());
    assert!(noted(&parts, NoteKind::UnknownField)[0].contains("did you mean `jurisdictions`"));
    assert_eq!(parts.provenance["/purpose/role"].state, LeafState::Placeholder);
}

#[test]
fn a_name_in_our_section_comes_before_a_title() {
    let card = json!({"title": "The churn card", "accuracy": 0.9, "owner": "Risk", "model": {"name": "churn"}});
    let parts = read_json(&card).1;
    assert_eq!(parts.value["model"]["name"], "churn");
    assert!(parts.notes.is_empty(), "{:?}", parts.notes);
}

#[test]
fn other_formats_take_sections_at_their_top_level() {
    let sections = "purpose:\n  domain: [credit.scoring]\nlimitations: [Only German]\noversight: {override: true}\n";
    let toolkit = json!({
        "model_details": {"name": "churn", "owners": [{"name": "Risk"}]},
        "considerations": {"limitations": [{"description": "small"}]},
        "purpose": {"domain": ["credit.scoring"]}, "limitations": ["Only German"], "oversight": {"override": true},
    });
    let version = json!({
        "name": "churn", "version": "3", "run_id": "1", "creation_timestamp": 1_700_000_000_000_i64,
        "purpose": {"domain": ["credit.scoring"]}, "limitations": ["Only German"], "oversight": {"override": true},
    });
    for (format, name, text) in [
        ("huggingface", "README.md", format!("---\nlibrary_name: keras\npipeline_tag: x\n{sections}---\n# churn\n")),
        ("mlflow", "MLmodel", format!("flavors: {{sklearn: {{}}}}\nrun_id: abc\n{sections}")),
        ("adhoc", "card.yaml", format!("model_name: churn\naccuracy: 0.9\n{sections}")),
        ("model-card-toolkit", "card.json", toolkit.to_string()),
        ("mlflow-version", "version.json", version.to_string()),
    ] {
        let (read_as, parts) = read(name, &text);
        assert_eq!(read_as, format);
        assert_eq!(parts.value["purpose"]["domain"], json!(["credit.scoring"]), "{format}");
        assert_eq!(parts.value["oversight"]["override"], json!(true), "{format}");
        let limitations = parts.value["limitations"].as_array().unwrap();
        assert!(limitations.contains(&json!("Only German")), "{format}");
        assert!(parts.notes.is_empty(), "{format}: {:?}", parts.notes);
    }
}
