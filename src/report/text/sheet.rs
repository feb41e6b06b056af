//! The lines of one decision, with one way to write each kind of line.

use crate::report::escape;
use crate::report::palette::Palette;
use crate::report::renderer::Options;
use crate::report::wrap::wrap;

/// Columns of the labels in front of counts, packs and receipt.
const LABEL: usize = 12;

/// Lines that are ready to print.
#[derive(Debug)]
pub(crate) struct Sheet {
    /// What is known about the terminal.
    pub(crate) options: Options,
    /// Its colours.
    pub(crate) palette: Palette,
    lines: Vec<String>,
}

impl Sheet {
    pub(crate) fn new(options: Options) -> Self {
        Self { options, palette: Palette { colour: options.colour }, lines: Vec::new() }
    }

    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    pub(crate) fn text(&self) -> String {
        self.lines.iter().map(|line| format!("{}\n", line.trim_end())).collect()
    }

    /// A line that is already escaped, wrapped and painted.
    pub(crate) fn ready(&mut self, line: impl Into<String>) {
        self.lines.push(line.into());
    }

    /// An empty line, unless one is there already.
    pub(crate) fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    /// A painted word, then text (with the spaces that it starts with), whose further lines are indented by `hanging`.
    pub(crate) fn lead(&mut self, word: &str, painted: &str, text: &str, hanging: usize) {
        let safe = escape::line(text);
        let gap = safe.len() - safe.trim_start_matches(' ').len();
        let mut wrapped = wrap(&safe, self.options.width, word.chars().count() + gap, hanging).into_iter();
        let first = wrapped.next().unwrap_or_default();
        self.lines.push(format!("{painted}{}{first}", " ".repeat(if first.is_empty() { 0 } else { gap })));
        self.lines.extend(wrapped);
    }

    /// A line of the footer: a label and text.
    pub(crate) fn labelled(&mut self, label: &str, text: &str) {
        let word = format!("{label:<LABEL$}");
        let painted = self.palette.faint(&word);
        self.lead(&word, &painted, text, LABEL);
    }

    /// Foreign text, indented.
    pub(crate) fn indented(&mut self, columns: usize, text: &str) {
        let indent = " ".repeat(columns);
        self.lead(&indent, &indent, text, columns);
    }

    /// The mark between the parts of a line.
    pub(crate) const fn dot(&self) -> &'static str {
        if self.options.unicode { " · " } else { " - " }
    }
}
