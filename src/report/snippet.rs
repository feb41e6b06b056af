//! A fragment to paste into the card for facts that are missing. Its values are placeholders in angle brackets, which
//! count as absent: pasting it claims nothing.

use serde_json::{Map, Value};

use crate::model::{LeafState, Subject};
use crate::report::unknowns::Fact;
use crate::report::vocabulary::Leaf;

/// Where a fragment goes, and its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Snippet {
    /// What to do with it, such as ``add to `model_card.json`, after the opening brace``.
    pub(crate) instruction: String,
    /// The lines to paste.
    pub(crate) lines: Vec<String>,
}

/// A fragment for the first `count` facts that can be stated in the card, at most `columns` wide where that is
/// possible; `None` where there is no card or nothing to state.
#[must_use]
pub(crate) fn snippet(subject: &Subject, facts: &[Fact<'_>], count: usize, columns: usize) -> Option<Snippet> {
    let card = subject.documents.first()?;
    let written = subject.raw.get("card").and_then(Value::as_object)?;
    let name = &card.source.name;
    let mut tree = Map::new();
    for pointer in facts.iter().filter_map(|fact| statable(fact, written)).take(count) {
        let template = Leaf::at(pointer).map(|leaf| template(leaf, columns))?;
        insert(&mut tree, pointer, template);
    }
    if tree.is_empty() {
        return None;
    }
    let json = card.source.bytes.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|byte| *byte == b'{');
    let (place, lines) = if json {
        ("after the opening brace", json_lines(&tree, columns))
    } else if name.to_ascii_lowercase().ends_with(".md") {
        ("between the `---` lines", yaml_lines(&tree, 0))
    } else {
        ("at the top level", yaml_lines(&tree, 0))
    };
    Some(Snippet { instruction: format!("add to `{name}` {place}"), lines })
}

/// The pointer of a fact that a card can state and that no key of the card is in the way of.
fn statable<'a>(fact: &'a Fact<'_>, written: &Map<String, Value>) -> Option<&'a str> {
    let pointer = fact.pointer.as_deref()?;
    let top = pointer.split('/').nth(1)?;
    let elsewhere = ["deployment", "evidence", "context", "artifact", "kind"].contains(&top);
    let fits = fact.state == LeafState::Absent && !elsewhere && !pointer.contains('*') && !written.contains_key(top);
    (fits && Leaf::at(pointer).is_some()).then_some(pointer)
}

fn template(leaf: Leaf, columns: usize) -> Value {
    let hint = || Value::String(format!("<{}>", leaf.hint(columns.saturating_sub(30).min(36))));
    let one = if leaf.is_object() { Value::Object(leaf.members()) } else { hint() };
    if leaf.is_list() { Value::Array(vec![one]) } else { one }
}

fn insert(tree: &mut Map<String, Value>, pointer: &str, value: Value) {
    let mut parts = pointer.split('/').skip(1).peekable();
    let mut node = tree;
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            node.entry(part).or_insert(value);
            return;
        }
        let child = node.entry(part).or_insert_with(|| Value::Object(Map::new()));
        match child {
            Value::Object(map) => node = map,
            _ => return,
        }
    }
}

/// One member a line, each with its comma: the first line of the card's own members follows.
fn json_lines(tree: &Map<String, Value>, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for (key, value) in tree {
        let flat = format!("{}: {},", Value::from(key.as_str()), spaced(value));
        match value {
            Value::Object(members) if flat.chars().count() > columns => {
                lines.push(format!("{}: {{", Value::from(key.as_str())));
                let inner = json_lines(members, columns.saturating_sub(2));
                let last = inner.len();
                for (number, line) in inner.into_iter().enumerate() {
                    let line = if number + 1 == last { line.trim_end_matches(',').to_owned() } else { line };
                    lines.push(format!("  {line}"));
                }
                lines.push("},".to_owned());
            }
            _ => lines.push(flat),
        }
    }
    lines
}

/// JSON on one line with a space after each colon and comma.
fn spaced(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members =
                members.iter().map(|(key, value)| format!("{}: {}", Value::from(key.as_str()), spaced(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(spaced).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

fn yaml_lines(tree: &Map<String, Value>, depth: usize) -> Vec<String> {
    let indent = "  ".repeat(depth);
    let mut lines = Vec::new();
    for (key, value) in tree {
        match value {
            Value::Object(members) => {
                lines.push(format!("{indent}{key}:"));
                lines.extend(yaml_lines(members, depth + 1));
            }
            other => lines.push(format!("{indent}{key}: {}", spaced(other))),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Decision;
    use crate::report::fixtures;
    use crate::report::unknowns::missing_facts;

    fn of(decision: &Decision, count: usize) -> Snippet {
        snippet(&decision.subject.subject, &missing_facts(decision), count, 96).unwrap()
    }

    fn leaves(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(members) => members.values().for_each(|member| leaves(member, found)),
            Value::Array(items) => items.iter().for_each(|item| leaves(item, found)),
            other => found.push(other.as_str().unwrap().to_owned()),
        }
    }

    #[test]
    fn a_card_with_the_snippet_pasted_is_valid_and_claims_nothing() {
        let decision = fixtures::adhoc();
        let card = String::from_utf8(decision.subject.subject.documents[0].source.bytes.clone()).unwrap();
        let pasted = card.replacen('{', &format!("{{\n{}\n", of(&decision, 9).lines.join("\n")), 1);
        let pasted: Value = serde_json::from_str(&pasted).unwrap();
        assert_eq!(pasted["model_name"], "churn");
        let mut found = Vec::new();
        ["purpose", "oversight", "monitoring"].iter().for_each(|key| leaves(&pasted[key], &mut found));
        assert_eq!(found.len(), 5, "{found:?}");
        assert!(found.iter().all(|leaf| leaf.starts_with('<') && leaf.ends_with('>')), "{found:?}");
    }

    #[test]
    fn a_yaml_card_gets_yaml() {
        let mut decision = fixtures::adhoc();
        decision.subject = fixtures::subject("churn@3", "model_card.yaml", "model_name: churn\n", &[]);
        let subject = std::sync::Arc::get_mut(&mut decision.subject.subject).unwrap();
        subject.raw = serde_json::json!({"card": {"model_name": "churn"}});
        let snippet = of(&decision, 2);
        assert_eq!(snippet.lines[0], "purpose:");
        assert_eq!(snippet.lines[2], "  jurisdictions: [\"<EU, US-CA>\"]");
    }

    #[test]
    fn a_key_that_the_card_has_is_not_repeated() {
        let decision = fixtures::credit();
        assert!(snippet(&decision.subject.subject, &missing_facts(&decision), 9, 96).is_none());
    }
}
