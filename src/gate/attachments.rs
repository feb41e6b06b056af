//! The packs that a decision names, kept in the log by digest. Documents and parameters the log takes from the decision.

use crate::audit::Blob;
use crate::canon::listing;
use crate::model::{Decision, Digest};
use crate::policy::{Pack, PolicySet};

/// The packs that a decision names and that `known` does not say are kept already: their files and listings.
pub(crate) fn packs(decision: &Decision, set: &PolicySet, known: &mut dyn FnMut(&Digest) -> bool) -> Vec<Blob> {
    let mut blobs = Vec::new();
    for run in &decision.packs {
        let prepared = set.packs.iter().find(|one| one.pack.manifest.id == run.pack.id);
        if let Some(one) = prepared.filter(|one| !known(&one.pack.digest)) {
            blobs.extend(files(&one.pack));
        }
    }
    blobs
}

/// A pack's files, and the listing whose digest names the pack.
fn files(pack: &Pack) -> Vec<Blob> {
    let mut blobs: Vec<Blob> = Vec::with_capacity(pack.files.len() + 1);
    let mut entries = Vec::with_capacity(pack.files.len());
    for file in &pack.files {
        let blob = Blob::of(file.text.as_bytes());
        entries.push((file.path.clone(), blob.digest));
        blobs.push(blob);
    }
    blobs.push(Blob::of(&listing(&entries)));
    blobs
}
