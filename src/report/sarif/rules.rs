//! The controls and legal sources that the results mention, collected for the end of the run.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::model::{Control, Finding, RowTable, Severity};
use crate::report::citation::provisions;
use crate::report::sarif::log::{
    ComponentReference, Configuration, Descriptor, DescriptorReference, Message, Relationship, Taxonomy,
};
use crate::report::wording::basis_word;

/// Rules in the order of their first mention. Its size is that of the packs, not of the run.
#[derive(Default)]
pub(crate) struct Rules {
    pub(crate) descriptors: Vec<Descriptor>,
    index: BTreeMap<String, usize>,
    sources: BTreeMap<String, BTreeSet<String>>,
}

impl Rules {
    /// The number of a finding's control in the list of rules.
    pub(crate) fn index_of(&mut self, finding: &Finding) -> usize {
        let control = &finding.control;
        if let Some(index) = self.index.get(&control.id) {
            return *index;
        }
        for part in provisions(&control.citation) {
            self.sources.entry(part.source).or_default().insert(part.provision);
        }
        let index = self.descriptors.len();
        self.index.insert(control.id.clone(), index);
        self.descriptors.push(descriptor(control));
        index
    }

    /// The legal texts and standards that the rules cite, each as a taxonomy.
    pub(crate) fn taxonomies(&self) -> Vec<Taxonomy> {
        let taxonomy = |(source, provisions): (&String, &BTreeSet<String>)| Taxonomy {
            name: source.clone(),
            taxa: provisions.iter().map(|provision| taxon(provision)).collect(),
        };
        self.sources.iter().map(taxonomy).collect()
    }
}

/// References to the provisions that a control cites.
pub(crate) fn taxa(control: &Control) -> Vec<DescriptorReference> {
    let reference = |part: crate::report::citation::Provision| DescriptorReference {
        id: part.provision,
        tool_component: ComponentReference { name: part.source },
    };
    provisions(&control.citation).into_iter().map(reference).collect()
}

/// SARIF's level for a failing control.
pub(crate) const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Deny => "error",
        Severity::Warn => "warning",
        Severity::Info => "note",
    }
}

fn taxon(provision: &str) -> Descriptor {
    Descriptor {
        id: provision.to_owned(),
        name: None,
        short_description: Some(Message::new(provision)),
        full_description: None,
        help: None,
        default_configuration: None,
        relationships: Vec::new(),
        properties: Map::new(),
    }
}

fn descriptor(control: &Control) -> Descriptor {
    let strictest = match &control.severity {
        RowTable::One(severity) => *severity,
        RowTable::Rows(rows) => rows.values().copied().max().unwrap_or(Severity::Deny),
    };
    let properties = json!({
        "pack": control.pack,
        "citation": control.citation,
        "basis": basis_word(control.basis),
        "effective_from": control.effective_from,
        "effective_until": control.effective_until,
        "severity": control.severity,
        "tags": ["governance", control.pack],
    });
    Descriptor {
        id: control.id.clone(),
        name: Some(control.title.clone()),
        short_description: Some(Message::new(control.title.clone())),
        full_description: Some(Message::new(control.description.clone())),
        help: Some(Message::new(format!("{}\n\nSource: {}", control.remediation, control.citation))),
        default_configuration: Some(Configuration { level: level(strictest) }),
        relationships: taxa(control).into_iter().map(|target| Relationship { target, kinds: ["relevant"] }).collect(),
        properties: without_nulls(properties),
    }
}

fn without_nulls(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map.into_iter().filter(|(_, value)| !value.is_null()).collect(),
        _ => Map::new(),
    }
}
