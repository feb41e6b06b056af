//! From the recorded decisions to the report.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::DecisionPredicate;
use crate::model::{Date, PackStatus};
use crate::report::compliance::answers::{Answer, answers};
use crate::report::compliance::ledger::{Catalog, Ledger, LogState, ModelKey, ModelRecord};
use crate::report::compliance::shape::{
    ControlShape, Counts, DISCLAIMER, ForecastShape, FrameworkShape, LogShape, ModelShape, NotAssessedShape, OpenShape,
    PackShape, Report, Status,
};
use crate::report::escape::line;
use crate::report::wording::{basis_word, severity_word};

/// The report over everything that a ledger has read, on `date`.
#[must_use]
pub fn report(ledger: &Ledger, log: &LogState, catalog: &Catalog<'_>, date: Date) -> Report {
    let counted: Vec<(String, &DecisionPredicate, Vec<Answer>)> = ledger
        .models
        .iter()
        .filter_map(|(key, record)| record.latest.as_ref().map(|latest| (name(key), latest, answers(latest))))
        .collect();
    let mut verdicts = BTreeMap::new();
    for (_, decision, _) in &counted {
        *verdicts.entry(decision.verdict().word()).or_default() += 1;
    }
    let unique = |text: &dyn Fn(&DecisionPredicate) -> String| {
        let all: BTreeSet<String> = counted.iter().map(|(_, decision, _)| text(decision)).collect();
        all.into_iter().collect::<Vec<_>>()
    };
    Report {
        format: "govern/report/v1",
        date: date.to_string(),
        disclaimer: DISCLAIMER,
        log: LogShape {
            origin: log.origin.clone(),
            entries: log.entries,
            checkpoint: log.checkpoint.clone(),
            anchored: log.anchored,
            trust: log.trust.clone(),
        },
        decisions: ledger.decisions,
        period: ledger.period.clone(),
        as_of: unique(&|decision| decision.as_of.to_string()),
        engines: unique(&|decision| {
            let engine = &decision.engine;
            format!("{}, govern {}, semantics {}", engine.engine, engine.program, engine.semantics)
        }),
        organisation_policies: unique(&|decision| {
            decision.management.org.map_or_else(|| "unmanaged".to_owned(), |digest| digest.to_string())
        }),
        verdicts,
        models: models(ledger),
        frameworks: frameworks(&counted, catalog),
        open: open(&counted, catalog),
        forecasts: forecasts(&counted),
        not_assessed: not_assessed(ledger),
        packs: packs(&counted),
    }
}

/// `churn-model@2.3.0 (production)`; without an environment, the name alone.
fn name(key: &ModelKey) -> String {
    let id = line(&key.id);
    if key.environment == "model" { id } else { format!("{id} ({})", key.environment) }
}

fn models(ledger: &Ledger) -> Vec<ModelShape> {
    let model = |(key, record): (&ModelKey, &ModelRecord)| {
        let decision = record.latest.as_ref()?;
        let mut counts = Counts::default();
        answers(decision).iter().for_each(|answer| counts.add(answer.status));
        Some(ModelShape {
            id: line(&key.id),
            environment: key.environment.to_owned(),
            tier: decision.tier.established.map_or("not established", |tier| tier.word()).to_owned(),
            verdict: decision.verdict().word(),
            as_of: decision.as_of.to_string(),
            time: decision.log.time.clone(),
            seq: decision.log.seq,
            digest: decision.subject.digest.to_string(),
            jurisdictions: decision.jurisdictions.names.iter().map(|name| line(name)).collect(),
            counts,
            history: record.history.iter().cloned().collect(),
        })
    };
    ledger.models.iter().filter_map(model).collect()
}

/// Models with the decision that counts and its answers.
type Counted<'a> = [(String, &'a DecisionPredicate, Vec<Answer>)];
/// The answers of each control, by model.
type ByControl<'a> = BTreeMap<String, Vec<(&'a str, Status)>>;

fn frameworks(counted: &Counted<'_>, catalog: &Catalog<'_>) -> Vec<FrameworkShape> {
    let mut table: BTreeMap<String, ByControl<'_>> = BTreeMap::new();
    for (model, _, answers) in counted {
        for answer in answers {
            let framework = (catalog.framework)(&answer.pack).unwrap_or_else(|| answer.pack.clone());
            let controls = table.entry(framework).or_default();
            controls.entry(answer.control.clone()).or_default().push((model, answer.status));
        }
    }
    let framework = |(name, controls): (String, ByControl<'_>)| {
        let mut counts = Counts::default();
        controls.values().flatten().for_each(|(_, status)| counts.add(*status));
        let controls = controls.iter().map(|(id, answers)| control(id, answers, catalog)).collect();
        FrameworkShape { name, counts, controls }
    };
    table.into_iter().map(framework).collect()
}

fn control(id: &str, answers: &[(&str, Status)], catalog: &Catalog<'_>) -> ControlShape {
    let known = (catalog.control)(id);
    let status = answers.iter().map(|(_, status)| *status).min().unwrap_or(Status::Undecided);
    let mut models: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for (model, status) in answers {
        models.entry(status.words()).or_default().push((*model).to_owned());
    }
    ControlShape {
        id: id.to_owned(),
        title: known
            .as_ref()
            .map_or_else(|| "no longer declared by any pack".to_owned(), |control| control.title.clone()),
        citation: known.as_ref().map(|control| control.citation.clone()).unwrap_or_default(),
        basis: known.as_ref().map_or("", |control| basis_word(control.basis)).to_owned(),
        status,
        words: status.words(),
        models,
    }
}

fn open(counted: &Counted<'_>, catalog: &Catalog<'_>) -> Vec<OpenShape> {
    let mut open = Vec::new();
    for (model, _, answers) in counted {
        let acts = |answer: &&Answer| answer.status <= Status::Waived;
        open.extend(answers.iter().filter(acts).map(|answer| {
            let known = (catalog.control)(&answer.control);
            let shape = OpenShape {
                control: answer.control.clone(),
                title: known.as_ref().map(|control| control.title.clone()).unwrap_or_default(),
                model: model.clone(),
                severity: severity_word(answer.severity),
                status: answer.status,
                words: answer.status.words(),
                message: line(&answer.message),
                remediation: known.as_ref().map(|control| control.remediation.clone()).unwrap_or_default(),
                citation: known.as_ref().map(|control| control.citation.clone()).unwrap_or_default(),
                waiver: answer.waiver.clone(),
                applies_from: answer.forecast.map(|date| date.to_string()),
            };
            (answer.status, std::cmp::Reverse(answer.severity), shape)
        }));
    }
    open.sort_by(|a, b| (a.0, a.1, &a.2.control, &a.2.model).cmp(&(b.0, b.1, &b.2.control, &b.2.model)));
    open.into_iter().map(|(_, _, shape)| shape).collect()
}

fn forecasts(counted: &Counted<'_>) -> Vec<ForecastShape> {
    let mut dates: BTreeMap<Date, (usize, usize, BTreeSet<String>)> = BTreeMap::new();
    for answer in counted.iter().flat_map(|(_, _, answers)| answers) {
        if let (Some(date), Status::Forecast) = (answer.forecast, answer.status) {
            let row = dates.entry(date).or_default();
            *(if answer.failed { &mut row.0 } else { &mut row.1 }) += 1;
            row.2.insert(answer.control.clone());
        }
    }
    let forecast = |(date, (not_satisfied, undecided, controls)): (Date, (usize, usize, BTreeSet<String>))| {
        ForecastShape { date: date.to_string(), not_satisfied, undecided, controls: controls.into_iter().collect() }
    };
    dates.into_iter().map(forecast).collect()
}

fn not_assessed(ledger: &Ledger) -> Vec<NotAssessedShape> {
    let mut rows: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for (key, record) in &ledger.models {
        let mut add = |what: &str, reason: &str| {
            rows.entry((line(what), line(reason))).or_default().push(name(key));
        };
        if record.partial > 0 {
            add("what-if and partial runs", "recorded, and not counted in this report");
        }
        let Some(decision) = &record.latest else {
            add("the model as a whole", "no full run was recorded");
            continue;
        };
        if let Some(error) = &decision.error {
            let message = error.message.as_ref().map_or_else(|| "controls broke".to_owned(), ToString::to_string);
            add("what an error kept from being assessed", &message);
        }
        for pack in
            decision.packs.iter().filter(|pack| !matches!(pack.status, PackStatus::Ran | PackStatus::NotApplicable))
        {
            let reason = pack.reason.as_ref().map_or_else(|| pack.status.word().replace('_', " "), ToString::to_string);
            add(&format!("pack {}", pack.id), &reason);
        }
        if decision.jurisdictions.names.is_empty() {
            add("jurisdictions", "nobody named any");
        } else if decision.jurisdictions.declared_by_card_only {
            add("jurisdictions beyond those of the card", "only the card names jurisdictions");
        }
    }
    rows.into_iter().map(|((what, reason), models)| NotAssessedShape { what, reason, models }).collect()
}

fn packs(counted: &Counted<'_>) -> Vec<PackShape> {
    let all = counted.iter().flat_map(|(_, decision, _)| &decision.packs).map(|pack| PackShape {
        id: pack.id.clone(),
        version: pack.version.clone(),
        digest: pack.digest.to_string(),
        loosened: pack.loosened.clone(),
    });
    all.collect::<BTreeSet<_>>().into_iter().collect()
}
