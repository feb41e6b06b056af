//! One finding in the manner of rustc: headline, place, the line of the document, what to do.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::model::{Position, SourceText};
use crate::report::escape;
use crate::report::renderer::Options;
use crate::report::wrap::wrap;

/// A longer line is not shown: minified documents have lines of megabytes.
const LONGEST_LINE: usize = 2000;

/// The level of a headline; its name is the word in front of the bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grade {
    /// Red.
    Error,
    /// Yellow.
    Warning,
    /// Blue.
    Info,
}

/// What an excerpt shows.
#[derive(Clone, Debug)]
pub(crate) struct Excerpt<'a> {
    /// Colour of the headline.
    pub(crate) grade: Grade,
    /// Word of the headline, such as `deny`.
    pub(crate) word: &'a str,
    /// Control or error code.
    pub(crate) id: &'a str,
    /// What is wrong.
    pub(crate) headline: &'a str,
    /// The document and the place in it, where they are known.
    pub(crate) place: Option<(&'a SourceText, Option<Position>)>,
    /// What stands under the marked text, such as `declared`.
    pub(crate) label: String,
    /// Remedies, citations: each a word and a text.
    pub(crate) notes: Vec<(&'a str, String)>,
}

impl Excerpt<'_> {
    /// The lines, without a line break at the end.
    #[must_use]
    pub(crate) fn render(&self, options: &Options) -> String {
        let level = match self.grade {
            Grade::Error => Level::ERROR,
            Grade::Warning => Level::WARNING,
            Grade::Info => Level::INFO,
        };
        let prefix = self.word.chars().count() + self.id.chars().count() + 4;
        let headline = wrap(&escape::line(self.headline), options.width, prefix, 0).join("\n");
        let id = escape::line(self.id);
        let mut group = Group::with_title(level.with_name(self.word.to_owned()).primary_title(headline).id(id));
        let mut notes = self.notes.clone();
        if let Some((source, position)) = self.place {
            let name = escape::line(&source.name);
            group = match position.map(|at| (at, window(&source.bytes, at))) {
                Some((at, Some(window))) => {
                    let mut annotation = AnnotationKind::Primary.span(window.start..window.end);
                    if window.columns() + self.gutter() + self.label.chars().count() < options.width {
                        annotation = annotation.label(escape::line(&self.label));
                    } else {
                        notes.insert(0, ("known", self.label.clone()));
                    }
                    group.element(
                        Snippet::source(window.text).path(name).line_start(line_number(at)).annotation(annotation),
                    )
                }
                Some((at, None)) => {
                    let column = usize::try_from(at.column).unwrap_or(usize::MAX);
                    group.element(Origin::path(name).line(line_number(at)).char_column(column))
                }
                None => group.element(Origin::path(name)),
            };
        }
        for (word, text) in &notes {
            let width = options.width.saturating_sub(self.gutter() + word.len() + 2).max(20);
            let text = wrap(&escape::line(text), width, 0, 0).join("\n");
            group = group.element(Level::NOTE.with_name((*word).to_owned()).message(text));
        }
        let decor = if options.unicode { DecorStyle::Unicode } else { DecorStyle::Ascii };
        let renderer = if options.colour { Renderer::styled() } else { Renderer::plain() };
        let text = renderer.term_width(options.width).decor_style(decor).render(&[group]);
        text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
    }

    /// Columns in front of the document's text: the line number and the frame.
    fn gutter(&self) -> usize {
        self.place.and_then(|(_, at)| at).map_or(1, |at| at.line.to_string().len()) + 3
    }
}

fn line_number(at: Position) -> usize {
    usize::try_from(at.line).unwrap_or(usize::MAX)
}

/// One line of a document with the marked range in it.
struct Window {
    text: String,
    start: usize,
    end: usize,
}

impl Window {
    /// Columns up to the end of the marked range.
    fn columns(&self) -> usize {
        self.text.get(..self.end).map_or(0, |text| text.chars().count())
    }
}

/// The first line of the range; `None` where it is too long to show.
fn window(bytes: &[u8], at: Position) -> Option<Window> {
    let before = bytes.get(..at.start)?;
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let rest = bytes.get(at.start..)?;
    let line_end = at.start + rest.iter().take(LONGEST_LINE).position(|byte| *byte == b'\n').unwrap_or(rest.len());
    if line_end - line_start > LONGEST_LINE {
        return None;
    }
    let marked_end = at.end.clamp(at.start, line_end);
    let prefix = lossy(bytes.get(line_start..at.start)?);
    let marked = lossy(bytes.get(at.start..marked_end)?);
    let suffix = lossy(bytes.get(marked_end..line_end)?);
    let (start, end) = (prefix.len(), prefix.len() + marked.len());
    Some(Window { text: prefix + &marked + suffix.trim_end(), start, end })
}

/// Readable text of the same columns: what could steer a terminal becomes the replacement character.
fn lossy(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.chars()
        .map(|character| if character != '\t' && escape::is_unprintable(character) { '\u{fffd}' } else { character })
        .collect()
}
