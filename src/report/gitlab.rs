//! GitLab code quality: a JSON list of what failed, what broke, and the facts that undecided controls wait for.

use std::io::{self, Write};

use serde::Serialize;

use crate::model::{Decision, Finding, Severity};
use crate::report::escape::line;
use crate::report::fingerprint::fingerprint;
use crate::report::place::{Place, error_place, place_of, places};
use crate::report::renderer::{Failure, Options, Renderer, RunSummary};
use crate::report::standing::{Standing, standing_at};
use crate::report::unknowns::{Fact, missing_facts};
use crate::report::view::DecisionView;
use crate::report::wording;
use crate::report::wording::count;

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
}

#[derive(Debug, Default)]
struct Gitlab {
    issues: usize,
}

/// Makes the renderer.
pub(crate) fn make(_: Options) -> Box<dyn Renderer> {
    Box::new(Gitlab::default())
}

impl Renderer for Gitlab {
    fn decision(&mut self, view: &DecisionView<'_>, out: &mut dyn Write) -> io::Result<()> {
        for issue in issues(view.decision) {
            self.write(&issue, out)?;
        }
        Ok(())
    }

    fn finish(&mut self, summary: &RunSummary, out: &mut dyn Write) -> io::Result<()> {
        for failure in &summary.failures {
            self.write(&failed_input(failure), out)?;
        }
        out.write_all(if self.issues == 0 { b"[]\n" } else { b"\n]\n" })
    }
}

impl Gitlab {
    fn write(&mut self, issue: &Issue, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.issues == 0 { b"[\n" } else { b",\n" })?;
        self.issues += 1;
        serde_json::to_writer(out, issue).map_err(io::Error::from)
    }
}

fn issues(decision: &Decision) -> Vec<Issue> {
    let subject = &decision.subject.subject;
    let mut issues = Vec::new();
    if let Some(error) = &decision.error {
        let mut location = location(error_place(subject, error).as_ref());
        if location.path.is_empty() {
            // A file that could not be read at all is no document of the subject; the message names it.
            location.path.clone_from(&subject.id);
        }
        let fingerprint = fingerprint(&[&location.path, &error.code]);
        let description = line(&error.message);
        issues.push(Issue { description, check_name: error.code.clone(), fingerprint, severity: "blocker", location });
    }
    let broken = standing_at(decision, Standing::Broken);
    for finding in broken.into_iter().chain(standing_at(decision, Standing::Failed)) {
        let location = location(places(subject, finding).first());
        issues.push(Issue {
            description: line(&format!("{}: {}", finding.control.title, finding.message)),
            check_name: finding.control.id.clone(),
            fingerprint: fingerprint(&[&location.path, &finding.control.id]),
            severity: severity(finding),
            location,
        });
    }
    issues.extend(missing_facts(decision).iter().map(|fact| missing(decision, fact)));
    issues.extend(wording::caveats(decision).into_iter().map(|caveat| {
        let location = location(place_of(subject, "").as_ref());
        let fingerprint = fingerprint(&[&location.path, "caveat", &caveat]);
        Issue { description: line(&caveat), check_name: "caveat".to_owned(), fingerprint, severity: "info", location }
    }));
    issues
}

fn missing(decision: &Decision, fact: &Fact<'_>) -> Issue {
    let first = fact.findings.first().map(|finding| places(&decision.subject.subject, finding));
    let location = location(first.as_ref().and_then(|places| places.first()));
    let name = fact.pointer.as_deref().unwrap_or(&fact.name);
    Issue {
        description: line(&format!(
            "{} is {}; settles {}",
            fact.name,
            fact.state.word(),
            count(fact.findings.len(), "control")
        )),
        check_name: "missing-fact".to_owned(),
        fingerprint: fingerprint(&[&location.path, "missing-fact", name]),
        severity: if fact.deny > 0 { "major" } else { "minor" },
        location,
    }
}

fn failed_input(failure: &Failure) -> Issue {
    let path = failure.path.clone().unwrap_or_default();
    Issue {
        description: line(&failure.message),
        check_name: failure.code.clone(),
        fingerprint: fingerprint(&[&path, &failure.code]),
        severity: "blocker",
        location: Location { path, lines: Lines { begin: failure.place.as_ref().map_or(1, |(_, at)| at.line) } },
    }
}

fn severity(finding: &Finding) -> &'static str {
    match (Standing::of(finding), finding.severity) {
        (Standing::Broken, _) => "blocker",
        (_, Severity::Deny) => "critical",
        (_, Severity::Warn) => "minor",
        (_, Severity::Info) => "info",
    }
}

/// GitLab wants a path relative to the repository, and a line.
fn location(place: Option<&Place<'_>>) -> Location {
    let path = place.map(|place| place.document.source.name.trim_start_matches("./").to_owned()).unwrap_or_default();
    let begin = place.and_then(|place| place.position).map_or(1, |at| at.line);
    Location { path, lines: Lines { begin } }
}
