//! History tells what was recorded, and nothing of a log that was changed.

use crate::audit::sample::{SampleLog, at, pinned};
use crate::audit::{Class, VerdictWord};
use crate::history::error::HistoryError;
use crate::history::filter::Filter;
use crate::history::past::History;

fn open(sample: &SampleLog) -> Result<History, HistoryError> {
    History::open(&sample.path, &pinned(), sample.directory.path())
}

fn seqs(history: &History, filter: &Filter) -> Vec<u64> {
    history.decisions(filter).map(|past| past.unwrap().seq).collect()
}

#[test]
fn decisions_are_filtered_by_subject_verdict_and_time() {
    let sample = SampleLog::new(3);
    sample.append("model-1");
    let history = open(&sample).unwrap();
    assert_eq!(history.report().class, Class::SelfConsistent);
    assert_eq!(seqs(&history, &Filter::default()), [1, 2, 3, 4]);
    let subject = |name: &str| Filter { subject: Some(name.to_owned()), ..Filter::default() };
    assert_eq!(seqs(&history, &subject("model-1")), [2, 4]);
    assert_eq!(seqs(&history, &subject("model-2@2.3.0")), [3]);
    assert_eq!(seqs(&history, &subject("model")), [0_u64; 0]);
    assert_eq!(seqs(&history, &Filter { verdict: Some(VerdictWord::Allow), ..Filter::default() }), [0_u64; 0]);
    assert_eq!(seqs(&history, &Filter { since: Some(at(2)), ..Filter::default() }), [2, 3, 4]);

    let latest = history.latest(&Filter::default()).unwrap();
    let latest: Vec<_> = latest.iter().map(|(id, past)| (id.as_str(), past.seq)).collect();
    assert_eq!(latest, [("model-0@2.3.0", 1), ("model-1@2.3.0", 4), ("model-2@2.3.0", 3)]);
}

#[test]
fn one_entry_is_read_with_its_openings() {
    let sample = SampleLog::new(1);
    let history = open(&sample).unwrap();
    let past = history.get(1).unwrap().unwrap();
    assert_eq!((past.time, past.disclosed["/actor/name"].as_str()), (at(1), "grace.hopper"));
    let document = past.statement.predicate.documents[0].digest;
    assert!(history.blob(&document).unwrap().is_some());
    assert!(history.envelope(1).unwrap().is_some());
    assert!(history.get(0).unwrap().is_none(), "the first entry is no decision");
    assert!(history.get(2).unwrap().is_none());
}

#[test]
fn a_changed_log_has_no_history() {
    let sample = SampleLog::new(2);
    let raw = rusqlite::Connection::open(&sample.path).unwrap();
    raw.execute_batch("DROP TRIGGER envelope_update; UPDATE envelope SET bytes = x'00' WHERE seq = 2").unwrap();
    let error = open(&sample).unwrap_err();
    assert!(matches!(error, HistoryError::Unproven { class: Class::EnvelopeMismatch, seq: Some(2), .. }), "{error}");
}
