//! A YAML collection while it is being read: its keys so far, and the mappings that it merges at its end.

use std::collections::BTreeMap;

use crate::input::node::{Entry, Node, NodeValue};

/// What kind of collection it is, with what it holds so far.
pub(crate) enum Kind {
    /// A sequence.
    List(Vec<Node>),
    /// A mapping: its own entries, the first byte of each key, and the mappings that it merges.
    Map { entries: Vec<Entry>, keys: BTreeMap<String, usize>, merged: Vec<Node> },
}

/// A key whose value is still to come.
pub(crate) struct Key {
    /// Its text.
    pub(crate) text: String,
    /// First byte.
    pub(crate) start: usize,
    /// Byte after the last.
    pub(crate) end: usize,
    /// A plain `<<`.
    pub(crate) is_merge: bool,
}

/// Why a value cannot be added.
pub(crate) enum Clash {
    /// The key is there already; the first one starts at byte `first`.
    Duplicate { key: Key, first: usize },
    /// A merge key takes mappings only.
    NoMapping,
}

/// A collection that is open.
pub(crate) struct Frame {
    kind: Kind,
    block: bool,
    start: usize,
    /// The key whose value comes next.
    pub(crate) key: Option<Key>,
    /// Number of its anchor; 0 for none.
    pub(crate) anchor: usize,
    /// Levels of the highest child.
    pub(crate) height: usize,
    /// What a copy of its children costs.
    pub(crate) bytes: usize,
}

impl Kind {
    /// An empty sequence.
    pub(crate) const fn list() -> Self {
        Self::List(Vec::new())
    }

    /// An empty mapping.
    pub(crate) const fn map() -> Self {
        Self::Map { entries: Vec::new(), keys: BTreeMap::new(), merged: Vec::new() }
    }
}

impl Frame {
    /// Opens a collection at a byte; `block` where indentation and not a bracket ends it.
    pub(crate) const fn new(kind: Kind, block: bool, anchor: usize, start: usize) -> Self {
        Self { kind, block, start, key: None, anchor, height: 0, bytes: 0 }
    }

    /// True where a key comes next.
    pub(crate) const fn expects_key(&self) -> bool {
        matches!(self.kind, Kind::Map { .. }) && self.key.is_none()
    }

    /// Adds the next element, or the value of the waiting key.
    pub(crate) fn add(&mut self, node: Node, height: usize, bytes: usize) -> Result<(), Clash> {
        self.height = self.height.max(height);
        self.bytes = self.bytes.saturating_add(bytes);
        match &mut self.kind {
            Kind::List(items) => items.push(node),
            Kind::Map { entries, keys, merged } => {
                let Some(key) = self.key.take() else { return Ok(()) };
                if let Some(first) = keys.insert(key.text.clone(), key.start) {
                    return Err(Clash::Duplicate { key, first });
                }
                if key.is_merge {
                    merged.extend(mappings_of(node)?);
                } else {
                    entries.push(Entry { key: key.text, key_start: key.start, key_end: key.end, value: node });
                }
            }
        }
        Ok(())
    }

    /// Closes the collection; `end` is the byte after its closing bracket, if it has one.
    pub(crate) fn finish(self, end: usize) -> Node {
        let (value, last) = match self.kind {
            Kind::List(items) => {
                let last = items.last().map(|item| item.end);
                (NodeValue::List(items), last)
            }
            Kind::Map { mut entries, mut keys, merged } => {
                let last = entries.last().map(|entry| entry.value.end);
                // Own keys win over merged ones, and earlier mappings over later ones.
                for mapping in merged {
                    let NodeValue::Map(inherited) = mapping.value else { continue };
                    for entry in inherited {
                        if keys.insert(entry.key.clone(), entry.key_start).is_none() {
                            entries.push(entry);
                        }
                    }
                }
                (NodeValue::Map(entries), last)
            }
        };
        // The parser closes block collections at the next token, far behind their last line.
        let end = if self.block { last.unwrap_or(self.start) } else { end };
        Node { value, start: self.start, end }
    }

    /// The step of a JSON pointer that leads to what is being read.
    pub(crate) fn step(&self) -> String {
        match (&self.kind, &self.key) {
            (Kind::List(items), _) => format!("/{}", items.len()),
            (Kind::Map { .. }, Some(key)) => format!("/{}", key.text.replace('~', "~0").replace('/', "~1")),
            (Kind::Map { .. }, None) => String::new(),
        }
    }
}

fn mappings_of(node: Node) -> Result<Vec<Node>, Clash> {
    match node.value {
        NodeValue::Map(_) => Ok(vec![node]),
        NodeValue::List(items) if items.iter().all(|item| matches!(item.value, NodeValue::Map(_))) => Ok(items),
        _ => Err(Clash::NoMapping),
    }
}
