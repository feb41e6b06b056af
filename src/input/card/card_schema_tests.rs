//! schemas/model-card.v1.schema.json is the subject's schema without what cards do not say; editors complete from it.

use std::path::Path;

use serde_json::{Value, json};

use crate::input::schema::SUBJECT_SCHEMA;

/// The card's schema, made from the subject's.
fn model_card_schema() -> Value {
    let mut schema: Value = serde_json::from_str(SUBJECT_SCHEMA).unwrap();
    schema["$id"] = json!("urn:govern:schema:model-card:v1");
    schema["title"] = json!("Model card of govern");
    schema["description"] = json!(
        "A model card in JSON or YAML. Nothing is required; what is left out is not answered. More spellings are read \
         than this schema allows, such as numbers in texts and words in another case."
    );
    let properties = schema["properties"].as_object_mut().unwrap();
    for key in ["kind", "artifact"] {
        properties.remove(key).expect("a section of the subject");
    }
    // Of the deployment, a card may name the environment.
    properties["deployment"]["properties"].as_object_mut().unwrap().retain(|key, _| key == "environment");
    properties.insert("$schema".to_owned(), json!({"type": "string", "description": "URI or path of this schema."}));
    properties.insert("govern".to_owned(), json!({"const": 1, "description": "Version of this format."}));
    without_derived_words(&mut schema);
    schema
}

/// `unspecified` is what govern fills in; a card says it by saying nothing.
fn without_derived_words(schema: &mut Value) {
    let split = schema.pointer_mut("/properties/evaluation/items/properties/split/enum").and_then(Value::as_array_mut);
    split.unwrap().retain(|word| word != "unspecified");
}

#[test]
fn the_committed_schema_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/model-card.v1.schema.json");
    let expected = format!("{}\n", serde_json::to_string_pretty(&model_card_schema()).unwrap());
    if std::env::var_os("GOVERN_UPDATE").is_some() {
        std::fs::write(&path, &expected).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == expected, "run the tests once with GOVERN_UPDATE=1 to write {}", path.display());
}

#[test]
fn the_schema_accepts_a_card_and_refuses_a_misspelt_field() {
    let validator = jsonschema::validator_for(&model_card_schema()).unwrap();
    let card = json!({"govern": 1, "model": {"name": "churn"}, "purpose": {"domain": ["customer_retention"]}});
    assert!(validator.is_valid(&card));
    assert!(!validator.is_valid(&json!({"model": {"nmae": "churn"}})));
    assert!(validator.is_valid(&json!({"deployment": {"environment": "production"}})));
    assert!(!validator.is_valid(&json!({"deployment": {"replicas": {"min": 1}}})));
}
