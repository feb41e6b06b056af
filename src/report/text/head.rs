//! The first lines: the verdict, whom and what it is about, and why.

use crate::model::{Decision, Enforcement, Outcome, Severity, Tier, Verdict};
use crate::report::escape;
use crate::report::standing::{Standing, Tally};
use crate::report::text::sheet::{Sheet, count};
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

/// Tier, environment, marks and date.
pub(crate) fn circumstances(decision: &Decision) -> Vec<String> {
    let mut facts = vec![match decision.tier.established {
        Some(tier) => format!("tier {}", tier.word()),
        None => format!("tier not established, at least {}", decision.tier.at_least.word()),
    }];
    facts.push(decision.environment.map_or(decision.scope.word(), |environment| environment.word()).to_owned());
    facts.extend(decision.mode.what_if.then(|| "WHAT-IF".to_owned()));
    facts.extend(decision.mode.partial.then(|| "PARTIAL".to_owned()));
    facts.extend((decision.enforcement == Enforcement::None).then(|| "not enforced".to_owned()));
    facts.push(format!("as of {}", decision.as_of));
    facts
}

/// Why the verdict is what it is.
pub(crate) fn reason(decision: &Decision) -> String {
    let tally = Tally::of(decision);
    let deny = |outcome: Outcome, standing: Standing| {
        decision
            .findings
            .iter()
            .filter(|f| f.outcome == outcome && f.severity == Severity::Deny && Standing::of(f) == standing)
            .count()
    };
    let failed = deny(Outcome::Fail, Standing::Failed);
    let undecided = deny(Outcome::Unknown, Standing::Undecided);
    let why = match decision.verdict {
        Verdict::Error(_) if tally.broken > 0 => format!("{} could not be evaluated", count(tally.broken, "control")),
        Verdict::Error(_) => "nothing could be judged".to_owned(),
        Verdict::Deny if failed > 0 => format!("{} failed", count(failed, "denying control")),
        Verdict::Deny if decision.tier.at_least >= Tier::High => {
            format!("insufficient evidence: {} undecided at this tier", count(undecided, "denying control"))
        }
        Verdict::Deny => {
            format!("insufficient evidence: {} undecided, tier not established", count(undecided, "denying control"))
        }
        Verdict::Review if undecided > 0 => format!("{} undecided", count(undecided, "denying control")),
        Verdict::Review if tally.review > 0 => format!("a person has to judge {}", count(tally.review, "control")),
        Verdict::Review => "a required pack was not evaluated, or no denying control passed".to_owned(),
        Verdict::Allow => format!("{} passed", count(tally.passed, "control")),
    };
    match (decision.mode.what_if, decision.mode.partial) {
        (false, false) => why,
        (true, false) => format!("{why}; a what-if run is never a yes"),
        (false, true) => format!("{why}; a partial run is never a yes"),
        (true, true) => format!("{why}; a partial what-if run is never a yes"),
    }
}

/// `jurisdictions as declared: EU`, where only the card names them.
pub(crate) fn jurisdictions(decision: &Decision) -> Option<String> {
    decision.jurisdictions_declared.then(|| format!("jurisdictions as declared: {}", decision.jurisdictions.join(", ")))
}
