//! Fragments to paste into the card for facts that are missing. Their values are placeholders in angle brackets, which
//! count as absent: pasting them claims nothing.

use serde_json::{Map, Value};

use crate::input::{Document, parse_bytes};
use crate::model::{LeafState, Subject};
use crate::report::snippet_site::{Site, Style, site};
use crate::report::unknowns::Fact;
use crate::report::vocabulary::Leaf;

/// Formats whose own schema forbids further keys, and that the readers of cards therefore do not extend.
const CLOSED: [&str; 1] = ["cyclonedx"];

/// Where a fragment goes, and its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Snippet {
    /// What to do with it, such as ``add to `model_card.json` after the opening brace``.
    pub(crate) instruction: String,
    /// The lines to paste.
    pub(crate) lines: Vec<String>,
}

/// Fragments for the first `count` facts that can be stated in the card, at most `columns` wide where that is possible:
/// one for each place that they go to. None where there is no card, or nothing to state.
#[must_use]
pub(crate) fn snippets(subject: &Subject, facts: &[Fact<'_>], count: usize, columns: usize) -> Vec<Snippet> {
    let Some(card) = card(subject) else { return Vec::new() };
    let mut places: Vec<(Site, Map<String, Value>)> = Vec::new();
    let statable = facts.iter().filter_map(|fact| {
        let pointer = statable(fact)?;
        Some((pointer, site(subject, &card.root, pointer, columns)?, Leaf::at(pointer)?))
    });
    for (pointer, site, leaf) in statable.take(count) {
        let below = pointer.split('/').skip(1 + site.path.len());
        match places.iter_mut().find(|(known, _)| *known == site) {
            Some((_, tree)) => insert(tree, below, template(leaf, columns)),
            None => {
                let mut tree = site.kept.clone();
                insert(&mut tree, below, template(leaf, columns));
                places.push((site, tree));
            }
        }
    }
    places.iter().map(|(site, tree)| render(&card, site, tree, columns)).collect()
}

/// The card as it is written, where fields can be added to it.
fn card(subject: &Subject) -> Option<Document> {
    let card = subject.documents.first().filter(|card| !CLOSED.contains(&card.format))?;
    subject.raw.get("card").filter(|card| card.is_object())?;
    let documents = parse_bytes(&card.source.name, card.source.bytes.clone()).ok()?;
    let document = documents.into_iter().find(|document| document.part == card.part)?;
    let in_a_string = document.source.bytes.get(document.root.start) == Some(&b'"');
    (!in_a_string).then_some(document)
}

/// The pointer of a fact that cards state.
fn statable<'f>(fact: &'f Fact<'_>) -> Option<&'f str> {
    let pointer = fact.pointer.as_deref()?;
    let top = pointer.split('/').nth(1)?;
    let elsewhere = ["deployment", "evidence", "context", "artifact", "kind"].contains(&top);
    (fact.state == LeafState::Absent && !elsewhere && !pointer.contains('*')).then_some(pointer)
}

fn render(card: &Document, site: &Site, tree: &Map<String, Value>, columns: usize) -> Snippet {
    let lines = match site.style(card) {
        Style::Braces { last } => json_lines(tree, columns, last),
        Style::Block { indent } => yaml_lines(tree, indent),
        Style::FrontMatter => {
            let fence = || vec!["---".to_owned()];
            [fence(), yaml_lines(tree, 0), fence()].concat()
        }
    };
    Snippet { instruction: site.instruction(card), lines }
}

fn template(leaf: Leaf, columns: usize) -> Value {
    let hint = || Value::String(format!("<{}>", leaf.hint(columns.saturating_sub(30).min(36))));
    let one = if leaf.is_object() { Value::Object(leaf.members()) } else { hint() };
    if leaf.is_list() { Value::Array(vec![one]) } else { one }
}

fn insert<'p>(tree: &mut Map<String, Value>, below: impl Iterator<Item = &'p str>, value: Value) {
    let mut parts = below.peekable();
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

/// One member a line, each with a comma behind it, unless it is the last of its mapping.
fn json_lines(tree: &Map<String, Value>, columns: usize, last: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for (key, value) in tree {
        let key = Value::from(key.as_str());
        let flat = format!("{key}: {},", spaced(value));
        match value {
            Value::Object(members) if flat.chars().count() > columns => {
                lines.push(format!("{key}: {{"));
                let inner = json_lines(members, columns.saturating_sub(2), true);
                lines.extend(inner.into_iter().map(|line| format!("  {line}")));
                lines.push("},".to_owned());
            }
            _ => lines.push(flat),
        }
    }
    if let Some(line) = lines.last_mut().filter(|_| last) {
        line.truncate(line.len() - 1);
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

fn yaml_lines(tree: &Map<String, Value>, columns: usize) -> Vec<String> {
    let indent = " ".repeat(columns);
    let mut lines = Vec::new();
    for (key, value) in tree {
        match value {
            Value::Object(members) => {
                lines.push(format!("{indent}{key}:"));
                lines.extend(yaml_lines(members, columns + 2));
            }
            other => lines.push(format!("{indent}{key}: {}", spaced(other))),
        }
    }
    lines
}

#[cfg(test)]
#[path = "snippet_tests.rs"]
mod tests;
