//! Markdown: the YAML front matter between two `---` lines is the document; the rest is prose.

use crate::input::error::InputError;
use crate::input::node::{Node, NodeValue};
use crate::input::yaml;
use crate::model::SourceText;

/// Parses the front matter of Markdown text that begins at byte `base` of the source; an empty mapping where there is none.
///
/// # Errors
/// As for YAML.
pub(crate) fn parse(source: &SourceText, text: &str, base: usize) -> Result<Node, InputError> {
    let nothing = Node { value: NodeValue::Map(Vec::new()), start: base, end: base };
    let Some((start, front_matter)) = front_matter(text) else { return Ok(nothing) };
    Ok(yaml::parse(source, front_matter, base + start)?.into_iter().next().unwrap_or(nothing))
}

/// The text between the opening and the closing line, and its offset.
pub(crate) fn front_matter(text: &str) -> Option<(usize, &str)> {
    let mut lines = text.split_inclusive('\n');
    let opening = lines.next().filter(|line| line.trim_end() == "---")?;
    let start = opening.len();
    let mut end = start;
    for line in lines {
        if matches!(line.trim_end(), "---" | "...") {
            return text.get(start..end).map(|front_matter| (start, front_matter));
        }
        end += line.len();
    }
    None
}
