//! A page of fields for people: a title, paragraphs, and labelled values that wrap.

use crate::report::escape::line;
use crate::report::{Options, wrap};

/// Columns that labels take.
const LABEL: usize = 14;

/// A page that is being written.
#[derive(Debug)]
pub(crate) struct Sheet {
    options: Options,
    text: String,
}

impl Sheet {
    /// An empty page.
    pub(crate) const fn new(options: Options) -> Self {
        Self { options, text: String::new() }
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

    /// A labelled value.
    pub(crate) fn field(&mut self, label: &str, value: &str) {
        let label = line(label);
        let label = if label.chars().count() < LABEL { format!("{label:<LABEL$}") } else { format!("{label}  ") };
        self.text.push_str(&label);
        for row in wrap(&line(value), self.options.width, label.chars().count(), LABEL) {
            self.text.push_str(row.trim_end());
            self.text.push('\n');
        }
    }

    /// The page.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}
