//! What a decision used, kept in the log by digest: documents, packs, parameters, configuration.

use std::sync::Arc;

use crate::audit::Blob;
use crate::canon;
use crate::canon::listing;
use crate::crypto::sha256;
use crate::model::{Decision, Digest, PackStatus};
use crate::policy::{Pack, PolicySet};

/// The documents of a decision.
pub(crate) fn documents(decision: &Decision) -> Vec<Blob> {
    decision
        .subject
        .subject
        .documents
        .iter()
        .map(|document| Blob { digest: document.source.digest, bytes: Arc::from(document.source.bytes.as_slice()) })
        .collect()
}

/// The packs that a decision used and `known` does not say are kept already: their listings and files; and their parameters.
pub(crate) fn policies(decision: &Decision, set: &PolicySet, known: &mut dyn FnMut(&Digest) -> bool) -> Vec<Blob> {
    let mut blobs = Vec::new();
    for run in decision.packs.iter().filter(|run| run.status != PackStatus::NotRun) {
        let prepared = set.packs.iter().find(|one| one.pack.manifest.id == run.pack.id);
        if let Some(one) = prepared.filter(|one| !known(&one.pack.digest)) {
            blobs.extend(files(&one.pack));
        }
        let parameters = canon::numbers_as_text(&run.parameters);
        if let Ok(bytes) = canon::value_to_bytes(&parameters) {
            let digest = sha256(&bytes);
            if !known(&digest) {
                blobs.push(Blob { digest, bytes: Arc::from(bytes) });
            }
        }
    }
    blobs
}

/// A pack's files, and the listing whose digest names the pack.
fn files(pack: &Pack) -> Vec<Blob> {
    let mut blobs: Vec<Blob> = Vec::with_capacity(pack.files.len() + 1);
    let mut entries = Vec::with_capacity(pack.files.len());
    for file in &pack.files {
        let blob = blob_of(file.text.as_bytes());
        entries.push((file.path.clone(), blob.digest));
        blobs.push(blob);
    }
    blobs.push(blob_of(&listing(&entries)));
    blobs
}

/// Bytes under their digest.
#[must_use]
pub fn blob_of(bytes: &[u8]) -> Blob {
    Blob { digest: sha256(bytes), bytes: Arc::from(bytes) }
}
