//! What a draft keeps, leaves out and remembers.

use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::input::lines::LineIndex;
use crate::input::{Document, Draft, DraftParts, Entry, Node, NodeValue, Syntax};
use crate::model::{Digest, LeafState, NoteKind, SourceText};

fn node(value: &Value) -> Node {
    let value = match value {
        Value::Null => NodeValue::Null,
        Value::Bool(flag) => NodeValue::Bool(*flag),
        Value::Number(number) => NodeValue::Number(number.clone()),
        Value::String(text) => NodeValue::Text(text.clone()),
        Value::Array(items) => NodeValue::List(items.iter().map(node).collect()),
        Value::Object(fields) => NodeValue::Map(
            fields
                .iter()
                .map(|(key, value)| Entry { key: key.clone(), key_start: 0, key_end: 0, value: node(value) })
                .collect(),
        ),
    };
    Node { value, start: 0, end: 0 }
}

fn document(text: &str) -> Document {
    let source =
        SourceText { name: "card.json".to_owned(), bytes: text.as_bytes().to_vec(), digest: Digest::new([0; 32]) };
    Document {
        lines: Arc::new(LineIndex::new(&source.bytes)),
        source: Arc::new(source),
        syntax: Syntax::Json,
        part: 0,
        root: Node { value: NodeValue::Map(Vec::new()), start: 0, end: text.len() },
    }
}

fn drafted(leaves: &[(&str, Value)]) -> DraftParts {
    let mut draft = Draft::new(&document("{}"), 0);
    for (pointer, value) in leaves {
        draft.set(pointer, &node(value), &format!("/source{pointer}"));
    }
    draft.finish()
}

fn state(parts: &DraftParts, pointer: &str) -> LeafState {
    parts.provenance.get(pointer).map_or(LeafState::Absent, |known| known.state)
}

fn kinds(parts: &DraftParts) -> Vec<NoteKind> {
    parts.notes.iter().map(|note| note.kind).collect()
}

#[test]
fn values_become_the_type_of_the_schema() {
    let parts = drafted(&[
        ("/model/version", json!(2605)),
        ("/model/created", json!("2020/02/02")),
        ("/model/digest", json!("AB".repeat(32))),
        ("/model/parameters", json!("1,234")),
        ("/oversight/override", json!("Yes")),
        ("/purpose/domain", json!("Credit Risk")),
        ("/fairness/summary/parity_difference_max", json!("4.5%")),
        ("/deployment/canary/initial_weight", json!("10%")),
        ("/limitations", json!("Few records, from one city; one year only")),
        ("/model/owners", json!(["Credit team", {"name": "Risk", "contact": "risk@example.com"}])),
        ("/documents/dpia", json!("docs/dpia.pdf")),
    ]);
    assert_eq!(
        parts.value,
        json!({
            "model": {
                "version": "2605", "created": "2020-02-02", "digest": format!("sha256:{}", "ab".repeat(32)),
                "parameters": 1234,
                "owners": [{"name": "Credit team"}, {"name": "Risk", "contact": "risk@example.com"}],
            },
            "oversight": {"override": true},
            "purpose": {"domain": ["credit.scoring"]},
            "fairness": {"summary": {"parity_difference_max": 0.045}},
            "deployment": {"canary": {"initial_weight": 10.0}},
            "limitations": ["Few records, from one city; one year only"],
            "documents": {"dpia": {"uri": "docs/dpia.pdf"}},
        })
    );
    assert!(parts.notes.is_empty(), "{:?}", parts.notes);
    let owner = &parts.provenance["/model/owners/1/contact"];
    assert!(owner.personal);
    assert_eq!(owner.raw, "risk@example.com");
    assert_eq!(owner.pointer, "/source/model/owners/1/contact");
    assert_eq!(owner.state, LeafState::Declared);
}

#[test]
fn what_is_no_answer_is_recorded_and_not_set() {
    let parts = drafted(&[
        ("/model/name", json!("TBD")),
        ("/model/created", json!("next year")),
        ("/risk/declared_tier", json!("not high")),
        ("/oversight/override", json!("Yes, by the operator")),
        ("/robustness/calibration/ece", json!("about 0.1")),
        ("/model/task", json!(null)),
        ("/sustainability/energy_kwh", json!("NaN")),
        ("/monitoring", json!(true)),
    ]);
    assert_eq!(parts.value, json!({}));
    assert_eq!(state(&parts, "/model/name"), LeafState::Placeholder);
    for pointer in
        ["/model/created", "/risk/declared_tier", "/oversight/override", "/robustness/calibration/ece", "/monitoring"]
    {
        assert_eq!(state(&parts, pointer), LeafState::Malformed, "{pointer}");
    }
    assert_eq!(state(&parts, "/model/task"), LeafState::Absent);
    assert_eq!(state(&parts, "/sustainability/energy_kwh"), LeafState::Absent);
    let tier = parts.notes.iter().find(|note| note.at == ["/risk/declared_tier"]).unwrap();
    assert!(tier.message.contains("not high"), "{}", tier.message);
}

#[test]
fn none_is_an_answer_only_where_the_schema_says_so() {
    let parts = drafted(&[("/purpose/out_of_scope", json!("N/A")), ("/model/task", json!("none"))]);
    assert_eq!(parts.value, json!({"purpose": {"out_of_scope": ["none"]}}));
    assert_eq!(state(&parts, "/model/task"), LeafState::Placeholder);
}

#[test]
fn a_list_remembers_that_an_element_was_no_answer() {
    let parts = drafted(&[
        ("/purpose/domain", json!(["marketing", "credit scorng"])),
        ("/purpose/jurisdictions", json!(["US", "TBD", null])),
    ]);
    assert_eq!(parts.value["purpose"]["domain"], json!(["marketing"]));
    assert_eq!(state(&parts, "/purpose/domain"), LeafState::Malformed);
    assert_eq!(parts.value["purpose"]["jurisdictions"], json!(["US"]));
    assert_eq!(state(&parts, "/purpose/jurisdictions"), LeafState::Placeholder);
}

#[test]
fn of_two_answers_that_disagree_the_worse_counts() {
    let parts = drafted(&[
        ("/risk/declared_tier", json!("high")),
        ("/risk/declared_tier", json!("limited")),
        ("/data/personal_data", json!(true)),
        ("/data/personal_data", json!(false)),
        ("/model/name", json!("churn")),
        ("/model/name", json!("Churn")),
        ("/model/version", json!("TBD")),
        ("/model/version", json!("1.2")),
    ]);
    assert_eq!(parts.value["risk"]["declared_tier"], "limited");
    assert_eq!(parts.value["data"]["personal_data"], true);
    assert_eq!(parts.value["model"], json!({"name": "churn", "version": "1.2"}));
    assert_eq!(state(&parts, "/model/version"), LeafState::Declared);
    assert_eq!(kinds(&parts), [NoteKind::SynonymsDisagree, NoteKind::SynonymsDisagree, NoteKind::Placeholder]);
    assert!(parts.notes[0].message.contains("`high`") && parts.notes[0].message.contains("`limited`"));
}

#[test]
fn a_share_may_be_rounded_and_above_two_it_is_a_percentage() {
    for (written, value, kind) in [
        (json!(1.000_000_000_000_000_2), json!(1.0), None),
        (json!(1.2), json!(1.2), Some(NoteKind::ImpossibleMetric)),
        (json!(95.56), json!(0.9556), Some(NoteKind::UndeclaredUnit)),
        (json!("95.56%"), json!(0.9556), None),
        (json!("150%"), json!(1.5), Some(NoteKind::ImpossibleMetric)),
        (json!(101), json!(101.0), Some(NoteKind::ImpossibleMetric)),
        (json!(-0.1), json!(-0.1), Some(NoteKind::ImpossibleMetric)),
    ] {
        let parts = drafted(&[("/fairness/individual/consistency", written.clone())]);
        assert_eq!(parts.value["fairness"]["individual"]["consistency"], value, "{written}");
        assert_eq!(kinds(&parts), kind.into_iter().collect::<Vec<_>>(), "{written}");
    }
}

#[test]
fn a_misspelt_field_is_named_with_the_one_that_was_meant() {
    let parts = drafted(&[("/purpose", json!({"inteded_use": ["Retention offers"], "users": ["Marketing"]}))]);
    assert_eq!(kinds(&parts), [NoteKind::UnknownField]);
    assert!(parts.notes[0].message.contains("did you mean `intended_use`"), "{}", parts.notes[0].message);
}

#[test]
fn a_default_never_hides_what_was_said() {
    let mut draft = Draft::new(&document("{}"), 3);
    draft.set("/model/task", &node(&json!("TBD")), "/task");
    draft.derive("/model/task", json!("classification"));
    draft.derive("/model/framework", json!("mlflow"));
    let parts = draft.finish();
    assert_eq!(parts.value, json!({"model": {"framework": "mlflow"}}));
    assert_eq!(state(&parts, "/model/framework"), LeafState::Derived);
    assert_eq!(parts.provenance["/model/framework"].document, Some(3));
}

proptest! {
    #[test]
    fn prose_never_becomes_a_number(words in "[A-Za-z]{1,8}( [0-9]{1,3}(\\.[0-9]{1,3})?%?)? [a-z]{3,8}[.!]?") {
        for pointer in ["/robustness/calibration/ece", "/fairness/n", "/monitoring/log_retention_days"] {
            let parts = drafted(&[(pointer, json!(words))]);
            prop_assert!(parts.value.pointer(pointer).is_none());
        }
    }

    #[test]
    fn no_text_makes_reading_panic(text in "\\PC*", number in any::<f64>()) {
        for pointer in ["/model/name", "/model/created", "/model/digest", "/fairness/n", "/robustness/calibration/ece",
            "/risk/declared_tier", "/purpose/jurisdictions", "/oversight/override", "/model/owners", "/evaluation", "/documents"] {
            drafted(&[(pointer, json!(text)), (pointer, json!(number)), (pointer, json!([text, {"name": text}]))]);
        }
    }
}
