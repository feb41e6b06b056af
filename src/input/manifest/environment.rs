//! The environment that a manifest is for, from its labels, annotations and namespace.

use crate::input::draft::Draft;
use crate::input::manifest::place::{Place, find};
use crate::input::schema::{Kind, shape_at};
use crate::input::words::word_from_text;
use crate::model::Environment;

const KEYS: [&str; 5] =
    ["govern.dev/environment", "app.kubernetes.io/environment", "environment", "env", "app.kubernetes.io/env"];

const POINTER: &str = "/deployment/environment";

/// Sets the environment from every place that names one: where they disagree, the draft keeps the strictest and notes it.
pub(crate) fn read(root: &Place<'_>, draft: &mut Draft) {
    for place in KEYS.iter().filter_map(|key| find(root, key)) {
        let text = place.node.text().unwrap_or_default();
        match environment_of(text) {
            Some(environment) => set(draft, &place, environment),
            // An answer that is not in the vocabulary is reported, not guessed.
            None => draft.set(POINTER, place.node, &place.pointer),
        }
    }
    if let Some(place) = root.at(&["metadata", "namespace"])
        && let Some(environment) = environment_of(place.node.text().unwrap_or_default())
    {
        set(draft, &place, environment);
    }
}

fn set(draft: &mut Draft, place: &Place<'_>, environment: Environment) {
    draft.set_text(POINTER, environment.word(), place.node.start..place.node.end, &place.pointer);
}

/// The environment that a word or a part of a name such as `ml-prod-eu` stands for; of several, the strictest.
pub(crate) fn environment_of(text: &str) -> Option<Environment> {
    let name = text.to_ascii_lowercase().replace(['_', '.', '/', ' '], "-");
    let name = name.replace("pre-prod", "preprod").replace("non-prod", "test").replace("nonprod", "test");
    name.split('-').filter_map(environment_of_word).max()
}

fn environment_of_word(word: &str) -> Option<Environment> {
    let Kind::Word(words) = &shape_at(POINTER)?.kind else { return None };
    Environment::from_word(&word_from_text(POINTER, words, word)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_for_environments() {
        for (name, environment) in [
            ("prod", Some(Environment::Production)),
            ("ml-prd-eu", Some(Environment::Production)),
            ("pre-prod", Some(Environment::Staging)),
            ("Staging", Some(Environment::Staging)),
            ("non-prod", Some(Environment::Test)),
            ("dev_team", Some(Environment::Development)),
            ("product-models", None),
            ("default", None),
        ] {
            assert_eq!(environment_of(name), environment, "{name}");
        }
    }
}
