//! The structures of `govern/report/v1`, described by schemas/report.v1.schema.json; the HTML template reads the same.

use std::collections::BTreeMap;

use serde::Serialize;

/// What the report is, and what it is not.
pub(crate) const DISCLAIMER: &str = "This report assesses the evidence that was submitted to govern. It is not a determination of conformity, not legal advice, and not a substitute for the judgement of the persons who are accountable for the models.";

/// Where a control stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// In force, and not satisfied.
    NotSatisfied,
    /// A fact is missing, a person has to judge, or it could not be evaluated.
    Undecided,
    /// Not satisfied or undecided, and covered by a waiver.
    Waived,
    /// Not satisfied or undecided, and not yet in force.
    Forecast,
    /// Satisfied.
    Satisfied,
    /// Does not apply.
    NotApplicable,
}

impl Status {
    /// Every status, the worst first.
    pub const ALL: [Self; 6] =
        [Self::NotSatisfied, Self::Undecided, Self::Waived, Self::Forecast, Self::Satisfied, Self::NotApplicable];

    /// The words that people read.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::NotSatisfied => "not satisfied",
            Self::Undecided => "undecided",
            Self::Waived => "waived",
            Self::Forecast => "not yet in force",
            Self::Satisfied => "satisfied",
            Self::NotApplicable => "not applicable",
        }
    }
}

/// Number of answers by status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// In force, and not satisfied.
    pub not_satisfied: usize,
    /// No answer.
    pub undecided: usize,
    /// Covered by a waiver.
    pub waived: usize,
    /// Not yet in force, and not satisfied today.
    pub forecast: usize,
    /// Satisfied.
    pub satisfied: usize,
    /// Does not apply.
    pub not_applicable: usize,
}

impl Counts {
    /// Counts one more answer.
    pub fn add(&mut self, status: Status) {
        *self.of_mut(status) += 1;
    }

    /// The number of one status.
    #[must_use]
    pub const fn of(&self, status: Status) -> usize {
        match status {
            Status::NotSatisfied => self.not_satisfied,
            Status::Undecided => self.undecided,
            Status::Waived => self.waived,
            Status::Forecast => self.forecast,
            Status::Satisfied => self.satisfied,
            Status::NotApplicable => self.not_applicable,
        }
    }

    const fn of_mut(&mut self, status: Status) -> &mut usize {
        match status {
            Status::NotSatisfied => &mut self.not_satisfied,
            Status::Undecided => &mut self.undecided,
            Status::Waived => &mut self.waived,
            Status::Forecast => &mut self.forecast,
            Status::Satisfied => &mut self.satisfied,
            Status::NotApplicable => &mut self.not_applicable,
        }
    }
}

/// The report.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Always `govern/report/v1`.
    pub format: &'static str,
    /// Date of the report.
    pub date: String,
    /// What the report is, and what it is not.
    pub disclaimer: &'static str,
    /// The log that it rests on.
    pub log: LogShape,
    /// Decisions that were read.
    pub decisions: usize,
    /// Time of the first and the last of them.
    pub period: Option<(String, String)>,
    /// Dates that the law was read at, in the decisions that count.
    pub as_of: Vec<String>,
    /// Engines and programs of the decisions that count.
    pub engines: Vec<String>,
    /// Digests of the organisation policies; `unmanaged` where there was none.
    pub organisation_policies: Vec<String>,
    /// Models by the verdict of their decision that counts.
    pub verdicts: BTreeMap<&'static str, usize>,
    /// The inventory.
    pub models: Vec<ModelShape>,
    /// The frameworks with their controls.
    pub frameworks: Vec<FrameworkShape>,
    /// What is not satisfied, undecided or waived, the most severe first.
    pub open: Vec<OpenShape>,
    /// What comes into force.
    pub forecasts: Vec<ForecastShape>,
    /// What was not assessed, and why.
    pub not_assessed: Vec<NotAssessedShape>,
    /// The packs that were used.
    pub packs: Vec<PackShape>,
}

/// The log.
#[derive(Clone, Debug, Serialize)]
pub struct LogShape {
    /// Origin.
    pub origin: String,
    /// Number of entries.
    pub entries: u64,
    /// The signed checkpoint.
    pub checkpoint: String,
    /// True where the log was compared with an anchor that is kept elsewhere.
    pub anchored: bool,
    /// How far keys and log can be trusted, in words.
    pub trust: String,
}

/// One model in one environment.
#[derive(Clone, Debug, Serialize)]
pub struct ModelShape {
    /// Name and version.
    pub id: String,
    /// Environment, or `model` where none was named.
    pub environment: String,
    /// The tier, or `not established`.
    pub tier: String,
    /// Verdict of the decision that counts.
    pub verdict: &'static str,
    /// As-of date of that decision.
    pub as_of: String,
    /// Its time.
    pub time: String,
    /// Its number in the log.
    pub seq: u64,
    /// Digest of the subject.
    pub digest: String,
    /// Jurisdictions in scope.
    pub jurisdictions: Vec<String>,
    /// Its answers.
    pub counts: Counts,
    /// The latest verdicts, the oldest first.
    pub history: Vec<VerdictShape>,
}

/// One verdict in the history of a model.
#[derive(Clone, Debug, Serialize)]
pub struct VerdictShape {
    /// Number of the entry.
    pub seq: u64,
    /// Date of the entry.
    pub date: String,
    /// The verdict.
    pub verdict: &'static str,
    /// False for what-if and partial runs.
    pub counts: bool,
}

/// A law, standard or rulebook.
#[derive(Clone, Debug, Serialize)]
pub struct FrameworkShape {
    /// Its name.
    pub name: String,
    /// Answers over all models.
    pub counts: Counts,
    /// Its controls.
    pub controls: Vec<ControlShape>,
}

/// One control over all models.
#[derive(Clone, Debug, Serialize)]
pub struct ControlShape {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: String,
    /// The text that it implements.
    pub citation: String,
    /// `law`, `guidance` or `heuristic`.
    pub basis: String,
    /// The worst status over all models.
    pub status: Status,
    /// The same in words.
    pub words: &'static str,
    /// The models by status, in words.
    pub models: BTreeMap<&'static str, Vec<String>>,
}

/// Something that somebody has to act on.
#[derive(Clone, Debug, Serialize)]
pub struct OpenShape {
    /// Identifier of the control.
    pub control: String,
    /// Its title.
    pub title: String,
    /// The model.
    pub model: String,
    /// `deny`, `warn` or `info`.
    pub severity: &'static str,
    /// Where it stands.
    pub status: Status,
    /// The same in words.
    pub words: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remediation: String,
    /// The text that the control implements.
    pub citation: String,
    /// The waiver that covers it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiver: Option<String>,
    /// The date from which it applies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applies_from: Option<String>,
}

/// What comes into force on one date.
#[derive(Clone, Debug, Serialize)]
pub struct ForecastShape {
    /// The date.
    pub date: String,
    /// Answers that would not be satisfied today.
    pub not_satisfied: usize,
    /// Answers that would be undecided today.
    pub undecided: usize,
    /// The controls.
    pub controls: Vec<String>,
}

/// What was not assessed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct NotAssessedShape {
    /// A pack, a model or a kind of run.
    pub what: String,
    /// Why.
    pub reason: String,
    /// The models that it concerns.
    pub models: Vec<String>,
}

/// One pack.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct PackShape {
    /// Identifier.
    pub id: String,
    /// Version.
    pub version: String,
    /// Digest of its listing.
    pub digest: String,
    /// Parameters looser than the default.
    pub loosened: Vec<String>,
}
