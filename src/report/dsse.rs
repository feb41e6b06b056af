//! The signed envelopes themselves, one JSON object a line; nothing for what was not recorded.

use std::io::{self, Write};

use crate::report::renderer::{Options, Renderer, RunSummary};
use crate::report::view::{DecisionView, ReceiptView};

#[derive(Debug)]
struct Dsse;

/// Makes the renderer.
pub(crate) fn make(_: Options) -> Box<dyn Renderer> {
    Box::new(Dsse)
}

impl Renderer for Dsse {
    fn decision(&mut self, view: &DecisionView<'_>, out: &mut dyn Write) -> io::Result<()> {
        if let ReceiptView::Logged(logged) = view.receipt {
            out.write_all(logged.envelope)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn finish(&mut self, _: &RunSummary, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}
