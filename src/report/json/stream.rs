//! The renderer `json`: one object, written as the decisions come.

use std::io::{self, Write};

use crate::report::json::build;
use crate::report::renderer::{Options, Renderer, RunSummary};
use crate::report::view::DecisionView;

#[derive(Debug, Default)]
struct Json {
    begun: bool,
}

/// Makes the renderer.
pub(crate) fn make(_: Options) -> Box<dyn Renderer> {
    Box::new(Json::default())
}

impl Json {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let opening = if self.begun { "," } else { "{\"format\":\"govern/check/v1\",\"decisions\":[" };
        self.begun = true;
        out.write_all(opening.as_bytes())
    }
}

impl Renderer for Json {
    fn decision(&mut self, view: &DecisionView<'_>, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        serde_json::to_writer(out, &build::decision(view)).map_err(io::Error::from)
    }

    fn finish(&mut self, summary: &RunSummary, out: &mut dyn Write) -> io::Result<()> {
        if !self.begun {
            self.begin(out)?;
        }
        out.write_all(b"],\"summary\":")?;
        serde_json::to_writer(&mut *out, &build::summary(summary))?;
        out.write_all(b"}\n")
    }
}
