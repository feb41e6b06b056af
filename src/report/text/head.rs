//! The first lines: the verdict, whom and what it is about, and why.

use crate::model::{Decision, Verdict};
use crate::report::escape;
use crate::report::standing::{Standing, standing_at};
use crate::report::text::sheet::Sheet;
use crate::report::wording::circumstances;
use crate::report::wrap::wrap;

/// `DENY  credit-scoring@1.4.0  tier high · production · as of 2026-11-21`.
pub(crate) fn verdict_line(sheet: &mut Sheet, decision: &Decision) {
    let word = decision.verdict.word().to_uppercase();
    let id = escape::line(&decision.subject.subject.id);
    let facts = circumstances(decision).join(sheet.dot());
    let lead = format!("{word:<6} {id}");
    let wide = lead.chars().count() + 2 + facts.chars().count() <= sheet.options.width;
    let painted = sheet.palette.verdict(decision.verdict, &format!("{word:<6}"));
    if wide {
        let id = sheet.palette.strong(&id);
        let line = format!("{painted} {id}  {facts}");
        sheet.ready(line);
        return;
    }
    let mut names = wrap(&id, sheet.options.width, 7, 7).into_iter();
    let first = sheet.palette.strong(&names.next().unwrap_or_default());
    sheet.ready(format!("{painted} {first}"));
    names.for_each(|line| sheet.ready(line));
    sheet.indented(7, &facts);
}

/// Why a decision is an error, in one line however long: where nothing else is printed, it is all there is to go by.
pub(crate) fn error_line(sheet: &mut Sheet, decision: &Decision) {
    if !matches!(decision.verdict, Verdict::Error(_)) {
        return;
    }
    // What a control says about itself is more exact than that its pack broke.
    let broken = standing_at(decision, Standing::Broken);
    let reason = match (broken.first(), &decision.error) {
        (Some(finding), _) => Some((&finding.control.id, &finding.message)),
        (None, Some(error)) => Some((&error.code, &error.message)),
        (None, None) => None,
    };
    if let Some((id, message)) = reason {
        let more = if broken.len() > 1 { format!(" (and {} more)", broken.len() - 1) } else { String::new() };
        sheet.ready(format!("       error[{}]: {}{more}", escape::line(id), escape::line(message)));
    }
}
