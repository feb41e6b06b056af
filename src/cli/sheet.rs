//! A page of fields for people: a title, paragraphs, and labelled values that wrap.

use crate::report::escape::line;
use crate::report::{Options, wrap};

/// Columns that labels take at least, and at most.
const LABEL: usize = 14;
const LONGEST_LABEL: usize = 34;

/// A page that is being written.
#[derive(Debug)]
pub(crate) struct Sheet {
    options: Options,
    text: String,
    label: usize,
}

impl Sheet {
    /// An empty page.
    pub(crate) const fn new(options: Options) -> Self {
        Self { options, text: String::new(), label: LABEL }
    }

    /// A heading: an identifier and what it stands for.
    pub(crate) fn title(&mut self, id: &str, title: &str) {
        let (strong, reset) = if self.options.colour { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
        self.text.push_str(&format!("{strong}{}{reset}  {}\n\n", line(id), line(title)));
    }

    /// A paragraph over the whole width.
    pub(crate) fn paragraph(&mut self, text: &str) {
        for row in wrap(&line(text), self.options.width, 0, 0) {
            self.text.push_str(&row);
            self.text.push('\n');
        }
        self.text.push('\n');
    }

    /// Makes the column of labels wide enough for these.
    pub(crate) fn fit<'l>(&mut self, labels: impl Iterator<Item = &'l str>) {
        let longest = labels.map(|label| label.chars().count() + 2).filter(|width| *width <= LONGEST_LABEL).max();
        self.label = self.label.max(longest.unwrap_or(0));
    }

    /// A labelled value.
    pub(crate) fn field(&mut self, label: &str, value: &str) {
        let label = line(label);
        let width = self.label;
        let label = if label.chars().count() < width { format!("{label:<width$}") } else { format!("{label}  ") };
        self.text.push_str(&label);
        for row in wrap(&line(value), self.options.width, label.chars().count(), width) {
            self.text.push_str(row.trim_end());
            self.text.push('\n');
        }
    }

    /// The page.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}
