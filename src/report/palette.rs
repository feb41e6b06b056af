//! Colours of the text output. Every colour repeats what a word already says.

use anstyle::{AnsiColor, Style};

use crate::model::{Severity, Verdict};

/// Paints text, or leaves it alone where there is no colour.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Palette {
    /// Write ANSI escape sequences.
    pub(crate) colour: bool,
}

impl Palette {
    fn paint(self, style: Style, text: &str) -> String {
        if self.colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    /// Emphasised text.
    #[must_use]
    pub(crate) fn strong(self, text: &str) -> String {
        self.paint(Style::new().bold(), text)
    }

    /// Secondary text.
    #[must_use]
    pub(crate) fn faint(self, text: &str) -> String {
        self.paint(Style::new().dimmed(), text)
    }

    /// A fact or a field.
    #[must_use]
    pub(crate) fn field(self, text: &str) -> String {
        self.paint(AnsiColor::Cyan.on_default(), text)
    }

    /// A text in the colour of a verdict.
    #[must_use]
    pub(crate) fn verdict(self, verdict: Verdict, text: &str) -> String {
        let colour = match verdict {
            Verdict::Allow => AnsiColor::BrightGreen,
            Verdict::Deny => AnsiColor::BrightRed,
            Verdict::Review => AnsiColor::BrightYellow,
            Verdict::Error(_) => AnsiColor::BrightMagenta,
        };
        self.paint(colour.on_default().bold(), text)
    }

    /// A text in the colour of a severity.
    #[must_use]
    pub(crate) fn severity(self, severity: Severity, text: &str) -> String {
        let colour = match severity {
            Severity::Deny => AnsiColor::BrightRed,
            Severity::Warn => AnsiColor::Yellow,
            Severity::Info => AnsiColor::BrightBlue,
        };
        self.paint(colour.on_default().bold(), text)
    }
}
