//! Texts that fill a field without answering it.

/// The words that say nothing, in lower case and without closing punctuation.
const WORDS: &[&str] = &[
    "",
    "n/a",
    "na",
    "n.a",
    "none",
    "null",
    "nil",
    "nan",
    "tbd",
    "tba",
    "tbc",
    "todo",
    "fixme",
    "xxx",
    "unknown",
    "undefined",
    "unspecified",
    "not specified",
    "not specified in this release",
    "not available",
    "not applicable",
    "not provided",
    "not documented",
    "not reported",
    "no information",
    "no information available",
    "more information needed",
    "information needed",
    "noassertion",
    "coming soon",
    "work in progress",
    "wip",
    "placeholder",
    "fill in",
    "fill me in",
    "insert here",
    "your name",
    "your name here",
    "to follow",
    "tbs",
    "string",
];

/// The same in the languages that cards are written in beside English; each says that the answer is still to come, or
/// not known.
const FOREIGN: &[&str] = &[
    "k.a",
    "n.n",
    "keine angabe",
    "keine angaben",
    "unbekannt",
    "nicht bekannt",
    "nicht angegeben",
    "nicht dokumentiert",
    "wird nachgereicht",
    "noch offen",
    "zu definieren",
    "zu ergänzen",
    "noch zu definieren",
    "inconnu",
    "non renseigné",
    "non renseignée",
    "non spécifié",
    "non précisé",
    "non disponible",
    "à définir",
    "à compléter",
    "à préciser",
    "à venir",
    "desconocido",
    "desconocida",
    "no especificado",
    "no disponible",
    "por definir",
    "por completar",
    "sconosciuto",
    "non specificato",
    "da definire",
    "da completare",
    "desconhecido",
    "não informado",
    "não especificado",
    "não disponível",
    "a definir",
    "onbekend",
    "niet gespecificeerd",
    "nog te bepalen",
    "n.n.b",
    "nieznany",
    "nieznane",
    "do uzupełnienia",
    "do ustalenia",
    "nie podano",
    "неизвестно",
    "не указано",
    "не определено",
    "уточняется",
    "待定",
    "未定",
    "未知",
    "不明",
    "待补充",
    "未记录",
    "検討中",
    "未記入",
    "미정",
    "알 수 없음",
];

/// Beginnings after which nothing is an answer any more: `TODO: ask legal`.
const BEGINNINGS: &[&str] = &[
    "todo:",
    "todo ",
    "todo,",
    "todo(",
    "tbd:",
    "tbd ",
    "tbd,",
    "tba ",
    "fixme:",
    "more information needed",
    "to be determined",
    "to be defined",
    "to be decided",
    "to be added",
    "to be completed",
    "to be confirmed",
    "to be announced",
    "to be documented",
    "to be filled",
    "to be provided",
    "lorem ipsum",
    "insert your ",
    "add your ",
];

/// The words that are nobody's name.
const UNWRITTEN: &[&str] = &["todo", "tbd", "tba", "tbc", "fixme"];

/// The words with which a person answers "there is none".
const NONE_WORDS: &[&str] = &["none", "n/a", "na", "n.a", "not applicable", "nothing", "nil"];

/// Does the text fill the field without answering it?
#[must_use]
pub(crate) fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    if text.contains("{{") && text.contains("}}") || is_filler(text) {
        return true;
    }
    let plain = simplified(text);
    // `See the README`: the answer is elsewhere.
    let points_elsewhere = plain.starts_with("see ") && plain.split(' ').count() <= 5;
    points_elsewhere
        || WORDS.contains(&plain.as_str())
        || FOREIGN.contains(&plain.as_str())
        || BEGINNINGS.iter().any(|beginning| plain.starts_with(beginning))
}

/// Is the text an instruction to write one? Where any word may be a name, also `unknown`, that is all that is none.
#[must_use]
pub(crate) fn is_instruction(text: &str) -> bool {
    let text = text.trim();
    let is_template = text.contains("{{") && text.contains("}}") || text.starts_with('<') && is_filler(text);
    let plain = simplified(text);
    is_template
        || UNWRITTEN.contains(&plain.as_str())
        || BEGINNINGS.iter().any(|beginning| plain.starts_with(beginning))
}

/// Does the text say "there is none", as an answer?
#[must_use]
pub(crate) fn is_none(text: &str) -> bool {
    NONE_WORDS.contains(&simplified(text.trim()).as_str())
}

/// `<owner>`, `{owner}`, `[TODO]`, `[Insert name]`, `---`, `...`, `???`.
fn is_filler(text: &str) -> bool {
    let inside = |open: char, close: char| {
        let inner = text.strip_prefix(open)?.strip_suffix(close)?;
        (!inner.contains([open, close, '\n'])).then_some(inner)
    };
    if inside('<', '>').is_some_and(|inner| !inner.starts_with("http") && !inner.contains('@')) {
        return true;
    }
    if inside('{', '}').is_some_and(|inner| !inner.contains([':', '"'])) {
        return true;
    }
    if let Some(inner) = inside('[', ']') {
        let inner = inner.to_lowercase();
        return is_placeholder(&inner)
            || ["insert", "your ", "add ", "fill", "describe", "enter ", "optional"]
                .iter()
                .any(|beginning| inner.starts_with(beginning));
    }
    !text.is_empty() && text.chars().all(|character| matches!(character, '-' | '–' | '—' | '.' | '…' | '?' | '_' | '*'))
}

/// The first words in lower case, without the punctuation around them and with single spaces.
fn simplified(text: &str) -> String {
    const LONGEST: usize = 48;
    let mut plain = String::with_capacity(LONGEST);
    for character in text.trim_start_matches(['*', '_', '"', '\'', '`', '(']).chars().take(LONGEST) {
        if character.is_whitespace() {
            if !plain.ends_with(' ') {
                plain.push(' ');
            }
        } else {
            plain.extend(character.to_lowercase());
        }
    }
    if text.chars().nth(LONGEST).is_none() {
        let end = plain.trim_end_matches(['.', '!', '…', '*', '_', '"', '\'', '`', ')', ' ']).len();
        plain.truncate(end);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_that_say_nothing() {
        for text in [
            "",
            "  ",
            "-",
            "--",
            "N/A",
            "NA",
            "none",
            "TBD",
            "TODO",
            "[TODO]",
            "[More Information Needed]",
            "More information needed",
            "Not specified",
            "Not specified in this release.",
            "Unknown",
            "noAssertion",
            "<your team>",
            "{{ owner }}",
            "{placeholder}",
            "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod",
            "TBD - after the review",
            "todo: ask the owner",
            "TODO, or none",
            "TODO(risk): fill in",
            "To be determined",
            "...",
            "*TBD*",
            "[Insert contact here]",
            "{{ cookiecutter.owner }}@example.com",
            "string",
            "À définir",
            "zu definieren",
            "k.A.",
            "Não informado",
            "не указано",
            "待定",
        ] {
            assert!(is_placeholder(text), "{text}");
        }
    }

    #[test]
    fn answers_are_no_placeholders() {
        for text in [
            "credit scoring",
            "None of the groups is smaller than 100.",
            "Not specified populations are out of scope",
            "unknown-age customers",
            "<https://example.com/card>",
            "<risk@example.com>",
            "[1] Smith, Fairness in lending",
            "0",
            "A todo-list assistant",
            "{\"a\": 1}",
            "Todos los modelos",
            "A string of characters",
            "En cours d'exploitation depuis 2024",
            "pending",
            "Unbekannte Kunden werden nicht bewertet",
        ] {
            assert!(!is_placeholder(text), "{text}");
        }
    }

    #[test]
    fn instructions_are_no_names() {
        for text in ["TODO", "<text>", "TODO: female", "{{ group }}", "TBD"] {
            assert!(is_instruction(text), "{text}");
        }
        for text in ["unknown", "none", "N/A", "-", "<25", "<=50K", "[18-25]", "other", "{a}"] {
            assert!(!is_instruction(text), "{text}");
        }
    }

    #[test]
    fn none_as_an_answer() {
        for text in ["none", "None.", "N/A", "not applicable"] {
            assert!(is_none(text), "{text}");
        }
        assert!(!is_none("TBD"));
        assert!(!is_none("-"));
    }
}
