//! One parsed document: values with the bytes that they came from, the same for JSON, YAML and front matter.

use std::sync::Arc;

use serde_json::Value;

use crate::input::lines::LineIndex;
use crate::model::{Position, SourceText};

/// A value and its place in the text, in bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The value.
    pub value: NodeValue,
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

/// The values that JSON and YAML share.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeValue {
    /// `null`, `~` or nothing.
    Null,
    /// `true` or `false`; YAML's `yes` and `no` stay strings.
    Bool(bool),
    /// A finite number.
    Number(serde_json::Number),
    /// A text.
    Text(String),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping, in the order of the text; keys are unique.
    Map(Vec<Entry>),
}

/// One key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// First byte of the key.
    pub key_start: usize,
    /// Byte after the key.
    pub key_end: usize,
    /// The value.
    pub value: Node,
}

impl Node {
    /// The entries of a mapping; empty for everything else.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            NodeValue::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The elements of a list; empty for everything else.
    #[must_use]
    pub fn items(&self) -> &[Node] {
        match &self.value {
            NodeValue::List(items) => items,
            _ => &[],
        }
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// The value at the end of a path of keys.
    #[must_use]
    pub fn at(&self, path: &[&str]) -> Option<&Node> {
        path.iter().try_fold(self, |node, key| node.get(key))
    }

    /// The text of a string.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            NodeValue::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The same value without places.
    #[must_use]
    pub fn to_json(&self) -> Value {
        match &self.value {
            NodeValue::Null => Value::Null,
            NodeValue::Bool(flag) => Value::Bool(*flag),
            NodeValue::Number(number) => Value::Number(number.clone()),
            NodeValue::Text(text) => Value::String(text.clone()),
            NodeValue::List(items) => items.iter().map(Node::to_json).collect(),
            NodeValue::Map(entries) => {
                Value::Object(entries.iter().map(|entry| (entry.key.clone(), entry.value.to_json())).collect())
            }
        }
    }
}

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// JSON.
    Json,
    /// YAML.
    Yaml,
    /// Markdown; the root is its YAML front matter, or an empty mapping.
    Markdown,
}

/// One document of a file: most files hold one, multi-document YAML holds several.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The file.
    pub source: Arc<SourceText>,
    /// How it is written.
    pub syntax: Syntax,
    /// Number of this document in its file, from 0.
    pub part: usize,
    /// The root value.
    pub root: Node,
    /// Where the lines of the file begin: one index for all of its documents.
    pub(crate) lines: Arc<LineIndex>,
}

impl Document {
    /// Lines and columns (from 1, in characters) of a range of bytes.
    #[must_use]
    pub fn position(&self, start: usize, end: usize) -> Position {
        self.lines.position(start, end)
    }
}

/// Line and column of a byte, both from 1; columns count characters, and bytes that are not UTF-8 count as one each.
#[must_use]
pub fn line_and_column(bytes: &[u8], offset: usize) -> (u32, u32) {
    let before = bytes.get(..offset).unwrap_or(bytes);
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    // Editors do not count a byte-order mark as a column.
    let mark = if line_start == 0 && before.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let column = before.get(line_start + mark..).map_or(0, |text| String::from_utf8_lossy(text).chars().count()) + 1;
    (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
}
