//! The report as one HTML file without external resources.

use std::io::Write;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};
use serde::Serialize;

use crate::report::compliance::charts::{Segment, bar, class, coverage};
use crate::report::compliance::shape::{Counts, Report, Status};
use crate::report::error::ReportError;

const TEMPLATE: &str = include_str!("report.html");

#[derive(Serialize)]
struct Bar {
    segments: Vec<Segment>,
    coverage: Option<usize>,
}

#[derive(Serialize)]
struct Legend {
    class: &'static str,
    words: &'static str,
}

/// What the template reads.
#[derive(Serialize)]
struct View<'a> {
    report: &'a Report,
    model_bars: Vec<Bar>,
    framework_bars: Vec<Bar>,
    legend: [Legend; 6],
    version: &'static str,
}

/// Writes the report.
pub(crate) fn write(report: &Report, out: &mut dyn Write) -> Result<(), ReportError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.add_template("report.html", TEMPLATE)?;
    let view = View {
        report,
        model_bars: report.models.iter().map(|model| chart(&model.counts)).collect(),
        framework_bars: report.frameworks.iter().map(|framework| chart(&framework.counts)).collect(),
        legend: Status::ALL.map(|status| Legend { class: class(status), words: status.words() }),
        version: env!("CARGO_PKG_VERSION"),
    };
    let text = environment.get_template("report.html")?.render(Serde(&view))?;
    out.write_all(text.as_bytes())?;
    Ok(())
}

fn chart(counts: &Counts) -> Bar {
    Bar { segments: bar(counts), coverage: coverage(counts) }
}
