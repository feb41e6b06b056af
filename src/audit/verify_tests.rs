//! The attack table: every change of a log that an auditor must be told about, and the word for it.

use proptest::prelude::*;
use rusqlite::Connection;

use crate::audit::class::Class;
use crate::audit::entry::{DecodedLeaf, EntryType, Leaf, entry_hash};
use crate::audit::error::AuditError;
use crate::audit::log::{AuditLog, Origin};
use crate::audit::reader::LogFile;
use crate::audit::sample::{ORIGIN, SampleLog, at, counting, keys, pinned, submission};
use crate::audit::schema::SCHEMA;
use crate::audit::stored::Row;
use crate::audit::verify::{Pin, Trust, verify};
use crate::crypto::{Checkpoint, Envelope, SecretKey, root, sha256};
use crate::model::Digest;

/// Changes a log as somebody does who can write the file and knows how: the guards are dropped and put back.
fn tamper(sample: &SampleLog, edit: impl FnOnce(&Connection)) {
    let raw = Connection::open(&sample.path).unwrap();
    let guards = || SCHEMA.iter().filter(|object| !object.is_table);
    for guard in guards() {
        raw.execute_batch(&format!("DROP TRIGGER {}", guard.name)).unwrap();
    }
    edit(&raw);
    for guard in guards() {
        raw.execute_batch(guard.sql).unwrap();
    }
}

fn sql(text: &str) -> impl FnOnce(&Connection) + '_ {
    move |raw| raw.execute_batch(text).unwrap()
}

fn found(sample: &SampleLog) -> (Class, Option<u64>) {
    let report = sample.verify(&Trust { anchors: vec![sample.checkpoint()], ..pinned() });
    (report.class, report.first_bad_seq)
}

fn leaf(raw: &Connection, seq: u64) -> Leaf {
    let bytes: Vec<u8> =
        raw.query_row(&format!("SELECT leaf FROM entry WHERE seq = {seq}"), [], |row| row.get(0)).unwrap();
    match Leaf::decode(&bytes).unwrap() {
        DecodedLeaf::Known(leaf) => leaf,
        DecodedLeaf::NewerVersion(version) => panic!("{version}"),
    }
}

/// Puts a leaf in place with the columns that belong to it.
fn put(raw: &Connection, leaf: &Leaf) {
    put_bytes(raw, leaf.seq, &leaf.encode().unwrap(), &leaf.prev);
}

fn put_bytes(raw: &Connection, seq: u64, bytes: &[u8], prev: &Digest) {
    raw.execute(
        "UPDATE entry SET leaf = ?2, prev = ?3, hash = ?4 WHERE seq = ?1",
        rusqlite::params![i64::try_from(seq).unwrap(), bytes, prev.bytes(), entry_hash(bytes).bytes()],
    )
    .unwrap();
}

/// Makes the chain, the head and its checkpoint fit whatever the leaves say now, with the given log key.
fn rebuild(raw: &Connection, log_key: &SecretKey) {
    let size: u64 =
        u64::try_from(raw.query_row("SELECT count(*) FROM entry", [], |row| row.get::<_, i64>(0)).unwrap()).unwrap();
    let mut hashes = Vec::new();
    let mut edge = crate::crypto::RightEdge::default();
    for seq in 0..size {
        let mut leaf = leaf(raw, seq);
        leaf.prev = hashes.last().copied().unwrap_or(Digest::new([0; 32]));
        put(raw, &leaf);
        hashes.push(entry_hash(&leaf.encode().unwrap()));
        edge.push(hashes[hashes.len() - 1]);
    }
    let checkpoint = Checkpoint { origin: ORIGIN.to_owned(), size, root: root(&hashes) };
    let edge: Vec<u8> = edge.roots().iter().flat_map(Digest::bytes).copied().collect();
    raw.execute(
        "UPDATE head SET size = ?1, root = ?2, edge = ?3, checkpoint = ?4",
        rusqlite::params![
            i64::try_from(size).unwrap(),
            checkpoint.root.bytes(),
            edge,
            checkpoint.sign(log_key).unwrap().to_string()
        ],
    )
    .unwrap();
}

#[test]
fn what_may_be_said_depends_on_what_was_given() {
    let sample = SampleLog::new(3);
    let anchors = vec![sample.checkpoint()];
    let class = |trust: Trust| sample.verify(&trust).class;
    assert_eq!(class(Trust { anchors: anchors.clone(), ..pinned() }), Class::Verified);
    assert_eq!(class(pinned()), Class::SelfConsistent);
    assert_eq!(class(Trust { anchors: anchors.clone(), ..Trust::default() }), Class::SelfConsistent);
    assert_eq!(class(Trust { anchors: anchors.clone(), origin: None, ..pinned() }), Class::SelfConsistent);
    assert_eq!(class(Trust { anchors: anchors.clone(), log_keys: Vec::new(), ..pinned() }), Class::SelfConsistent);
    // The log key vouches for the first entry, and that one names the decision key.
    let report = sample.verify(&Trust { anchors, decision_keys: Vec::new(), ..pinned() });
    assert_eq!((report.class, report.trust.decision_pin, report.anchored_at), (Class::Verified, Pin::Found, Some(4)));
    assert_eq!(report.blobs.missing, 1, "the pack's listing was not given");
    assert_eq!(report.blobs.unreferenced, 0);
    assert_eq!(SampleLog::new(0).verify(&pinned()).class, Class::Empty);
}

#[test]
fn changes_of_rows_are_found_at_the_row() {
    for (edit, class, seq) in [
        (
            "UPDATE entry SET leaf = CAST(replace(CAST(leaf AS TEXT), 'decision', 'decisiom') AS BLOB) WHERE seq = 2",
            Class::LeafMismatch,
            Some(2),
        ),
        ("UPDATE entry SET hash = zeroblob(32) WHERE seq = 2", Class::LeafMismatch, Some(2)),
        ("UPDATE entry SET prev = zeroblob(32) WHERE seq = 2", Class::ChainBroken, Some(2)),
        ("DELETE FROM entry WHERE seq = 2", Class::SeqGap, Some(2)),
        ("DELETE FROM entry WHERE seq >= 3", Class::Truncated, None),
        ("DELETE FROM entry", Class::Truncated, None),
        ("DELETE FROM envelope WHERE seq = 2", Class::EnvelopeMismatch, Some(2)),
        (
            "UPDATE envelope SET bytes = (SELECT bytes FROM envelope WHERE seq = 1) WHERE seq = 2",
            Class::EnvelopeMismatch,
            Some(2),
        ),
        (
            "UPDATE entry SET leaf = (SELECT leaf FROM entry WHERE seq = 1), hash = (SELECT hash FROM entry WHERE seq = 1), prev = (SELECT prev FROM entry WHERE seq = 1) WHERE seq = 2",
            Class::EnvelopeMismatch,
            Some(2),
        ),
        (
            "INSERT INTO entry SELECT 5, leaf, prev, hash FROM entry WHERE seq = 4; INSERT INTO envelope SELECT 5, bytes FROM envelope WHERE seq = 4",
            Class::SeqGap,
            Some(5),
        ),
        ("UPDATE blob SET bytes = x'00'", Class::BlobMismatch, None),
        ("UPDATE disclosure SET value = x'00' WHERE seq = 2", Class::DisclosureMismatch, Some(2)),
        ("UPDATE head SET root = zeroblob(32)", Class::RootMismatch, None),
        ("UPDATE head SET edge = zeroblob(32)", Class::RootMismatch, None),
        ("UPDATE tile SET bytes = zeroblob(length(bytes))", Class::RootMismatch, None),
        ("DELETE FROM tile", Class::RootMismatch, None),
        ("INSERT INTO tile VALUES (0, 1, zeroblob(32))", Class::RootMismatch, None),
        ("INSERT INTO envelope VALUES (5, x'7b7d')", Class::EnvelopeMismatch, None),
        (
            "INSERT INTO disclosure SELECT 9, name, salt, value FROM disclosure WHERE seq = 1",
            Class::DisclosureMismatch,
            None,
        ),
        (
            "UPDATE head SET checkpoint = replace(checkpoint, char(10) || '5' || char(10), char(10) || '4' || char(10))",
            Class::CheckpointSignature,
            None,
        ),
    ] {
        let sample = SampleLog::new(4);
        let anchor = sample.checkpoint();
        tamper(&sample, sql(edit));
        let report = sample.verify(&pinned());
        assert_eq!((report.class, report.first_bad_seq), (class, seq), "{edit}: {:?}", report.problems);
        assert!(report.class.is_tampering());
        let anchored = sample.verify(&Trust { anchors: vec![anchor], ..pinned() });
        assert!(anchored.class.is_tampering());
    }
}

#[test]
fn a_leaf_that_names_another_leaf_before_it_breaks_the_chain() {
    let sample = SampleLog::new(3);
    tamper(&sample, |raw| put(raw, &Leaf { prev: Digest::new([9; 32]), ..leaf(raw, 2) }));
    assert_eq!(found(&sample), (Class::ChainBroken, Some(2)));
}

#[test]
fn entries_beyond_the_signed_head_are_not_taken_for_signed() {
    let sample = SampleLog::new(2);
    let older = sample.reader().head().unwrap().unwrap();
    sample.append("third");
    tamper(&sample, |raw| {
        let columns = rusqlite::params![i64::try_from(older.size).unwrap(), older.root, older.checkpoint];
        raw.execute("UPDATE head SET size = ?1, root = ?2, checkpoint = ?3", columns).unwrap();
    });
    assert_eq!(found(&sample).0, Class::RootMismatch);
}

#[test]
fn a_log_is_born_once() {
    let sample = SampleLog::new(3);
    tamper(&sample, |raw| {
        let genesis: Vec<u8> = raw.query_row("SELECT bytes FROM envelope WHERE seq = 2", [], |row| row.get(0)).unwrap();
        let payload = Envelope::decode(&genesis).unwrap().payload().to_vec();
        let payload = String::from_utf8(payload).unwrap().replace("urn:govern:decision:v1", "urn:govern:genesis:v1");
        let bytes = Envelope::sign(payload.into_bytes(), &keys(1).decision).encode().unwrap();
        raw.execute("UPDATE envelope SET bytes = ?1 WHERE seq = 2", [&bytes]).unwrap();
        put(raw, &Leaf { envelope: sha256(&bytes), entry_type: EntryType::Genesis, ..leaf(raw, 2) });
        rebuild(raw, &keys(1).log);
    });
    assert_eq!(found(&sample), (Class::StatementMismatch, Some(2)));
}

#[test]
fn a_rewritten_history_needs_the_log_key() {
    let sample = SampleLog::new(3);
    let anchor = sample.checkpoint();
    let edit = |raw: &Connection, key: &SecretKey| {
        let mut changed = leaf(raw, 2);
        changed.time = at(500);
        put(raw, &changed);
        rebuild(raw, key);
    };
    tamper(&sample, |raw| edit(raw, &keys(2).log));
    // The statement still carries the time that was signed.
    assert_eq!(found(&sample).0, Class::UnknownKey);

    tamper(&sample, |raw| edit(raw, &keys(1).log));
    let report = sample.verify(&Trust { anchors: vec![anchor], ..pinned() });
    assert_eq!((report.class, report.first_bad_seq), (Class::StatementMismatch, Some(2)));
    assert!(report.problems.iter().any(|problem| problem.class == Class::Forked));
}

#[test]
fn a_log_made_anew_with_other_keys_is_of_an_unknown_key() {
    let sample = SampleLog::new(0);
    std::fs::remove_file(&sample.path).unwrap();
    let origin = Origin { name: ORIGIN.to_owned() };
    let mut log = AuditLog::create(&sample.path, &origin, keys(2), at(0), &mut counting()).unwrap();
    log.append(vec![submission("m")], at(1), &mut counting()).unwrap();
    assert_eq!(found(&sample).0, Class::UnknownKey);
    let only_log_key = Trust { decision_keys: Vec::new(), ..pinned() };
    assert_eq!(sample.verify(&only_log_key).class, Class::UnknownKey);
    assert_eq!(sample.verify(&Trust::default()).class, Class::SelfConsistent);
}

#[test]
fn an_envelope_signed_by_another_key_or_for_another_place_is_found() {
    let replace_envelope = |sample: &SampleLog, envelope: &dyn Fn(&Connection) -> Vec<u8>| {
        tamper(sample, |raw| {
            let bytes = envelope(raw);
            let mut changed = leaf(raw, 2);
            changed.envelope = sha256(&bytes);
            raw.execute("UPDATE envelope SET bytes = ?1 WHERE seq = 2", [&bytes]).unwrap();
            put(raw, &changed);
            rebuild(raw, &keys(1).log);
        });
        found(sample)
    };
    let read = |raw: &Connection, seq: u8| -> Vec<u8> {
        raw.query_row("SELECT bytes FROM envelope WHERE seq = ?1", [seq], |row| row.get(0)).unwrap()
    };
    let sample = SampleLog::new(3);
    assert_eq!(replace_envelope(&sample, &|raw| read(raw, 1)), (Class::DuplicateDecision, Some(2)));

    let sample = SampleLog::new(3);
    let resigned = |raw: &Connection| {
        let payload = Envelope::decode(&read(raw, 2)).unwrap().payload().to_vec();
        Envelope::sign(payload, &keys(2).decision).encode().unwrap()
    };
    assert_eq!(replace_envelope(&sample, &resigned), (Class::UnknownKey, Some(2)));

    let sample = SampleLog::new(3);
    let forged = |raw: &Connection| {
        let (own, other) = (keys(1).decision.public().id(), keys(2).decision.public().id());
        String::from_utf8(resigned(raw)).unwrap().replace(&other, &own).into_bytes()
    };
    assert_eq!(replace_envelope(&sample, &forged), (Class::EnvelopeSignature, Some(2)));

    let sample = SampleLog::new(3);
    let spaced = |raw: &Connection| [read(raw, 2), b" ".to_vec()].concat();
    assert_eq!(replace_envelope(&sample, &spaced), (Class::NotCanonical, Some(2)));

    let sample = SampleLog::new(3);
    let genesis_again = |raw: &Connection| {
        let payload = Envelope::decode(&read(raw, 2)).unwrap().payload().to_vec();
        let other = String::from_utf8(payload).unwrap().replace("urn:govern:decision:v1", "urn:govern:genesis:v1");
        Envelope::sign(other.into_bytes(), &keys(1).decision).encode().unwrap()
    };
    assert_eq!(replace_envelope(&sample, &genesis_again), (Class::StatementMismatch, Some(2)));
}

#[test]
fn another_log_in_place_of_ours_is_found() {
    let sample = SampleLog::new(2);
    let other = Trust { origin: Some("example.org/other".to_owned()), ..pinned() };
    assert_eq!(sample.verify(&other).class, Class::WrongLog);
}

#[test]
fn an_older_copy_and_a_second_history_need_an_anchor_to_be_seen() {
    let sample = SampleLog::new(2);
    let older = std::fs::read(&sample.path).unwrap();
    sample.append("third");
    let anchor = sample.checkpoint();
    std::fs::write(&sample.path, &older).unwrap();
    assert_eq!(sample.verify(&pinned()).class, Class::SelfConsistent);
    let anchored = Trust { anchors: vec![anchor.clone()], ..pinned() };
    assert_eq!(sample.verify(&anchored).class, Class::RolledBack);

    sample.append("another third");
    assert_eq!(sample.verify(&pinned()).class, Class::SelfConsistent);
    assert_eq!(sample.verify(&anchored).class, Class::Forked);
    sample.append("fourth");
    assert_eq!(sample.verify(&anchored).class, Class::Forked);

    // Every anchor counts, not only the last.
    let anchors = vec![anchor, sample.checkpoint()];
    assert_eq!(sample.verify(&Trust { anchors, ..pinned() }).class, Class::Forked);
}

#[test]
fn an_anchor_must_be_a_checkpoint_of_this_log() {
    let sample = SampleLog::new(2);
    let signed = |origin: &str, key: &SecretKey| {
        Checkpoint { origin: origin.to_owned(), size: 1, root: Digest::new([0; 32]) }.sign(key).unwrap().to_string()
    };
    for (anchor, class) in [
        (signed(ORIGIN, &keys(2).log), Class::UnknownKey),
        (signed(ORIGIN, &keys(1).log), Class::Forked),
        (sample.checkpoint().replace("\n3\n", "\n2\n"), Class::CheckpointSignature),
        ("nothing".to_owned(), Class::CheckpointSignature),
    ] {
        assert_eq!(sample.verify(&Trust { anchors: vec![anchor.clone()], ..pinned() }).class, class, "{anchor}");
    }
}

#[test]
fn dropped_guards_are_told_and_foreign_tables_are_not_read() {
    let altered = |edit: &str| {
        let sample = SampleLog::new(2);
        Connection::open(&sample.path).unwrap().execute_batch(edit).unwrap();
        let report = sample.verify(&pinned());
        (report.class, report.entries)
    };
    assert_eq!(altered("DROP TRIGGER entry_delete"), (Class::SchemaAltered, 3));
    assert_eq!(
        altered("DROP TRIGGER entry_delete; CREATE TRIGGER entry_delete BEFORE DELETE ON entry BEGIN SELECT 1; END"),
        (Class::SchemaAltered, 3)
    );
    assert_eq!(altered("CREATE TABLE extra(x)"), (Class::SchemaForeign, 0));
    assert_eq!(altered("CREATE TRIGGER extra AFTER INSERT ON entry BEGIN SELECT 1; END"), (Class::SchemaForeign, 0));
    assert_eq!(
        altered("ALTER TABLE entry RENAME TO hidden; CREATE VIEW entry AS SELECT * FROM hidden"),
        (Class::SchemaForeign, 0)
    );
    // Something else that is wrong says more than the missing guard.
    assert_eq!(altered("DROP TRIGGER entry_delete; DELETE FROM entry WHERE seq = 1"), (Class::SeqGap, 2));
}

#[test]
fn entries_of_a_newer_version_are_not_called_tampering_unless_their_hash_is_wrong() {
    for newer in [r#"{"type":"erasure"}"#, r#"{"v":"govern-log/2"}"#] {
        let sample = SampleLog::new(2);
        let (member, word) =
            if newer.contains("erasure") { ("decision", "erasure") } else { ("govern-log/1", "govern-log/2") };
        tamper(&sample, |raw| {
            let old = leaf(raw, 2);
            let text = String::from_utf8(old.encode().unwrap()).unwrap().replace(member, word);
            put_bytes(raw, 2, text.as_bytes(), &old.prev);
            let hashes: Vec<Digest> = (0..3)
                .map(|seq: i64| {
                    raw.query_row("SELECT hash FROM entry WHERE seq = ?1", [seq], |row| row.get(0))
                        .map(Digest::new)
                        .unwrap()
                })
                .collect();
            let checkpoint = Checkpoint { origin: ORIGIN.to_owned(), size: 3, root: root(&hashes) };
            let edge =
                [crate::crypto::node_hash(&hashes[0], &hashes[1]).bytes().as_slice(), hashes[2].bytes()].concat();
            raw.execute(
                "UPDATE head SET root = ?1, edge = ?2, checkpoint = ?3",
                rusqlite::params![checkpoint.root.bytes(), edge, checkpoint.sign(&keys(1).log).unwrap().to_string()],
            )
            .unwrap();
            let tile: Vec<u8> = hashes.iter().flat_map(Digest::bytes).copied().collect();
            raw.execute("UPDATE tile SET bytes = ?1", [tile]).unwrap();
        });
        let report = sample.verify(&pinned());
        assert_eq!((report.class, report.first_bad_seq), (Class::NewerVersion, Some(2)), "{:?}", report.problems);
        tamper(&sample, sql("UPDATE entry SET hash = zeroblob(32) WHERE seq = 2"));
        assert_eq!(sample.verify(&pinned()).class, Class::LeafMismatch);
    }
}

#[test]
fn erased_openings_and_blobs_are_counted() {
    let sample = SampleLog::new(3);
    let raw = Connection::open(&sample.path).unwrap();
    raw.execute_batch(
        "DELETE FROM disclosure WHERE seq = 2; DELETE FROM blob; INSERT INTO blob VALUES (zeroblob(32), x'00')",
    )
    .unwrap();
    let report = sample.verify(&pinned());
    assert_eq!(report.erased, 1);
    assert_eq!((report.blobs.missing, report.blobs.unreferenced, report.class), (5, 1, Class::BlobMismatch));
}

#[test]
fn a_file_cut_short_is_damaged() {
    let sample = SampleLog::new(40);
    let bytes = std::fs::read(&sample.path).unwrap();
    std::fs::write(&sample.path, &bytes[..bytes.len() / 2]).unwrap();
    let opened = LogFile::open(&sample.path, sample.directory.path());
    assert!(matches!(opened, Err(AuditError::Damaged { .. })), "{opened:?}");

    let mut hole = bytes;
    hole[20_000..40_000].fill(0);
    std::fs::write(&sample.path, &hole).unwrap();
    assert_eq!(sample.verify(&pinned()).class, Class::Damaged);
}

#[test]
fn reading_leaves_nothing_behind_and_changes_nothing() {
    let sample = SampleLog::new(2);
    let names = || {
        let mut names: Vec<_> =
            std::fs::read_dir(sample.directory.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let before = (names(), std::fs::read(&sample.path).unwrap());
    sample.verify(&pinned());
    assert_eq!((names(), std::fs::read(&sample.path).unwrap()), before);

    let missing = sample.directory.path().join("missing.db");
    assert!(LogFile::open(&missing, sample.directory.path()).is_err());
    assert_eq!(names(), before.0);
}

#[test]
fn a_place_that_cannot_be_written_is_copied() {
    let sample = SampleLog::new(2);
    // SQLite cannot make its files beside this log, whoever runs the test.
    std::fs::create_dir(sample.directory.path().join("audit.db-wal")).unwrap();
    let scratch = tempfile::tempdir().unwrap();
    let reader = LogFile::open(&sample.path, scratch.path()).unwrap();
    assert_eq!(std::fs::read_dir(scratch.path()).unwrap().count(), 1);
    assert_eq!(reader.verify(&pinned()).unwrap().entries, 3);
    drop(reader);
    assert_eq!(std::fs::read_dir(scratch.path()).unwrap().count(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn batches_of_any_size_verify_and_no_changed_byte_does(
        batches in prop::collection::vec(1_usize..6, 1..4),
        row in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
        in_leaf in any::<bool>(),
        flip in 1_u8..,
    ) {
        let sample = SampleLog::new(0);
        for (number, size) in batches.iter().enumerate() {
            let batch = (0..*size).map(|n| submission(&format!("m-{number}-{n}"))).collect();
            sample.open().append(batch, at(i64::try_from(number).unwrap()), &mut counting()).unwrap();
        }
        let reader = sample.reader();
        let head = reader.head().unwrap().unwrap();
        let mut rows: Vec<Row> = reader.rows(0).collect::<Result<_, _>>().unwrap();
        let trust = Trust { anchors: vec![head.checkpoint.clone()], ..pinned() };
        let class = |rows: &[Row]| verify(rows.iter().cloned().map(Ok), Some(&head), &trust, |_| Ok(())).unwrap().class;
        prop_assert_eq!(class(&rows), Class::Verified);

        let row = row.index(rows.len());
        let bytes = if in_leaf { &mut rows[row].leaf } else { rows[row].envelope.as_mut().unwrap() };
        let place = place.index(bytes.len());
        bytes[place] ^= flip;
        prop_assert!(class(&rows).is_tampering());
    }
}
