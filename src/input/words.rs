//! Words of a vocabulary, however a card spells them, and the codes of jurisdictions.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// A table that cannot be read knows no synonym; then only the vocabulary's own words are read. A test reads it.
static SYNONYMS: LazyLock<Synonyms> =
    LazyLock::new(|| Synonyms::from_raw(serde_json::from_str(include_str!("synonyms.json")).unwrap_or_default()));

#[derive(Default, Deserialize)]
struct RawSynonyms {
    words: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    countries: String,
    higher_is_worse: Vec<String>,
}

#[derive(Default)]
struct Synonyms {
    /// By place in the subject: folded text to word.
    words: BTreeMap<String, BTreeMap<String, String>>,
    countries: String,
    higher_is_worse: Vec<String>,
}

impl Synonyms {
    fn from_raw(raw: RawSynonyms) -> Self {
        let invert = |table: BTreeMap<String, Vec<String>>| {
            table
                .into_iter()
                .flat_map(|(word, texts)| texts.into_iter().map(move |text| (fold(&text), word.clone())))
                .collect()
        };
        Self {
            words: raw.words.into_iter().map(|(path, table)| (path, invert(table))).collect(),
            countries: raw.countries,
            higher_is_worse: raw.higher_is_worse,
        }
    }
}

/// Lower case, without accents; every run of spaces and punctuation is one `_`.
#[must_use]
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        match without_accent(character) {
            Some(letters) => folded.push_str(letters),
            None if character.is_alphanumeric() => folded.extend(character.to_lowercase()),
            None if !folded.is_empty() && !folded.ends_with('_') => folded.push('_'),
            None => {}
        }
    }
    folded.truncate(folded.trim_end_matches('_').len());
    folded
}

fn without_accent(character: char) -> Option<&'static str> {
    Some(match character {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'À' | 'Á' | 'Â' | 'Ã' | 'Ä' | 'Å' => "a",
        'è' | 'é' | 'ê' | 'ë' | 'È' | 'É' | 'Ê' | 'Ë' => "e",
        'ì' | 'í' | 'î' | 'ï' | 'Ì' | 'Í' | 'Î' | 'Ï' => "i",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ö' => "o",
        'ù' | 'ú' | 'û' | 'ü' | 'Ù' | 'Ú' | 'Û' | 'Ü' => "u",
        'ç' | 'Ç' => "c",
        'ñ' | 'Ñ' => "n",
        'ß' => "ss",
        '²' => "2",
        '³' => "3",
        _ => return None,
    })
}

/// The word of the vocabulary that a text means; a remark in brackets is ignored.
pub(crate) fn word_from_text(path: &str, vocabulary: &[String], text: &str) -> Option<String> {
    let folded = fold(text);
    in_vocabulary(path, vocabulary, &folded).or_else(|| {
        let bare = fold(without_remark(text)?);
        in_vocabulary(path, vocabulary, &bare)
    })
}

fn in_vocabulary(path: &str, vocabulary: &[String], folded: &str) -> Option<String> {
    let own = |word: &&String| word.bytes().map(|byte| if byte == b'.' { b'_' } else { byte }).eq(folded.bytes());
    vocabulary.iter().find(own).cloned().or_else(|| synonym(path, folded))
}

fn synonym(path: &str, folded: &str) -> Option<String> {
    SYNONYMS.words.get(path).and_then(|table| table.get(folded)).cloned()
}

fn without_remark(text: &str) -> Option<&str> {
    text.trim_end().strip_suffix(')').and_then(|text| text.split_once('(')).map(|(bare, _)| bare)
}

/// The code of a jurisdiction: `EU`, an ISO 3166-1 code, or a subdivision of one such as `US-CA` and `US-NY-NYC`.
pub(crate) fn jurisdiction_from_text(path: &str, text: &str) -> Option<String> {
    let code = text.trim().to_ascii_uppercase().replace('_', "-");
    let named = || synonym(path, &fold(text)).or_else(|| synonym(path, &fold(without_remark(text)?)));
    named().or_else(|| is_code(&code).then_some(code))
}

/// The code of a jurisdiction that configuration names, in any spelling that a card may use.
#[must_use]
pub fn jurisdiction(text: &str) -> Option<String> {
    jurisdiction_from_text("/purpose/jurisdictions", text)
}

fn is_code(code: &str) -> bool {
    let mut parts = code.split('-');
    let country = parts.next().unwrap_or_default();
    let known = country == "EU" || country.len() == 2 && SYNONYMS.countries.split(' ').any(|known| known == country);
    let subdivision =
        |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    known && code.len() <= 10 && parts.all(subdivision)
}

/// Is the larger number, or `true`, the worse answer at this place?
pub(crate) fn higher_is_worse(path: &str) -> bool {
    SYNONYMS.higher_is_worse.iter().any(|known| known == path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::schema::{Kind, shape_at};

    fn read(pointer: &str, text: &str) -> Option<String> {
        let shape = shape_at(pointer).unwrap();
        match &shape.kind {
            Kind::Word(words) => word_from_text(&shape.path, words, text),
            _ => jurisdiction_from_text(&shape.path, text),
        }
    }

    #[test]
    fn words_in_the_spelling_of_cards() {
        for (pointer, text, word) in [
            ("/purpose/domain/0", "Credit Risk", "credit.scoring"),
            ("/purpose/domain/0", "credit_scoring", "credit.scoring"),
            ("/purpose/domain/0", "HR/recruiting", "employment.recruitment"),
            ("/purpose/domain/0", "fraud detection", "finance.fraud_detection"),
            ("/risk/declared_tier", "Risque Limité (selon IA Act)", "limited"),
            ("/risk/declared_tier", "High-Risk", "high"),
            ("/risk/declared_tier", "HIGH", "high"),
            ("/purpose/decision/autonomy", "Human in the loop", "human_in_the_loop"),
            ("/purpose/jurisdictions/0", "European Union", "EU"),
            ("/purpose/jurisdictions/0", "Germany", "DE"),
            ("/purpose/jurisdictions/0", "United States", "US"),
            ("/purpose/jurisdictions/0", "New York City", "US-NY-NYC"),
            ("/purpose/jurisdictions/0", "us-ca", "US-CA"),
            ("/purpose/jurisdictions/0", "UK", "GB"),
        ] {
            assert_eq!(read(pointer, text).as_deref(), Some(word), "{text}");
        }
    }

    #[test]
    fn what_the_vocabulary_does_not_know_is_nothing() {
        for (pointer, text) in [
            ("/risk/declared_tier", "not high"),
            ("/risk/declared_tier", "limited, maybe high"),
            ("/purpose/domain/0", "something else"),
            ("/purpose/jurisdictions/0", "worldwide"),
            ("/purpose/jurisdictions/0", "EN"),
            ("/purpose/jurisdictions/0", "XX"),
            ("/purpose/jurisdictions/0", ""),
        ] {
            assert_eq!(read(pointer, text), None, "{text}");
        }
    }

    #[test]
    fn every_synonym_leads_to_a_word_of_the_schema() {
        assert!(!SYNONYMS.words.is_empty());
        for (path, table) in &SYNONYMS.words {
            let shape = shape_at(&path.replace('*', "0")).unwrap();
            let shape = if let Kind::List(element) = &shape.kind { element } else { shape };
            for word in table.values() {
                match &shape.kind {
                    Kind::Word(words) => assert!(words.contains(word), "{path}: {word}"),
                    _ => assert!(is_code(word), "{path}: {word}"),
                }
            }
        }
        for path in &SYNONYMS.higher_is_worse {
            assert!(shape_at(&path.replace('*', "0")).is_some(), "{path}");
        }
    }
}
