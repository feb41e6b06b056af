//! The structures of `govern/check/v1`. They change only by a new version, whatever becomes of the model.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

/// One decision.
#[derive(Serialize)]
pub(crate) struct DecisionShape<'a> {
    pub(crate) subject: SubjectShape<'a>,
    pub(crate) verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) error_kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) error: Option<ErrorShape<'a>>,
    pub(crate) reason: String,
    pub(crate) scope: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) environment: Option<&'static str>,
    pub(crate) as_of: String,
    pub(crate) what_if: bool,
    pub(crate) partial: bool,
    pub(crate) enforced: bool,
    pub(crate) tier: TierShape,
    pub(crate) jurisdictions: JurisdictionsShape<'a>,
    pub(crate) organisation_policy: Option<String>,
    pub(crate) configuration: Option<String>,
    pub(crate) engine: EngineShape<'a>,
    pub(crate) classes: &'a BTreeMap<String, Value>,
    pub(crate) packs: Vec<PackShape<'a>>,
    pub(crate) counts: CountsShape,
    pub(crate) findings: Vec<FindingShape<'a>>,
    pub(crate) missing_facts: Vec<FactShape<'a>>,
    pub(crate) receipt: ReceiptShape<'a>,
}

#[derive(Serialize)]
pub(crate) struct SubjectShape<'a> {
    pub(crate) id: &'a str,
    pub(crate) kind: &'static str,
    pub(crate) digest: String,
    pub(crate) documents: Vec<DocumentShape<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) artifact: Option<ArtifactShape<'a>>,
}

#[derive(Serialize)]
pub(crate) struct DocumentShape<'a> {
    pub(crate) name: &'a str,
    pub(crate) format: &'static str,
    pub(crate) part: usize,
    pub(crate) digest: String,
}

#[derive(Serialize)]
pub(crate) struct ArtifactShape<'a> {
    pub(crate) name: &'a str,
    pub(crate) digest: String,
}

#[derive(Serialize)]
pub(crate) struct ErrorShape<'a> {
    pub(crate) code: &'a str,
    pub(crate) message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) column: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) hint: Option<&'a str>,
}

#[derive(Serialize)]
pub(crate) struct TierShape {
    pub(crate) established: Option<&'static str>,
    pub(crate) at_least: &'static str,
}

#[derive(Serialize)]
pub(crate) struct JurisdictionsShape<'a> {
    pub(crate) codes: &'a [String],
    pub(crate) declared_by_card_only: bool,
}

#[derive(Serialize)]
pub(crate) struct EngineShape<'a> {
    pub(crate) engine: &'a str,
    pub(crate) program: &'a str,
    pub(crate) semantics: u32,
}

#[derive(Serialize)]
pub(crate) struct PackShape<'a> {
    pub(crate) id: &'a str,
    pub(crate) version: &'a str,
    pub(crate) digest: String,
    pub(crate) title: &'a str,
    pub(crate) status: &'static str,
    pub(crate) reason: &'a str,
    pub(crate) controls: usize,
    pub(crate) loosened: &'a [String],
}

#[derive(Serialize)]
pub(crate) struct CountsShape {
    pub(crate) failed: usize,
    pub(crate) undecided: usize,
    pub(crate) review: usize,
    pub(crate) passed: usize,
    pub(crate) not_applicable: usize,
    pub(crate) waived: usize,
    pub(crate) forecast: usize,
    pub(crate) broken: usize,
}

#[derive(Serialize)]
pub(crate) struct FindingShape<'a> {
    pub(crate) control: &'a str,
    pub(crate) pack: &'a str,
    pub(crate) title: &'a str,
    pub(crate) outcome: &'static str,
    pub(crate) standing: &'static str,
    pub(crate) severity: &'static str,
    pub(crate) message: &'a str,
    pub(crate) citation: &'a str,
    pub(crate) basis: &'static str,
    pub(crate) remediation: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) at: Vec<PlaceShape<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub(crate) missing: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) applies_from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) known: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) waiver: Option<&'a str>,
}

#[derive(Serialize)]
pub(crate) struct PlaceShape<'a> {
    pub(crate) pointer: &'a str,
    pub(crate) document: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) column: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) end_line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) end_column: Option<u32>,
    pub(crate) state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) raw: Option<&'a str>,
}

#[derive(Serialize)]
pub(crate) struct FactShape<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) pointer: Option<String>,
    pub(crate) name: String,
    pub(crate) state: &'static str,
    pub(crate) settles: Vec<&'a str>,
}

#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum ReceiptShape<'a> {
    Logged {
        recorded: bool,
        origin: &'a str,
        seq: u64,
        time: String,
        entry_hash: String,
        key: &'a str,
        checkpoint: &'a str,
        managed: bool,
    },
    DryRun {
        recorded: bool,
        managed: bool,
    },
}

/// The run as a whole.
#[derive(Serialize)]
pub(crate) struct SummaryShape<'a> {
    pub(crate) exit: u8,
    pub(crate) allow: usize,
    pub(crate) deny: usize,
    pub(crate) review: usize,
    pub(crate) error: usize,
    pub(crate) failures: Vec<FailureShape<'a>>,
    pub(crate) skipped: Vec<SkippedShape<'a>>,
}

#[derive(Serialize)]
pub(crate) struct FailureShape<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) path: Option<&'a str>,
    pub(crate) code: &'a str,
    pub(crate) message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) hint: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) column: Option<u32>,
}

#[derive(Serialize)]
pub(crate) struct SkippedShape<'a> {
    pub(crate) path: &'a str,
    pub(crate) reason: &'a str,
}
