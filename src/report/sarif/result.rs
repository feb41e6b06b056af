//! One finding as a SARIF result.

use serde_json::{Map, Value, json};

use crate::model::{Decision, Finding, Outcome, Position};
use crate::report::escape::{line, uri};
use crate::report::fingerprint::fingerprint;
use crate::report::place::{Place, places};
use crate::report::sarif::log::{
    ArtifactLocation, Location, LogicalLocation, Message, PhysicalLocation, Region, SarifResult, Suppression,
};
use crate::report::sarif::rules::{level, taxa};
use crate::report::standing::Standing;
use crate::report::wording::severity_word;

/// The result of a finding whose rule has this index.
pub(crate) fn result(decision: &Decision, finding: &Finding, rule_index: usize) -> SarifResult {
    let kind = kind(finding);
    let places = places(&decision.subject.subject, finding);
    let path = places.first().map(|place| place.document.source.name.clone()).unwrap_or_default();
    let mark = fingerprint(&[&path, &finding.control.id]);
    SarifResult {
        rule_id: finding.control.id.clone(),
        rule_index,
        kind,
        level: if kind == "fail" { level(finding.severity) } else { "none" },
        message: Message::new(message(finding)),
        locations: places.first().map(location).into_iter().collect(),
        partial_fingerprints: Map::from_iter([("documentControl/v1".to_owned(), Value::String(mark))]),
        taxa: taxa(&finding.control),
        suppressions: suppressions(finding),
        properties: properties(decision, finding),
    }
}

const FIRST_LINE: Region = Region { start_line: 1, start_column: 1, end_line: 1, end_column: 1 };

/// A place in a text as a SARIF region.
pub(crate) const fn region(at: Position) -> Region {
    Region { start_line: at.line, start_column: at.column, end_line: at.end_line, end_column: at.end_column }
}

/// A place as a SARIF location.
pub(crate) fn location(place: &Place<'_>) -> Location {
    // Platforms show only results that have a line.
    let region = Some(place.position.map_or(FIRST_LINE, region));
    let artifact_location = ArtifactLocation { uri: uri(&place.document.source.name) };
    let logical = LogicalLocation { fully_qualified_name: place.pointer.to_owned(), kind: "value" };
    Location {
        physical_location: Some(PhysicalLocation { artifact_location, region }),
        logical_locations: if place.pointer.is_empty() { Vec::new() } else { vec![logical] },
    }
}

fn kind(finding: &Finding) -> &'static str {
    match Standing::of(finding) {
        Standing::Failed => "fail",
        Standing::Waived if finding.outcome == Outcome::Fail => "fail",
        Standing::Undecided | Standing::Waived | Standing::Broken => "open",
        Standing::Review => "review",
        Standing::Forecast => "informational",
        Standing::Passed => "pass",
        Standing::NotApplicable => "notApplicable",
    }
}

fn message(finding: &Finding) -> String {
    let control = &finding.control;
    let said = if finding.message.is_empty() { control.title.clone() } else { line(&finding.message) };
    match Standing::of(finding) {
        Standing::Failed | Standing::Undecided => format!("{said}. {}", control.remediation),
        Standing::Broken => format!("could not be evaluated: {said}"),
        Standing::Forecast => {
            let date = finding.forecast.map(|date| date.to_string()).unwrap_or_default();
            format!("applies from {date}; today it is {}: {said}", finding.outcome.word())
        }
        _ => said,
    }
}

fn suppressions(finding: &Finding) -> Vec<Suppression> {
    let waiver = finding.waiver.as_ref().filter(|_| Standing::of(finding) == Standing::Waived);
    let suppression = |waiver: &String| Suppression {
        kind: "external",
        status: "accepted",
        justification: format!("waiver {waiver}"),
    };
    waiver.map(suppression).into_iter().collect()
}

fn properties(decision: &Decision, finding: &Finding) -> Map<String, Value> {
    let properties = json!({
        "subject": decision.subject.subject.id,
        "severity": severity_word(finding.severity),
        "standing": Standing::of(finding).word(),
        "known": finding.known.map(|state| state.word()),
        "missing": if finding.missing.is_empty() { Value::Null } else { json!(finding.missing) },
        "applies_from": finding.forecast,
    });
    match properties {
        Value::Object(map) => map.into_iter().filter(|(_, value)| !value.is_null()).collect(),
        _ => Map::new(),
    }
}
