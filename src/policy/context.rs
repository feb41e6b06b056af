//! What policies see beside the subject: date, environment, scope, jurisdictions, classes, tier.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::model::{Date, Environment, Scope, Subject, TierState};
use crate::policy::error::PolicyError;
use crate::policy::value::{Rego, to_rego};

/// The circumstances of a decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Context {
    /// The date that the law is read at.
    pub as_of: Date,
    /// The strictest environment that anybody named.
    pub environment: Option<Environment>,
    /// Model or deployment.
    pub scope: Scope,
    /// Jurisdictions in scope, from the organisation and the card; empty where nobody named one.
    pub jurisdictions: Vec<String>,
    /// Facts that only an organisation has.
    pub organisation: Option<Value>,
}

/// What the classify packs established.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Classes {
    /// The value of `class`, by pack.
    pub(crate) values: BTreeMap<String, Value>,
    /// The tier.
    pub(crate) tier: TierState,
}

impl Context {
    /// The value at `input.context`; `classes` once they are established.
    pub(crate) fn to_json(&self, subject: &Subject, classes: Option<&Classes>) -> Value {
        let mut context = Map::new();
        context.insert("as_of".to_owned(), json!(self.as_of));
        context.insert("scope".to_owned(), json!(self.scope.word()));
        context.insert("organisation".to_owned(), self.organisation.clone().unwrap_or(Value::Null));
        context.insert("approvals".to_owned(), json!([]));
        context.insert("attestations".to_owned(), json!([]));
        let intake =
            subject.notes.iter().map(|note| json!({"kind": note.kind, "message": note.message, "at": note.at}));
        context.insert("intake".to_owned(), intake.collect());
        if let Some(environment) = self.environment {
            context.insert("environment".to_owned(), json!(environment.word()));
        }
        if !self.jurisdictions.is_empty() {
            context.insert("jurisdictions".to_owned(), json!(self.jurisdictions));
        }
        if let Some(classes) = classes {
            let named = classes.values.iter().map(|(pack, class)| (pack.replace('-', "_"), class.clone()));
            context.insert("class".to_owned(), Value::Object(named.collect()));
            if let Some(tier) = classes.tier.established {
                context.insert("tier".to_owned(), json!(tier.word()));
            }
        }
        Value::Object(context)
    }

    /// The rows of a table that hold: tier, environment, and the words in the classes of the packs that count.
    pub(crate) fn rows(&self, classes: &Classes, counts: impl Fn(&str) -> bool) -> Vec<String> {
        let mut rows: Vec<String> = Vec::new();
        rows.extend(classes.tier.established.map(|tier| tier.word().to_owned()));
        rows.extend(self.environment.map(|environment| environment.word().to_owned()));
        let counting = classes.values.iter().filter(|(pack, _)| counts(pack)).map(|(_, class)| class);
        for class in counting.filter_map(Value::as_object) {
            // The tiers of single packs do not count: the tier is their maximum.
            for (_, value) in class.iter().filter(|(key, _)| !["tier", "at_least"].contains(&key.as_str())) {
                match value {
                    Value::String(word) => rows.push(word.clone()),
                    Value::Array(words) => rows.extend(words.iter().filter_map(Value::as_str).map(str::to_owned)),
                    _ => {}
                }
            }
        }
        rows
    }
}

/// The parts of `input` that do not change between the phases.
pub(crate) struct Input {
    fields: BTreeMap<Rego, Rego>,
}

impl Input {
    /// Converts the subject once; `whole` with the documents as they are and the provenance of every leaf, which no
    /// built-in pack reads.
    pub(crate) fn new(subject: &Subject, whole: bool) -> Result<Self, PolicyError> {
        let mut fields = BTreeMap::new();
        fields.insert(Rego::from("subject"), held("input.subject", &subject.value)?);
        fields.insert(Rego::from("evidence"), held("input.evidence", &json!({}))?);
        if whole {
            fields.insert(Rego::from("raw"), held("input.raw", &subject.raw)?);
            fields.insert(Rego::from("provenance"), held("input.provenance", &Self::provenance(subject))?);
        }
        Ok(Self { fields })
    }

    fn provenance(subject: &Subject) -> Value {
        let provenance: Map<String, Value> = subject
            .provenance
            .iter()
            .map(|(pointer, leaf)| {
                let document = leaf.document.and_then(|index| subject.documents.get(index));
                let name = document.map(|document| document.source.name.as_str());
                (pointer.clone(), json!({"state": leaf.state, "raw": leaf.raw, "document": name}))
            })
            .collect();
        Value::Object(provenance)
    }

    /// The whole of `input` with this context.
    pub(crate) fn with(&self, context: &Value) -> Result<Rego, PolicyError> {
        let mut fields = self.fields.clone();
        fields.insert(Rego::from("context"), held("input.context", context)?);
        Ok(Rego::from(fields))
    }
}

fn held(what: &str, value: &Value) -> Result<Rego, PolicyError> {
    to_rego(value).ok_or_else(|| PolicyError::Evaluation {
        what: what.to_owned(),
        reason: "the engine cannot hold the value".to_owned(),
    })
}
