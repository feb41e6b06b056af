//! A log that was verified, and the decisions in it.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;

use crate::audit::{DecisionStatement, DecodedLeaf, EntryType, Leaf, LogFile, Row, Trust, VerifyReport, entry_hash};
use crate::crypto::Envelope;
use crate::history::error::HistoryError;
use crate::history::filter::Filter;
use crate::model::Digest;

/// One decision of the past.
#[derive(Clone, Debug)]
pub struct PastDecision {
    /// Number of its entry.
    pub seq: u64,
    /// When it was recorded.
    pub time: Timestamp,
    /// Hash of its leaf.
    pub entry_hash: Digest,
    /// What was signed.
    pub statement: DecisionStatement,
    /// The openings of the commitments in it that are still there: name and value.
    pub disclosed: BTreeMap<String, String>,
}

/// The decisions of a verified log. What is read here is what was verified: both come from one snapshot.
#[derive(Debug)]
pub struct History {
    log: LogFile,
    report: VerifyReport,
}

impl History {
    /// Opens a log and verifies all of it. `scratch` is a directory for temporary files.
    ///
    /// # Errors
    /// The log cannot be read, or was tampered with.
    pub fn open(path: &Path, trust: &Trust, scratch: &Path) -> Result<Self, HistoryError> {
        let log = LogFile::open(path, scratch)?;
        let report = log.verify(trust)?;
        if report.class.is_tampering() {
            let detail = report.problems.iter().find(|problem| problem.class == report.class);
            let detail = detail.map(|problem| problem.detail.clone()).unwrap_or_default();
            return Err(HistoryError::Unproven { class: report.class, seq: report.first_bad_seq, detail });
        }
        Ok(Self { log, report })
    }

    /// What verification found.
    #[must_use]
    pub const fn report(&self) -> &VerifyReport {
        &self.report
    }

    /// The signed checkpoint of the log, as stored; `None` for a log without a head.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn checkpoint(&self) -> Result<Option<String>, HistoryError> {
        Ok(self.log.head()?.map(|head| head.checkpoint))
    }

    /// The decisions that a filter selects, in order of their numbers.
    pub fn decisions<'h>(
        &'h self,
        filter: &'h Filter,
    ) -> impl Iterator<Item = Result<PastDecision, HistoryError>> + 'h {
        self.log
            .rows(0)
            .filter_map(|row| row.map_err(HistoryError::from).and_then(|row| read(&row)).transpose())
            .filter(|past| past.as_ref().map_or(true, |past| filter.selects(&past.statement.predicate, past.time)))
    }

    /// One decision; `None` where the entry is not there or is no decision.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn get(&self, seq: u64) -> Result<Option<PastDecision>, HistoryError> {
        self.log.row(seq)?.map_or(Ok(None), |row| read(&row))
    }

    /// The envelope of an entry, as stored.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn envelope(&self, seq: u64) -> Result<Option<Vec<u8>>, HistoryError> {
        Ok(self.log.row(seq)?.and_then(|row| row.envelope))
    }

    /// The latest decision about every subject, by the subject's name and version, among those a filter selects.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn latest(&self, filter: &Filter) -> Result<BTreeMap<String, PastDecision>, HistoryError> {
        self.decisions(filter)
            .map(|past| past.map(|past| (past.statement.predicate.subject.id.clone(), past)))
            .collect()
    }

    /// The bytes that a decision used.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn blob(&self, digest: &Digest) -> Result<Option<Vec<u8>>, HistoryError> {
        Ok(self.log.blob(digest)?)
    }
}

/// The decision in a verified row; `None` for entries of other types.
fn read(row: &Row) -> Result<Option<PastDecision>, HistoryError> {
    let unreadable = |reason: String| HistoryError::Unreadable { seq: row.seq, reason };
    let leaf = match Leaf::decode(&row.leaf).map_err(|error| unreadable(error.to_string()))? {
        DecodedLeaf::Known(leaf) if leaf.entry_type == EntryType::Decision => leaf,
        _ => return Ok(None),
    };
    let envelope = Envelope::decode(row.envelope.as_deref().unwrap_or_default());
    let envelope = envelope.map_err(|error| unreadable(error.to_string()))?;
    let statement = serde_json::from_slice(envelope.payload()).map_err(|error| unreadable(error.to_string()))?;
    let disclosed = row.disclosures.iter();
    let disclosed =
        disclosed.map(|opening| (opening.name.clone(), String::from_utf8_lossy(&opening.value).into_owned())).collect();
    Ok(Some(PastDecision { seq: row.seq, time: leaf.time, entry_hash: entry_hash(&row.leaf), statement, disclosed }))
}
