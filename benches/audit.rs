//! What a durable append and a full verification cost: `cargo bench --bench audit`.
#![allow(missing_docs, reason = "criterion's macros make undocumented items")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark may stop at the first surprise")]

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use govern::audit::{AuditLog, LogFile, Origin, SigningKeys, Submission, Trust};
use govern::crypto::{SecretKey, sha256};
use govern::model::{
    Actor, Basis, Control, ControlKind, Decision, DocumentRef, Enforcement, EngineRef, Finding, Management, Mode,
    Outcome, PackRef, PackRun, PackStatus, Phase, RowTable, Scope, Severity, SourceText, Strength, Subject,
    SubjectKind, SubjectRef, TierState, Verdict,
};
use serde_json::{Value, json};

const ORIGIN: &str = "example.org/bench";
const ENTRIES: u32 = 20_000;

fn keys() -> SigningKeys {
    SigningKeys::new(SecretKey::from_seed(&[1; 32]), SecretKey::from_seed(&[2; 32]))
}

fn zeros(bytes: &mut [u8]) {
    bytes.fill(0);
}

fn now() -> jiff::Timestamp {
    jiff::Timestamp::from_millisecond(1_795_176_000_250).unwrap()
}

fn control(id: &str) -> Arc<Control> {
    Arc::new(Control {
        id: id.to_owned(),
        pack: "quality".to_owned(),
        rule: String::new(),
        title: String::new(),
        description: String::new(),
        severity: RowTable::One(Severity::Deny),
        basis: Basis::Heuristic,
        citation: String::new(),
        remediation: String::new(),
        effective_from: None,
        effective_until: None,
        needs: Vec::new(),
        accepts: RowTable::One(Strength::Declared),
        kind: ControlKind::Requirement,
        waivable: true,
    })
}

/// A decision; without findings, its envelope and leaf have about 1.6 KB together.
fn decision(number: u32, findings: usize) -> Decision {
    let value = json!({"model": {"name": format!("model-{number}"), "version": "1.0.0"}});
    let bytes = value.to_string().into_bytes();
    let source = Arc::new(SourceText { name: "card.json".to_owned(), digest: sha256(&bytes), bytes });
    let subject = Subject {
        kind: SubjectKind::Model,
        id: format!("model-{number}@1.0.0"),
        value,
        provenance: BTreeMap::new(),
        notes: Vec::new(),
        documents: vec![DocumentRef { source, format: "native", part: 0 }],
        raw: Value::Null,
        artifact: None,
    };
    let finding = |n: usize| Finding {
        control: control(&format!("Q-{n:02}")),
        outcome: Outcome::Fail,
        severity: Severity::Deny,
        message: "the area under the curve is 0.71, below the minimum of 0.85".to_owned(),
        at: vec!["/metrics/auc".to_owned()],
        missing: Vec::new(),
        forecast: None,
        known: None,
        waiver: None,
    };
    let pack = PackRun {
        pack: PackRef { id: "quality".to_owned(), version: "1.0.0".to_owned(), digest: sha256(b"quality") },
        title: String::new(),
        phase: Phase::Decide,
        status: PackStatus::NotRun,
        reason: String::new(),
        parameters: Arc::new(json!({})),
        loosened: Vec::new(),
        controls: findings,
    };
    Decision {
        subject: SubjectRef { digest: sha256(b"subject"), subject: Arc::new(subject) },
        scope: Scope::Model,
        environment: None,
        as_of: "2026-11-20".parse().unwrap(),
        mode: Mode::default(),
        actor: Actor { name: "ci".to_owned(), source: "CI".to_owned() },
        management: Management { org: None, config: None },
        jurisdictions: Vec::new(),
        jurisdictions_declared: false,
        packs: if findings > 0 { vec![pack] } else { Vec::new() },
        classes: BTreeMap::new(),
        tier: TierState::from_answers(&[], &[]),
        findings: (0..findings).map(finding).collect(),
        verdict: Verdict::Deny,
        enforcement: Enforcement::All,
        engine: EngineRef { engine: "regorus".to_owned(), program: "0.1.0".to_owned(), semantics: 1 },
        error: None,
    }
}

fn batch(first: u32, size: u32, findings: usize) -> Vec<Submission> {
    (first..first + size).map(|n| Submission { decision: decision(n, findings), blobs: Vec::new() }).collect()
}

fn create(path: &Path) -> AuditLog {
    AuditLog::create(path, &Origin { name: ORIGIN.to_owned() }, keys(), now(), &mut zeros).unwrap()
}

fn append(criterion: &mut Criterion) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("audit.db");
    let mut log = create(&path);
    let mut number = 0;
    let mut group = criterion.benchmark_group("append");
    group.measurement_time(Duration::from_secs(4));
    group.bench_function("one, open log", |bencher| {
        bencher.iter(|| {
            number += 1;
            log.append(batch(number, 1, 10), now(), &mut zeros).unwrap()
        });
    });
    group.throughput(Throughput::Elements(100));
    group.bench_function("a hundred, one commit", |bencher| {
        bencher.iter(|| {
            number += 100;
            log.append(batch(number, 100, 10), now(), &mut zeros).unwrap()
        });
    });
    drop(log);
    group.throughput(Throughput::Elements(1));
    group.bench_function("one, with opening and closing", |bencher| {
        bencher.iter(|| {
            number += 1;
            let mut log = AuditLog::open(&path, keys(), Some(ORIGIN)).unwrap();
            log.append(batch(number, 1, 10), now(), &mut zeros).unwrap()
        });
    });
    group.finish();
}

fn verify(criterion: &mut Criterion) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("audit.db");
    let mut log = create(&path);
    let mut size = 0;
    for first in (0..ENTRIES).step_by(1000) {
        for recorded in log.append(batch(first, 1000, 0), now(), &mut zeros).unwrap() {
            size += recorded.receipt().logged().unwrap().envelope().len() + 330;
        }
    }
    drop(log);
    let file = LogFile::open(&path, directory.path()).unwrap();
    let (key, message) = (SecretKey::from_seed(&[1; 32]), [7; 1300]);
    let (public, signature) = (key.public(), key.sign(&message));
    let mut group = criterion.benchmark_group("verify one signature");
    group.throughput(Throughput::Elements(1));
    group.bench_function("strictly, of 1300 bytes", |bencher| {
        bencher.iter(|| assert!(public.verify(&message, &signature)));
    });
    group.finish();
    let mut group =
        criterion.benchmark_group(format!("verify entries of {} bytes", size / usize::try_from(ENTRIES).unwrap()));
    group.throughput(Throughput::Elements(u64::from(ENTRIES)));
    group.sample_size(10);
    for workers in [1, 2] {
        let trust = Trust { workers: NonZeroUsize::new(workers), ..Trust::default() };
        group.bench_function(format!("{workers} threads"), |bencher| {
            bencher.iter(|| assert_eq!(file.verify(&trust).unwrap().problem_count, 0));
        });
    }
    group.finish();
}

criterion_group!(benches, append, verify);
criterion_main!(benches);
