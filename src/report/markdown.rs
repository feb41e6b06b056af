//! Markdown for a pull request's comment or a step summary.

use std::io::{self, Write};

use crate::model::{Decision, Finding, PackStatus, Verdict};
use crate::report::escape::{markdown, markdown_code};
use crate::report::place::{Place, places};
use crate::report::renderer::{Options, Renderer, RunSummary};
use crate::report::standing::{Standing, Tally, standing_at};
use crate::report::unknowns::missing_facts;
use crate::report::view::{DecisionView, ReceiptView};
use crate::report::wording::{self, severity_word};

/// Missing facts that are listed.
const FACTS: usize = 10;

#[derive(Debug, Default)]
struct Markdown {
    /// Verdict and subject of each decision, for the table at the end.
    rows: Vec<String>,
}

/// Makes the renderer.
pub(crate) fn make(_: Options) -> Box<dyn Renderer> {
    Box::new(Markdown::default())
}

impl Renderer for Markdown {
    fn decision(&mut self, view: &DecisionView<'_>, out: &mut dyn Write) -> io::Result<()> {
        let decision = view.decision;
        if let Some(line) = wording::jurisdictions(decision) {
            writeln!(out, "_{}_\n", markdown(&line))?;
        }
        let id = markdown_code(&decision.subject.subject.id);
        let word = decision.verdict.word().to_uppercase();
        writeln!(out, "### {} {word} {id}\n", sign(decision.verdict))?;
        writeln!(out, "{}\n", markdown(&wording::circumstances(decision).join(" · ")))?;
        writeln!(out, "{}.\n", markdown(&wording::reason(decision)))?;
        if let Some(error) = &decision.error {
            let hint = error.hint.as_deref().map(|hint| format!(" ({})", markdown(hint))).unwrap_or_default();
            writeln!(out, "{} {}{hint}\n", markdown_code(&error.code), markdown(&error.message))?;
        }
        failures(out, decision)?;
        facts(out, decision)?;
        footer(out, view)?;
        let tally = Tally::of(decision);
        self.rows.push(format!("| {word} | {id} | {} | {} |", tally.failed, tally.undecided));
        Ok(())
    }

    fn finish(&mut self, summary: &RunSummary, out: &mut dyn Write) -> io::Result<()> {
        for failure in &summary.failures {
            let path = failure.path.as_deref().map(markdown_code).unwrap_or_default();
            writeln!(out, "### {} ERROR {path}\n", sign(Verdict::Error(crate::model::ErrorKind::Input)))?;
            writeln!(out, "{} {}\n", markdown_code(&failure.code), markdown(&failure.message))?;
        }
        if self.rows.len() > 1 {
            writeln!(out, "### {} subjects\n\n| verdict | subject | failed | undecided |", self.rows.len())?;
            writeln!(out, "|---|---|--:|--:|\n{}\n", self.rows.join("\n"))?;
        }
        if !summary.skipped.is_empty() {
            let names: Vec<String> = summary.skipped.iter().take(20).map(|file| markdown_code(&file.path)).collect();
            let more = summary.skipped.len().saturating_sub(20);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            writeln!(out, "{} files were skipped: {}{more}\n", summary.skipped.len(), names.join(", "))?;
        }
        Ok(())
    }
}

const fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Allow => "✅",
        Verdict::Deny => "❌",
        Verdict::Review => "🔶",
        Verdict::Error(_) => "⚠️",
    }
}

fn failures(out: &mut dyn Write, decision: &Decision) -> io::Result<()> {
    let mut rows: Vec<&Finding> = Vec::new();
    for standing in [Standing::Broken, Standing::Failed, Standing::Review] {
        rows.extend(standing_at(decision, standing));
    }
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(out, "| | control | what is wrong | where | what to do |\n|---|---|---|---|---|")?;
    for finding in rows {
        let control = &finding.control;
        let word = match Standing::of(finding) {
            Standing::Failed => severity_word(finding.severity),
            other => other.word(),
        };
        let place = places(&decision.subject.subject, finding).first().map(Place::label).unwrap_or_default();
        writeln!(
            out,
            "| {word} | {} {} | {} | {} | {} _{}_ |",
            markdown_code(&control.id),
            markdown(&control.title),
            markdown(&finding.message),
            markdown_code(&place),
            markdown(&control.remediation),
            markdown(&control.citation)
        )?;
    }
    writeln!(out)
}

fn facts(out: &mut dyn Write, decision: &Decision) -> io::Result<()> {
    let facts = missing_facts(decision);
    if facts.is_empty() {
        return Ok(());
    }
    writeln!(out, "{} controls wait for {} facts:\n", Tally::of(decision).undecided, facts.len())?;
    writeln!(out, "| missing fact | settles | now |\n|---|--:|---|")?;
    for fact in facts.iter().take(FACTS) {
        let now = match (&fact.raw, &fact.place) {
            (Some(raw), Some(place)) => {
                format!("{} {} at {}", fact.state.word(), markdown_code(raw), markdown_code(place))
            }
            _ => fact.state.word().to_owned(),
        };
        writeln!(out, "| {} | {} | {now} |", markdown_code(&fact.name), fact.findings.len())?;
    }
    if facts.len() > FACTS {
        writeln!(out, "| and {} more | | |", facts.len() - FACTS)?;
    }
    writeln!(out)
}

fn footer(out: &mut dyn Write, view: &DecisionView<'_>) -> io::Result<()> {
    let decision = view.decision;
    let tally = Tally::of(decision);
    let mut lines =
        vec![format!("{} passed, {} do not apply, {} waived", tally.passed, tally.not_applicable, tally.waived)];
    for (date, (all, failing)) in wording::forecasts(decision) {
        lines.push(format!("{all} controls apply from {date}: {failing} would fail"));
    }
    let ran = decision.packs.iter().filter(|run| run.status == PackStatus::Ran);
    let ran: Vec<String> = ran.map(|run| markdown_code(&format!("{} {}", run.pack.id, run.pack.version))).collect();
    lines.push(format!("packs: {}", ran.join(", ")));
    for run in decision.packs.iter().filter(|run| run.status != PackStatus::Ran) {
        lines.push(format!("not run: {} ({})", markdown_code(&run.pack.id), markdown(&run.reason)));
    }
    for run in &decision.packs {
        let loosened = run.loosened.iter().map(|name| wording::loosened_parameter(run, name));
        lines.extend(loosened.map(|parameter| format!("**loosened:** {}", markdown_code(&parameter))));
    }
    if decision.management.org.is_none() {
        lines.push("**unmanaged:** no organisation policy".to_owned());
    }
    match view.receipt {
        ReceiptView::DryRun => lines.push("not recorded: a dry run".to_owned()),
        ReceiptView::Logged(logged) => {
            let hash = logged.entry_hash.to_string();
            lines.push(format!("recorded: {} #{} {}", markdown_code(logged.origin), logged.seq, markdown_code(&hash)));
            let head = logged.checkpoint_head().map(|(size, root)| format!("{size} {root}")).unwrap_or_default();
            lines.push(format!("checkpoint: {} ({})", markdown_code(&head), markdown(logged.key_note)));
        }
    }
    writeln!(out, "<details><summary>Packs and receipt</summary>\n")?;
    for line in lines {
        writeln!(out, "- {line}")?;
    }
    writeln!(out, "\n</details>\n")
}
