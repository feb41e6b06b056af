//! The answers of one recorded decision, one for each control, however they are stored.

use crate::audit::{DecisionPredicate, FindingRecord};
use crate::model::{Date, Outcome, Severity};
use crate::report::compliance::shape::Status;
use crate::report::place::dotted;

/// One control's answer on one model.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) control: String,
    pub(crate) pack: String,
    pub(crate) status: Status,
    pub(crate) severity: Severity,
    pub(crate) message: String,
    pub(crate) forecast: Option<Date>,
    /// True where it is a `fail`, in force or not.
    pub(crate) failed: bool,
    pub(crate) waiver: Option<String>,
}

/// Every answer of a decision.
pub(crate) fn answers(decision: &DecisionPredicate) -> Vec<Answer> {
    let findings = &decision.findings;
    let mut answers = Vec::new();
    for (listed, status) in [(&findings.passed, Status::Satisfied), (&findings.not_applicable, Status::NotApplicable)] {
        for (pack, ids) in listed {
            answers.extend(ids.iter().map(|id| plain(id, pack, status)));
        }
    }
    answers.extend(findings.open.iter().map(recorded));
    for (pack, by_severity) in &findings.unknown {
        for (severity, group) in
            by_severity.iter().flat_map(|(severity, groups)| groups.iter().map(move |g| (severity, g)))
        {
            let missing: Vec<String> = group.missing.iter().map(|pointer| dotted(pointer)).collect();
            let message = match &group.message {
                Some(message) if missing.is_empty() => message.to_string(),
                _ => format!("no answer to {}", missing.join(", ")),
            };
            let status = if group.forecast.is_some() { Status::Forecast } else { Status::Undecided };
            answers.extend(group.controls.iter().map(|id| Answer {
                severity: *severity,
                message: message.clone(),
                forecast: group.forecast,
                ..plain(id, pack, status)
            }));
        }
    }
    answers
}

fn plain(id: &str, pack: &str, status: Status) -> Answer {
    Answer {
        control: id.to_owned(),
        pack: pack.to_owned(),
        status,
        severity: Severity::Info,
        message: String::new(),
        forecast: None,
        failed: false,
        waiver: None,
    }
}

fn recorded(finding: &FindingRecord) -> Answer {
    let status = match finding.outcome {
        Outcome::Error => Status::Undecided,
        Outcome::Pass => Status::Satisfied,
        Outcome::NotApplicable => Status::NotApplicable,
        _ if finding.forecast.is_some() => Status::Forecast,
        _ if finding.waiver.is_some() => Status::Waived,
        Outcome::Fail => Status::NotSatisfied,
        Outcome::Review | Outcome::Unknown => Status::Undecided,
    };
    Answer {
        severity: finding.severity,
        message: finding.message.to_string(),
        forecast: finding.forecast,
        failed: finding.outcome == Outcome::Fail,
        waiver: finding.waiver.clone(),
        ..plain(&finding.control, &finding.pack, status)
    }
}
