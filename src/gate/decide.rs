//! From a subject to a decision.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Value, json};

use crate::canon;
use crate::crypto::sha256;
use crate::gate::circumstances::Circumstances;
use crate::input::Failure;
use crate::model::{
    Decision, DecisionError, DocumentRef, EngineRef, Environment, ErrorKind, Explain, Scope, SourceText, Subject,
    SubjectKind, SubjectRef, Tier, TierState, Verdict, verdict,
};
use crate::policy::{Context, ENGINE, Evaluation, Evaluator, PolicyError, evaluate_together};

/// The version of the rules by which findings become a verdict; raised when a past decision would come out otherwise.
pub const SEMANTICS: u32 = 1;

/// Decides about one subject. Whatever goes wrong, there is a decision, and it is not `allow`.
pub(crate) fn decide(subject: Arc<Subject>, evaluators: &mut [Evaluator<'_>], run: &Circumstances<'_>) -> Decision {
    let environment = subject.environment().max(run.environment);
    let (jurisdictions, jurisdictions_declared) = jurisdictions(&subject, run);
    let scope = scope_of(&subject, environment);
    let context = Context {
        as_of: run.policies.as_of,
        environment,
        scope,
        jurisdictions: jurisdictions.clone(),
        organisation: run.organisation.clone(),
    };
    let evaluation = match run.policies.broken.first() {
        Some(error) => Err(error.clone()),
        None => evaluate_together(evaluators, &subject, &context),
    };
    let mut decision = blank(subject, environment, run);
    decision.scope = scope;
    decision.jurisdictions = jurisdictions;
    decision.jurisdictions_declared = jurisdictions_declared;
    match evaluation {
        Ok(evaluation) => judge(&mut decision, evaluation, run),
        Err(error) => decision.error = Some(describe(&error)),
    }
    decision
}

/// A decision about an input that names a subject and could not be read.
pub(crate) fn refuse_input(failure: &Failure, run: &Circumstances<'_>) -> Decision {
    let document = |source: &Arc<SourceText>| DocumentRef { source: Arc::clone(source), format: "unreadable", part: 0 };
    let subject = Subject {
        kind: SubjectKind::Model,
        id: failure.subject.clone(),
        value: json!({}),
        provenance: BTreeMap::new(),
        notes: Vec::new(),
        documents: failure.source.iter().map(document).collect(),
        raw: json!({}),
        artifact: None,
    };
    let mut decision = blank(Arc::new(subject), run.environment, run);
    decision.verdict = Verdict::Error(ErrorKind::Input);
    decision.error = Some(DecisionError {
        code: failure.error.code().to_owned(),
        message: failure.error.to_string(),
        brief: failure.error.brief(),
        position: failure.error.position(),
        hint: failure.error.hint(),
    });
    decision
}

/// A decision that says `error` until something better is known.
fn blank(subject: Arc<Subject>, environment: Option<Environment>, run: &Circumstances<'_>) -> Decision {
    Decision {
        subject: SubjectRef { digest: subject_digest(&subject), subject },
        scope: if environment.is_some() { Scope::Deployment } else { Scope::Model },
        environment,
        as_of: run.policies.as_of,
        mode: run.mode,
        actor: run.actor.clone(),
        management: run.management.clone(),
        jurisdictions: run.jurisdictions.clone(),
        jurisdictions_declared: false,
        packs: Vec::new(),
        classes: BTreeMap::new(),
        tier: TierState { established: None, at_least: Tier::Minimal },
        findings: Vec::new(),
        verdict: Verdict::Error(ErrorKind::Policy),
        enforcement: run.enforcement.of(environment),
        engine: EngineRef { engine: ENGINE.to_owned(), program: run.program.clone(), semantics: SEMANTICS },
        error: None,
    }
}

fn judge(decision: &mut Decision, evaluation: Evaluation, run: &Circumstances<'_>) {
    let production = decision.environment == Some(Environment::Production);
    // A classify pack that broke leaves the class open; its error must not be weaker than that of a control.
    let broken = evaluation.packs.iter().find(|pack| pack.status == crate::model::PackStatus::Error);
    decision.verdict = match broken {
        Some(_) => Verdict::Error(ErrorKind::Policy),
        None => {
            let required_missing = run.policies.required_missing(&evaluation.packs);
            verdict(&evaluation.findings, evaluation.tier, production, required_missing)
        }
    };
    decision.error = broken.map(|pack| {
        let message = format!("pack `{}`: {}", pack.pack.id, pack.reason);
        let hint = Some("the gate stays closed until the pack is mended".to_owned());
        DecisionError { code: "policy/evaluation".to_owned(), brief: message.clone(), message, position: None, hint }
    });
    decision.packs = evaluation.packs;
    decision.classes = evaluation.classes;
    decision.tier = evaluation.tier;
    decision.findings = evaluation.findings;
}

fn describe(error: &PolicyError) -> DecisionError {
    let (code, message) = (error.code().to_owned(), error.to_string());
    DecisionError { code, brief: message.clone(), message, position: None, hint: error.hint() }
}

fn scope_of(subject: &Subject, environment: Option<Environment>) -> Scope {
    if environment.is_some() || subject.kind != SubjectKind::Model { Scope::Deployment } else { Scope::Model }
}

/// The jurisdictions of organisation and card together, and whether only the card names them.
fn jurisdictions(subject: &Subject, run: &Circumstances<'_>) -> (Vec<String>, bool) {
    let empty = json!([]);
    let declared = subject.value.pointer("/purpose/jurisdictions").unwrap_or(&empty);
    let declared = declared.as_array().into_iter().flatten().filter_map(Value::as_str);
    let mut all: BTreeSet<String> = declared.map(str::to_uppercase).collect();
    let only_declared = run.jurisdictions.is_empty() && !all.is_empty();
    all.extend(run.jurisdictions.iter().map(|code| code.to_uppercase()));
    (all.into_iter().collect(), only_declared)
}

/// The digest of the canonical bytes of the normalised subject; numbers that are not integers are written as text.
fn subject_digest(subject: &Subject) -> crate::model::Digest {
    let value = canon::numbers_as_text(&subject.value);
    // Every parsed document can be written canonically; were one not, the empty digest names no subject at all.
    canon::value_to_bytes(&value).map_or_else(|_| sha256(b""), |bytes| sha256(&bytes))
}
