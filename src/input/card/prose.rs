//! The sections of a Markdown text, and what stands in them, with their bytes.

use std::ops::Range;

/// A piece of prose and its bytes in the document.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The text on one line, without markup of lists.
    pub(crate) text: String,
    /// Its bytes.
    pub(crate) range: Range<usize>,
}

/// A section: its heading and what stands before the next heading.
#[derive(Debug)]
pub(crate) struct Section {
    /// Depth of the heading, from 1.
    pub(crate) level: usize,
    /// The heading.
    pub(crate) title: String,
    /// Bytes of the heading.
    pub(crate) range: Range<usize>,
    /// Paragraphs and elements of lists.
    pub(crate) pieces: Vec<Piece>,
    /// Tables: their rows, each with its cells; the first row is the head.
    pub(crate) tables: Vec<Vec<Vec<Piece>>>,
}

/// `- **Developed by:** Example GmbH`
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Labelled<'p> {
    /// The label without its colon.
    pub(crate) label: &'p str,
    /// The text after it.
    pub(crate) text: &'p str,
}

/// The sections of the text from byte `start`; comments and code are left out.
pub(crate) fn sections(document: &str, start: usize) -> Vec<Section> {
    let mut reader = Reader::default();
    let mut offset = start;
    for line in document.get(start..).unwrap_or_default().split_inclusive('\n') {
        reader.line(line, offset);
        offset += line.len();
    }
    reader.finish_piece();
    reader.sections
}

/// The label of a piece such as `Task: classification`, without marks.
pub(crate) fn plain_label(text: &str) -> Option<Labelled<'_>> {
    let (label, text) = text.split_once(':')?;
    let is_label = label.len() <= 40 && !label.contains(['.', ',', '(', '/', '`']) && text.starts_with(' ');
    (is_label && !text.trim().is_empty()).then(|| Labelled { label: label.trim(), text: text.trim() })
}

/// The label of a piece such as `**License:** MIT`.
pub(crate) fn labelled(text: &str) -> Option<Labelled<'_>> {
    let (label, text) = text.strip_prefix("**")?.split_once("**")?;
    let (label, text) = match label.strip_suffix(':') {
        Some(label) => (label, text),
        None => (label, text.strip_prefix(':')?),
    };
    Some(Labelled { label: label.trim(), text: text.trim() })
}

#[derive(Default)]
struct Reader {
    sections: Vec<Section>,
    piece: Option<Piece>,
    in_code: bool,
    in_comment: bool,
    in_table: bool,
}

impl Reader {
    fn line(&mut self, line: &str, offset: usize) {
        let trimmed = line.trim();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            self.in_code = !self.in_code;
            return self.finish_piece();
        }
        if self.in_code {
            return;
        }
        let (visible, shift) = self.without_comment(line);
        let text = visible.trim();
        let begin = offset + shift + (visible.len() - visible.trim_start().len());
        let continues_table = self.in_table;
        self.in_table = text.starts_with('|');
        if let Some((level, title)) = heading(text) {
            self.finish_piece();
            let range = begin..begin + text.len();
            self.sections.push(Section {
                level,
                title: title.to_owned(),
                range,
                pieces: Vec::new(),
                tables: Vec::new(),
            });
        } else if self.in_table {
            self.finish_piece();
            self.row(text, begin, continues_table);
        } else if text.is_empty() || text.chars().all(|character| matches!(character, '-' | '=' | '*')) {
            // Blank lines end a paragraph.
            self.finish_piece();
        } else if let Some(item) = list_item(text) {
            self.finish_piece();
            let begin = begin + text.len() - item.len();
            self.piece = Some(Piece { text: item.to_owned(), range: begin..begin + item.len() });
        } else {
            self.continue_piece(text, begin);
        }
    }

    /// The part of a line outside of `<!-- … -->`, and its offset in the line.
    fn without_comment<'l>(&mut self, line: &'l str) -> (&'l str, usize) {
        if self.in_comment {
            let Some(end) = line.find("-->") else { return ("", 0) };
            self.in_comment = false;
            let shift = end + 3;
            return (line.get(shift..).unwrap_or_default(), shift);
        }
        let Some(start) = line.find("<!--") else { return (line, 0) };
        match line.get(start..).and_then(|rest| rest.find("-->")) {
            Some(end) if start == 0 => (line.get(end + 3..).unwrap_or_default(), end + 3),
            Some(_) => (line.get(..start).unwrap_or_default(), 0),
            None => {
                self.in_comment = true;
                (line.get(..start).unwrap_or_default(), 0)
            }
        }
    }

    fn continue_piece(&mut self, text: &str, begin: usize) {
        let end = begin + text.len();
        match &mut self.piece {
            Some(piece) => {
                piece.text.push(' ');
                piece.text.push_str(text);
                piece.range.end = end;
            }
            None => self.piece = Some(Piece { text: text.to_owned(), range: begin..end }),
        }
    }

    /// Adds a row to the table that it continues, or begins one.
    fn row(&mut self, text: &str, begin: usize, continues: bool) {
        let mut cells = Vec::new();
        let mut at = begin + 1;
        for cell in text.trim_start_matches('|').trim_end_matches('|').split('|') {
            let start = at + (cell.len() - cell.trim_start().len());
            let bare = cell.trim();
            cells.push(Piece { text: bare.to_owned(), range: start..start + bare.len() });
            at += cell.len() + 1;
        }
        let is_rule = cells.iter().all(|cell| cell.text.chars().all(|mark| matches!(mark, '-' | ':' | ' ')));
        let Some(section) = self.sections.last_mut() else { return };
        match section.tables.last_mut().filter(|_| continues) {
            Some(_) if is_rule => {}
            Some(table) => table.push(cells),
            None => section.tables.push(vec![cells]),
        }
    }

    fn finish_piece(&mut self) {
        if let (Some(piece), Some(section)) = (self.piece.take(), self.sections.last_mut()) {
            section.pieces.push(piece);
        }
    }
}

fn heading(text: &str) -> Option<(usize, &str)> {
    let title = text.trim_start_matches('#');
    let level = text.len() - title.len();
    (1..=6).contains(&level).then_some(())?;
    title.starts_with(' ').then(|| (level, title.trim().trim_end_matches('#').trim_end()))
}

fn list_item(text: &str) -> Option<&str> {
    let bullet = ["- ", "* ", "+ ", "• "].iter().find_map(|mark| text.strip_prefix(mark));
    let numbered = || {
        let rest = text.trim_start_matches(|character: char| character.is_ascii_digit());
        (rest.len() < text.len()).then(|| rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") "))).flatten()
    };
    bullet.or_else(numbered).map(str::trim_start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_hold_paragraphs_and_items_with_their_bytes() {
        let text = "# Model Card for X\r\n\r\n<!-- a\nhint -->\n## Uses\n\nFirst line\nsecond line.\n\n- one\n- two <!-- note -->\n\n```\n# no heading\n```\n| a | b |\n## Next\n";
        let sections = sections(text, 0);
        let titles: Vec<_> = sections.iter().map(|section| (section.level, section.title.as_str())).collect();
        assert_eq!(titles, [(1, "Model Card for X"), (2, "Uses"), (2, "Next")]);
        let uses = &sections[1].pieces;
        assert_eq!(
            uses.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>(),
            ["First line second line.", "one", "two"]
        );
        assert_eq!(text.get(uses[1].range.clone()).unwrap(), "one");
        assert_eq!(text.get(uses[0].range.clone()).unwrap(), "First line\nsecond line.");
    }

    #[test]
    fn labels() {
        let piece = "**Developed by:** Example GmbH";
        assert_eq!(labelled(piece), Some(Labelled { label: "Developed by", text: "Example GmbH" }));
        assert_eq!(labelled("**License**: MIT").unwrap().text, "MIT");
        assert_eq!(labelled("plain"), None);
    }
}
