//! The two phases over one subject: classes and tier first, then one finding for every control.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};

use crate::model::{Control, Finding, Outcome, PackRun, PackStatus, Phase, Strength, Subject, Tier, TierState};
use crate::policy::context::{Classes, Context, Input};
use crate::policy::error::PolicyError;
use crate::policy::hearing::{Hearing, View, package_of};
use crate::policy::judge::{Applicability, Bench};
use crate::policy::needs::Facts;
use crate::policy::set::{PolicySet, Prepared};
use crate::policy::value::{Rego, below, to_json};
use crate::policy::watch::Watched;

/// What all packs said about one subject.
#[derive(Debug)]
pub struct Evaluation {
    /// What became of each pack, in order.
    pub packs: Vec<PackRun>,
    /// The classes by pack.
    pub classes: BTreeMap<String, Value>,
    /// The tier.
    pub tier: TierState,
    /// One finding for every selected control.
    pub findings: Vec<Finding>,
}

/// Evaluates subjects one after the other; keeps the parsed packs. One for each thread.
#[derive(Debug)]
pub struct Evaluator<'a> {
    set: &'a PolicySet,
    engines: BTreeMap<usize, Watched>,
}

/// The answer of one pack: what became of it, and its findings.
type PackAnswer = (PackRun, Vec<Finding>);

impl<'a> Evaluator<'a> {
    /// An evaluator that has parsed nothing yet.
    #[must_use]
    pub fn new(set: &'a PolicySet) -> Self {
        Self { set, engines: BTreeMap::new() }
    }

    /// Evaluates one subject.
    ///
    /// # Errors
    /// [`PolicyError`] only where the subject itself cannot be handed to the engine; what goes wrong in a pack becomes
    /// `error` findings.
    pub fn evaluate(&mut self, subject: &Subject, context: &Context) -> Result<Evaluation, PolicyError> {
        evaluate_together(std::slice::from_mut(self), subject, context)
    }

    /// The engine of a pack, parsed on first use.
    fn engine(&mut self, index: usize, one: &Prepared) -> Result<&mut Watched, PolicyError> {
        if !self.engines.contains_key(&index) {
            self.engines.insert(index, Watched::load(one, self.set)?);
        }
        self.engines.get_mut(&index).ok_or_else(|| PolicyError::Panic { what: one.pack.manifest.id.clone() })
    }

    /// Evaluates a whole pack. A panic leaves the engine in an unknown state, so it is dropped.
    fn query(&mut self, index: usize, one: &Prepared, input: &Rego) -> Result<Rego, PolicyError> {
        let result = self.engine(index, one)?.evaluate(input);
        if matches!(result, Err(PolicyError::Panic { .. })) {
            self.engines.remove(&index);
        }
        result
    }

    fn classify(&mut self, index: usize, one: &Prepared, facts: Facts<'_>, input: &Rego) -> Result<Value, PolicyError> {
        let value = self.query(index, one, input)?;
        let path = format!("{}.class.class", one.pack.manifest.rego_root());
        let class = to_json(below(&value, &one.pack.manifest.rego_root(), &path));
        let mut class = match class {
            Some(Value::Object(keys)) => keys,
            None => serde_json::Map::new(),
            Some(other) => {
                return Err(PolicyError::Evaluation {
                    what: path,
                    reason: format!("`class` is not an object: {other}"),
                });
            }
        };
        // "No" needs everything that could have made it "yes"; what is out of scope is out with all of its classes.
        let answers = &one.pack.declarations.answers;
        let proven =
            |key: &str| answers.get(key).is_some_and(|needs| facts.unmet(needs, Strength::Declared).is_empty());
        let out_of_scope = class.get("in_scope") == Some(&Value::Bool(false)) && proven("in_scope");
        class.retain(|key, value| *value != Value::Bool(false) || out_of_scope || proven(key));
        Ok(Value::Object(class))
    }

    fn decide(&mut self, index: usize, hearing: &Hearing<'_>) -> PackAnswer {
        let one = hearing.one;
        match hearing.gate() {
            Applicability::No(reason) => {
                (run(one, PackStatus::NotApplicable, reason.clone()), hearing.all(&Applicability::No(reason)))
            }
            Applicability::Unknown(unmet, reason) => {
                (run(one, PackStatus::Unknown, reason.clone()), hearing.all(&Applicability::Unknown(unmet, reason)))
            }
            Applicability::Yes => match self.query(index, one, hearing.view.input) {
                Ok(value) => {
                    let findings = hearing.findings(&value);
                    let broken = findings.iter().filter(|finding| finding.outcome == Outcome::Error).count();
                    let (status, reason) = match broken {
                        0 => (PackStatus::Ran, String::new()),
                        count => (PackStatus::Error, format!("{count} controls broke")),
                    };
                    (run(one, status, reason), findings)
                }
                Err(error @ PolicyError::Evaluation { .. }) => {
                    (run(one, PackStatus::Error, error.to_string()), self.one_by_one(index, hearing, &error))
                }
                Err(error) => (run(one, PackStatus::Error, error.to_string()), hearing.broken(&error)),
            },
        }
    }

    /// The pack broke as a whole: every control alone, so that only the broken ones are errors.
    fn one_by_one(&mut self, index: usize, hearing: &Hearing<'_>, whole: &PolicyError) -> Vec<Finding> {
        let mut findings = Vec::with_capacity(hearing.controls.len());
        for control in &hearing.controls {
            match self.ask(index, hearing, control) {
                Ok((applies, value)) => findings.push(hearing.finding(control, &applies, &value)),
                // The engine is gone, or its time is up: the controls that are left would fare no better.
                Err(error @ (PolicyError::Timeout { .. } | PolicyError::Memory { .. } | PolicyError::Panic { .. })) => {
                    self.engines.remove(&index);
                    let left = hearing.controls.iter().skip(findings.len());
                    findings.extend(left.map(|control| hearing.error(control, &error)));
                    return findings;
                }
                Err(error) => findings.push(hearing.error(control, &error)),
            }
        }
        // The whole broke although every part works: something between them did, and that is not to be passed over.
        if findings.iter().any(|finding| finding.outcome == Outcome::Error) { findings } else { hearing.broken(whole) }
    }

    /// The values of a control's `applies` and of its rule.
    fn ask(&mut self, index: usize, hearing: &Hearing<'_>, control: &Control) -> Result<(Rego, Rego), PolicyError> {
        let package = package_of(control);
        let engine = self.engine(index, hearing.one)?;
        let applies = if hearing.one.pack.declarations.applies.contains_key(package) {
            engine.evaluate_rule(&format!("{package}.applies"), hearing.view.input)?
        } else {
            Rego::Undefined
        };
        Ok((applies, engine.evaluate_rule(&control.rule, hearing.view.input)?))
    }
}

/// Evaluates one subject with several evaluators, each on a thread of its own; they share the packs among them.
///
/// # Errors
/// As [`Evaluator::evaluate`].
pub fn evaluate_together(
    evaluators: &mut [Evaluator<'_>],
    subject: &Subject,
    context: &Context,
) -> Result<Evaluation, PolicyError> {
    let Some(set) = evaluators.first().map(|evaluator| evaluator.set) else {
        return Err(PolicyError::Panic { what: "no evaluator".to_owned() });
    };
    if let Some(error) = set.stopped.get() {
        return Err(error.clone());
    }
    let input = Input::new(subject, set.packs.iter().any(|one| !one.pack.builtin))?;
    let before = context.to_json(subject, None);
    let first_input = input.with(&before)?;
    let facts = Facts { subject, context: &before };

    let classified = Mutex::new(Vec::new());
    share_out(evaluators, set, Phase::Classify, |evaluator, index, one| {
        let class = evaluator.classify(index, one, facts, &first_input);
        lock(&classified).push((index, class));
    });

    let mut classified = into_inner(classified);
    classified.sort_by_key(|(index, _)| *index);
    let classes = combine(set, &classified);
    let after = context.to_json(subject, Some(&classes));
    let second_input = input.with(&after)?;
    let (settled, all) = (context.rows(&classes, |id| set.is_settled(id)), context.rows(&classes, |_| true));
    let facts = Facts { subject, context: &after };
    let view = View { classes: &classes, input: &second_input, scope: context.scope, set };

    let decided = Mutex::new(Vec::new());
    share_out(evaluators, set, Phase::Decide, |evaluator, index, one| {
        let answer = match not_run(one, &view) {
            Some(reason) => (run(one, PackStatus::NotRun, reason), Vec::new()),
            None => {
                let rows = if set.is_settled(&one.pack.manifest.id) { &settled } else { &all };
                evaluator.decide(index, &Hearing::new(one, Bench { facts, rows, as_of: set.as_of }, &view))
            }
        };
        lock(&decided).push((index, answer));
    });
    Ok(assemble(set, classified, into_inner(decided), classes))
}

fn assemble(
    set: &PolicySet,
    classified: Vec<(usize, Result<Value, PolicyError>)>,
    mut decided: Vec<(usize, PackAnswer)>,
    classes: Classes,
) -> Evaluation {
    let mut packs = Vec::with_capacity(set.packs.len());
    for (index, class) in classified {
        if let Some(one) = set.packs.get(index) {
            packs.push(match class {
                Ok(_) => run(one, PackStatus::Ran, String::new()),
                Err(error) => run(one, PackStatus::Error, error.to_string()),
            });
        }
    }
    decided.sort_by_key(|(index, _)| *index);
    let mut findings = Vec::new();
    for (_, (pack, answers)) in decided {
        packs.push(pack);
        findings.extend(answers);
    }
    Evaluation { packs, classes: classes.values, tier: classes.tier, findings }
}

fn combine(set: &PolicySet, classified: &[(usize, Result<Value, PolicyError>)]) -> Classes {
    let mut values = BTreeMap::new();
    let (mut tiers, mut bounds) = (Vec::new(), Vec::new());
    for (index, class) in classified {
        let Some(one) = set.packs.get(*index) else { continue };
        let class = class.as_ref().ok().cloned().unwrap_or_else(|| json!({}));
        let tier = |key: &str| class.get(key).and_then(Value::as_str).and_then(Tier::from_word);
        tiers.push(tier("tier"));
        bounds.extend(tier("at_least"));
        values.insert(one.pack.manifest.id.clone(), class);
    }
    Classes { values, tier: TierState::from_answers(&tiers, &bounds) }
}

fn not_run(one: &Prepared, view: &View<'_>) -> Option<String> {
    if one.deselected {
        return Some("not selected".to_owned());
    }
    let asked = one.pack.manifest.scope?;
    let required = view.set.selection.required.contains(&one.pack.manifest.id);
    let by = if required { "required by the organisation, and " } else { "" };
    (asked != view.scope).then(|| format!("{by}only for scope {}: name a manifest or an environment", asked.word()))
}

fn run(one: &Prepared, status: PackStatus, reason: String) -> PackRun {
    PackRun {
        pack: one.pack.reference(),
        title: one.pack.manifest.title.clone(),
        phase: one.pack.manifest.phase.unwrap_or(Phase::Decide),
        status,
        reason,
        parameters: Arc::clone(&one.parameters),
        loosened: one.loosened.clone(),
        controls: one.pack.declarations.controls.len(),
    }
}

/// Runs `work` for every pack of a phase: the evaluators take one pack after the other, the largest first.
fn share_out<'a, W>(evaluators: &mut [Evaluator<'a>], set: &'a PolicySet, phase: Phase, work: W)
where
    W: Fn(&mut Evaluator<'a>, usize, &'a Prepared) + Sync,
{
    let size = |one: &Prepared| one.pack.rego().map(|file| file.bare.len()).sum::<usize>();
    let mut queue: Vec<(usize, &Prepared)> =
        set.packs.iter().enumerate().filter(|(_, one)| one.pack.manifest.phase == Some(phase)).collect();
    queue.sort_by_key(|(_, one)| std::cmp::Reverse(size(one)));
    let next = AtomicUsize::new(0);
    let take = |evaluator: &mut Evaluator<'a>| {
        while let Some((index, one)) = queue.get(next.fetch_add(1, Ordering::Relaxed)) {
            work(evaluator, *index, one);
        }
    };
    let Some((here, others)) = evaluators.split_first_mut() else { return };
    std::thread::scope(|scope| {
        for evaluator in others {
            scope.spawn(|| take(evaluator));
        }
        take(here);
    });
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn into_inner<T>(mutex: Mutex<T>) -> T {
    mutex.into_inner().unwrap_or_else(PoisonError::into_inner)
}
