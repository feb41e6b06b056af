//! A run over many subjects: decide in parallel, record in batches, hand out only what is on record.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::audit::{AuditLog, Blob, Recorded, Submission};
use crate::gate::attachments;
use crate::gate::circumstances::Circumstances;
use crate::gate::decide::{decide, refuse_input};
use crate::gate::error::GateError;
use crate::input::Failure;
use crate::model::{Decision, Digest, Subject};
use crate::policy::Evaluator;

/// Decisions that share one transaction. A crash loses at most this many, and none of them was reported.
const BATCH: usize = 64;

/// One thing to decide about: a subject, or an input that names one and cannot be read.
#[derive(Debug)]
pub enum Case {
    /// A subject.
    Subject(Subject),
    /// An input that names a subject and cannot be read.
    Unreadable(Failure),
}

/// Where decisions go.
#[derive(Debug)]
pub enum Sink<'a> {
    /// Into a log.
    Log(&'a mut AuditLog),
    /// Nowhere: a dry run, which is never a yes.
    DryRun,
}

/// The surroundings that a run may use; nothing below reads them by itself.
pub struct Surroundings<'a> {
    /// The time that entries carry.
    pub now: jiff::Timestamp,
    /// Random bytes for salts.
    pub random: &'a mut dyn FnMut(&mut [u8]),
    /// Bytes that every decision depends on and the log keeps: configuration and organisation policy.
    pub kept: Vec<Blob>,
}

impl std::fmt::Debug for Surroundings<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Surroundings").field("now", &self.now).finish_non_exhaustive()
    }
}

/// Decides about every case, which `read` reads when its turn comes, and hands each decision to `report` once it is on
/// record. There are as many threads as evaluators.
///
/// # Errors
/// [`GateError::NotRecorded`] where a batch cannot be recorded: none of its decisions was handed out. Errors of
/// `report` end the run.
pub fn run<C, R>(
    circumstances: &Circumstances<'_>,
    sink: &mut Sink<'_>,
    surroundings: &mut Surroundings<'_>,
    (cases, read, evaluators): (&[C], &R, &mut [Evaluator<'_>]),
    report: &mut dyn FnMut(Recorded) -> Result<(), GateError>,
) -> Result<(), GateError>
where
    C: Sync,
    R: Fn(&C) -> Case + Sync,
{
    let mut kept: BTreeSet<Digest> = BTreeSet::new();
    for batch in cases.chunks(BATCH) {
        let decisions = match batch {
            [only] => vec![judge(read(only), evaluators, circumstances)],
            several => judge_batch(several, read, evaluators, circumstances),
        };
        for recorded in record(decisions, circumstances, sink, surroundings, &mut kept)? {
            report(recorded)?;
        }
    }
    Ok(())
}

fn judge(case: Case, evaluators: &mut [Evaluator<'_>], circumstances: &Circumstances<'_>) -> Decision {
    match case {
        Case::Subject(subject) => decide(Arc::new(subject), evaluators, circumstances),
        Case::Unreadable(failure) => refuse_input(&failure, circumstances),
    }
}

/// Decides a batch, one subject a thread at a time; the order of the results is that of the cases.
fn judge_batch<C, R>(
    batch: &[C],
    read: &R,
    evaluators: &mut [Evaluator<'_>],
    circumstances: &Circumstances<'_>,
) -> Vec<Decision>
where
    C: Sync,
    R: Fn(&C) -> Case + Sync,
{
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Decision)>> = Mutex::new(Vec::with_capacity(batch.len()));
    std::thread::scope(|scope| {
        for evaluator in evaluators.iter_mut() {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(case) = batch.get(index) else { break };
                    let decision = judge(read(case), std::slice::from_mut(evaluator), circumstances);
                    done.lock().unwrap_or_else(PoisonError::into_inner).push((index, decision));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, decision)| decision).collect()
}

fn record(
    decisions: Vec<Decision>,
    circumstances: &Circumstances<'_>,
    sink: &mut Sink<'_>,
    surroundings: &mut Surroundings<'_>,
    kept: &mut BTreeSet<Digest>,
) -> Result<Vec<Recorded>, GateError> {
    let Sink::Log(log) = sink else {
        return Ok(decisions.into_iter().map(Recorded::dry_run).collect());
    };
    let mut batch = Vec::with_capacity(decisions.len());
    for decision in decisions {
        let mut known = |digest: &Digest| !kept.insert(*digest) || log.has_blob(digest).unwrap_or(false);
        let mut blobs = attachments::packs(&decision, circumstances.policies, &mut known);
        blobs.extend(surroundings.kept.iter().cloned());
        batch.push(Submission { decision, blobs });
    }
    log.append(batch, surroundings.now, surroundings.random).map_err(|source| GateError::NotRecorded { source })
}
