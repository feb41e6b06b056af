//! From a decision to the statement that will be signed, before its place in the log is known.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use crate::audit::entry::EntryType;
use crate::audit::error::AuditError;
use crate::audit::findings::{FindingRecord, FindingsRecord, UnknownGroup};
use crate::audit::statement::{
    ActorRecord, DECISION_TYPE, DecisionPredicate, DocumentRecord, ErrorRecord, JurisdictionsRecord, LogPosition,
    PackRecord, ResourceDescriptor, STATEMENT_TYPE, Statement, SubjectRecord, TierRecord,
};
use crate::audit::stored::Disclosure;
use crate::audit::text::Text;
use crate::audit::veil::{Random, Veil, escape};
use crate::canon;
use crate::crypto::sha256;
use crate::model::{Decision, Digest, Finding, Outcome, PackStatus, Severity, Verdict};

/// Bytes that a decision used, kept under their digest.
#[derive(Clone, Debug)]
pub struct Blob {
    /// SHA-256 of the bytes.
    pub digest: Digest,
    /// The bytes.
    pub bytes: Arc<[u8]>,
}

impl Blob {
    /// Wraps bytes together with their digest.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self { digest: sha256(bytes), bytes: bytes.into() }
    }
}

/// An entry that lacks only its place.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) entry_type: EntryType,
    pub(crate) statement: Value,
    pub(crate) disclosures: Vec<Disclosure>,
    pub(crate) blobs: Vec<Blob>,
}

impl Draft {
    /// Wraps a predicate whose `log` will be filled in by [`Draft::payload`].
    pub(crate) fn new<P: Serialize>(
        entry_type: EntryType,
        predicate_type: &str,
        predicate: P,
        subject: Vec<ResourceDescriptor>,
    ) -> Result<Self, AuditError> {
        let statement = Statement {
            statement_type: STATEMENT_TYPE.to_owned(),
            predicate,
            predicate_type: predicate_type.to_owned(),
            subject,
        };
        let statement = serde_json::to_value(&statement)
            .map_err(|error| canon::CanonError::NoJson { reason: error.to_string() })?;
        Ok(Self { entry_type, statement, disclosures: Vec::new(), blobs: Vec::new() })
    }

    /// The draft of a decision.
    pub(crate) fn of(decision: &Decision, blobs: Vec<Blob>, random: Random<'_>) -> Result<Self, AuditError> {
        let mut veil = Veil::over(&decision.subject.subject, random);
        let (packs, parameters) = packs(decision, &mut veil)?;
        let predicate = predicate(decision, packs, &mut veil);
        let disclosures = veil.into_disclosures();
        let documents = decision.subject.subject.documents.iter();
        let documents = documents
            .map(|document| Blob { digest: document.source.digest, bytes: document.source.bytes.as_slice().into() });
        let blobs = blobs.into_iter().chain(documents).chain(parameters).collect();
        let draft = Self::new(EntryType::Decision, DECISION_TYPE, predicate, subjects(decision))?;
        Ok(Self { disclosures, blobs, ..draft })
    }

    /// The statement's bytes at its place in the log.
    pub(crate) fn payload(&mut self, position: &LogPosition) -> Result<Vec<u8>, AuditError> {
        let value = serde_json::json!({"origin": position.origin, "seq": position.seq, "time": position.time});
        match self.statement.pointer_mut("/predicate/log") {
            Some(log) => *log = value,
            None => return Err(AuditError::damaged("a statement without a place for its position")),
        }
        Ok(canon::value_to_bytes(&self.statement)?)
    }
}

/// A position to be filled in later.
pub(crate) fn no_position() -> LogPosition {
    LogPosition { origin: String::new(), seq: 0, time: String::new() }
}

/// The artefact where there is one, then the documents; in-toto wants one subject at least.
fn subjects(decision: &Decision) -> Vec<ResourceDescriptor> {
    let subject = &decision.subject.subject;
    let artifact = subject.artifact.iter().map(|artifact| ResourceDescriptor::new(&artifact.name, &artifact.digest));
    let documents = subject
        .documents
        .iter()
        .map(|document| ResourceDescriptor::new(&document.source.name, &document.source.digest));
    let mut all: Vec<ResourceDescriptor> = artifact.chain(documents).collect();
    // Parts of one file are one resource.
    all.dedup();
    if all.is_empty() {
        all.push(ResourceDescriptor::new(&subject.id, &decision.subject.digest));
    }
    all
}

fn predicate(decision: &Decision, packs: Vec<PackRecord>, veil: &mut Veil<'_>) -> DecisionPredicate {
    let subject = &decision.subject.subject;
    let model = |member: &str| subject.value.pointer(member).and_then(Value::as_str).map(str::to_owned);
    let classes = decision.classes.iter().map(|(pack, class)| {
        let class = veil.value(&format!("/classes/{}", escape(pack)), canon::numbers_as_text(class));
        (pack.clone(), class)
    });
    DecisionPredicate {
        classes: classes.collect(),
        actor: ActorRecord {
            declared: true,
            name: veil.withhold("/actor/name", &decision.actor.name),
            source: decision.actor.source.clone(),
        },
        artifact: subject.artifact.clone(),
        as_of: decision.as_of,
        documents: documents(decision),
        enforcement: decision.enforcement,
        engine: decision.engine.clone(),
        environment: decision.environment,
        error: error(decision, veil),
        findings: findings(&decision.findings, veil),
        jurisdictions: JurisdictionsRecord {
            declared_by_card_only: decision.jurisdictions_declared,
            names: decision.jurisdictions.clone(),
        },
        log: no_position(),
        management: decision.management.clone(),
        mode: decision.mode,
        packs,
        scope: decision.scope,
        subject: SubjectRecord {
            digest: decision.subject.digest,
            id: subject.id.clone(),
            kind: subject.kind,
            name: model("/model/name"),
            version: model("/model/version"),
        },
        tier: TierRecord { at_least: decision.tier.at_least, established: decision.tier.established },
        verdict: decision.verdict.into(),
        waivers: decision.findings.iter().filter_map(|finding| finding.waiver.clone()).collect(),
    }
}

fn documents(decision: &Decision) -> Vec<DocumentRecord> {
    let documents = decision.subject.subject.documents.iter();
    documents
        .map(|document| DocumentRecord {
            digest: document.source.digest,
            format: document.format.to_owned(),
            name: document.source.name.clone(),
            part: document.part,
        })
        .collect()
}

fn error(decision: &Decision, veil: &mut Veil<'_>) -> Option<ErrorRecord> {
    let Verdict::Error(kind) = decision.verdict else { return None };
    let told = decision.error.as_ref();
    Some(ErrorRecord {
        code: told.map(|error| error.code.clone()),
        hint: told.and_then(|error| error.hint.as_deref()).map(|hint| veil.text("/error/hint", hint, &[])),
        kind,
        message: told.map(|error| veil.text("/error/message", &error.message, &[])),
    })
}

fn packs(decision: &Decision, veil: &mut Veil<'_>) -> Result<(Vec<PackRecord>, Vec<Blob>), AuditError> {
    let mut parameters = Vec::new();
    let mut records = Vec::new();
    for (index, run) in decision.packs.iter().enumerate() {
        let evaluated = matches!(run.status, PackStatus::Ran | PackStatus::Error);
        let blob = evaluated
            .then(|| canon::value_to_bytes(&canon::numbers_as_text(&run.parameters)).map(|bytes| Blob::of(&bytes)))
            .transpose()?;
        let name = format!("/packs/{index}/reason");
        records.push(PackRecord {
            digest: run.pack.digest,
            id: run.pack.id.clone(),
            loosened: run.loosened.clone(),
            parameters: blob.as_ref().map(|blob| blob.digest),
            phase: run.phase,
            reason: (!run.reason.is_empty()).then(|| veil.text(&name, &run.reason, &[])),
            status: run.status,
            version: run.pack.version.clone(),
        });
        parameters.extend(blob);
    }
    Ok((records, parameters))
}

fn findings(findings: &[Finding], veil: &mut Veil<'_>) -> FindingsRecord {
    let mut record = FindingsRecord::default();
    let mut groups: BTreeMap<_, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        let (pack, id) = (finding.control.pack.clone(), finding.control.id.clone());
        match finding.outcome {
            Outcome::Pass => record.passed.entry(pack).or_default().push(id),
            Outcome::NotApplicable => record.not_applicable.entry(pack).or_default().push(id),
            Outcome::Unknown if finding.waiver.is_none() => {
                let alike = (pack, finding.severity, &finding.missing, &finding.message, finding.forecast);
                groups.entry(alike).or_default().push(finding);
            }
            Outcome::Unknown | Outcome::Review | Outcome::Fail | Outcome::Error => {
                let name = format!("/findings/open/{}/message", record.open.len());
                let message = veil.text(&name, &finding.message, &[&finding.at, &finding.missing]);
                record.open.push(in_full(finding, message));
            }
        }
    }
    for ((pack, severity, missing, message, forecast), members) in groups {
        let listed = record.unknown.entry(pack.clone()).or_default().entry(severity).or_default();
        let name = format!("/findings/unknown/{pack}/{}/{}/message", severity_word(severity), listed.len());
        let about: Vec<&[String]> = members.iter().flat_map(|f| [f.at.as_slice(), f.missing.as_slice()]).collect();
        let message = (*message != absence(missing)).then(|| veil.text(&name, message, &about));
        let controls = members.into_iter().map(|finding| finding.control.id.clone()).collect();
        listed.push(UnknownGroup { controls, forecast, message, missing: missing.clone() });
    }
    record
}

/// The word under which the statement lists a severity.
const fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Warn => "warn",
        Severity::Deny => "deny",
    }
}

/// The reason that goes without saying.
fn absence(missing: &[String]) -> String {
    missing.iter().map(|pointer| format!("`{pointer}` is absent")).collect::<Vec<_>>().join("; ")
}

fn in_full(finding: &Finding, message: Text) -> FindingRecord {
    FindingRecord {
        at: finding.at.clone(),
        control: finding.control.id.clone(),
        forecast: finding.forecast,
        known: finding.known,
        message,
        missing: finding.missing.clone(),
        outcome: finding.outcome,
        pack: finding.control.pack.clone(),
        severity: finding.severity,
        waiver: finding.waiver.clone(),
    }
}
