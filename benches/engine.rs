//! The Rego engine alone, on the packs and the card of the other figures: `cargo bench --bench engine [CARD]`.
//!
//! What `govern check` adds to it is reading, judging and recording. Here a card's subject comes as JSON, each pack that
//! runs is asked once, and the answers are dropped; as many threads as processors share a thousand cards.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a bench prints its figures, and ends where it cannot")]

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use govern::input::{Limits as InputLimits, ReadRequest, load, plan};
use govern::model::{PackStatus, Scope, Subject};
use govern::policy::{Context, Evaluator, Limits, ParameterSources, PolicySet, Selection, builtin_packs};
use regorus::{Engine, Value};
use serde_json::json;

// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const CARDS: usize = 1000;

fn main() {
    let card = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let subject = subject(PathBuf::from(card.unwrap_or_else(|| "examples/churn-model/model_card.json".to_owned())));
    let as_of = "2026-11-21".parse().expect("a date");
    let packs = builtin_packs().expect("the built-in packs load");
    let set = PolicySet::new(packs, Selection::default(), &ParameterSources::default(), as_of, Limits::default())
        .expect("the built-in packs agree");
    let jurisdictions = subject.value.pointer("/purpose/jurisdictions").cloned().unwrap_or_default();
    let context = Context {
        as_of,
        environment: None,
        scope: Scope::Model,
        jurisdictions: serde_json::from_value(jurisdictions.clone()).unwrap_or_default(),
        organisation: None,
    };
    let evaluation = Evaluator::new(&set).evaluate(&subject, &context).expect("the card is judged");
    let classes: serde_json::Map<String, serde_json::Value> =
        evaluation.classes.iter().map(|(pack, class)| (pack.replace('-', "_"), class.clone())).collect();
    let input = json!({"subject": subject.value, "evidence": {}, "context": {
        "as_of": as_of, "scope": "model", "organisation": null, "approvals": [], "attestations": [], "intake": [],
        "jurisdictions": jurisdictions, "class": classes, "tier": evaluation.tier.established.map(|tier| tier.word()),
    }});
    let input = input.to_string();
    let ran = |id: &str| evaluation.packs.iter().any(|run| run.pack.id == id && run.status == PackStatus::Ran);
    let engines = || {
        let running = set.packs.iter().filter(|one| ran(&one.pack.manifest.id));
        running
            .map(|one| {
                let mut engine = Engine::new();
                engine.set_strict_builtin_errors(true);
                for file in one.pack.rego() {
                    engine.add_policy(file.path.clone(), file.bare.to_string()).expect("the pack parses");
                }
                let data = json!({"params": {one.pack.manifest.rego_name(): *one.parameters}});
                engine.add_data(Value::from_json_str(&data.to_string()).expect("JSON")).expect("parameters");
                (format!("data.{}", one.pack.manifest.rego_root()), engine)
            })
            .collect::<Vec<_>>()
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut pool: Vec<_> = (0..threads).map(|_| engines()).collect();
    let next = AtomicUsize::new(0);
    let started = Instant::now();
    std::thread::scope(|scope| {
        for engines in &mut pool {
            scope.spawn(|| {
                while next.fetch_add(1, Ordering::Relaxed) < CARDS {
                    let input = Value::from_json_str(&input).expect("JSON");
                    for (query, engine) in engines.iter_mut() {
                        engine.set_input(input.clone());
                        drop(engine.eval_query(query.clone(), false).expect("an answer"));
                    }
                }
            });
        }
    });
    let rate = CARDS as f64 / started.elapsed().as_secs_f64();
    println!("{rate:.0} cards a second on {threads} threads");
}

fn subject(card: PathBuf) -> Subject {
    let plan = plan(&ReadRequest {
        paths: &[card],
        cwd: ".".as_ref(),
        stdin: None,
        input_format: None,
        artifact: None,
        environment: None,
        limits: InputLimits::default(),
        threads: 1,
    });
    load(&plan, plan.groups.first().expect("a card")).expect("the card can be read")
}
