//! Decisions and logs for tests: fixed keys, fixed time, salts that count.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::audit::keys::SigningKeys;
use crate::audit::log::{AuditLog, Origin, Submission};
use crate::audit::reader::LogFile;
use crate::audit::receipt::Recorded;
use crate::audit::verify::{Trust, VerifyReport};
use crate::canon;
use crate::crypto::{SecretKey, sha256};
use crate::model::{
    Actor, Basis, Control, ControlKind, Decision, DocumentRef, Enforcement, EngineRef, Environment, Finding, LeafState,
    Management, Mode, Outcome, PackRef, PackRun, PackStatus, Phase, Provenance, RowTable, Scope, Severity, SourceText,
    Strength, Subject, SubjectKind, SubjectRef, Tier, TierState, Verdict,
};

/// Origin of every sample log.
pub(crate) const ORIGIN: &str = "example.org/govern/test";

/// Fixed keys; another number gives other keys.
pub(crate) fn keys(number: u8) -> SigningKeys {
    SigningKeys::new(SecretKey::from_seed(&[number; 32]), SecretKey::from_seed(&[number + 100; 32]))
}

/// 2026-11-20T12:00:00.250Z and as many seconds.
pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millisecond(1_795_176_000_250 + seconds * 1000).unwrap()
}

/// A source of bytes that repeats itself in every test run.
pub(crate) fn counting() -> impl FnMut(&mut [u8]) {
    let mut next = 0_u64;
    move |bytes| {
        for byte in bytes {
            next += 1;
            *byte = sha256(&next.to_be_bytes()).bytes()[0];
        }
    }
}

pub(crate) fn control(pack: &str, id: &str) -> Arc<Control> {
    Arc::new(Control {
        id: id.to_owned(),
        pack: pack.to_owned(),
        rule: String::new(),
        title: String::new(),
        description: String::new(),
        severity: RowTable::One(Severity::Deny),
        basis: Basis::Law,
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

pub(crate) fn finding(pack: &str, id: &str, outcome: Outcome, message: &str) -> Finding {
    Finding {
        control: control(pack, id),
        outcome,
        severity: Severity::Deny,
        message: message.to_owned(),
        at: Vec::new(),
        missing: Vec::new(),
        forecast: None,
        known: Some(LeafState::Declared),
        waiver: None,
    }
}

pub(crate) fn pack(id: &str, controls: usize) -> PackRun {
    PackRun {
        pack: PackRef { id: id.to_owned(), version: "1.0.0".to_owned(), digest: sha256(id.as_bytes()) },
        title: String::new(),
        phase: Phase::Decide,
        status: PackStatus::Ran,
        reason: "in scope".to_owned(),
        parameters: Arc::new(json!({"minimum_auc": 0.85, "pack": id})),
        loosened: Vec::new(),
        controls,
    }
}

pub(crate) fn subject(name: &str) -> Subject {
    let value = json!({"model": {"name": name, "version": "2.3.0", "owner": "Ada Lovelace"}});
    let bytes = value.to_string().into_bytes();
    let source = Arc::new(SourceText { name: "model_card.json".to_owned(), digest: sha256(&bytes), bytes });
    let owner = Provenance {
        document: Some(0),
        pointer: "/model/owner".to_owned(),
        position: None,
        raw: "\"Ada Lovelace\"".to_owned(),
        state: LeafState::Declared,
        personal: true,
    };
    Subject {
        kind: SubjectKind::Model,
        id: format!("{name}@2.3.0"),
        value,
        provenance: BTreeMap::from([("/model/owner".to_owned(), owner)]),
        notes: Vec::new(),
        documents: vec![DocumentRef { source, format: "native", part: 0 }],
        raw: Value::Null,
        artifact: None,
    }
}

/// A denied decision about a model of this name.
pub(crate) fn decision(name: &str) -> Decision {
    let subject = Arc::new(subject(name));
    let digest = sha256(&canon::to_bytes(&subject.value).unwrap());
    Decision {
        subject: SubjectRef { subject, digest },
        scope: Scope::Model,
        environment: Some(Environment::Production),
        as_of: "2026-11-20".parse().unwrap(),
        mode: Mode::default(),
        actor: Actor { name: "grace.hopper".to_owned(), source: "GITHUB_ACTOR".to_owned() },
        management: Management { org: None, config: None },
        jurisdictions: vec!["eu".to_owned()],
        jurisdictions_declared: true,
        packs: vec![pack("quality", 2)],
        classes: BTreeMap::from([("risk".to_owned(), json!({"tier": "limited", "score": 31.5}))]),
        tier: TierState { established: Some(Tier::Limited), at_least: Tier::Limited },
        findings: vec![
            finding("quality", "Q-01", Outcome::Fail, "auc is 0.7"),
            finding("quality", "Q-02", Outcome::Pass, ""),
        ],
        verdict: Verdict::Deny,
        enforcement: Enforcement::All,
        engine: EngineRef { engine: "regorus 0.14.1".to_owned(), program: "0.1.0".to_owned(), semantics: 1 },
        error: None,
    }
}

/// A log in a directory that is removed with it.
pub(crate) struct SampleLog {
    pub(crate) directory: tempfile::TempDir,
    pub(crate) path: PathBuf,
}

impl SampleLog {
    /// A new log with its first entry and so many decisions, one a second and commit.
    pub(crate) fn new(decisions: usize) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("audit.db");
        let origin = Origin { name: ORIGIN.to_owned() };
        let mut random = counting();
        let mut log = AuditLog::create(&path, &origin, keys(1), at(0), &mut random).unwrap();
        for number in 0..decisions {
            let name = format!("model-{number}");
            let seconds = 1 + i64::try_from(number).unwrap();
            log.append(vec![submission(&name)], at(seconds), &mut random).unwrap();
        }
        Self { directory, path }
    }

    pub(crate) fn open(&self) -> AuditLog {
        AuditLog::open(&self.path, keys(1), Some(ORIGIN)).unwrap()
    }

    pub(crate) fn append(&self, name: &str) -> Recorded {
        let mut recorded = self.open().append(vec![submission(name)], at(1000), &mut counting()).unwrap();
        recorded.remove(0)
    }

    pub(crate) fn reader(&self) -> LogFile {
        LogFile::open(&self.path, self.directory.path()).unwrap()
    }

    pub(crate) fn checkpoint(&self) -> String {
        self.reader().head().unwrap().unwrap().checkpoint
    }

    pub(crate) fn verify(&self, trust: &Trust) -> VerifyReport {
        self.reader().verify(trust).unwrap()
    }
}

pub(crate) fn submission(name: &str) -> Submission {
    Submission { decision: decision(name), blobs: Vec::new() }
}

/// Keys and origin given, as an auditor has them.
pub(crate) fn pinned() -> Trust {
    let keys = keys(1);
    Trust {
        origin: Some(ORIGIN.to_owned()),
        log_keys: vec![keys.log_verifier(ORIGIN).unwrap()],
        decision_keys: vec![keys.decision_verifier(ORIGIN).unwrap()],
        ..Trust::default()
    }
}
