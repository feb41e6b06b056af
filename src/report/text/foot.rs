//! The last lines: counts, forecasts, packs, loosened parameters and the receipt.

use crate::model::{Decision, Outcome, PackRun, PackStatus};
use crate::report::standing::{Standing, Tally, standing_at};
use crate::report::text::layout::Layout;
use crate::report::text::sheet::Sheet;
use crate::report::view::{DecisionView, ReceiptView};
use crate::report::wording::{count, forecasts, loosened_parameter};

/// Failing forecasts that are named.
const NAMED: usize = 8;

/// Writes the footer.
pub(crate) fn write(sheet: &mut Sheet, view: &DecisionView<'_>, layout: &Layout) {
    let decision = view.decision;
    sheet.gap();
    counts(sheet, decision, layout);
    forecast(sheet, decision);
    packs(sheet, decision, layout);
    loosened(sheet, decision, layout);
    receipt(sheet, view, layout);
}

fn counts(sheet: &mut Sheet, decision: &Decision, layout: &Layout) {
    let tally = Tally::of(decision);
    if !decision.findings.is_empty() {
        let verb = if tally.not_applicable == 1 { "does" } else { "do" };
        let ran = decision.packs.iter().filter(|run| run.status == PackStatus::Ran).count();
        let passed = count(tally.passed, "control");
        let packs = if layout.packs { String::new() } else { format!("; {} ran", count(ran, "pack")) };
        sheet.labelled("passed", &format!("{passed}; {} {verb} not apply{packs}", tally.not_applicable));
    }
    let waived = standing_at(decision, Standing::Waived);
    if !waived.is_empty() {
        let waived = waived.iter().map(|f| format!("{} by {}", f.control.id, f.waiver.as_deref().unwrap_or_default()));
        sheet.labelled("waived", &waived.collect::<Vec<_>>().join(", "));
    }
    if layout.everything {
        for (label, standing) in [("passed", Standing::Passed), ("no duty", Standing::NotApplicable)] {
            let ids: Vec<String> = standing_at(decision, standing).iter().map(|f| f.control.id.clone()).collect();
            if !ids.is_empty() {
                sheet.labelled(label, &ids.join(", "));
            }
        }
    }
}

/// `2 controls apply from 2026-12-02, 49 from 2027-12-02: EUAIA-14-02 would fail`.
fn forecast(sheet: &mut Sheet, decision: &Decision) {
    let dates: Vec<String> = forecasts(decision)
        .into_iter()
        .enumerate()
        .map(|(number, (date, (all, _)))| match number {
            0 => format!("{} {} from {date}", count(all, "control"), if all == 1 { "applies" } else { "apply" }),
            _ => format!("{all} from {date}"),
        })
        .collect();
    if dates.is_empty() {
        return;
    }
    let failing: Vec<&str> = standing_at(decision, Standing::Forecast)
        .into_iter()
        .filter(|finding| finding.outcome == Outcome::Fail)
        .map(|finding| finding.control.id.as_str())
        .collect();
    let would = match failing.len() {
        0 => String::new(),
        1..=NAMED => format!("; would fail: {}", failing.join(", ")),
        many => format!("; {many} would fail"),
    };
    sheet.labelled("forecast", &format!("{}{would}", dates.join(", ")));
}

fn packs(sheet: &mut Sheet, decision: &Decision, layout: &Layout) {
    if layout.everything {
        return every_pack(sheet, decision);
    }
    let ran = decision.packs.iter().filter(|run| run.status == PackStatus::Ran);
    let ran: Vec<&str> = ran.map(|run| run.pack.id.as_str()).collect();
    if layout.packs && !ran.is_empty() {
        sheet.labelled("ran", &ran.join(", "));
    }
    // One reason often holds for several packs.
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for run in decision.packs.iter().filter(|run| run.status != PackStatus::Ran) {
        let reason = match run.status {
            PackStatus::NotApplicable => "out of scope",
            PackStatus::Unknown => "not known whether in scope",
            _ => run.reason.as_str(),
        };
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, names)) => names.push(&run.pack.id),
            None => reasons.push((reason, vec![&run.pack.id])),
        }
    }
    if !reasons.is_empty() {
        let reasons: Vec<String> =
            reasons.iter().map(|(reason, names)| format!("{} ({reason})", names.join(", "))).collect();
        sheet.labelled("not run", &reasons.join("; "));
    }
}

/// Each pack with its version, digest and reason.
fn every_pack(sheet: &mut Sheet, decision: &Decision) {
    let name = |run: &PackRun| format!("{} {} {}", run.pack.id, run.pack.version, run.pack.digest.short());
    let (ran, silent): (Vec<&PackRun>, Vec<&PackRun>) =
        decision.packs.iter().partition(|run| run.status == PackStatus::Ran);
    if !ran.is_empty() {
        sheet.labelled("ran", &ran.into_iter().map(name).collect::<Vec<_>>().join(", "));
    }
    if !silent.is_empty() {
        let silent: Vec<String> = silent.iter().map(|run| format!("{} ({})", name(run), run.reason)).collect();
        sheet.labelled("not run", &silent.join(", "));
    }
}

fn loosened(sheet: &mut Sheet, decision: &Decision, layout: &Layout) {
    let all: Vec<String> =
        decision.packs.iter().flat_map(|run| run.loosened.iter().map(|name| loosened_parameter(run, name))).collect();
    if !all.is_empty() {
        sheet.labelled("loosened", &all.join(", "));
    }
    if layout.everything {
        for run in decision.packs.iter().filter(|run| run.parameters.as_object().is_some_and(|map| !map.is_empty())) {
            sheet.labelled("parameters", &format!("{} {}", run.pack.id, run.parameters));
        }
    }
}

fn receipt(sheet: &mut Sheet, view: &DecisionView<'_>, layout: &Layout) {
    let unmanaged = view.decision.management.org.is_none();
    let management = if unmanaged { "unmanaged" } else { "managed" };
    let dot = sheet.dot();
    let ReceiptView::Logged(logged) = view.receipt else {
        sheet.labelled("receipt", &format!("none: a dry run is not recorded{dot}{management}"));
        return;
    };
    let hash = if layout.everything { logged.entry_hash.hex() } else { logged.entry_hash.short() };
    let parts = [format!("{} #{}", logged.origin, logged.seq), hash, logged.key_note.to_owned(), management.to_owned()];
    sheet.labelled("receipt", &parts.join(dot));
    if let Some((size, root)) = logged.checkpoint_head() {
        sheet.labelled("checkpoint", &format!("{size} {root}"));
    }
    if layout.everything {
        sheet.labelled("recorded", &logged.time.to_string());
        let org = view.decision.management.org.map(|digest| digest.to_string());
        sheet.labelled("org policy", org.as_deref().unwrap_or("none"));
        let engine = &view.decision.engine;
        sheet.labelled(
            "engine",
            &format!("{}, govern {}, semantics {}", engine.engine, engine.program, engine.semantics),
        );
        sheet.labelled("subject", &view.decision.subject.digest.to_string());
    }
}
