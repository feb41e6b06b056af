//! The packs in the binary. Their METADATA is a committed index, so that a run parses only what it evaluates.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::Digest;
use crate::policy::error::PolicyError;
use crate::policy::load::{Files, assemble};
use crate::policy::manifest::Manifest;
use crate::policy::pack::{Declarations, Pack, PackFile};

struct EmbeddedFile {
    path: &'static str,
    text: &'static str,
    bare: &'static str,
}

static EMBEDDED: &[EmbeddedFile] = include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
static INDEX: &str = include_str!("../../policies/index.json");

/// What the index says about one pack.
#[derive(Serialize, Deserialize)]
struct Indexed {
    manifest: Manifest,
    digest: Digest,
    files: Vec<String>,
    declarations: Declarations,
    defaults: Value,
    schema: Value,
}

/// The built-in packs, from the committed index.
///
/// # Errors
/// [`PolicyError::Manifest`] where the index is damaged; a test holds it fresh.
pub fn builtin_packs() -> Result<Vec<Pack>, PolicyError> {
    let damaged = |reason: String| PolicyError::Manifest { path: "policies/index.json".to_owned(), reason };
    let indexed: Vec<Indexed> = serde_json::from_str(INDEX).map_err(|error| damaged(error.to_string()))?;
    let mut packs = Vec::with_capacity(indexed.len());
    for entry in indexed {
        let files = entry.files.iter().map(|path| embedded(&entry.manifest.id, path)).collect::<Option<Vec<_>>>();
        packs.push(Pack {
            files: files.ok_or_else(|| damaged(format!("a file of `{}` is not embedded", entry.manifest.id)))?,
            manifest: entry.manifest,
            digest: entry.digest,
            declarations: entry.declarations,
            defaults: entry.defaults,
            schema: entry.schema,
            builtin: true,
        });
    }
    Ok(packs)
}

/// The files of `lib`, for packs that are loaded from elsewhere.
#[must_use]
pub fn library() -> Files {
    bundle("lib").filter(|(path, _)| path.ends_with(".rego")).collect()
}

/// The text of the index as the embedded packs declare it; what `policies/index.json` has to be.
///
/// # Errors
/// The first thing that is wrong with a built-in pack.
pub fn index_text() -> Result<String, PolicyError> {
    let library = library();
    let names: Vec<&str> = EMBEDDED.iter().filter_map(|file| file.path.strip_suffix("/.manifest")).collect();
    let mut index = Vec::new();
    for name in names.into_iter().filter(|name| *name != "lib") {
        let pack = assemble(&format!("policies/{name}"), bundle(name).collect(), &library, true)?;
        index.push(Indexed {
            manifest: pack.manifest,
            digest: pack.digest,
            files: pack.files.into_iter().map(|file| file.path).collect(),
            declarations: pack.declarations,
            defaults: pack.defaults,
            schema: pack.schema,
        });
    }
    // Classify packs come first, as they run first; within a phase the order is that of the names.
    index.sort_by_key(|entry| entry.manifest.phase != Some(crate::model::Phase::Classify));
    let mut text = serde_json::to_string_pretty(&index)
        .map_err(|error| PolicyError::Manifest { path: "policies/index.json".to_owned(), reason: error.to_string() })?;
    text.push('\n');
    Ok(text)
}

fn bundle(name: &str) -> impl Iterator<Item = (String, PackFile)> {
    let prefix = format!("{name}/");
    EMBEDDED.iter().filter_map(move |file| {
        let path = file.path.strip_prefix(&prefix)?.to_owned();
        Some((path.clone(), pack_file(path, file)))
    })
}

fn embedded(pack: &str, path: &str) -> Option<PackFile> {
    let full = if path.starts_with("lib/") { path.to_owned() } else { format!("{pack}/{path}") };
    let index: usize = EMBEDDED.binary_search_by(|file| file.path.cmp(&full)).ok()?;
    EMBEDDED.get(index).map(|file| pack_file(path.to_owned(), file))
}

fn pack_file(path: String, file: &EmbeddedFile) -> PackFile {
    PackFile { path, text: Cow::Borrowed(file.text), bare: Cow::Borrowed(file.bare) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_index_is_what_the_packs_declare() {
        let fresh = index_text().expect("the built-in packs load");
        if std::env::var_os("GOVERN_UPDATE").is_some() {
            std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/policies/index.json"), &fresh)
                .expect("write the index");
        } else {
            assert!(
                fresh == INDEX,
                "policies/index.json is stale: run GOVERN_UPDATE=1 cargo test --lib committed_index"
            );
        }
    }
}
