//! The renderer `sarif`: results are written as the decisions come, rules and taxonomies after the last.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::report::escape::{line, uri};
use crate::report::place::error_place;
use crate::report::renderer::{Failure, Options, Renderer, RunSummary};
use crate::report::sarif::log::ArtifactLocation;
use crate::report::sarif::log::{
    ComponentReference, Driver, Invocation, Location, Message, Notification, NotificationReference, PhysicalLocation,
    Tool,
};
use crate::report::sarif::result::{location, region, result};
use crate::report::sarif::rules::Rules;
use crate::report::standing::Standing;
use crate::report::view::{DecisionView, ReceiptView};
use crate::report::wording;

const OPENING: &str = "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{\"columnKind\":\"unicodeCodePoints\",\"results\":[";

#[derive(Default)]
struct Sarif {
    begun: bool,
    results: usize,
    rules: Rules,
    notifications: Vec<Notification>,
    decisions: Vec<Value>,
}

/// Makes the renderer.
pub(crate) fn make(_: Options) -> Box<dyn Renderer> {
    Box::new(Sarif::default())
}

impl Renderer for Sarif {
    fn decision(&mut self, view: &DecisionView<'_>, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        let decision = view.decision;
        for finding in &decision.findings {
            let index = self.rules.index_of(finding);
            let result = result(decision, finding, index);
            if self.results > 0 {
                out.write_all(b",\n")?;
            }
            self.results += 1;
            if Standing::of(finding) == Standing::Broken {
                self.notifications.push(notification(&finding.control.id, &result.message.text, Vec::new()));
            }
            serde_json::to_writer(&mut *out, &result)?;
        }
        if let Some(error) = &decision.error {
            let place = error_place(&decision.subject.subject, error);
            let locations = place.as_ref().map(location).into_iter().collect();
            self.notifications.push(notification(&error.code, &error.message, locations));
        }
        self.decisions.push(decision_properties(view));
        Ok(())
    }

    fn finish(&mut self, summary: &RunSummary, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        self.notifications.extend(summary.failures.iter().map(failed_input));
        let taxonomies = self.rules.taxonomies();
        let name = |name: &String| ComponentReference { name: name.clone() };
        let tool = Tool {
            driver: Driver {
                name: "govern",
                version: env!("CARGO_PKG_VERSION"),
                semantic_version: env!("CARGO_PKG_VERSION"),
                rules: &self.rules.descriptors,
                supported_taxonomies: taxonomies.iter().map(|taxonomy| name(&taxonomy.name)).collect(),
            },
        };
        let invocations = [Invocation {
            execution_successful: self.notifications.is_empty(),
            exit_code: summary.exit,
            tool_execution_notifications: &self.notifications,
        }];
        out.write_all(b"],\"tool\":")?;
        serde_json::to_writer(&mut *out, &tool)?;
        out.write_all(b",\"taxonomies\":")?;
        serde_json::to_writer(&mut *out, &taxonomies)?;
        out.write_all(b",\"invocations\":")?;
        serde_json::to_writer(&mut *out, &invocations)?;
        out.write_all(b",\"properties\":")?;
        serde_json::to_writer(&mut *out, &json!({"decisions": self.decisions}))?;
        out.write_all(b"}]}\n")
    }
}

impl Sarif {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.begun {
            return Ok(());
        }
        self.begun = true;
        out.write_all(OPENING.as_bytes())
    }
}

/// The verdict has no place among SARIF's results; it is a property of the run.
fn decision_properties(view: &DecisionView<'_>) -> Value {
    let decision = view.decision;
    let entry = match view.receipt {
        ReceiptView::DryRun => Value::Null,
        ReceiptView::Logged(logged) => {
            json!({"origin": logged.origin, "seq": logged.seq, "hash": logged.entry_hash, "key": logged.key_note})
        }
    };
    json!({
        "subject": decision.subject.subject.id,
        "digest": decision.subject.digest,
        "verdict": decision.verdict.word(),
        "reason": wording::reason(decision),
        "circumstances": wording::circumstances(decision),
        "caveats": wording::caveats(decision),
        "entry": entry,
    })
}

fn notification(id: &str, text: &str, locations: Vec<Location>) -> Notification {
    let descriptor = NotificationReference { id: id.to_owned() };
    Notification { level: "error", message: Message::new(line(text)), descriptor, locations }
}

fn failed_input(failure: &Failure) -> Notification {
    let region = failure.place.as_ref().map(|(_, at)| region(*at));
    let locate = |path: &String| Location {
        physical_location: Some(PhysicalLocation { artifact_location: ArtifactLocation { uri: uri(path) }, region }),
        logical_locations: Vec::new(),
    };
    notification(&failure.code, &failure.message, failure.path.as_ref().map(locate).into_iter().collect())
}
