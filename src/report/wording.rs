//! Words and sentences that several formats share.

use std::collections::BTreeMap;

use crate::model::{Basis, Date, Decision, Enforcement, Outcome, PackRun, Severity, Tier, Verdict};
use crate::report::standing::{Standing, Tally, standing_at};

/// The word for a severity.
pub(crate) const fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Warn => "warn",
        Severity::Deny => "deny",
    }
}

/// The word for a basis.
pub(crate) const fn basis_word(basis: Basis) -> &'static str {
    match basis {
        Basis::Law => "law",
        Basis::Guidance => "guidance",
        Basis::Heuristic => "heuristic",
    }
}

/// `1 control`, `2 controls`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// Tier, environment, marks and date.
pub(crate) fn circumstances(decision: &Decision) -> Vec<String> {
    let mut facts = vec![match decision.tier.established {
        Some(tier) => format!("tier {}", tier.word()),
        None if decision.tier.at_least == Tier::Minimal => "tier not established".to_owned(),
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
        Verdict::Review if decision.mode.partial => "no denying control in force was evaluated and passed".to_owned(),
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

/// For each date: how many controls start to apply, and how many of them fail today.
pub(crate) fn forecasts(decision: &Decision) -> BTreeMap<Date, (usize, usize)> {
    let mut dates: BTreeMap<Date, (usize, usize)> = BTreeMap::new();
    for finding in standing_at(decision, Standing::Forecast) {
        if let Some(date) = finding.forecast {
            let (all, failing) = dates.entry(date).or_default();
            *all += 1;
            *failing += usize::from(finding.outcome == Outcome::Fail);
        }
    }
    dates
}

/// `quality.auc_min = 0.7`.
pub(crate) fn loosened_parameter(run: &PackRun, name: &str) -> String {
    let pointer = format!("/{}", name.trim_start_matches('/').replace('.', "/"));
    let value = run.parameters.get(name).or_else(|| run.parameters.pointer(&pointer));
    match value {
        Some(value) => format!("{}.{name} = {value}", run.pack.id),
        None => format!("{}.{name}", run.pack.id),
    }
}

/// What a reader of any format has to know about how the verdict came about: marks of the run, jurisdictions that only
/// the card names, parameters that were loosened, a missing organisation policy.
pub(crate) fn caveats(decision: &Decision) -> Vec<String> {
    let mut caveats = Vec::new();
    caveats.extend(decision.mode.what_if.then(|| "a what-if run: never a yes".to_owned()));
    caveats.extend(decision.mode.partial.then(|| "a partial run: never a yes".to_owned()));
    caveats.extend((decision.enforcement == Enforcement::None).then(|| "the verdict is not enforced".to_owned()));
    caveats.extend(jurisdictions(decision));
    caveats.extend(decision.management.org.is_none().then(|| "unmanaged: no organisation policy".to_owned()));
    for run in &decision.packs {
        caveats.extend(run.loosened.iter().map(|name| format!("loosened: {}", loosened_parameter(run, name))));
    }
    caveats
}
