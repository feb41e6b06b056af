//! What the gate hands out: a decision together with the proof that it is in the log.

use jiff::Timestamp;

use crate::model::{Decision, Digest};

/// A decision with its receipt. Only this module can make one, so that no decision leaves unrecorded.
#[derive(Clone, Debug)]
pub struct Recorded {
    decision: Decision,
    receipt: Receipt,
}

/// Where a decision was recorded.
#[derive(Clone, Debug)]
pub struct Receipt(Kind);

#[derive(Clone, Debug)]
enum Kind {
    DryRun,
    Logged(LoggedReceipt),
}

/// The receipt of an entry that is durable.
#[derive(Clone, Debug)]
pub struct LoggedReceipt {
    pub(crate) origin: String,
    pub(crate) seq: u64,
    pub(crate) time: Timestamp,
    pub(crate) entry_hash: Digest,
    pub(crate) envelope: Vec<u8>,
    pub(crate) checkpoint: String,
    pub(crate) key: String,
    pub(crate) clock_behind: bool,
}

impl Recorded {
    pub(crate) fn logged(decision: Decision, receipt: LoggedReceipt) -> Self {
        Self { decision, receipt: Receipt(Kind::Logged(receipt)) }
    }

    /// A decision of `--dry-run`: marked as a what-if, so that it is never a yes.
    #[must_use]
    pub fn dry_run(mut decision: Decision) -> Self {
        decision.mode.what_if = true;
        Self { decision, receipt: Receipt(Kind::DryRun) }
    }

    /// The decision.
    #[must_use]
    pub const fn decision(&self) -> &Decision {
        &self.decision
    }

    /// The receipt.
    #[must_use]
    pub const fn receipt(&self) -> &Receipt {
        &self.receipt
    }
}

impl Receipt {
    /// The entry; `None` for a dry run.
    #[must_use]
    pub const fn logged(&self) -> Option<&LoggedReceipt> {
        match &self.0 {
            Kind::DryRun => None,
            Kind::Logged(receipt) => Some(receipt),
        }
    }
}

impl LoggedReceipt {
    /// Origin of the log.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Number of the entry, from 0.
    #[must_use]
    pub const fn seq(&self) -> u64 {
        self.seq
    }

    /// When it was written, in milliseconds.
    #[must_use]
    pub const fn time(&self) -> Timestamp {
        self.time
    }

    /// Hash of the leaf.
    #[must_use]
    pub const fn entry_hash(&self) -> &Digest {
        &self.entry_hash
    }

    /// The DSSE envelope, as stored.
    #[must_use]
    pub fn envelope(&self) -> &[u8] {
        &self.envelope
    }

    /// The signed checkpoint of the commit that wrote the entry.
    #[must_use]
    pub fn checkpoint(&self) -> &str {
        &self.checkpoint
    }

    /// What the keys are worth, such as `local, unanchored`.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// True where the clock stood before the time of the entry before: the order is that of seq, not of time.
    #[must_use]
    pub const fn clock_behind(&self) -> bool {
        self.clock_behind
    }
}
