//! Fragments for cards of each syntax and form: pasted as told, they make a card that parses and claims nothing new.

use std::sync::Arc;

use serde_json::json;

use super::*;
use crate::model::{DocumentRef, Provenance, SourceText, Subject, SubjectKind};

fn subject(name: &str, text: &str) -> Subject {
    let bytes = text.as_bytes().to_vec();
    let source = Arc::new(SourceText { name: name.to_owned(), digest: crate::crypto::sha256(&bytes), bytes });
    Subject {
        kind: SubjectKind::Model,
        id: "churn@3".to_owned(),
        value: json!({}),
        provenance: std::collections::BTreeMap::new(),
        notes: vec![],
        documents: vec![DocumentRef { source, format: "adhoc", part: 0 }],
        raw: json!({"card": {}, "manifests": []}),
        artifact: None,
    }
}

fn fact(pointer: &str) -> Fact<'static> {
    Fact {
        pointer: Some(pointer.to_owned()),
        name: String::new(),
        findings: vec![],
        deny: 0,
        state: LeafState::Absent,
        raw: None,
        place: None,
    }
}

fn of(subject: &Subject, pointers: &[&str]) -> Vec<Snippet> {
    let facts: Vec<Fact<'_>> = pointers.iter().map(|pointer| fact(pointer)).collect();
    snippets(subject, &facts, 9, 96)
}

fn written(name: &str, text: &str, pointers: &[&str]) -> Vec<(String, String)> {
    of(&subject(name, text), pointers).into_iter().map(|found| (found.instruction, found.lines.join("\n"))).collect()
}

fn expected(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(instruction, lines)| ((*instruction).to_owned(), (*lines).to_owned())).collect()
}

const PATHS: [&str; 3] = ["/oversight/override", "/purpose/jurisdictions", "/purpose/decision/profiling"];

#[test]
fn facts_go_to_the_sections_that_a_json_card_has() {
    let text = r#"{"purpose": {"domain": ["search"], "decision": {}}, "name": "x"}"#;
    assert_eq!(
        written("card.json", text, &PATHS),
        expected(&[
            ("add to `card.json` after the opening brace", r#""oversight": {"override": "<true or false>"},"#),
            ("add to `card.json` in `purpose:`, after its opening brace", r#""jurisdictions": ["<EU, US-CA>"],"#),
            ("add to `card.json` in `purpose.decision:`, after its opening brace", r#""profiling": "<true or false>""#),
        ])
    );
}

#[test]
fn facts_go_to_the_sections_that_a_yaml_card_has_at_their_indentation() {
    let text = "purpose:\n    domain: [search]\n    decision: {}\nname: x\n";
    assert_eq!(
        written("card.yaml", text, &PATHS),
        expected(&[
            ("add to `card.yaml` at the top level", "oversight:\n  override: \"<true or false>\""),
            ("add to `card.yaml` in `purpose:`", "    jurisdictions: [\"<EU, US-CA>\"]"),
            ("add to `card.yaml` in `purpose.decision:`, after its opening brace", r#""profiling": "<true or false>""#),
        ])
    );
}

#[test]
fn markdown_gets_front_matter() {
    let yaml = "oversight:\n  override: \"<true or false>\"";
    let with = written("README.md", "---\nlicense: mit\n---\n# x\n", &["/oversight/override"]);
    assert_eq!(with, expected(&[("add to `README.md` between the `---` lines", yaml)]));
    let without = written("README.md", "# x\n", &["/oversight/override"]);
    assert_eq!(without, expected(&[("write above everything in `README.md`", &format!("---\n{yaml}\n---"))]));
}

#[test]
fn a_text_that_stands_where_a_section_has_to_be_is_kept_in_it() {
    let mut subject = subject("card.json", r#"{"name": "x", "purpose": ["Rank leads"]}"#);
    let provenance = Provenance {
        document: Some(0),
        pointer: "/purpose/0".to_owned(),
        position: None,
        raw: "Rank leads".to_owned(),
        state: LeafState::Declared,
        personal: false,
    };
    subject.value = json!({"purpose": {"intended_use": ["Rank leads"]}});
    subject.provenance.insert("/purpose/intended_use/0".to_owned(), provenance);
    let found = of(&subject, &["/purpose/domain", "/purpose/role"]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].instruction, "write to `card.json` in place of `purpose`");
    let pasted: Value = serde_json::from_str(&format!("{{{}}}", found[0].lines.join("\n"))).unwrap();
    assert_eq!(pasted["purpose"]["intended_use"], json!(["Rank leads"]));
    assert!(pasted["purpose"]["domain"][0].as_str().unwrap().starts_with('<'));
    assert!(pasted["purpose"]["role"][0].as_str().unwrap().starts_with('<'));
}

#[test]
fn a_text_that_nothing_was_read_from_is_left_alone() {
    assert!(written("card.json", r#"{"name": "x", "risk": "somebody knows"}"#, &["/risk/rationale"]).is_empty());
}

#[test]
fn an_empty_field_is_replaced() {
    let text = r#"{"oversight": null, "purpose": {"domain": [], "role": ["provider"]}}"#;
    assert_eq!(
        written("card.json", text, &["/oversight/override", "/purpose/domain"])
            .into_iter()
            .map(|found| found.0)
            .collect::<Vec<_>>(),
        ["write to `card.json` in place of `oversight`", "write to `card.json` in place of `purpose.domain`"]
    );
}

#[test]
fn cards_that_take_no_further_keys_get_no_snippet() {
    let mut closed = subject("bom.json", "{}");
    closed.documents[0].format = "cyclonedx";
    assert!(of(&closed, &PATHS).is_empty());
    assert!(of(&subject("card.json", r#""{\"name\": \"x\"}""#), &PATHS).is_empty());
}

#[test]
fn a_byte_order_mark_does_not_make_json_yaml() {
    let found = written("card.json", "\u{feff}{\"name\": \"x\"}", &["/oversight/override"]);
    assert_eq!(found[0].0, "add to `card.json` after the opening brace");
}

#[test]
fn wide_sections_are_broken_into_lines() {
    let facts: Vec<Fact<'_>> = PATHS.iter().map(|pointer| fact(pointer)).collect();
    let found = snippets(&subject("card.json", "{\"name\": \"x\"}"), &facts, 9, 50);
    let text = format!("{{{}\"name\": \"x\"}}", found[0].lines.join("\n"));
    let pasted: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert!(found[0].lines.len() > 3);
    assert_eq!(pasted["purpose"]["jurisdictions"], json!(["<EU, US-CA>"]));
}
