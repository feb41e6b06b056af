//! Foreign packs, evaluated on a thread of their own, which is given up on when it passes its bounds.
//!
//! The engine looks at its timer where it loops, and nowhere else: one call of a built-in function can take minutes, or all
//! memory. No thread can be stopped from outside, so the one that is given up on goes on until the run ends. Therefore
//! nothing more is evaluated in that run: what is left of it is a few errors, and then the process is gone.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::model::Date;
use crate::policy::engine::PackEngine;
use crate::policy::error::PolicyError;
use crate::policy::limits::Limits;
use crate::policy::pack::Pack;
use crate::policy::set::{PolicySet, Prepared};
use crate::policy::value::{Rego, is_modest};

/// What the engine gets beyond its limit to stop by itself; with it, a run stays within the limit and a second.
const GRACE: Duration = Duration::from_millis(500);

/// How often memory is looked at.
const POLL: Duration = Duration::from_millis(10);

/// Stack of a foreign pack's thread: each of its rules may rest on another one. It is taken as it is used.
const STACK: usize = 128 * 1024 * 1024;

/// The engine of a pack; that of a foreign pack can be given up on.
#[derive(Debug)]
pub(crate) enum Watched {
    /// Of a built-in pack: its rules are ours, and bounded.
    Trusted(Box<PackEngine>),
    /// Of a foreign pack.
    Foreign(Thread),
}

/// A foreign pack's thread, seen from outside.
#[derive(Debug)]
pub(crate) struct Thread {
    root: String,
    questions: Sender<Question>,
    answers: Receiver<Result<Rego, PolicyError>>,
    limits: Limits,
    /// When the time of this pack on this subject is up.
    deadline: Instant,
    stopped: Arc<OnceLock<PolicyError>>,
}

/// A query: the whole pack, or one rule.
struct Question {
    rule: Option<String>,
    input: Rego,
    within: Duration,
}

impl Watched {
    /// Parses a pack.
    pub(crate) fn load(one: &Prepared, set: &PolicySet) -> Result<Self, PolicyError> {
        if one.pack.builtin {
            let engine = PackEngine::load(&one.pack, &one.parameters, set.as_of, set.limits)?;
            return Ok(Self::Trusted(Box::new(engine)));
        }
        let (questions, asked) = channel();
        let (answer, answers) = channel();
        let pack = (one.pack.clone(), Arc::clone(&one.parameters), set.as_of, set.limits);
        let thread = std::thread::Builder::new().stack_size(STACK).name(one.pack.manifest.id.clone());
        // The handle is dropped: the thread ends with the sender of its questions.
        let started = thread.spawn(move || serve(&pack, &asked, &answer));
        let id = one.pack.manifest.id.clone();
        started.map_err(|error| PolicyError::Evaluation { what: id.clone(), reason: error.to_string() })?;
        // The first answer says whether the pack was parsed; how long that may take is bounded by the size of its files.
        answers.recv().unwrap_or_else(|_| Err(PolicyError::Panic { what: id.clone() }))?;
        let stopped = Arc::clone(&set.stopped);
        let root = one.pack.manifest.rego_root();
        Ok(Self::Foreign(Thread { root, questions, answers, limits: set.limits, deadline: Instant::now(), stopped }))
    }

    /// Evaluates the whole pack, which begins a new subject.
    pub(crate) fn evaluate(&mut self, input: &Rego) -> Result<Rego, PolicyError> {
        match self {
            Self::Trusted(engine) => engine.evaluate(input),
            Self::Foreign(thread) => {
                thread.deadline = Instant::now() + thread.limits.evaluation;
                thread.ask(None, input)
            }
        }
    }

    /// Evaluates one rule alone, in what is left of the subject's time.
    pub(crate) fn evaluate_rule(&mut self, rule: &str, input: &Rego) -> Result<Rego, PolicyError> {
        match self {
            Self::Trusted(engine) => engine.evaluate_rule(rule, input),
            Self::Foreign(thread) => thread.ask(Some(rule.to_owned()), input),
        }
    }
}

impl Thread {
    fn ask(&self, rule: Option<String>, input: &Rego) -> Result<Rego, PolicyError> {
        let what = format!("data.{}", rule.as_ref().unwrap_or(&self.root));
        let within = self.deadline.saturating_duration_since(Instant::now());
        if within.is_zero() {
            return Err(self.timeout(what));
        }
        let question = Question { rule, input: input.clone(), within };
        if self.questions.send(question).is_err() {
            return Err(PolicyError::Panic { what });
        }
        self.wait(&what).unwrap_or_else(|error| {
            // Another thread may have given up first; one reason is enough.
            let _ = self.stopped.set(error.clone());
            Err(error)
        })
    }

    /// The answer; an error where the thread is given up on.
    fn wait(&self, what: &str) -> Result<Result<Rego, PolicyError>, PolicyError> {
        let mut before = None;
        loop {
            match self.answers.recv_timeout(POLL) {
                Ok(answer) => return Ok(answer),
                Err(RecvTimeoutError::Disconnected) => return Ok(Err(PolicyError::Panic { what: what.to_owned() })),
                Err(RecvTimeoutError::Timeout) => {}
            }
            if Instant::now() > self.deadline + GRACE {
                return Err(self.timeout(what.to_owned()));
            }
            let resident = resident_bytes();
            let before = *before.get_or_insert(resident);
            if resident.saturating_sub(before) > self.limits.evaluation_bytes.get() {
                let limit_bytes = self.limits.evaluation_bytes.get();
                return Err(PolicyError::Memory { what: what.to_owned(), limit_bytes });
            }
        }
    }

    fn timeout(&self, what: String) -> PolicyError {
        PolicyError::Timeout { what, limit_ms: self.limits.evaluation.as_millis() }
    }
}

/// The thread's side: one engine, one question after the other.
fn serve(
    (pack, parameters, as_of, limits): &(Pack, Arc<Value>, Date, Limits),
    asked: &Receiver<Question>,
    answer: &Sender<Result<Rego, PolicyError>>,
) {
    let mut engine = match PackEngine::load(pack, parameters, *as_of, *limits) {
        Ok(engine) => engine,
        Err(error) => {
            let _ = answer.send(Err(error));
            return;
        }
    };
    let mut sent = answer.send(Ok(Rego::Undefined));
    while sent.is_ok() {
        let Ok(question) = asked.recv() else { return };
        engine.allow(question.within);
        let value = match &question.rule {
            None => engine.evaluate(&question.input),
            Some(rule) => engine.evaluate_rule(rule, &question.input),
        };
        // A value that is too large or too deep to walk would take down whoever reads it; it is dropped on this stack.
        let value = value.and_then(|value| match is_modest(&value) {
            true => Ok(value),
            false => Err(PolicyError::Evaluation {
                what: format!("data.{}", question.rule.unwrap_or_else(|| pack.manifest.rego_root())),
                reason: "its value is too large, or nested too deeply".to_owned(),
            }),
        });
        sent = answer.send(value);
    }
}

/// The memory of this process; 0 where the system does not say, so that nothing is bounded there.
fn resident_bytes() -> u64 {
    const PAGE: u64 = 4096;
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = text.split_whitespace().nth(1).and_then(|pages| pages.parse::<u64>().ok());
    pages.unwrap_or(0).saturating_mul(PAGE)
}
