//! GitHub workflow commands: annotations on the lines of the documents. GitHub shows ten of each kind a step, so the
//! most severe come first, and undecided controls come as the facts that they wait for.

use std::io::{self, Write};

use crate::model::{Finding, Severity};
use crate::report::escape::{github_message, github_property};
use crate::report::place::{Place, error_place, places};
use crate::report::renderer::{Options, Renderer, RunSummary};
use crate::report::standing::{Standing, standing_at};
use crate::report::unknowns::missing_facts;
use crate::report::view::DecisionView;
use crate::report::wording;
use crate::report::wording::count;

/// Missing facts that are annotated; the summary has them all.
const FACTS: usize = 5;

#[derive(Debug)]
struct Github;

/// Makes the renderer.
pub(crate) fn make(_: Options) -> Box<dyn Renderer> {
    Box::new(Github)
}

impl Renderer for Github {
    fn decision(&mut self, view: &DecisionView<'_>, out: &mut dyn Write) -> io::Result<()> {
        let decision = view.decision;
        let subject = &decision.subject.subject;
        if let Some(error) = &decision.error {
            command(out, "error", error_place(subject, error).as_ref(), &error.code, &error.message)?;
        }
        let broken = standing_at(decision, Standing::Broken);
        for finding in broken.into_iter().chain(standing_at(decision, Standing::Failed)) {
            let message =
                format!("{}. {} ({})", finding.message, finding.control.remediation, finding.control.citation);
            let title = format!("{} {}", finding.control.id, finding.control.title);
            command(out, level(finding), places(subject, finding).first(), &title, &message)?;
        }
        for fact in missing_facts(decision).iter().take(FACTS) {
            let place = fact.findings.first().map(|finding| places(subject, finding)).unwrap_or_default();
            let ids: Vec<&str> = fact.findings.iter().map(|finding| finding.control.id.as_str()).take(10).collect();
            let message = format!("settles {}: {}", count(fact.findings.len(), "control"), ids.join(", "));
            let level = if fact.deny > 0 { "warning" } else { "notice" };
            command(out, level, place.first(), &format!("{} is {}", fact.name, fact.state.word()), &message)?;
        }
        let id = format!("{} {}", decision.verdict.word(), subject.id);
        let facts = wording::circumstances(decision).join(", ");
        let mut message = format!("{}; {facts}", wording::reason(decision));
        for caveat in wording::caveats(decision) {
            message.push_str(&format!("; {caveat}"));
        }
        command(out, "notice", None, &id, &message)
    }

    fn finish(&mut self, summary: &RunSummary, out: &mut dyn Write) -> io::Result<()> {
        for failure in &summary.failures {
            let file =
                failure.path.as_deref().map(|path| format!("file={},", github_property(path))).unwrap_or_default();
            let place = failure.place.as_ref().map(|(_, at)| format!("line={},col={},", at.line, at.column));
            let title = github_property(&failure.code);
            let message = github_message(&failure.message);
            writeln!(out, "::error {file}{}title={title}::{message}", place.unwrap_or_default())?;
        }
        Ok(())
    }
}

const fn level(finding: &Finding) -> &'static str {
    match finding.severity {
        Severity::Deny => "error",
        Severity::Warn => "warning",
        Severity::Info => "notice",
    }
}

fn command(out: &mut dyn Write, level: &str, place: Option<&Place<'_>>, title: &str, message: &str) -> io::Result<()> {
    write!(out, "::{level} ")?;
    if let Some(place) = place {
        write!(out, "file={},", github_property(&place.document.source.name))?;
        if let Some(at) = place.position {
            write!(out, "line={},col={},endLine={},endColumn={},", at.line, at.column, at.end_line, at.end_column)?;
        }
    }
    writeln!(out, "title={}::{}", github_property(title), github_message(message))
}
