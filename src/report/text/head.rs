//! The first lines: the verdict, whom and what it is about, and why.

use crate::model::Decision;
use crate::report::escape;
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
