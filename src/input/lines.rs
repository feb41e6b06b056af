//! Lines and columns of many byte offsets of one text, without reading the text again for each.

use crate::model::Position;

/// Where lines begin, and which bytes continue a character.
#[derive(Debug, PartialEq)]
pub(crate) struct LineIndex {
    line_starts: Vec<usize>,
    /// Bytes that begin no character, and those of a byte-order mark, which editors do not count.
    continuations: Vec<usize>,
}

impl LineIndex {
    /// Reads the text once.
    pub(crate) fn new(bytes: &[u8]) -> Self {
        let mut line_starts = vec![0];
        line_starts.extend(bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1));
        let continuations = if bytes.is_ascii() {
            Vec::new()
        } else {
            let mark = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
            let uncounted = |at: usize, byte: u8| at < mark || byte & 0xC0 == 0x80;
            bytes.iter().enumerate().filter(|(at, byte)| uncounted(*at, **byte)).map(|(at, _)| at).collect()
        };
        Self { line_starts, continuations }
    }

    /// Lines and columns (from 1, in characters) of a range of bytes.
    pub(crate) fn position(&self, start: usize, end: usize) -> Position {
        let (line, column) = self.line_and_column(start);
        let (end_line, end_column) = self.line_and_column(end);
        Position { start, end, line, column, end_line, end_column }
    }

    fn line_and_column(&self, offset: usize) -> (u32, u32) {
        let line = self.line_starts.partition_point(|start| *start <= offset);
        let line_start = self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let inside = |at: usize| self.continuations.partition_point(|byte| *byte < at);
        let characters = (offset - line_start).saturating_sub(inside(offset) - inside(line_start));
        (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(characters + 1).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::line_and_column;

    #[test]
    fn agrees_with_counting_from_the_start() {
        let text = "\u{feff}{\n  \"naïve\": \"Größe – 漢字\",\r\n\t\"b\": 1\n}\n";
        let index = LineIndex::new(text.as_bytes());
        for (offset, _) in text.char_indices() {
            assert_eq!(index.line_and_column(offset), line_and_column(text.as_bytes(), offset), "offset {offset}");
        }
    }
}
