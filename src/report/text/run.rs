//! What follows the last decision: failures without a subject, skipped files, and the totals of several subjects.

use crate::report::excerpt::{Excerpt, Grade};
use crate::report::renderer::{Failure, RunSummary, Verbosity};
use crate::report::text::findings;
use crate::report::text::layout::Detail;
use crate::report::text::sheet::Sheet;
use crate::report::wording::count;

/// Skipped files that are named without `--verbose`.
const NAMED: usize = 5;

/// Writes the end of a run.
pub(crate) fn write(sheet: &mut Sheet, summary: &RunSummary) {
    for failure in &summary.failures {
        write_failure(sheet, failure);
    }
    if sheet.options.verbosity == Verbosity::Quiet {
        return;
    }
    skipped(sheet, summary);
    let verdicts = summary.verdicts;
    if verdicts.total() > 1 || (!summary.failures.is_empty() && verdicts.total() > 0) {
        let named = [
            ("allowed", verdicts.allow),
            ("denied", verdicts.deny),
            ("to review", verdicts.review),
            ("with an error", verdicts.error),
        ];
        let counts: Vec<String> =
            named.iter().filter(|(_, number)| *number > 0).map(|(word, number)| format!("{number} {word}")).collect();
        sheet.gap();
        let total = count(verdicts.total(), "subject");
        let painted = sheet.palette.strong(&total);
        sheet.lead(&total, &painted, &format!(": {}; exit status {}", counts.join(", "), summary.exit), 4);
    }
}

fn write_failure(sheet: &mut Sheet, failure: &Failure) {
    let headline = match &failure.path {
        Some(path) if failure.place.is_none() => format!("{path}: {}", failure.message),
        _ => failure.message.clone(),
    };
    let excerpt = Excerpt {
        grade: Grade::Error,
        word: "error",
        id: &failure.code,
        headline: &headline,
        place: failure.place.as_ref().map(|(source, at)| (&**source, Some(*at))),
        label: String::new(),
        notes: failure.hint.iter().map(|hint| ("help", hint.clone())).collect(),
    };
    sheet.gap();
    findings::push(sheet, &excerpt, Detail::Tight);
}

fn skipped(sheet: &mut Sheet, summary: &RunSummary) {
    let total = summary.skipped.len();
    if total == 0 {
        return;
    }
    let all = sheet.options.verbosity == Verbosity::Verbose;
    let named = if all { total } else { total.min(NAMED) };
    let names: Vec<String> = summary
        .skipped
        .iter()
        .take(named)
        .map(|file| if all { format!("{} ({})", file.path, file.reason) } else { file.path.clone() })
        .collect();
    let more = if named < total { format!(" and {} more", total - named) } else { String::new() };
    sheet.gap();
    sheet.labelled("skipped", &format!("{}: {}{more}", count(total, "file"), names.join(", ")));
}
