//! What each stage of `govern check` costs, on one card: `cargo bench --bench stages [CARD]`.
//!
//! Medians over many runs in one process; "cold" is what a single run pays, "warm" what every further card pays.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a bench prints its figures, and ends where it cannot")]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use govern::input::{Limits as InputLimits, Plan, ReadRequest, load, plan};
use govern::model::{Scope, Subject};
use govern::policy::{
    Context, Evaluator, Limits, ParameterSources, PolicySet, Selection, builtin_packs, evaluate_together,
};

// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const RUNS: usize = 60;

fn main() {
    let card = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let card = PathBuf::from(card.unwrap_or_else(|| "examples/churn-model/model_card.json".to_owned()));
    let paths = [card];
    let plan_of = || {
        plan(&ReadRequest {
            paths: &paths,
            cwd: ".".as_ref(),
            stdin: None,
            input_format: None,
            artifact: None,
            environment: None,
            limits: InputLimits::default(),
            threads: 2,
        })
    };
    let planned = plan_of();
    let subject = subject(&planned);
    show("find, read and recognise the input", || drop(plan_of()));
    show("normalise the subject", || drop(subject_of(&planned)));
    show("read the index of the packs", || drop(builtin_packs()));
    let set = policy_set();
    let context = context(&set, &subject);
    show("prepare the packs (index, parameters)", || drop(policy_set()));
    show("parse and evaluate, cold, one thread", || {
        drop(Evaluator::new(&set).evaluate(&subject, &context));
    });
    show("parse and evaluate, cold, two threads", || {
        let mut evaluators = [Evaluator::new(&set), Evaluator::new(&set)];
        drop(evaluate_together(&mut evaluators, &subject, &context));
    });
    let mut warm = Evaluator::new(&set);
    show("evaluate, warm, one thread", || drop(warm.evaluate(&subject, &context)));
    for pack in set.packs.iter().map(|one| one.pack.manifest.id.clone()) {
        let alone = alone(&pack);
        show(&format!("  {pack}, cold"), || drop(Evaluator::new(&alone).evaluate(&subject, &context)));
        let mut warm = Evaluator::new(&alone);
        show(&format!("  {pack}, warm"), || drop(warm.evaluate(&subject, &context)));
    }
}

/// One pack without the others; its class is not known, so that it runs only if it needs none.
fn alone(id: &str) -> PolicySet {
    let mut set = policy_set();
    set.packs.retain(|one| one.pack.manifest.id == id);
    set
}

fn policy_set() -> PolicySet {
    let packs = builtin_packs().expect("the built-in packs load");
    let as_of = "2026-11-21".parse().expect("a date");
    PolicySet::new(packs, Selection::default(), &ParameterSources::default(), as_of, Limits::default())
        .expect("the built-in packs agree")
}

fn subject(plan: &Plan) -> Subject {
    subject_of(plan).expect("the card can be read")
}

fn subject_of(plan: &Plan) -> Option<Subject> {
    load(plan, plan.groups.first()?).ok()
}

fn context(set: &PolicySet, subject: &Subject) -> Context {
    let jurisdictions = subject.value.pointer("/purpose/jurisdictions").cloned().unwrap_or_default();
    Context {
        as_of: set.as_of,
        environment: None,
        scope: Scope::Model,
        jurisdictions: serde_json::from_value(jurisdictions).unwrap_or_default(),
        organisation: None,
    }
}

fn show(what: &str, mut work: impl FnMut()) {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let started = Instant::now();
            work();
            started.elapsed()
        })
        .collect();
    times.sort();
    let median = times.get(RUNS / 2).copied().unwrap_or_default();
    println!("{:>10.1} us  {what}", median.as_secs_f64() * 1e6);
}
