//! What the writer promises: durable, exact, private, and refusing every log that is not its own.

use rusqlite::Connection;
use serde_json::json;

use crate::audit::draft::Blob;
use crate::audit::entry::entry_hash;
use crate::audit::error::AuditError;
use crate::audit::keys::SigningKeys;
use crate::audit::log::{AuditLog, Origin, Submission};
use crate::audit::receipt::Recorded;
use crate::audit::sample::{ORIGIN, SampleLog, at, counting, decision, finding, keys, pack, pinned, submission};
use crate::audit::statement::DecisionStatement;
use crate::audit::text::Text;
use crate::audit::verify::Trust;
use crate::crypto::{Checkpoint, Envelope, commitment, sha256};
use crate::model::{Digest, Outcome, PackStatus};

fn statement(recorded: &Recorded) -> DecisionStatement {
    let envelope = Envelope::decode(recorded.receipt().logged().unwrap().envelope()).unwrap();
    serde_json::from_slice(envelope.payload()).unwrap()
}

#[test]
fn a_receipt_is_what_the_log_holds() {
    let sample = SampleLog::new(2);
    let recorded = sample.append("churn");
    let receipt = recorded.receipt().logged().unwrap();
    assert_eq!((receipt.origin(), receipt.seq(), receipt.key()), (ORIGIN, 3, "local, unanchored"));

    let row = sample.reader().row(3).unwrap().unwrap();
    assert_eq!(row.envelope.as_deref(), Some(receipt.envelope()));
    assert_eq!(entry_hash(&row.leaf), *receipt.entry_hash());
    let checkpoint = Checkpoint::open(receipt.checkpoint(), &pinned().log_keys).unwrap();
    assert_eq!((checkpoint.size, receipt.checkpoint()), (4, sample.checkpoint().as_str()));

    let statement = statement(&recorded);
    assert_eq!(statement.predicate.log.seq, 3);
    assert_eq!(statement.predicate.verdict(), recorded.decision().verdict);
    assert_eq!(statement.predicate.subject.name.as_deref(), Some("churn"));
    assert_eq!(
        statement.subject[0].digest.sha256,
        recorded.decision().subject.subject.documents[0].source.digest.hex()
    );
}

#[test]
fn a_batch_is_one_commit() {
    let sample = SampleLog::new(0);
    let batch = (0..300).map(|n| submission(&format!("m{n}"))).collect();
    let recorded = sample.open().append(batch, at(9), &mut counting()).unwrap();
    let receipts: Vec<_> = recorded.iter().map(|r| r.receipt().logged().unwrap()).collect();
    assert_eq!(receipts.iter().map(|r| r.seq()).collect::<Vec<_>>(), (1..=300).collect::<Vec<_>>());
    assert!(receipts.iter().all(|r| r.checkpoint() == receipts[0].checkpoint()));
    assert_eq!(sample.verify(&pinned()).entries, 301);
    assert!(sample.open().append(Vec::new(), at(10), &mut counting()).unwrap().is_empty());
}

#[test]
fn a_failed_append_leaves_nothing() {
    let sample = SampleLog::new(1);
    let before = sample.checkpoint();
    let wrong = Blob { digest: Digest::new([7; 32]), bytes: b"other".as_slice().into() };
    let batch = vec![submission("good"), Submission { decision: decision("bad"), blobs: vec![wrong] }];
    let mut log = sample.open();
    assert!(matches!(log.append(batch, at(5), &mut counting()), Err(AuditError::BlobMismatch { .. })));
    assert_eq!(sample.checkpoint(), before);
    assert!(!log.has_blob(&decision("good").subject.subject.documents[0].source.digest).unwrap());

    log.append(vec![submission("good")], at(6), &mut counting()).unwrap();
    assert_eq!(sample.verify(&pinned()).problems, []);
}

#[test]
fn what_a_decision_used_is_kept() {
    let sample = SampleLog::new(0);
    let listing = Blob::of(b"listing");
    let mut log = sample.open();
    let batch = vec![Submission { decision: decision("churn"), blobs: vec![listing.clone()] }];
    let recorded = log.append(batch, at(5), &mut counting()).unwrap();
    let document = &recorded[0].decision().subject.subject.documents[0].source;
    let predicate = statement(&recorded[0]).predicate;
    assert!(log.has_blob(&listing.digest).unwrap());
    assert_eq!(sample.reader().blob(&document.digest).unwrap(), Some(document.bytes.clone()));
    let parameters = sample.reader().blob(&predicate.packs[0].parameters.unwrap()).unwrap().unwrap();
    assert_eq!(String::from_utf8(parameters).unwrap(), r#"{"minimum_auc":"0.85","pack":"quality"}"#);
    assert_eq!(predicate.classes["risk"], json!({"tier": "limited", "score": "31.5"}));
}

#[test]
fn personal_data_enters_as_commitments() {
    let sample = SampleLog::new(0);
    let mut decision = decision("churn");
    let mut about = finding("quality", "Q-03", Outcome::Review, "the owner is named");
    about.at = vec!["/model".to_owned()];
    let quoting = finding("quality", "Q-04", Outcome::Unknown, "`Ada Lovelace` is no team");
    decision.findings.extend([about, quoting]);
    decision.packs[0].reason = "asked by Ada Lovelace".to_owned();
    decision.classes.insert("eu-scope".to_owned(), json!({"provider": ["Ada Lovelace"]}));
    let batch = vec![Submission { decision, blobs: Vec::new() }];
    let recorded = sample.open().append(batch, at(5), &mut counting()).unwrap();

    let row = sample.reader().row(1).unwrap().unwrap();
    let envelope = Envelope::decode(&row.envelope.unwrap()).unwrap();
    let payload = String::from_utf8(envelope.payload().to_vec()).unwrap();
    for personal in ["Ada", "Lovelace", "grace", "hopper", "owner is named"] {
        assert!(!payload.contains(personal), "{personal} in {payload}");
    }
    assert!(payload.contains("auc is 0.7"));
    let names: Vec<&str> = row.disclosures.iter().map(|opening| opening.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "/actor/name",
            "/classes/eu-scope/provider/0",
            "/findings/open/1/message",
            "/findings/unknown/quality/deny/0/message",
            "/packs/0/reason"
        ]
    );
    let actor = &row.disclosures[0];
    assert_eq!(actor.value, b"grace.hopper");
    let Text::Committed(committed) = statement(&recorded[0]).predicate.actor.name else { panic!("in clear") };
    assert_eq!(committed.commit, commitment("/actor/name", &actor.salt, b"grace.hopper"));
    assert_eq!(sample.verify(&pinned()).problems, []);
}

#[test]
fn two_hundred_controls_fit_in_sixteen_kilobytes() {
    let sample = SampleLog::new(0);
    let mut decision = decision("churn");
    // As an ad hoc card of a deployment gives it: most unknown controls of a pack wait for few facts.
    decision.packs = (0..14).map(|n| pack(&format!("eu-pack-{n:02}"), 15)).collect();
    for run in decision.packs.iter_mut().skip(9) {
        run.status = PackStatus::NotApplicable;
    }
    decision.findings = (0..200)
        .map(|n| {
            let outcome = match n {
                0..150 => Outcome::Unknown,
                150..160 => Outcome::Fail,
                160..180 => Outcome::NotApplicable,
                _ => Outcome::Pass,
            };
            let fact = format!("fact_{}", n / 4);
            let message = format!("`/intended_use/{fact}` is absent");
            let mut finding =
                finding(&format!("eu-pack-{:02}", n / 15), &format!("EUAIA-{n:02}-01"), outcome, &message);
            finding.missing = vec![format!("/intended_use/{fact}")];
            finding
        })
        .collect();
    let batch = vec![Submission { decision, blobs: Vec::new() }];
    let recorded = sample.open().append(batch, at(5), &mut counting()).unwrap();
    let size = recorded[0].receipt().logged().unwrap().envelope().len();
    assert!(size < 16 * 1024, "{size} bytes");
    let findings = statement(&recorded[0]).predicate.findings;
    let unknown: usize =
        findings.unknown.values().flat_map(|by| by.values().flatten()).map(|group| group.controls.len()).sum();
    let passed: usize = findings.passed.values().map(Vec::len).sum();
    let not_applicable: usize = findings.not_applicable.values().map(Vec::len).sum();
    assert_eq!((unknown, findings.open.len(), passed, not_applicable), (150, 10, 20, 20));
}

#[test]
fn a_clock_that_was_set_back_is_recorded_as_it_is_and_flagged() {
    let sample = SampleLog::new(3);
    let recorded = sample.open().append(vec![submission("late")], at(1), &mut counting()).unwrap();
    let receipt = recorded[0].receipt().logged().unwrap();
    assert!(receipt.clock_behind());
    assert_eq!(receipt.time(), at(1));
    let report = sample.verify(&pinned());
    assert_eq!((report.time_regressed, report.problems.len()), (vec![4], 0));
}

#[test]
fn opening_refuses_every_log_that_is_not_ours() {
    let sample = SampleLog::new(1);
    let open = |keys_number, origin| AuditLog::open(&sample.path, keys(keys_number), origin).map(|_| ()).unwrap_err();
    assert!(matches!(open(1, Some("example.org/other")), AuditError::ForeignOrigin { .. }));
    assert!(matches!(open(2, None), AuditError::KeyMismatch { role: "log" }));
    let mixed = SigningKeys::new(keys(2).decision, keys(1).log);
    let error = AuditLog::open(&sample.path, mixed, None).unwrap_err();
    assert!(matches!(error, AuditError::KeyMismatch { role: "decision" }));

    let other = sample.directory.path().join("other.db");
    let open_other = || AuditLog::open(&other, keys(1), None).map(|_| ()).unwrap_err();
    assert!(matches!(open_other(), AuditError::Missing { .. }));
    assert!(!other.exists());
    std::fs::write(&other, b"no database, but a text that is long enough to be one").unwrap();
    assert!(matches!(open_other(), AuditError::NotALog { .. }));
    std::fs::write(&other, b"").unwrap();
    assert!(matches!(open_other(), AuditError::NotALog { .. }));

    let origin = Origin { name: ORIGIN.to_owned() };
    let again = AuditLog::create(&sample.path, &origin, keys(1), at(0), &mut counting());
    assert!(matches!(again, Err(AuditError::Exists { .. })));
}

#[test]
fn opening_refuses_a_newer_or_altered_log() {
    let sample = SampleLog::new(1);
    let open = || AuditLog::open(&sample.path, keys(1), None).map(|_| ()).unwrap_err();
    let raw = Connection::open(&sample.path).unwrap();
    raw.pragma_update(None, "user_version", 2).unwrap();
    assert!(matches!(open(), AuditError::NewerVersion { found: 2, known: 1 }));
    raw.pragma_update(None, "user_version", 1).unwrap();

    raw.execute_batch("DROP TRIGGER head_update; DROP TRIGGER entry_update").unwrap();
    assert!(matches!(open(), AuditError::SchemaAltered { objects } if objects == "entry_update, head_update"));
}

#[test]
fn nothing_is_appended_to_a_log_that_contradicts_itself() {
    for (edit, expected) in [
        (
            "UPDATE head SET checkpoint = replace(checkpoint, char(10) || '3' || char(10), char(10) || '4' || char(10))",
            "audit/head-signature",
        ),
        ("UPDATE head SET edge = zeroblob(length(edge))", "audit/damaged"),
        ("UPDATE head SET size = 2", "audit/damaged"),
        ("UPDATE entry SET leaf = replace(CAST(leaf AS TEXT), 'decision', 'decisiom') WHERE seq = 2", "audit/store"),
        (
            "UPDATE entry SET leaf = CAST(replace(CAST(leaf AS TEXT), 'decision', 'decisiom') AS BLOB) WHERE seq = 2",
            "audit/damaged",
        ),
        ("DELETE FROM entry WHERE seq = 2", "audit/damaged"),
    ] {
        let sample = SampleLog::new(2);
        let raw = Connection::open(&sample.path).unwrap();
        raw.execute_batch("PRAGMA writable_schema = ON").unwrap();
        let guards: Vec<(String, String)> = {
            let mut statement = raw.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").unwrap();
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
            rows.collect::<Result<_, _>>().unwrap()
        };
        for (name, _) in &guards {
            raw.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
        }
        let edited = raw.execute_batch(edit);
        for (_, sql) in &guards {
            raw.execute_batch(sql).unwrap();
        }
        if expected == "audit/store" {
            assert!(edited.is_err(), "STRICT tables take no text for a blob");
            continue;
        }
        edited.unwrap();
        let opened = AuditLog::open(&sample.path, keys(1), None);
        let error = match opened {
            Ok(mut log) => log.append(vec![submission("x")], at(9), &mut counting()).unwrap_err(),
            Err(error) => error,
        };
        assert_eq!(crate::model::Explain::code(&error), expected, "{edit}: {error}");
    }
}

#[test]
fn guards_refuse_changes_through_any_connection() {
    let sample = SampleLog::new(2);
    let raw = Connection::open(&sample.path).unwrap();
    for edit in [
        "UPDATE entry SET leaf = x'00' WHERE seq = 1",
        "DELETE FROM entry WHERE seq = 2",
        "INSERT OR REPLACE INTO entry SELECT 1, x'00', prev, hash FROM entry WHERE seq = 1",
        "INSERT INTO entry SELECT 9, x'00', hash, hash FROM entry WHERE seq = 2",
        "INSERT INTO entry SELECT 3, x'00', zeroblob(32), hash FROM entry WHERE seq = 2",
        "INSERT INTO entry SELECT 2, x'00', prev, hash FROM entry WHERE seq = 2 ON CONFLICT(seq) DO UPDATE SET leaf = x'00'",
        "UPDATE envelope SET bytes = x'00'",
        "DELETE FROM envelope",
        "INSERT OR REPLACE INTO envelope VALUES (1, x'00')",
        "UPDATE head SET size = 1",
        "DELETE FROM head",
        "UPDATE blob SET bytes = x'00'",
        "UPDATE disclosure SET value = x'00'",
    ] {
        let error = raw.execute_batch(edit).unwrap_err().to_string();
        assert!(error.contains("append-only"), "{edit}: {error}");
    }
}

#[test]
fn several_writers_at_once_make_one_chain() {
    let sample = SampleLog::new(0);
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let sample = &sample;
            scope.spawn(move || {
                let mut log = sample.open();
                for n in 0..10 {
                    log.append(vec![submission(&format!("w{writer}-{n}"))], at(9), &mut counting()).unwrap();
                }
            });
        }
    });
    let report = sample.verify(&Trust { anchors: vec![sample.checkpoint()], ..pinned() });
    assert_eq!((report.class.word(), report.entries), ("verified", 41));
}

#[test]
fn a_dry_run_is_marked_and_leaves_no_entry() {
    let recorded = Recorded::dry_run(decision("churn"));
    assert!(recorded.decision().mode.what_if);
    assert!(recorded.receipt().logged().is_none());
}

#[test]
fn openssl_accepts_the_signature_of_a_checkpoint() {
    let sample = SampleLog::new(1);
    let directory = sample.directory.path();
    let note = sample.checkpoint();
    let (text, signature) = note.split_once("\n\n").unwrap();
    let signature = signature.trim_end().rsplit(' ').next().unwrap();
    let signature = data_encoding::BASE64.decode(signature.as_bytes()).unwrap();
    std::fs::write(directory.join("text"), format!("{text}\n")).unwrap();
    std::fs::write(directory.join("signature"), &signature[4..]).unwrap();
    std::fs::write(directory.join("key.pem"), keys(1).log.public().to_pem().unwrap()).unwrap();
    std::fs::write(directory.join("private.pem"), keys(1).log.to_pem().unwrap().as_bytes()).unwrap();
    let run =
        |arguments: &[&str]| std::process::Command::new("openssl").current_dir(directory).args(arguments).output();
    let verify =
        ["pkeyutl", "-verify", "-pubin", "-inkey", "key.pem", "-rawin", "-in", "text", "-sigfile", "signature"];
    let Ok(verified) = run(&verify) else {
        println!("notice: openssl is missing, its check was skipped");
        return;
    };
    assert!(verified.status.success(), "{verified:?}");
    let public = run(&["pkey", "-in", "private.pem", "-pubout"]).unwrap();
    assert_eq!(String::from_utf8(public.stdout).unwrap(), keys(1).log.public().to_pem().unwrap());
    assert_eq!(sha256(&keys(1).log.public().spki_der()).hex(), keys(1).log.public().id());
}
