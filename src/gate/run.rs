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
    let mut recorder = Recorder { circumstances, sink, surroundings, kept: BTreeSet::new() };
    if let [only] = cases {
        return recorder.record(vec![judge(read(only), evaluators, circumstances)], report);
    }
    // While a batch is decided, this thread records the one before it.
    let mut decided = Vec::new();
    for batch in cases.chunks(BATCH) {
        let before = std::mem::take(&mut decided);
        let mut recorded = Ok(());
        decided = judge_batch(batch, read, evaluators, circumstances, || recorded = recorder.record(before, report));
        recorded?;
    }
    recorder.record(decided, report)
}

fn judge(case: Case, evaluators: &mut [Evaluator<'_>], circumstances: &Circumstances<'_>) -> Decision {
    match case {
        Case::Subject(subject) => decide(Arc::new(subject), evaluators, circumstances),
        Case::Unreadable(failure) => refuse_input(&failure, circumstances),
    }
}

/// Decides a batch, one subject a thread at a time, and does `meanwhile` on this thread; the order of the results is
/// that of the cases.
fn judge_batch<C, R>(
    batch: &[C],
    read: &R,
    evaluators: &mut [Evaluator<'_>],
    circumstances: &Circumstances<'_>,
    meanwhile: impl FnOnce(),
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
        meanwhile();
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, decision)| decision).collect()
}

/// Records decisions, and hands them out once they are on record.
struct Recorder<'r, 'c, 's, 'w> {
    circumstances: &'r Circumstances<'c>,
    sink: &'r mut Sink<'s>,
    surroundings: &'r mut Surroundings<'w>,
    /// What this run has put into the log already.
    kept: BTreeSet<Digest>,
}

impl Recorder<'_, '_, '_, '_> {
    /// One transaction: a failure means that none of these decisions is on record, and none is handed out.
    fn record(
        &mut self,
        decisions: Vec<Decision>,
        report: &mut dyn FnMut(Recorded) -> Result<(), GateError>,
    ) -> Result<(), GateError> {
        for recorded in self.write(decisions)? {
            report(recorded)?;
        }
        Ok(())
    }

    fn write(&mut self, decisions: Vec<Decision>) -> Result<Vec<Recorded>, GateError> {
        let Sink::Log(log) = &mut *self.sink else {
            return Ok(decisions.into_iter().map(Recorded::dry_run).collect());
        };
        if decisions.is_empty() {
            return Ok(Vec::new());
        }
        let mut batch = Vec::with_capacity(decisions.len());
        for decision in decisions {
            let kept = &mut self.kept;
            let mut known = |digest: &Digest| !kept.insert(*digest) || log.has_blob(digest).unwrap_or(false);
            let mut blobs = attachments::packs(&decision, self.circumstances.policies, &mut known);
            blobs.extend(self.surroundings.kept.iter().cloned());
            batch.push(Submission { decision, blobs });
        }
        log.append(batch, self.surroundings.now, &mut *self.surroundings.random)
            .map_err(|source| GateError::NotRecorded { source })
    }
}
