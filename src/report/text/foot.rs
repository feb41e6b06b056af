//! The last lines: counts, forecasts, packs, loosened parameters and the receipt.

use crate::model::{Decision, PackRun, PackStatus};
use crate::report::standing::{Standing, Tally, standing_at};
use crate::report::text::layout::Layout;
use crate::report::text::sheet::Sheet;
use crate::report::view::{DecisionView, ReceiptView};
use crate::report::wording::{count, forecasts, loosened_parameter};

/// Writes the footer.
pub(crate) fn write(sheet: &mut Sheet, view: &DecisionView<'_>, layout: &Layout) {
    let decision = view.decision;
    sheet.gap();
    counts(sheet, decision, layout);
    for (date, (all, failing)) in forecasts(decision) {
        let would = if failing > 0 { format!(": {failing} would fail") } else { String::new() };
        let verb = if all == 1 { "applies" } else { "apply" };
        sheet.labelled("forecast", &format!("{} {verb} from {date}{would}", count(all, "control")));
    }
    packs(sheet, decision, layout);
    loosened(sheet, decision, layout);
    receipt(sheet, view, layout);
}

fn counts(sheet: &mut Sheet, decision: &Decision, layout: &Layout) {
    let tally = Tally::of(decision);
    if !decision.findings.is_empty() {
        sheet.labelled("passed", &format!("{}; {} do not apply", count(tally.passed, "control"), tally.not_applicable));
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

fn packs(sheet: &mut Sheet, decision: &Decision, layout: &Layout) {
    let name = |run: &PackRun| {
        let pack = &run.pack;
        if layout.everything {
            format!("{} {} {}", pack.id, pack.version, pack.digest.short())
        } else {
            pack.id.clone()
        }
    };
    let ran: Vec<String> = decision.packs.iter().filter(|run| run.status == PackStatus::Ran).map(name).collect();
    if !ran.is_empty() {
        sheet.labelled("ran", &ran.join(", "));
    }
    let silent = decision.packs.iter().filter(|run| run.status != PackStatus::Ran);
    let silent: Vec<String> = silent.map(|run| format!("{} ({})", name(run), run.reason)).collect();
    if !silent.is_empty() {
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
