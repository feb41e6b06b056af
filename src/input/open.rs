//! How a run first sees a file: read, parsed, recognised. Files do not depend on each other, so several are opened at once.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use crate::input::contain::contain;
use crate::input::discover::Candidate;
use crate::input::draft::{Draft, DraftParts};
use crate::input::error::{InputError, Place};
use crate::input::formats::{Format, Role};
use crate::input::limits::Limits;
use crate::input::parse::parse;
use crate::input::recognise::{Recognised, expand, recognise};
use crate::input::source::read_file;
use crate::model::SourceText;

/// So many files are held in memory at a time.
const TOGETHER: usize = 64;

/// A file that was opened.
#[derive(Debug)]
pub(crate) enum Opened {
    /// It cannot be read.
    Unreadable(InputError),
    /// Its text cannot be parsed.
    Broken(Arc<SourceText>, InputError),
    /// Its text, and its documents.
    Documents(Arc<SourceText>, Vec<OpenedDocument>),
}

/// One document of a file.
#[derive(Debug)]
pub(crate) struct OpenedDocument {
    /// The document and its format.
    pub(crate) recognised: Recognised,
    /// What its format reads from it, of a card no more than the model; null where it has no format.
    pub(crate) value: Value,
    /// Where the model's name stands.
    pub(crate) name_at: Place,
}

/// Parses a text and finds the format of each of its documents; `forced` is a format that the user named for it.
pub(crate) fn open(source: Result<Arc<SourceText>, InputError>, forced: Option<&'static Format>) -> Opened {
    let source = match source {
        Ok(source) => source,
        Err(error) => return Opened::Unreadable(error),
    };
    let documents = contain(&source.name, || {
        let parts = parse(&source)?.into_iter().flat_map(expand);
        Ok(parts.map(|(item, document)| read(recognise(item, document, forced))).collect())
    });
    match documents.flatten() {
        Ok(documents) => Opened::Documents(source, documents),
        Err(error) => Opened::Broken(source, error),
    }
}

/// Opens files on several threads, and hands them on in their order.
pub(crate) fn open_all(
    files: &[Candidate],
    threads: usize,
    (limits, forced): (Limits, Option<&'static Format>),
    mut take: impl FnMut(&Candidate, Opened),
) {
    let open_one = |file: &Candidate| open(read_file(&file.path, &file.name, limits), forced.filter(|_| file.named));
    for batch in files.chunks(TOGETHER) {
        let next = AtomicUsize::new(0);
        let opened: Mutex<Vec<(usize, Opened)>> = Mutex::new(Vec::with_capacity(batch.len()));
        let work = || {
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(file) = batch.get(index) else { break };
                let one = open_one(file);
                opened.lock().unwrap_or_else(PoisonError::into_inner).push((index, one));
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..threads.min(batch.len()) {
                scope.spawn(work);
            }
            work();
        });
        let mut opened = opened.into_inner().unwrap_or_else(PoisonError::into_inner);
        opened.sort_by_key(|(index, _)| *index);
        for (file, (_, one)) in batch.iter().zip(opened) {
            take(file, one);
        }
    }
}

fn read(recognised: Recognised) -> OpenedDocument {
    let document = &recognised.document;
    let mut name_at = Place { file: document.source.name.clone(), ..Place::default() };
    let Some(format) = recognised.format else { return OpenedDocument { recognised, value: Value::Null, name_at } };
    let mut draft = match format.role {
        Role::Card => Draft::of_model(document),
        Role::Manifest => Draft::new(document, 0),
    };
    (format.read)(document, &mut draft);
    let DraftParts { value, provenance, .. } = draft.finish();
    if let Some(name) = provenance.get("/model/name") {
        name_at.position = name.position;
        name_at.pointer.clone_from(&name.pointer);
    }
    OpenedDocument { recognised, value, name_at }
}
