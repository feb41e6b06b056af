//! The renderer `text`.

use std::io::{self, Write};

use crate::model::Severity;
use crate::report::renderer::{Options, Renderer, RunSummary, Verbosity};
use crate::report::standing::{Standing, Tally, standing_at};
use crate::report::text::layout::{EVERYTHING, LAYOUTS, Layout, budget};
use crate::report::text::sheet::Sheet;
use crate::report::text::{findings, foot, gaps, head, run};
use crate::report::view::DecisionView;
use crate::report::wording;

/// The renderer of one run.
#[derive(Debug)]
struct Text {
    options: Options,
    decisions: usize,
    jurisdictions: Option<String>,
}

/// Makes the renderer.
pub(crate) fn make(options: Options) -> Box<dyn Renderer> {
    let width = options.width.clamp(40, 160);
    Box::new(Text { options: Options { width, ..options }, decisions: 0, jurisdictions: None })
}

impl Renderer for Text {
    fn decision(&mut self, view: &DecisionView<'_>, out: &mut dyn Write) -> io::Result<()> {
        let first = self.decisions == 0;
        self.decisions += 1;
        let jurisdictions =
            wording::jurisdictions(view.decision).filter(|line| self.jurisdictions.as_ref() != Some(line));
        let mut top = Sheet::new(self.options);
        if let Some(line) = &jurisdictions {
            top.lead("", "", line, 4);
            self.jurisdictions = jurisdictions;
        }
        head::verdict_line(&mut top, view.decision);
        if self.options.verbosity == Verbosity::Quiet {
            head::error_line(&mut top, view.decision);
            return out.write_all(top.text().as_bytes());
        }
        if !first {
            out.write_all(b"\n")?;
        }
        top.indented(7, &wording::reason(view.decision));
        out.write_all(top.text().as_bytes())?;
        out.write_all(self.fitting(view, top.len()).text().as_bytes())
    }

    fn finish(&mut self, summary: &RunSummary, out: &mut dyn Write) -> io::Result<()> {
        let mut sheet = Sheet::new(self.options);
        run::write(&mut sheet, summary);
        if self.decisions > 0 && sheet.len() > 0 && self.options.verbosity != Verbosity::Quiet {
            out.write_all(b"\n")?;
        }
        out.write_all(sheet.text().as_bytes())
    }
}

impl Text {
    /// The body in the richest layout that fits under `above` lines; the tightest where none does.
    fn fitting(&self, view: &DecisionView<'_>, above: usize) -> Sheet {
        if self.options.verbosity == Verbosity::Verbose {
            return self.body(view, &EVERYTHING);
        }
        let deny = standing_at(view.decision, Standing::Failed).iter().filter(|f| f.severity == Severity::Deny).count();
        let tally = Tally::of(view.decision);
        let lines = budget(deny, tally.failed, tally.undecided);
        let mut body = Sheet::new(self.options);
        for layout in &LAYOUTS {
            body = self.body(view, layout);
            if above + body.len() <= lines {
                break;
            }
        }
        body
    }

    fn body(&self, view: &DecisionView<'_>, layout: &Layout) -> Sheet {
        let mut sheet = Sheet::new(self.options);
        sheet.ready("");
        findings::write(&mut sheet, view.decision, layout);
        gaps::write(&mut sheet, view.decision, layout);
        foot::write(&mut sheet, view, layout);
        sheet
    }
}
