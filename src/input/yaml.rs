//! YAML with places: several documents, anchors, aliases and merge keys, bounded and without duplicate keys.

use std::collections::BTreeMap;
use std::ops::Range;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Span, StructureStyle, options};

use crate::input::error::{InputError, Problem};
use crate::input::limits::{MAX_DEPTH, MAX_VALUES};
use crate::input::node::{Node, NodeValue, line_and_column};
use crate::input::source::error_at;
use crate::input::template;
use crate::input::yaml_frame::{Clash, Frame, Key, Kind};
use crate::input::yaml_scalar;
use crate::model::SourceText;

/// What all aliases of a file may expand to. Real files reuse a few hundred bytes; an alias bomb doubles with every line.
const MAX_ALIAS_BYTES: usize = 4 * 1024 * 1024;

/// What a value costs against that bound beyond its text.
const BYTES_PER_VALUE: usize = 64;

/// Parses YAML text that begins at byte `base` of the source; documents without content are left out.
///
/// # Errors
/// Grammar, templates, duplicate keys, keys that are no text, numbers that are not exact, and documents beyond the bounds.
pub(crate) fn parse(source: &SourceText, text: &str, base: usize) -> Result<Vec<Node>, InputError> {
    let options = options! {
        emit_comments: false,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let mut builder = Builder::new(source, base);
    for next in Parser::new_from_str_with_options(text, options) {
        let step = match next {
            Ok((event, span)) => builder.event(&event, &span),
            Err(error) => Err(scan_failure(&error)),
        };
        if let Err((range, problem)) = step {
            return Err(builder.fail(text, range, problem));
        }
    }
    Ok(builder.documents)
}

type Failure = (Range<usize>, Problem);

fn scan_failure(error: &ScanError) -> Failure {
    let at = error.marker().byte_offset().unwrap_or(0);
    let problem = match error.kind() {
        ErrorKind::RecursionLimitExceeded => Problem::TooDeep { limit: MAX_DEPTH },
        ErrorKind::TabNotAllowed | ErrorKind::TabInBlockIndentation | ErrorKind::TabInIndentation => Problem::Tab,
        kind => syntax(&kind.to_string()),
    };
    (at..at, problem)
}

fn syntax(what: &str) -> Problem {
    Problem::Syntax { grammar: "YAML", what: what.to_owned() }
}

/// A finished node that an alias may repeat.
struct Anchored {
    node: Node,
    /// Levels below and including the node.
    height: usize,
    /// What one more copy costs.
    bytes: usize,
}

/// Builds nodes from events, with a stack of its own in place of recursion.
struct Builder<'a> {
    source: &'a SourceText,
    base: usize,
    documents: Vec<Node>,
    open: Vec<Frame>,
    anchors: BTreeMap<usize, Anchored>,
    values: usize,
    alias_bytes: usize,
}

impl<'a> Builder<'a> {
    fn new(source: &'a SourceText, base: usize) -> Self {
        let (documents, open, anchors) = (Vec::new(), Vec::new(), BTreeMap::new());
        Self { source, base, documents, open, anchors, values: 0, alias_bytes: 0 }
    }

    fn event(&mut self, event: &Event<'_>, span: &Span) -> Result<(), Failure> {
        let range = span.byte_range().unwrap_or(0..0);
        match event {
            Event::Alias(anchor) => self.alias(*anchor, range),
            Event::Scalar(text, style, anchor, tag) => {
                let plain = *style == ScalarStyle::Plain;
                if plain && template::is_go_template(text) {
                    return Err((range, template::problem(text)));
                }
                let tag = tag.as_ref().and_then(|tag| tag.core_suffix());
                let value = yaml_scalar::resolve(text, plain, tag).map_err(|problem| (range.clone(), problem))?;
                let is_merge = plain && tag.is_none() && text == "<<";
                let node = Node { value, start: range.start + self.base, end: range.end + self.base };
                self.count(&range)?;
                self.keep(*anchor, &node, 1, BYTES_PER_VALUE + text.len());
                self.scalar(node, text, is_merge)
            }
            Event::SequenceStart(style, anchor, _) => self.start(Kind::list(), *style, *anchor, range),
            Event::MappingStart(style, anchor, _) => self.start(Kind::map(), *style, *anchor, range),
            Event::SequenceEnd | Event::MappingEnd => self.end(range),
            Event::DocumentStart(..) => {
                self.anchors.clear();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn count(&mut self, range: &Range<usize>) -> Result<(), Failure> {
        self.values += 1;
        if self.values > MAX_VALUES {
            return Err((range.clone(), Problem::TooManyValues { limit: MAX_VALUES }));
        }
        Ok(())
    }

    fn start(&mut self, kind: Kind, style: StructureStyle, anchor: usize, range: Range<usize>) -> Result<(), Failure> {
        self.count(&range)?;
        if self.open.last().is_some_and(Frame::expects_key) {
            let what = if matches!(kind, Kind::List(_)) { "a list" } else { "a mapping" };
            return Err((range, Problem::KeyNotText { what }));
        }
        if self.open.len() >= MAX_DEPTH {
            return Err((range, Problem::TooDeep { limit: MAX_DEPTH }));
        }
        let block = style == StructureStyle::Block;
        self.open.push(Frame::new(kind, block, anchor, range.start + self.base));
        Ok(())
    }

    fn end(&mut self, range: Range<usize>) -> Result<(), Failure> {
        let Some(frame) = self.open.pop() else { return Ok(()) };
        let (anchor, height, bytes) = (frame.anchor, frame.height + 1, frame.bytes + BYTES_PER_VALUE);
        let node = frame.finish(range.end + self.base);
        self.keep(anchor, &node, height, bytes);
        self.place(node, height, bytes)
    }

    fn scalar(&mut self, node: Node, text: &str, is_merge: bool) -> Result<(), Failure> {
        let range = self.in_text(node.start..node.end);
        match self.open.last_mut() {
            Some(frame) if frame.expects_key() => {
                if text.is_empty() {
                    return Err((range, Problem::KeyNotText { what: "empty" }));
                }
                frame.key = Some(Key { text: text.to_owned(), start: node.start, end: node.end, is_merge });
                frame.bytes += text.len();
                Ok(())
            }
            _ => self.place(node, 1, BYTES_PER_VALUE + text.len()),
        }
    }

    fn alias(&mut self, anchor: usize, range: Range<usize>) -> Result<(), Failure> {
        self.count(&range)?;
        let Some(anchored) = self.anchors.get(&anchor) else {
            return Err((range, syntax("an alias refers to the collection that it stands in")));
        };
        self.alias_bytes = self.alias_bytes.saturating_add(anchored.bytes);
        if self.alias_bytes > MAX_ALIAS_BYTES {
            return Err((range, Problem::AliasExpansion { limit: MAX_ALIAS_BYTES }));
        }
        if self.open.len() + anchored.height > MAX_DEPTH {
            return Err((range, Problem::TooDeep { limit: MAX_DEPTH }));
        }
        let (node, height, bytes) = (anchored.node.clone(), anchored.height, anchored.bytes);
        if self.open.last().is_some_and(Frame::expects_key) {
            let Some(text) = node.text().map(str::to_owned) else {
                return Err((range, Problem::KeyNotText { what: "an alias to something that is no text" }));
            };
            return self.scalar(node, &text, false);
        }
        self.place(node, height, bytes)
    }

    fn keep(&mut self, anchor: usize, node: &Node, height: usize, bytes: usize) {
        if anchor != 0 {
            // The copy that is kept costs as much as one that an alias makes.
            self.alias_bytes = self.alias_bytes.saturating_add(bytes);
            self.anchors.insert(anchor, Anchored { node: node.clone(), height, bytes });
        }
    }

    /// Puts a finished node into the collection that is open, or among the documents.
    fn place(&mut self, node: Node, height: usize, bytes: usize) -> Result<(), Failure> {
        let range = self.in_text(node.start..node.end);
        let Some(frame) = self.open.last_mut() else {
            if node.value != NodeValue::Null {
                self.documents.push(node);
            }
            return Ok(());
        };
        frame.add(node, height, bytes).map_err(|clash| match clash {
            Clash::NoMapping => (range, Problem::Merge),
            Clash::Duplicate { key, first } => {
                let (first_line, first_column) = line_and_column(&self.source.bytes, first);
                let range = self.in_text(key.start..key.end);
                // The key is put back so that the path names it.
                let problem = Problem::DuplicateKey { key: key.text.clone(), first_line, first_column };
                if let Some(frame) = self.open.last_mut() {
                    frame.key = Some(key);
                }
                (range, problem)
            }
        })
    }

    /// A range of the source as a range of the text.
    fn in_text(&self, range: Range<usize>) -> Range<usize> {
        range.start.saturating_sub(self.base)..range.end.saturating_sub(self.base)
    }

    /// Places a failure; where an unrendered template is the cause, names that instead.
    fn fail(&self, text: &str, range: Range<usize>, problem: Problem) -> InputError {
        let pointer = if matches!(problem, Problem::TooDeep { .. }) { String::new() } else { self.pointer() };
        let (range, problem) = match problem {
            Problem::Syntax { .. } | Problem::KeyNotText { .. } | Problem::Tab => {
                template::in_yaml(text, range.start).unwrap_or((range, problem))
            }
            _ => (range, problem),
        };
        error_at(self.source, range.start + self.base..range.end + self.base, pointer, problem)
    }

    /// The JSON pointer of what is being read.
    fn pointer(&self) -> String {
        self.open.iter().map(Frame::step).collect()
    }
}
