//! JUnit XML for Jenkins and GitLab: a test suite for each decision, a test case for each control, and one for the
//! verdict, so that a gate that is not open is never a green suite.

use std::io::{self, Write};

use crate::model::{Finding, Severity, Subject, Verdict};
use crate::report::escape::xml;
use crate::report::place::{Place, places};
use crate::report::renderer::{Failure, Options, Renderer, RunSummary};
use crate::report::standing::Standing;
use crate::report::view::{DecisionView, ReceiptView};
use crate::report::wording::{self, severity_word};

#[derive(Debug, Default)]
struct Junit {
    begun: bool,
}

/// Makes the renderer.
pub(crate) fn make(_: Options) -> Box<dyn Renderer> {
    Box::new(Junit::default())
}

/// What a test case says.
enum Result {
    Passed,
    Warned(String),
    Skipped(String),
    Failed(String),
    Error(String),
}

impl Renderer for Junit {
    fn decision(&mut self, view: &DecisionView<'_>, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        let decision = view.decision;
        let subject = &decision.subject.subject;
        let mut cases: Vec<(String, String, Result)> = vec![("govern".to_owned(), "verdict".to_owned(), verdict(view))];
        cases.extend(decision.findings.iter().map(|finding| {
            let control = &finding.control;
            (control.pack.clone(), format!("{} {}", control.id, control.title), result(subject, finding))
        }));
        let time = match view.receipt {
            ReceiptView::Logged(logged) => format!(" timestamp=\"{}\"", logged.time),
            ReceiptView::DryRun => String::new(),
        };
        open_suite(out, &subject.id, &time, &cases)?;
        properties(out, view)?;
        for case in &cases {
            write_case(out, case)?;
        }
        out.write_all(b"  </testsuite>\n")
    }

    fn finish(&mut self, summary: &RunSummary, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        if !summary.failures.is_empty() {
            let cases: Vec<_> = summary.failures.iter().map(failure).collect();
            open_suite(out, "input", "", &cases)?;
            for case in &cases {
                write_case(out, case)?;
            }
            out.write_all(b"  </testsuite>\n")?;
        }
        out.write_all(b"</testsuites>\n")
    }
}

impl Junit {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.begun {
            return Ok(());
        }
        self.begun = true;
        out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"govern check\">\n")
    }
}

fn verdict(view: &DecisionView<'_>) -> Result {
    let decision = view.decision;
    let mut message = format!("{}: {}", decision.verdict.word(), wording::reason(decision));
    if let Some(error) = &decision.error {
        message.push_str(&format!("\n{}: {}", error.code, error.message));
    }
    match decision.verdict {
        Verdict::Allow if decision.mode.is_full() => Result::Passed,
        Verdict::Error(_) => Result::Error(message),
        _ => Result::Failed(message),
    }
}

fn result(subject: &Subject, finding: &Finding) -> Result {
    let control = &finding.control;
    let place = places(subject, finding).first().map(Place::label).unwrap_or_default();
    let message =
        format!("{}\nat: {place}\nfix: {}\nsource: {}", finding.message, control.remediation, control.citation);
    let denies = finding.severity == Severity::Deny;
    match Standing::of(finding) {
        Standing::Passed => Result::Passed,
        Standing::Broken => Result::Error(message),
        Standing::Failed | Standing::Undecided | Standing::Review if denies => {
            Result::Failed(format!("{}: {message}", Standing::of(finding).word()))
        }
        Standing::Failed | Standing::Undecided | Standing::Review => {
            Result::Warned(format!("{} {}: {message}", severity_word(finding.severity), Standing::of(finding).word()))
        }
        Standing::NotApplicable => Result::Skipped(format!("not applicable: {}", finding.message)),
        Standing::Waived => Result::Skipped(format!("waived by {}", finding.waiver.as_deref().unwrap_or_default())),
        Standing::Forecast => {
            let date = finding.forecast.map(|date| date.to_string()).unwrap_or_default();
            Result::Skipped(format!("applies from {date}; today: {}", finding.outcome.word()))
        }
    }
}

fn failure(failure: &Failure) -> (String, String, Result) {
    let hint = failure.hint.as_deref().map(|hint| format!("\nhelp: {hint}")).unwrap_or_default();
    let name = failure.path.clone().unwrap_or_else(|| failure.code.clone());
    ("input".to_owned(), name, Result::Error(format!("{}: {}{hint}", failure.code, failure.message)))
}

fn open_suite(out: &mut dyn Write, name: &str, time: &str, cases: &[(String, String, Result)]) -> io::Result<()> {
    let number = |wanted: fn(&Result) -> bool| cases.iter().filter(|(_, _, result)| wanted(result)).count();
    writeln!(
        out,
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\"{time}>",
        xml(name),
        cases.len(),
        number(|result| matches!(result, Result::Failed(_))),
        number(|result| matches!(result, Result::Error(_))),
        number(|result| matches!(result, Result::Skipped(_))),
    )
}

fn properties(out: &mut dyn Write, view: &DecisionView<'_>) -> io::Result<()> {
    writeln!(out, "    <properties>")?;
    let decision = view.decision;
    let mut properties = vec![
        ("verdict", decision.verdict.word().to_owned()),
        ("circumstances", wording::circumstances(decision).join(", ")),
        ("subject-digest", decision.subject.digest.to_string()),
    ];
    if let ReceiptView::Logged(logged) = view.receipt {
        properties.push(("log", format!("{} #{} {}", logged.origin, logged.seq, logged.entry_hash)));
    }
    properties.extend(wording::caveats(decision).into_iter().map(|caveat| ("caveat", caveat)));
    for (name, value) in properties {
        writeln!(out, "      <property name=\"{name}\" value=\"{}\"/>", xml(&value))?;
    }
    writeln!(out, "    </properties>")
}

fn write_case(out: &mut dyn Write, (class, name, result): &(String, String, Result)) -> io::Result<()> {
    write!(out, "    <testcase classname=\"{}\" name=\"{}\"", xml(class), xml(name))?;
    let (tag, message) = match result {
        Result::Passed => return writeln!(out, "/>"),
        Result::Warned(message) => {
            return writeln!(out, "><system-out>{}</system-out></testcase>", xml(message));
        }
        Result::Skipped(message) => {
            return writeln!(out, "><skipped message=\"{}\"/></testcase>", xml(message));
        }
        Result::Failed(message) => ("failure", message),
        Result::Error(message) => ("error", message),
    };
    let first = message.lines().next().unwrap_or_default();
    writeln!(out, "><{tag} message=\"{}\" type=\"{tag}\">{}</{tag}></testcase>", xml(first), xml(message))
}
