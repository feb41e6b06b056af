//! Features whose names reveal a protected attribute: `CODE_GENDER`, `SeniorCitizen`, `Marital Status`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

use crate::input::leaves::Leaves;
use crate::input::metrics::camel_to_snake;
use crate::input::words::fold;
use crate::model::{LeafState, Note, NoteKind, Provenance};

/// A table that cannot be read detects nothing. A test reads it.
static NAMES: LazyLock<Names> =
    LazyLock::new(|| serde_json::from_str(include_str!("protected_names.json")).unwrap_or_default());

const LIST: &str = "/data/protected_attributes";

#[derive(Default, Deserialize)]
struct Names {
    attributes: BTreeMap<String, AttributeNames>,
}

#[derive(Deserialize)]
struct AttributeNames {
    exact: Vec<String>,
    word: Vec<String>,
}

/// The protected attribute that a feature's name reveals.
pub(crate) fn protected_attribute(feature: &str) -> Option<&'static str> {
    let folded = fold(&camel_to_snake(feature));
    let reveals = |names: &AttributeNames| {
        names.exact.contains(&folded) || folded.split('_').any(|word| names.word.iter().any(|known| known == word))
    };
    NAMES.attributes.iter().find(|(_, names)| reveals(names)).map(|(attribute, _)| attribute.as_str())
}

/// Adds to the protected attributes those that the names of features reveal.
pub(crate) fn add_revealed(leaves: &mut Leaves) {
    let denied = leaves.get("/data/protected_attributes/0").and_then(Value::as_str) == Some("none");
    for (feature, pointer) in features(leaves) {
        let Some(attribute) = protected_attribute(&feature) else { continue };
        let known = leaves.get(LIST).and_then(Value::as_array).cloned().unwrap_or_default();
        let is_listed = |item: &Value| {
            item.as_str().is_some_and(|item| {
                item == attribute || item == feature || protected_attribute(item) == Some(attribute)
            })
        };
        if known.iter().any(is_listed) {
            continue;
        }
        let from = leaves.provenance.get(&pointer).cloned();
        let only_denial = known.iter().all(|item| item == "none");
        let index = if only_denial { 0 } else { known.len() };
        if denied && only_denial {
            leaves.notes.push(Note {
                kind: NoteKind::SynonymsDisagree,
                message: format!(
                    "the card says that there are no protected attributes, but the feature `{feature}` is one"
                ),
                at: vec![LIST.to_owned(), pointer.clone()],
                document: from.as_ref().and_then(|from| from.document),
                position: from.as_ref().and_then(|from| from.position),
            });
        }
        let provenance = Provenance {
            document: from.as_ref().and_then(|from| from.document),
            pointer: from.as_ref().map(|from| from.pointer.clone()).unwrap_or_default(),
            position: from.as_ref().and_then(|from| from.position),
            raw: feature,
            state: LeafState::Derived,
            personal: false,
        };
        leaves.put(&format!("{LIST}/{index}"), attribute.into(), provenance);
    }
}

/// Every name of a feature, and where the subject has it.
fn features(leaves: &Leaves) -> Vec<(String, String)> {
    let list = |pointer: &str| leaves.get(pointer).and_then(Value::as_array).cloned().unwrap_or_default();
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(ToOwned::to_owned);
    let named = list("/data/features")
        .into_iter()
        .enumerate()
        .filter_map(|(index, item)| Some((text(Some(&item))?, format!("/data/features/{index}"))));
    let top = list("/explainability/top_features").into_iter().enumerate().filter_map(|(index, item)| {
        Some((text(item.get("name"))?, format!("/explainability/top_features/{index}/name")))
    });
    named.chain(top).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_features_reveal_attributes() {
        for (feature, attribute) in [
            ("gender", Some("sex")),
            ("CODE_GENDER", Some("sex")),
            ("SeniorCitizen", Some("age")),
            ("Marital Status", Some("marital_status")),
            ("Age", Some("age")),
            ("race_ethnicity", Some("race")),
            ("account_age", None),
            ("average_balance", None),
            ("sextant_reading", None),
            ("income", None),
        ] {
            assert_eq!(protected_attribute(feature), attribute, "{feature}");
        }
    }
}
