//! What is undecided: the facts that are missing, the most useful first, and what to paste.

use crate::model::{Decision, LeafState};
use crate::report::snippet::snippets;
use crate::report::standing::Tally;
use crate::report::text::layout::Layout;
use crate::report::text::sheet::Sheet;
use crate::report::unknowns::{Fact, missing_facts};
use crate::report::vocabulary::Leaf;
use crate::report::wording::count;
use crate::report::wording::severity_word;

/// Columns after which a fact's name stops pushing the counts to the right.
const NAME: usize = 34;

/// Writes the missing facts.
pub(crate) fn write(sheet: &mut Sheet, decision: &Decision, layout: &Layout) {
    let undecided = Tally::of(decision).undecided;
    if undecided == 0 {
        return;
    }
    let mut facts = missing_facts(decision);
    sheet.gap();
    let painted = sheet.palette.strong("undecided");
    let waiting = if undecided == 1 { "waits" } else { "wait" };
    let mut header = format!(": {} {waiting} for {}", count(undecided, "control"), count(facts.len(), "fact"));
    if !layout.everything {
        facts.retain(|fact| !fact.is_informative());
        if facts.is_empty() {
            header.push_str("; all are informative, and --verbose lists them");
        }
    }
    sheet.lead("undecided", &painted, &header, 4);
    let shown = facts.len().min(layout.facts);
    let name = facts.iter().take(shown).map(|fact| fact.name.chars().count()).max().unwrap_or(0).min(NAME);
    for fact in facts.iter().take(shown) {
        line(sheet, fact, name);
        if layout.everything {
            details(sheet, fact);
        }
    }
    let columns = sheet.options.width.saturating_sub(4);
    for (number, snippet) in snippets(&decision.subject.subject, &facts, layout.paste, columns).iter().enumerate() {
        let caution = if number == 0 { ", and replace every <...>" } else { "" };
        sheet.indented(2, &format!("{}{caution}:", snippet.instruction));
        for line in &snippet.lines {
            let line = crate::report::escape::line(line);
            let line = sheet.palette.field(&line);
            sheet.ready(format!("    {line}"));
        }
    }
}

fn line(sheet: &mut Sheet, fact: &Fact<'_>, name: usize) {
    let word = format!("  {:<name$}", crate::report::escape::line(&fact.name));
    let painted = sheet.palette.field(&word);
    let mut text = format!("  settles {}", count(fact.findings.len(), "control"));
    let now = fact.raw.as_deref().unwrap_or_default();
    let place = fact.place.as_deref().unwrap_or_default();
    match fact.state {
        LeafState::Absent => {}
        LeafState::Placeholder | LeafState::Malformed => {
            text.push_str(&format!("; {} `{now}` at {place}", fact.state.word()));
        }
        known => text.push_str(&format!("; {} is not enough, at {place}", known.word())),
    }
    sheet.lead(&word, &painted, &text, 6);
}

fn details(sheet: &mut Sheet, fact: &Fact<'_>) {
    let words = fact.pointer.as_deref().and_then(Leaf::at).map(|leaf| leaf.words()).unwrap_or_default();
    if !words.is_empty() {
        sheet.indented(6, &format!("one of: {}", words.join(", ")));
    }
    for finding in &fact.findings {
        let control = &finding.control;
        let text =
            format!("{}[{}] {} ({})", severity_word(finding.severity), control.id, control.title, control.citation);
        sheet.indented(6, &text);
    }
}
