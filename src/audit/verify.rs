//! The verifier: pure over the stored rows. It shares nothing with the writer but `canon`, `crypto` and the leaf.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::thread;

use jiff::Timestamp;
use serde_json::Value;

use crate::audit::check::{Checked, DecisionKeys, check};
use crate::audit::class::{Class, Problem};
use crate::audit::entry::{DecodedLeaf, EntryType, Leaf, NO_PREVIOUS};
use crate::audit::error::AuditError;
use crate::audit::stored::{Head, Row};
use crate::crypto::{Checkpoint, CryptoError, Envelope, RightEdge, VerifierKey};
use crate::model::Digest;

/// Rows that one thread takes at a time: enough to make a thread worth its start, little enough to stay flat.
const BLOCK: usize = 512;
/// Problems that a report lists; the first ones say what happened.
const LISTED: usize = 32;

/// What the verifier was given from elsewhere. What is missing is taken from the log itself, and said so.
#[derive(Clone, Debug, Default)]
pub struct Trust {
    /// Origin that the log must have.
    pub origin: Option<String>,
    /// Keys that may sign checkpoints.
    pub log_keys: Vec<VerifierKey>,
    /// Keys that may sign envelopes; where none is given, the one in the first entry, which the log key covers.
    pub decision_keys: Vec<VerifierKey>,
    /// Signed checkpoints that were kept elsewhere.
    pub anchors: Vec<String>,
    /// Number of threads; as many as there are processors where none is given.
    pub workers: Option<NonZeroUsize>,
}

/// Where something that the verifier relied on came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Pin {
    /// Given by the caller.
    Given,
    /// Found in the log that was verified.
    Found,
}

/// The keys and the name that a verification relied on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustUsed {
    /// Origin of the log.
    pub origin: String,
    /// Was it given?
    pub origin_pin: Pin,
    /// Keys for checkpoints.
    pub log_keys: Vec<VerifierKey>,
    /// Were they given?
    pub log_pin: Pin,
    /// Keys for envelopes.
    pub decision_keys: Vec<VerifierKey>,
    /// Were they given?
    pub decision_pin: Pin,
}

/// What a verification found.
#[derive(Clone, Debug)]
pub struct VerifyReport {
    /// In one word.
    pub class: Class,
    /// The first entry that is wrong.
    pub first_bad_seq: Option<u64>,
    /// The first problems, at most 32.
    pub problems: Vec<Problem>,
    /// Number of all problems.
    pub problem_count: u64,
    /// Number of entries that were read.
    pub entries: u64,
    /// The signed checkpoint in the log, where it could be read.
    pub checkpoint: Option<Checkpoint>,
    /// Size of the largest anchor that agrees.
    pub anchored_at: Option<u64>,
    /// What the verification relied on.
    pub trust: TrustUsed,
    /// Entries whose time lies before the time of the entry before them: their order is that of seq.
    pub time_regressed: Vec<u64>,
    /// Commitments whose opening is gone.
    pub erased: u64,
    /// The stored bytes; empty for a verification that saw rows only.
    pub blobs: BlobReport,
}

/// What became of the bytes that decisions used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlobReport {
    /// Number of stored blobs.
    pub stored: u64,
    /// Number of digests that entries name and that are not there.
    pub missing: u64,
    /// The first of them, at most 32.
    pub first_missing: Vec<Digest>,
    /// Number of blobs that no entry names.
    pub unreferenced: u64,
}

impl VerifyReport {
    /// Adds a problem. The class is that of the first tampering, else of the first thing that is not known.
    pub(crate) fn found(&mut self, problem: Problem) {
        self.problem_count += 1;
        let worse = problem.class.is_tampering() && !self.class.is_tampering();
        if worse || self.class == Class::SelfConsistent {
            self.class = problem.class;
            self.first_bad_seq = problem.seq;
        }
        if self.problems.len() < LISTED {
            self.problems.push(problem);
        }
    }

    fn whole(&mut self, class: Class, detail: String) {
        self.found(Problem { class, seq: None, detail });
    }
}

/// Verifies the rows of a log, in order of their numbers, and its head.
///
/// `observe` sees the references of every entry.
///
/// # Errors
/// The rows cannot be read. Whatever is wrong with them is in the report.
pub(crate) fn verify(
    rows: impl Iterator<Item = Result<Row, AuditError>>,
    head: Option<&Head>,
    trust: &Trust,
    mut observe: impl FnMut(&Checked) -> Result<(), AuditError>,
) -> Result<VerifyReport, AuditError> {
    let workers = trust.workers.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let mut rows = rows.peekable();
    let first = match rows.peek() {
        Some(Ok(row)) => row.clone(),
        _ => Row::default(),
    };
    let used = resolve(trust, &first);
    let keys: DecisionKeys = used.decision_keys.iter().map(|key| (key.key().id(), key.key().clone())).collect();
    let mut walk = Walk::new(used);
    walk.expect(trust, head);
    loop {
        let block = rows.by_ref().take(BLOCK * workers).collect::<Result<Vec<_>, _>>()?;
        if block.is_empty() {
            break;
        }
        for checked in check_all(&block, &keys) {
            observe(&checked)?;
            walk.step(checked);
        }
    }
    Ok(walk.finish(head))
}

fn check_all(block: &[Row], keys: &DecisionKeys) -> Vec<Checked> {
    let check_chunk = |chunk: &[Row]| chunk.iter().map(|row| check(row, keys)).collect::<Vec<_>>();
    thread::scope(|scope| {
        let mut chunks = block.chunks(BLOCK);
        let own = chunks.next().unwrap_or_default();
        let others: Vec<_> = chunks.map(|chunk| (chunk, scope.spawn(move || check_chunk(chunk)))).collect();
        let mut all = check_chunk(own);
        for (chunk, worker) in others {
            // A worker that died has checked nothing: its rows are checked again, here.
            all.extend(worker.join().unwrap_or_else(|_| check_chunk(chunk)));
        }
        all
    })
}

/// What was given, and from the first entry what was not.
fn resolve(trust: &Trust, first: &Row) -> TrustUsed {
    let leaf = match Leaf::decode(&first.leaf) {
        Ok(DecodedLeaf::Known(leaf)) => Some(leaf),
        _ => None,
    };
    let envelope = Envelope::decode(first.envelope.as_deref().unwrap_or_default()).ok();
    let genesis: Value =
        envelope.and_then(|envelope| serde_json::from_slice(envelope.payload()).ok()).unwrap_or_default();
    let key = |name: &str| -> Vec<VerifierKey> {
        let text = genesis.pointer(name).and_then(Value::as_str);
        text.and_then(|text| text.parse().ok()).into_iter().collect()
    };
    let pick = |given: &[VerifierKey], name| match given {
        [] => (key(name), Pin::Found),
        _ => (given.to_vec(), Pin::Given),
    };
    let (log_keys, log_pin) = pick(&trust.log_keys, "/predicate/log_vkey");
    let (decision_keys, decision_pin) = pick(&trust.decision_keys, "/predicate/decision_vkey");
    let (origin, origin_pin) = match &trust.origin {
        Some(origin) => (origin.clone(), Pin::Given),
        None => (leaf.map(|leaf| leaf.log).unwrap_or_default(), Pin::Found),
    };
    TrustUsed { origin, origin_pin, log_keys, log_pin, decision_keys, decision_pin }
}

/// A root that the tree must have at some size.
struct Expected {
    root: Digest,
    anchor: bool,
}

/// The walk along the entries: chain, numbers, times and tree.
struct Walk {
    report: VerifyReport,
    edge: RightEdge,
    next_seq: u64,
    prev: Digest,
    time: Option<Timestamp>,
    expected: BTreeMap<u64, Vec<Expected>>,
}

impl Walk {
    fn new(trust: TrustUsed) -> Self {
        let report = VerifyReport {
            class: Class::SelfConsistent,
            first_bad_seq: None,
            problems: Vec::new(),
            problem_count: 0,
            entries: 0,
            checkpoint: None,
            anchored_at: None,
            trust,
            time_regressed: Vec::new(),
            erased: 0,
            blobs: BlobReport::default(),
        };
        Self {
            report,
            edge: RightEdge::default(),
            next_seq: 0,
            prev: NO_PREVIOUS,
            time: None,
            expected: BTreeMap::new(),
        }
    }

    /// Notes the roots that the head and the anchors name.
    fn expect(&mut self, trust: &Trust, head: Option<&Head>) {
        if let Some(head) = head {
            self.report.checkpoint = self.signed(&head.checkpoint, "the head");
            if let Some(checkpoint) = self.report.checkpoint.clone() {
                if head.size != checkpoint.size || head.root != checkpoint.root.bytes() {
                    self.report.whole(Class::RootMismatch, "the head does not agree with its checkpoint".to_owned());
                }
                let expected = Expected { root: checkpoint.root, anchor: false };
                self.expected.entry(checkpoint.size).or_default().push(expected);
            }
        }
        for (index, anchor) in trust.anchors.iter().enumerate() {
            if let Some(checkpoint) = self.signed(anchor, &format!("anchor {}", index + 1)) {
                let expected = Expected { root: checkpoint.root, anchor: true };
                self.expected.entry(checkpoint.size).or_default().push(expected);
            }
        }
    }

    /// A checkpoint that a known key signed, of this log.
    fn signed(&mut self, note: &str, whose: &str) -> Option<Checkpoint> {
        match Checkpoint::open(note, &self.report.trust.log_keys) {
            Ok(checkpoint) if checkpoint.origin == self.report.trust.origin => return Some(checkpoint),
            Ok(other) => self.report.whole(Class::WrongLog, format!("{whose} is of the log `{}`", other.origin)),
            Err(CryptoError::UnknownKey) => {
                self.report.whole(Class::UnknownKey, format!("{whose} was not signed by a known key"));
            }
            Err(error) => self.report.whole(Class::CheckpointSignature, format!("{whose}: {error}")),
        }
        None
    }

    fn step(&mut self, checked: Checked) {
        let Checked { seq, hash, leaf, problems, erased, .. } = checked;
        let found = |class, detail: &str| Problem { class, seq: Some(seq), detail: detail.to_owned() };
        if seq != self.next_seq {
            let detail = format!("entry {} is missing or out of order", self.next_seq);
            self.report.found(Problem { class: Class::SeqGap, seq: Some(self.next_seq), detail });
        }
        for problem in problems {
            self.report.found(problem);
        }
        if let Some(leaf) = leaf {
            if leaf.seq != seq {
                self.report.found(found(Class::SeqGap, "the leaf has another number"));
            }
            if leaf.prev != self.prev {
                self.report.found(found(Class::ChainBroken, "the leaf does not name the hash of the leaf before"));
            }
            if leaf.log != self.report.trust.origin {
                self.report.found(found(Class::WrongLog, &format!("the leaf is of the log `{}`", leaf.log)));
            }
            if (seq == 0) != (leaf.entry_type == EntryType::Genesis) {
                self.report.found(found(Class::StatementMismatch, "the first entry, and no other, describes the log"));
            }
            if self.time.is_some_and(|last| leaf.time < last) {
                self.report.time_regressed.push(seq);
            }
            self.time = Some(leaf.time);
        }
        self.next_seq = seq.saturating_add(1);
        self.prev = hash;
        self.edge.push(hash);
        self.report.entries += 1;
        self.report.erased += u64::try_from(erased).unwrap_or(u64::MAX);
        self.compare();
    }

    /// Compares the tree with what is expected at its present size.
    fn compare(&mut self) {
        let size = self.edge.size();
        for expected in self.expected.remove(&size).unwrap_or_default() {
            let fits = expected.root == self.edge.root();
            match (expected.anchor, fits) {
                (true, true) => self.report.anchored_at = Some(size),
                (true, false) => self.report.whole(Class::Forked, format!("an anchor has another root at size {size}")),
                (false, true) => {}
                (false, false) => {
                    self.report.whole(Class::RootMismatch, "the entries do not have the signed root".to_owned())
                }
            }
        }
    }

    fn finish(mut self, head: Option<&Head>) -> VerifyReport {
        let entries = self.edge.size();
        // An empty tree is a prefix of every tree.
        self.expected.remove(&0);
        for (size, expected) in std::mem::take(&mut self.expected) {
            for Expected { anchor, .. } in expected {
                let (class, who) =
                    if anchor { (Class::RolledBack, "an anchor") } else { (Class::Truncated, "the signed head") };
                self.report.whole(class, format!("{who} names {size} entries, and there are {entries}"));
            }
        }
        match head {
            Some(head) => {
                if self.report.checkpoint.as_ref().is_some_and(|checkpoint| checkpoint.size < entries) {
                    self.report.whole(Class::RootMismatch, "there are entries beyond the signed head".to_owned());
                }
                let edge: Vec<u8> = self.edge.roots().iter().flat_map(Digest::bytes).copied().collect();
                if edge != head.edge {
                    self.report
                        .whole(Class::RootMismatch, "the stored right edge is not that of the entries".to_owned());
                }
            }
            None if entries > 0 => self.report.whole(Class::RootMismatch, "there is no head".to_owned()),
            None => {}
        }
        let pinned = self.report.trust.log_pin == Pin::Given && self.report.trust.origin_pin == Pin::Given;
        if self.report.class == Class::SelfConsistent {
            self.report.class = match (entries, self.report.anchored_at) {
                // The first entry describes the log; it decides nothing.
                (0 | 1, _) => Class::Empty,
                (_, Some(_)) if pinned => Class::Verified,
                _ => Class::SelfConsistent,
            };
        }
        self.report
    }
}
