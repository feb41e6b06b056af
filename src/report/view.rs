//! What a renderer is given: the decision and the receipt of its record, as plain borrowed data.

use jiff::Timestamp;

use crate::audit::{LoggedReceipt, Recorded};
use crate::model::{Decision, Digest};

/// One decision with its receipt.
#[derive(Clone, Copy, Debug)]
pub struct DecisionView<'a> {
    /// What was decided.
    pub decision: &'a Decision,
    /// Where it is recorded.
    pub receipt: ReceiptView<'a>,
}

/// Where a decision is recorded.
#[derive(Clone, Copy, Debug)]
pub enum ReceiptView<'a> {
    /// In a log.
    Logged(LoggedView<'a>),
    /// Nowhere: a dry run.
    DryRun,
}

/// The receipt of a logged decision.
#[derive(Clone, Copy, Debug)]
pub struct LoggedView<'a> {
    /// Origin of the log.
    pub origin: &'a str,
    /// Number of the entry, from 0.
    pub seq: u64,
    /// Time of the entry.
    pub time: Timestamp,
    /// RFC 6962 leaf hash of the entry.
    pub entry_hash: Digest,
    /// The DSSE envelope, the JSON bytes as stored.
    pub envelope: &'a [u8],
    /// The C2SP checkpoint that covers the entry.
    pub checkpoint: &'a str,
    /// How far keys and log can be trusted, such as `local, unanchored`.
    pub key_note: &'a str,
}

impl<'a> From<&'a Recorded> for DecisionView<'a> {
    fn from(recorded: &'a Recorded) -> Self {
        let receipt =
            recorded.receipt().logged().map_or(ReceiptView::DryRun, |logged| ReceiptView::Logged(logged.into()));
        Self { decision: recorded.decision(), receipt }
    }
}

impl<'a> From<&'a LoggedReceipt> for LoggedView<'a> {
    fn from(receipt: &'a LoggedReceipt) -> Self {
        Self {
            origin: receipt.origin(),
            seq: receipt.seq(),
            time: receipt.time(),
            entry_hash: *receipt.entry_hash(),
            envelope: receipt.envelope(),
            checkpoint: receipt.checkpoint(),
            key_note: receipt.key(),
        }
    }
}

impl<'a> LoggedView<'a> {
    /// Tree size and root of the checkpoint, as it writes them; `None` where it is not a checkpoint.
    #[must_use]
    pub fn checkpoint_head(&self) -> Option<(&'a str, &'a str)> {
        let mut lines = self.checkpoint.lines().skip(1);
        Some((lines.next()?, lines.next()?))
    }
}
