//! From bytes to documents: which grammar a file is written in, and its documents with their places.

use std::sync::Arc;

use crate::input::error::{InputError, Problem};
use crate::input::limits::Limits;
use crate::input::lines::LineIndex;
use crate::input::node::{Document, Node, NodeValue, Syntax};
use crate::input::source::{source_text, text_of};
use crate::input::{json, markdown, yaml};
use crate::model::SourceText;

/// Parses bytes into documents; the name decides the grammar, and the content where the name says nothing.
///
/// # Errors
/// Where the bytes are no text, or the text breaks its grammar or the bounds. Never panics, whatever the bytes.
pub fn parse_bytes(name: &str, bytes: Vec<u8>) -> Result<Vec<Document>, InputError> {
    parse(&source_text(name, bytes, Limits { file_bytes: u64::MAX })?)
}

/// Parses a source into documents; there is at least one.
///
/// # Errors
/// As for [`parse_bytes`].
pub(crate) fn parse(source: &Arc<SourceText>) -> Result<Vec<Document>, InputError> {
    let (text, base) = text_of(source)?;
    let syntax = syntax_of_name(&source.name).unwrap_or_else(|| syntax_of_text(text));
    let roots: Vec<Node> = match syntax {
        Syntax::Json => vec![json::parse(source, text, base)?],
        Syntax::Markdown => vec![markdown::parse(source, text, base)?],
        Syntax::Yaml => yaml::parse(source, text, base)?,
    };
    if roots.is_empty() {
        return Err(InputError::of_file(&source.name, Problem::Empty));
    }
    let lines = Arc::new(LineIndex::new(&source.bytes));
    let document =
        |(part, root)| Document { source: Arc::clone(source), syntax, part, root, lines: Arc::clone(&lines) };
    Ok(roots.into_iter().enumerate().map(document).collect())
}

/// The grammar that a file's name announces.
pub(crate) fn syntax_of_name(name: &str) -> Option<Syntax> {
    let file_name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    if file_name == "MLmodel" {
        return Some(Syntax::Yaml);
    }
    let (_, extension) = file_name.rsplit_once('.')?;
    match extension.to_ascii_lowercase().as_str() {
        "json" => Some(Syntax::Json),
        "yaml" | "yml" => Some(Syntax::Yaml),
        "md" | "markdown" => Some(Syntax::Markdown),
        _ => None,
    }
}

/// The grammar that a text looks like: front matter followed by prose is Markdown, and several YAML documents are not.
fn syntax_of_text(text: &str) -> Syntax {
    if text.trim_start().starts_with(['{', '[', '"']) {
        return Syntax::Json;
    }
    let Some((start, front_matter)) = markdown::front_matter(text) else { return Syntax::Yaml };
    let rest = text.get(start + front_matter.len()..).unwrap_or_default();
    // A heading of Markdown and a comment of YAML look alike, so the first line that is neither decides.
    let line = rest.lines().skip(1).find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    if line.is_none_or(looks_like_yaml) { Syntax::Yaml } else { Syntax::Markdown }
}

fn looks_like_yaml(line: &str) -> bool {
    let is_key = |key: &str| key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/'));
    line.starts_with("- ")
        || line.split_once(':').is_some_and(|(key, value)| is_key(key) && (value.is_empty() || value.starts_with(' ')))
}

/// True for a document whose root is JSON inside of a JSON string.
pub(crate) fn is_json_in_a_string(document: &Document) -> bool {
    let first = document.source.bytes.get(document.root.start);
    document.syntax == Syntax::Json && first == Some(&b'"') && !matches!(document.root.value, NodeValue::Text(_))
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "parse_properties.rs"]
mod properties;
