//! The golden bytes of schemas/vectors/: fixed keys, times and salts give the same files for ever.
//!
//! `cargo test --lib write_the_vectors -- --ignored` writes them anew; a difference is a new version of a format.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use data_encoding::HEXLOWER;
use serde_json::{Value, json};

use crate::audit::class::Class;
use crate::audit::log::{AuditLog, Birth};
use crate::audit::reader::LogFile;
use crate::audit::sample::{ORIGIN, at, counting, decision, keys, pinned, submission};
use crate::audit::stored::Row;
use crate::audit::verify::{Trust, verify};
use crate::crypto::{Envelope, SecretKey, commitment, leaf_hash, root};
use crate::model::Digest;

fn directory() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("schemas/vectors")
}

fn pretty(value: &Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}

fn key_vector(role: &str, key: &SecretKey, seed: u8, vkey: &str) -> Value {
    json!({
        "role": role,
        "seed": HEXLOWER.encode(&[seed; 32]),
        "public": HEXLOWER.encode(key.public().bytes()),
        "public_pem": key.public().to_pem().unwrap(),
        "keyid": key.public().id(),
        "vkey": vkey,
    })
}

fn tree_vector() -> Value {
    let leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
    let hashes: Vec<Digest> = leaves.iter().map(|hex| leaf_hash(&HEXLOWER.decode(hex.as_bytes()).unwrap())).collect();
    let roots: Vec<String> = (0..=hashes.len()).map(|size| root(&hashes[..size]).hex()).collect();
    json!({"leaves": leaves, "leaf_hashes": hashes.iter().map(Digest::hex).collect::<Vec<_>>(), "roots_by_size": roots})
}

/// Every file with its bytes.
fn vectors() -> BTreeMap<String, Vec<u8>> {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("audit.db");
    let birth = Birth {
        origin: ORIGIN,
        log_id: "00112233445566778899aabbccddeeff".to_owned(),
        program: "govern 0.1.0",
        time: at(0),
    };
    let mut log = AuditLog::create_as(&path, keys(1), &birth).unwrap();
    let mut random = counting();
    log.append(vec![submission("churn-model")], at(1), &mut random).unwrap();
    log.append(vec![submission("credit-model"), submission("churn-model")], at(2), &mut random).unwrap();
    drop(log);

    let reader = LogFile::open(&path, place.path()).unwrap();
    let mut files = BTreeMap::new();
    for row in reader.rows(0) {
        let row = row.unwrap();
        let envelope = row.envelope.unwrap();
        if row.seq == 1 {
            files.insert("leaf.json".to_owned(), row.leaf.clone());
            files.insert("envelope.json".to_owned(), envelope.clone());
            files.insert("statement.json".to_owned(), Envelope::decode(&envelope).unwrap().payload().to_vec());
        }
        files.insert(format!("log/{}.leaf.json", row.seq), row.leaf);
        files.insert(format!("log/{}.envelope.json", row.seq), envelope);
    }
    let head = reader.head().unwrap().unwrap();
    files.insert("log/checkpoint.txt".to_owned(), head.checkpoint.clone().into_bytes());
    files.insert("log/edge.hex".to_owned(), format!("{}\n", HEXLOWER.encode(&head.edge)).into_bytes());
    files.insert("checkpoint.txt".to_owned(), head.checkpoint.into_bytes());

    let keys = keys(1);
    let vkeys = (keys.log_verifier(ORIGIN).unwrap().to_string(), keys.decision_verifier(ORIGIN).unwrap().to_string());
    let keys =
        json!([key_vector("decision", &keys.decision, 1, &vkeys.1), key_vector("log", &keys.log, 101, &vkeys.0)]);
    files.insert("keys.json".to_owned(), pretty(&keys));
    files.insert("tree.json".to_owned(), pretty(&tree_vector()));
    let committed = commitment("/actor/name", &[7; 32], b"ada");
    let commitment =
        json!({"name": "/actor/name", "salt": HEXLOWER.encode(&[7; 32]), "value": "ada", "commit": committed});
    files.insert("commitment.json".to_owned(), pretty(&commitment));
    files
}

#[test]
fn the_golden_bytes_are_reproduced() {
    for (name, bytes) in vectors() {
        let golden = fs::read(directory().join(&name)).unwrap_or_default();
        assert_eq!(String::from_utf8_lossy(&bytes), String::from_utf8_lossy(&golden), "{name}");
    }
}

#[test]
#[ignore = "writes into the source tree"]
fn write_the_vectors() {
    for (name, bytes) in vectors() {
        let path = directory().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

#[test]
fn the_log_of_the_vectors_verifies_from_its_files_alone() {
    let read = |name: String| fs::read(directory().join("log").join(name)).unwrap();
    let text = |name: &str| String::from_utf8(read(name.to_owned())).unwrap();
    let mut prev = Digest::new([0; 32]);
    let rows: Vec<Row> = (0..4)
        .map(|seq| {
            let leaf = read(format!("{seq}.leaf.json"));
            let hash = leaf_hash(&leaf);
            Row {
                seq,
                prev: std::mem::replace(&mut prev, hash).bytes().to_vec(),
                hash: hash.bytes().to_vec(),
                leaf,
                envelope: Some(read(format!("{seq}.envelope.json"))),
                disclosures: Vec::new(),
            }
        })
        .collect();
    let checkpoint = text("checkpoint.txt");
    let trust = Trust { anchors: vec![checkpoint.clone()], ..pinned() };
    let head = crate::audit::stored::Head {
        size: 4,
        root: root(&rows.iter().map(|row| leaf_hash(&row.leaf)).collect::<Vec<_>>()).bytes().to_vec(),
        edge: HEXLOWER.decode(text("edge.hex").trim_end().as_bytes()).unwrap(),
        checkpoint,
    };
    let report = verify(rows.into_iter().map(Ok), Some(&head), &trust, |_| Ok(())).unwrap();
    assert_eq!((report.class, report.erased), (Class::Verified, 3));
}

#[test]
fn statements_follow_their_schema() {
    let schema = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("schemas/decision-statement.v1.schema.json");
    let schema: Value = serde_json::from_slice(&fs::read(schema).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let golden: Value = serde_json::from_slice(&fs::read(directory().join("statement.json")).unwrap()).unwrap();
    let errors = |value: &Value| validator.iter_errors(value).map(|error| error.to_string()).collect::<Vec<_>>();
    assert_eq!(errors(&golden), Vec::<String>::new());

    for (pointer, wrong) in [
        ("/predicateType", json!("urn:govern:decision:v2")),
        ("/subject", json!([])),
        ("/predicate/verdict", json!("allowed")),
        ("/predicate/actor/name", json!("grace.hopper")),
        ("/predicate/documents/0/digest", json!("abc")),
        ("/predicate/log/seq", json!(1.5)),
    ] {
        let mut statement = golden.clone();
        *statement.pointer_mut(pointer).unwrap() = wrong;
        assert_ne!(errors(&statement), Vec::<String>::new(), "{pointer}");
    }

    let rich = rich_statement();
    assert_eq!(errors(&rich), Vec::<String>::new());
}

/// A statement with every optional member.
fn rich_statement() -> Value {
    use crate::audit::draft::Draft;
    use crate::audit::sample::finding;
    use crate::audit::statement::LogPosition;
    use crate::model::{ArtifactRef, DecisionError, ErrorKind, Outcome, Verdict};
    let mut decision = decision("churn");
    let mut open = finding("quality", "Q-05", Outcome::Review, "look");
    open.at = vec!["/metrics".to_owned()];
    open.waiver = Some("W-1".to_owned());
    open.forecast = Some("2027-12-02".parse().unwrap());
    let mut unknown = finding("quality", "Q-06", Outcome::Unknown, "not stated");
    unknown.missing = vec!["/metrics/auc".to_owned()];
    unknown.forecast = open.forecast;
    let broken = finding("quality", "Q-07", Outcome::Error, "broke");
    let inapplicable = finding("quality", "Q-08", Outcome::NotApplicable, "");
    decision.findings.extend([open, unknown, broken, inapplicable]);
    decision.verdict = Verdict::Error(ErrorKind::Policy);
    decision.error = Some(DecisionError {
        code: "policy/x".to_owned(),
        message: "m".to_owned(),
        brief: String::new(),
        position: None,
        hint: Some("h".to_owned()),
    });
    decision.packs[0].loosened = vec!["minimum_auc".to_owned()];
    decision.management.org = Some(Digest::new([1; 32]));
    let mut subject = (*decision.subject.subject).clone();
    subject.artifact =
        Some(ArtifactRef { name: "model.onnx".to_owned(), digest: Digest::new([2; 32]), files: 1, bytes: 9 });
    decision.subject.subject = std::sync::Arc::new(subject);
    let mut draft = Draft::of(&decision, Vec::new(), &mut counting()).unwrap();
    let position = LogPosition { origin: ORIGIN.to_owned(), seq: 1, time: "2026-11-20T12:00:00.250Z".to_owned() };
    serde_json::from_slice(&draft.payload(&position).unwrap()).unwrap()
}
