//! From a planned group of documents to the subject that is judged.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::input::contain::contain;
use crate::input::draft::{Draft, DraftParts};
use crate::input::error::{InputError, Problem};
use crate::input::merge::{Relation, merge, remove};
use crate::input::node::{Document, Node};
use crate::input::parse::{is_json_in_a_string, parse};
use crate::input::plan::{Failure, Group, Part, Plan};
use crate::input::recognise::expand;
use crate::input::source::{BYTE_ORDER_MARK, read_file};
use crate::model::{ArtifactRef, DocumentRef, LeafState, Note, NoteKind, Provenance, Subject, SubjectKind};

/// Reads the documents of a group, and builds its subject.
///
/// # Errors
/// Where a file can no longer be read, or is not what it was when the run was planned.
pub fn load(plan: &Plan, group: &Group) -> Result<Subject, Failure> {
    let first = group.card.as_ref().or(group.bundles.iter().flatten().next());
    let name = first.and_then(|part| plan.files.get(part.file)).map_or("", |file| file.name.as_str());
    contain(name, || read(plan, group)).unwrap_or_else(|error| Err(failure(group, error)))
}

fn read(plan: &Plan, group: &Group) -> Result<Subject, Failure> {
    let mut loader = Loader { plan, files: BTreeMap::new(), documents: Vec::new(), notes: Vec::new() };
    let mut raw = Map::new();
    let mut subject = empty();
    if let Some(card) = &group.card {
        let (parts, root) = loader.read(card).map_err(|error| failure(group, error))?;
        subject = parts;
        raw.insert("card".to_owned(), root);
    }
    let mut manifests = Vec::new();
    let mut deployment: Option<DraftParts> = None;
    for bundle in &group.bundles {
        let mut workload = empty();
        for part in bundle {
            let (parts, root) = loader.read(part).map_err(|error| failure(group, error))?;
            merge(&mut workload, parts, Relation::Part);
            manifests.push(root);
        }
        match &mut deployment {
            Some(deployment) => merge(deployment, workload, Relation::Sibling),
            None => deployment = Some(workload),
        }
    }
    if let Some(deployment) = deployment {
        merge(&mut subject, deployment, Relation::Deployment);
    }
    raw.insert("manifests".to_owned(), Value::Array(manifests));
    subject.notes.extend(loader.notes);
    subject.notes.extend(group.notes.iter().cloned());
    let kind = match (&group.card, group.bundles.is_empty()) {
        (Some(_), true) => SubjectKind::Model,
        (Some(_), false) => SubjectKind::System,
        (None, _) => SubjectKind::Deployment,
    };
    // What was read and what was hashed is for govern to say, and not for a document.
    ["/kind", "/artifact"].iter().for_each(|pointer| remove(&mut subject, pointer));
    let artifact = plan.artifact.clone().filter(|_| group.has_artifact);
    if let Some(artifact) = &artifact {
        add_artifact(&mut subject, artifact);
    }
    let DraftParts { value, provenance, notes } = subject;
    let mut subject = Subject {
        kind,
        id: group.id.clone(),
        value,
        provenance,
        notes,
        documents: loader.documents,
        raw: Value::Object(raw),
        artifact,
    };
    set_kind(&mut subject);
    note_softer_environment(plan, &mut subject);
    Ok(subject)
}

fn empty() -> DraftParts {
    DraftParts { value: Value::Object(Map::new()), provenance: BTreeMap::new(), notes: Vec::new() }
}

fn failure(group: &Group, error: InputError) -> Failure {
    Failure { subject: group.id.clone(), error, source: None, names_a_subject: true }
}

/// Reads documents, each file once.
struct Loader<'a> {
    plan: &'a Plan,
    files: BTreeMap<usize, Vec<(Option<usize>, Document)>>,
    documents: Vec<DocumentRef>,
    notes: Vec<Note>,
}

impl Loader<'_> {
    /// What one document gives, and the document itself.
    fn read(&mut self, part: &Part) -> Result<(DraftParts, Value), InputError> {
        let document = self.document(part)?;
        let index = self.documents.len();
        let mut draft = Draft::new(&document, index);
        (part.format.read)(&document, &mut draft);
        let mut parts = draft.finish();
        if let Some(item) = part.item {
            for provenance in parts.provenance.values_mut().filter(|provenance| provenance.position.is_some()) {
                provenance.pointer = format!("/items/{item}{}", provenance.pointer);
            }
        }
        self.note_encoding(&document, index);
        self.documents.push(DocumentRef {
            source: Arc::clone(&document.source),
            format: part.format.name,
            part: document.part,
        });
        Ok((parts, document.root.to_json()))
    }

    fn document(&mut self, part: &Part) -> Result<Document, InputError> {
        let Some(file) = self.plan.files.get(part.file) else {
            return Err(InputError::of_file("", Problem::NotFound));
        };
        let changed = || InputError::of_file(&file.name, Problem::Changed);
        let is_part = |(item, document): &&(Option<usize>, Document)| document.part == part.part && *item == part.item;
        if let Some(kept) = &file.kept {
            return kept.iter().find(is_part).map(|(_, document)| document.clone()).ok_or_else(changed);
        }
        if !self.files.contains_key(&part.file) {
            let source = read_file(&file.path, &file.name, self.plan.limits)?;
            if source.digest != file.digest {
                return Err(changed());
            }
            let documents = parse(&source)?.into_iter().flat_map(expand).collect();
            self.files.insert(part.file, documents);
        }
        let documents = self.files.get(&part.file).map(Vec::as_slice).unwrap_or_default();
        documents.iter().find(is_part).map(|(_, document)| document.clone()).ok_or_else(changed)
    }

    fn note_encoding(&mut self, document: &Document, index: usize) {
        let mut say = |message: &str, root: Option<&Node>| {
            let position = root.map(|root| document.position(root.start, root.end));
            let (message, at) = (message.to_owned(), Vec::new());
            self.notes.push(Note { kind: NoteKind::Encoding, message, at, document: Some(index), position });
        };
        if document.source.bytes.starts_with(BYTE_ORDER_MARK) {
            say("the file begins with a byte-order mark", None);
        }
        if is_json_in_a_string(document) {
            say("the document is JSON inside of a JSON string", Some(&document.root));
        }
    }
}

/// Sets the artefact that was hashed: its digest is bound, as it was computed for exactly this artefact.
fn add_artifact(subject: &mut DraftParts, artifact: &ArtifactRef) {
    let leaves = [
        ("digest", json!(artifact.digest), LeafState::Bound),
        ("name", json!(artifact.name), LeafState::Measured),
        ("files", json!(artifact.files), LeafState::Measured),
        ("bytes", json!(artifact.bytes), LeafState::Measured),
    ];
    let digest = artifact.digest.to_string();
    if let Some(named) = subject.value.pointer("/model/digest").and_then(Value::as_str)
        && named != digest
    {
        let known = subject.provenance.get("/model/digest");
        subject.notes.push(Note {
            kind: NoteKind::ArtifactMismatch,
            message: format!("the card names the digest `{named}`, and `{}` has `{digest}`", artifact.name),
            at: vec!["/model/digest".to_owned(), "/artifact/digest".to_owned()],
            document: known.and_then(|known| known.document),
            position: known.and_then(|known| known.position),
        });
    }
    let mut fields = Map::new();
    for (key, value, state) in leaves {
        let raw = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let provenance =
            Provenance { document: None, pointer: String::new(), position: None, raw, state, personal: false };
        subject.provenance.insert(format!("/artifact/{key}"), provenance);
        fields.insert(key.to_owned(), value);
    }
    if let Value::Object(sections) = &mut subject.value {
        sections.insert("artifact".to_owned(), Value::Object(fields));
    }
}

/// Policies see at `/kind` what was read.
fn set_kind(subject: &mut Subject) {
    let kind = subject.kind.word();
    if let Value::Object(sections) = &mut subject.value {
        sections.insert("kind".to_owned(), Value::from(kind));
    }
    let (raw, state) = (kind.to_owned(), LeafState::Measured);
    let provenance = Provenance { document: None, pointer: String::new(), position: None, raw, state, personal: false };
    subject.provenance.insert("/kind".to_owned(), provenance);
}

/// The command line cannot soften what the documents say.
fn note_softer_environment(plan: &Plan, subject: &mut Subject) {
    if let (Some(asked), Some(named)) = (plan.environment, subject.environment())
        && asked < named
    {
        subject.notes.push(Note {
            kind: NoteKind::SofterEnvironment,
            message: format!("the command line names `{}`, and the documents `{}`", asked.word(), named.word()),
            at: vec!["/deployment/environment".to_owned()],
            document: None,
            position: None,
        });
    }
}
