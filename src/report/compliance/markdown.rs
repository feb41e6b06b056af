//! The report as Markdown.

use std::io::{self, Write};

use crate::report::compliance::shape::{Counts, Report, Status};
use crate::report::error::ReportError;
use crate::report::escape::{markdown, markdown_code};

/// Writes the report.
pub(crate) fn write(report: &Report, out: &mut dyn Write) -> Result<(), ReportError> {
    head(report, out)?;
    inventory(report, out)?;
    frameworks(report, out)?;
    open(report, out)?;
    limits(report, out)?;
    basis(report, out)?;
    Ok(())
}

fn head(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# Model compliance report\n\n{}\n\n> {}\n", report.date, report.disclaimer)?;
    let anchor = if report.log.anchored { "anchored" } else { "**not anchored**" };
    writeln!(out, "{} decisions of the log {}, {anchor}.\n", report.decisions, markdown_code(&report.log.origin))
}

fn inventory(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## Models\n\n| model | environment | tier | verdict | as of | {} |", COLUMNS.join(" | "))?;
    writeln!(out, "|---|---|---|---|---|--:|--:|--:|--:|--:|--:|")?;
    for model in &report.models {
        let (id, verdict) = (markdown_code(&model.id), model.verdict.to_uppercase());
        let counts = cells(&model.counts);
        writeln!(out, "| {id} | {} | {} | {verdict} | {} | {counts} |", model.environment, model.tier, model.as_of)?;
    }
    writeln!(out)
}

const COLUMNS: [&str; 6] = [
    Status::NotSatisfied.words(),
    Status::Undecided.words(),
    Status::Waived.words(),
    Status::Forecast.words(),
    Status::Satisfied.words(),
    Status::NotApplicable.words(),
];

fn cells(counts: &Counts) -> String {
    Status::ALL.map(|status| counts.of(status).to_string()).join(" | ")
}

fn frameworks(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## Frameworks\n\n| framework | {} |\n|---|--:|--:|--:|--:|--:|--:|", COLUMNS.join(" | "))?;
    for framework in &report.frameworks {
        writeln!(out, "| {} | {} |", markdown(&framework.name), cells(&framework.counts))?;
    }
    for framework in &report.frameworks {
        writeln!(
            out,
            "\n### {}\n\n| control | source | status | models |\n|---|---|---|---|",
            markdown(&framework.name)
        )?;
        for control in &framework.controls {
            let models: Vec<String> = control
                .models
                .iter()
                .map(|(words, models)| {
                    format!("{words}: {}", models.iter().map(|id| markdown_code(id)).collect::<Vec<_>>().join(", "))
                })
                .collect();
            writeln!(
                out,
                "| {} {} | {} | {} | {} |",
                markdown_code(&control.id),
                markdown(&control.title),
                markdown(&control.citation),
                control.words,
                models.join("; ")
            )?;
        }
    }
    writeln!(out)
}

fn open(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    if report.open.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "## Open items\n\n| severity | control | model | status | what | what to do |\n|---|---|---|---|---|---|"
    )?;
    for item in &report.open {
        let words = item
            .waiver
            .as_ref()
            .map_or_else(|| item.words.to_owned(), |waiver| format!("waived by {}", markdown_code(waiver)));
        writeln!(
            out,
            "| {} | {} | {} | {words} | {} | {} |",
            item.severity,
            markdown_code(&item.control),
            markdown_code(&item.model),
            markdown(&item.message),
            markdown(&item.remediation)
        )?;
    }
    writeln!(out)
}

fn limits(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    if !report.forecasts.is_empty() {
        writeln!(out, "## Coming into force\n")?;
    }
    for forecast in &report.forecasts {
        let (failing, open) = (forecast.not_satisfied, forecast.undecided);
        writeln!(
            out,
            "- {}: {failing} not satisfied and {open} undecided today ({})",
            forecast.date,
            forecast.controls.join(", ")
        )?;
    }
    writeln!(out, "\n## Not assessed\n")?;
    for row in &report.not_assessed {
        let models: Vec<String> = row.models.iter().map(|model| markdown_code(model)).collect();
        writeln!(out, "- {}: {} ({})", markdown(&row.what), markdown(&row.reason), models.join(", "))?;
    }
    writeln!(out)
}

fn basis(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## What this report rests on\n")?;
    if let Some((first, last)) = &report.period {
        writeln!(out, "- decisions recorded from {first} to {last}")?;
    }
    writeln!(out, "- law read as of {}", report.as_of.join(", "))?;
    writeln!(out, "- engine: {}", markdown(&report.engines.join("; ")))?;
    writeln!(out, "- organisation policy: {}", report.organisation_policies.join(", "))?;
    writeln!(out, "- log of {} entries; {}", report.log.entries, markdown(&report.log.trust))?;
    for pack in &report.packs {
        let loosened =
            if pack.loosened.is_empty() { String::new() } else { format!("; loosened: {}", pack.loosened.join(", ")) };
        writeln!(out, "- pack {} {} {}{}", markdown_code(&pack.id), pack.version, pack.digest, markdown(&loosened))?;
    }
    writeln!(out, "\n```\n{}\n```", report.log.checkpoint.trim_end().replace("```", ""))
}
