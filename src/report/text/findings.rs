//! What failed, broke, or waits for a person.

use crate::model::{Basis, ControlKind, Decision, Finding, LeafState, Outcome, Severity};
use crate::report::escape;
use crate::report::excerpt::{Excerpt, Grade};
use crate::report::place::{Place, error_place, places};
use crate::report::standing::{Standing, standing_at};
use crate::report::text::layout::{Detail, Layout};
use crate::report::text::sheet::Sheet;
use crate::report::wording::severity_word;

/// Controls that are taken for asked for one by one, at most.
const ASKED: usize = 5;

/// Writes the findings that need somebody to act, the most severe first.
pub(crate) fn write(sheet: &mut Sheet, decision: &Decision, layout: &Layout) {
    if let Some(error) = &decision.error {
        let notes = error.hint.iter().map(|hint| ("help", hint.clone())).collect();
        let place = error_place(&decision.subject.subject, error);
        let excerpt = Excerpt {
            grade: Grade::Error,
            word: "error",
            id: &error.code,
            headline: &error.brief,
            place: place
                .filter(|place| place.position.is_some())
                .map(|place| (&*place.document.source, place.position)),
            label: String::new(),
            notes,
        };
        push(sheet, &excerpt, Detail::Tight);
    }
    let mut deny_seen = false;
    let mut defects = 0;
    let mut listed = Vec::new();
    for finding in standing_at(decision, Standing::Broken).into_iter().chain(standing_at(decision, Standing::Failed)) {
        let denies = finding.severity == Severity::Deny;
        let detail = match (denies, deny_seen) {
            (true, false) => layout.deny,
            (true, true) => layout.more_deny,
            (false, _) => layout.warn,
        };
        deny_seen |= denies;
        // What is wrong with what is written says more than what is not written.
        let is_defect = finding.control.kind == ControlKind::Defect;
        if detail != Detail::Listed {
            show(sheet, decision, finding, detail);
        } else if is_defect && defects < layout.defects {
            show(sheet, decision, finding, Detail::Short);
            defects += 1;
        } else {
            listed.push(finding);
        }
    }
    list(sheet, &listed);
    reviews(sheet, decision, layout);
    if decision.mode.partial && decision.findings.len() <= ASKED {
        asked(sheet, decision);
    }
}

/// Controls that were asked for one by one are answered one by one, also where there is nothing to do yet.
fn asked(sheet: &mut Sheet, decision: &Decision) {
    for finding in &decision.findings {
        let control = &finding.control;
        let (word, text) = match (Standing::of(finding), finding.outcome, finding.forecast) {
            (Standing::Forecast, Outcome::Fail, Some(date)) => {
                show(sheet, decision, finding, Detail::Full);
                ("forecast", format!("applies from {date}, and would fail"))
            }
            (Standing::Forecast, outcome, Some(date)) => {
                let would = if outcome == Outcome::Pass { "would pass" } else { "would be undecided" };
                ("forecast", format!("applies from {date}, and {would}: {}", said(finding)))
            }
            (Standing::Passed, _, _) => ("pass", said(finding).to_owned()),
            (Standing::NotApplicable, _, _) => ("not applicable", said(finding).to_owned()),
            _ => continue,
        };
        let head = format!("{word}[{}]", escape::line(&control.id));
        let painted = sheet.palette.strong(&head);
        sheet.lead(&head, &painted, &format!(" {text}"), 4);
    }
}

/// The message of a finding; a control that passed need not give one.
fn said(finding: &Finding) -> &str {
    if finding.message.is_empty() { &finding.control.title } else { &finding.message }
}

/// One finding with its place.
pub(crate) fn show(sheet: &mut Sheet, decision: &Decision, finding: &Finding, detail: Detail) {
    let word = match Standing::of(finding) {
        Standing::Broken => "error",
        Standing::Review => "review",
        Standing::Forecast => "forecast",
        _ => severity_word(finding.severity),
    };
    let places = places(&decision.subject.subject, finding);
    let place = places.first();
    if detail == Detail::Short {
        short(sheet, word, finding, place);
        return;
    }
    let citation = citation(finding);
    let remedy = finding.control.remediation.clone();
    let notes = if detail == Detail::Full {
        vec![("fix", remedy), citation]
    } else {
        vec![("fix", format!("{remedy} ({})", citation.1))]
    };
    let excerpt = Excerpt {
        grade: grade(word),
        word,
        id: &finding.control.id,
        headline: &finding.message,
        place: place.map(|place| (&*place.document.source, place.position)),
        label: place.map(label).unwrap_or_default(),
        notes,
    };
    push(sheet, &excerpt, detail);
}

/// Writes an excerpt; only one in full keeps the lines that are nothing but its frame.
pub(crate) fn push(sheet: &mut Sheet, excerpt: &Excerpt<'_>, detail: Detail) {
    let text = excerpt.render(&sheet.options);
    if detail == Detail::Full {
        sheet.gap();
    }
    for line in text.lines() {
        let bare = anstream::adapter::strip_str(line).to_string();
        let only_frame = bare.trim().chars().all(|character| matches!(character, '|' | '│' | '╭' | '╰'));
        if detail == Detail::Full || !only_frame {
            sheet.ready(line);
        }
    }
}

/// ``deny[EH-03] model_card.json:5:32: `bias_detected` is claimed …``.
fn short(sheet: &mut Sheet, word: &str, finding: &Finding, place: Option<&Place<'_>>) {
    let head = format!("{word}[{}]", escape::line(&finding.control.id));
    let painted = sheet.palette.severity(finding.severity, &head);
    let place = place.map(Place::label).unwrap_or_default();
    sheet.lead(&head, &painted, &format!(" {place}: {}", finding.message), 4);
}

fn list(sheet: &mut Sheet, findings: &[&Finding]) {
    for severity in [Severity::Warn, Severity::Info] {
        let ids: Vec<&str> =
            findings.iter().filter(|f| f.severity == severity).map(|f| f.control.id.as_str()).collect();
        if !ids.is_empty() {
            let word = severity_word(severity);
            let painted = sheet.palette.severity(severity, word);
            sheet.lead(word, &painted, &format!(": {} failed: {}", ids.len(), ids.join(", ")), 4);
        }
    }
}

fn reviews(sheet: &mut Sheet, decision: &Decision, layout: &Layout) {
    let reviews = standing_at(decision, Standing::Review);
    if reviews.is_empty() {
        return;
    }
    if layout.everything || (reviews.len() <= 3 && layout.defects > 0) {
        if layout.warn != Detail::Listed {
            sheet.gap();
        }
        for finding in reviews {
            let head = format!("review[{}]", escape::line(&finding.control.id));
            let painted = sheet.palette.strong(&head);
            sheet.lead(&head, &painted, &format!(" {}", finding.message), 4);
        }
        return;
    }
    let ids: Vec<&str> = reviews.iter().map(|finding| finding.control.id.as_str()).collect();
    let painted = sheet.palette.strong("review");
    sheet.lead("review", &painted, &format!(": a person has to judge {}: {}", ids.len(), ids.join(", ")), 4);
}

const fn grade_of(severity: Severity) -> Grade {
    match severity {
        Severity::Deny => Grade::Error,
        Severity::Warn => Grade::Warning,
        Severity::Info => Grade::Info,
    }
}

fn grade(word: &str) -> Grade {
    match word {
        "warn" | "forecast" => grade_of(Severity::Warn),
        "info" | "review" => grade_of(Severity::Info),
        _ => grade_of(Severity::Deny),
    }
}

/// How the marked leaf is known.
fn label(place: &Place<'_>) -> String {
    match (place.leaf, place.state()) {
        (None, _) => format!("no `{}` here", crate::report::place::dotted(place.pointer)),
        (Some(leaf), state @ (LeafState::Malformed | LeafState::Placeholder)) => {
            format!("{} `{}`", state.word(), leaf.raw)
        }
        (Some(_), state) => state.word().to_owned(),
    }
}

/// The citation with a word for what it is.
fn citation(finding: &Finding) -> (&'static str, String) {
    let word = match finding.control.basis {
        Basis::Law => "law",
        Basis::Guidance => "guidance",
        Basis::Heuristic => "practice",
    };
    (word, finding.control.citation.clone())
}
