//! Packs from files: from a directory, or from what is embedded in the binary.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::canon::listing;
use crate::crypto::sha256;
use crate::input::parse_bytes;
use crate::policy::error::PolicyError;
use crate::policy::manifest::Manifest;
use crate::policy::metadata;
use crate::policy::pack::{Declarations, Pack, PackFile};

/// The files of one bundle by their path in it.
pub(crate) type Files = BTreeMap<String, PackFile>;

/// Reads a pack from a directory. `library` holds the files of `lib` that it may import.
///
/// # Errors
/// [`PolicyError`] with the file and the line of what is wrong.
pub fn load_directory(directory: &Path, library: &Files) -> Result<Pack, PolicyError> {
    let mut files = Files::new();
    read_directory(directory, "", &mut files)?;
    let pack = assemble(&directory.display().to_string(), files, library, false)?;
    Ok(pack)
}

/// Builds a pack from its files; `place` names it in errors.
pub(crate) fn assemble(place: &str, files: Files, library: &Files, builtin: bool) -> Result<Pack, PolicyError> {
    let within = |path: &str| format!("{place}/{path}");
    let text = |name: &str| files.get(name).map(|file| file.text.as_ref());
    let manifest = text(".manifest")
        .ok_or_else(|| PolicyError::Manifest { path: within(".manifest"), reason: "the file is missing".to_owned() })?;
    let manifest = Manifest::parse(&within(".manifest"), manifest)?;
    refuse_stray_data(place, &manifest, &files)?;
    let json = |name: &str| match text(name) {
        None => Ok(Value::Object(serde_json::Map::new())),
        Some(text) => read_json(&within(name), text),
    };
    let defaults = json(&format!("params/{}/data.json", manifest.rego_name()))?;
    let schema = json("params.schema.json")?;
    let mut declarations = Declarations::default();
    for file in files.values().filter(|file| file.path.ends_with(".rego")) {
        check_root(&within(&file.path), &file.text, &manifest.rego_root())?;
        metadata::declare(&manifest.id, &within(&file.path), &file.text, &mut declarations)?;
    }
    let mut files = files;
    add_imports(&mut files, library);
    let digests: Vec<(String, crate::model::Digest)> =
        files.values().map(|file| (file.path.clone(), sha256(file.text.as_bytes()))).collect();
    let digest = sha256(&listing(&digests));
    Ok(Pack { manifest, digest, files: files.into_values().collect(), declarations, defaults, schema, builtin })
}

/// The engine lets a data file win over a rule of the same path, silently; so the only data of a pack are its parameters.
fn refuse_stray_data(place: &str, manifest: &Manifest, files: &Files) -> Result<(), PolicyError> {
    let allowed = format!("params/{}/data.json", manifest.rego_name());
    match files.keys().find(|path| path.ends_with("data.json") && **path != allowed) {
        None => Ok(()),
        Some(path) => Err(PolicyError::Manifest {
            path: format!("{place}/{path}"),
            reason: format!("a pack's only data file is `{allowed}`; another could replace the answer of a rule"),
        }),
    }
}

/// Pulls in the library files that Rego imports, and what those import.
fn add_imports(files: &mut Files, library: &Files) {
    loop {
        let wanted: Vec<&PackFile> = library
            .iter()
            .filter(|(path, _)| !files.contains_key(&format!("lib/{path}")))
            .filter(|(_, file)| metadata::package_of(&file.text).is_some_and(|package| imports(files, package)))
            .map(|(_, file)| file)
            .collect();
        if wanted.is_empty() {
            return;
        }
        for file in wanted {
            let path = format!("lib/{}", file.path);
            let copy = PackFile { path: path.clone(), text: file.text.clone(), bare: file.bare.clone() };
            files.insert(path, copy);
        }
    }
}

fn imports(files: &Files, package: &str) -> bool {
    let line = format!("import data.{package}");
    files
        .values()
        .any(|file| file.bare.lines().any(|text| text.trim() == line || text.starts_with(&format!("{line} "))))
}

fn check_root(path: &str, text: &str, root: &str) -> Result<(), PolicyError> {
    let package = metadata::package_of(text).unwrap_or_default();
    if package == root || package.strip_prefix(root).is_some_and(|rest| rest.starts_with('.')) {
        return Ok(());
    }
    Err(PolicyError::Root { path: path.to_owned(), package: package.to_owned(), root: root.to_owned() })
}

/// JSON without duplicate keys.
fn read_json(path: &str, text: &str) -> Result<Value, PolicyError> {
    let wrong = |reason: String| PolicyError::Manifest { path: path.to_owned(), reason };
    let documents = parse_bytes(path, text.as_bytes().to_vec()).map_err(|error| wrong(error.to_string()))?;
    documents.first().map(|document| document.root.to_json()).ok_or_else(|| wrong("the file is empty".to_owned()))
}

fn read_directory(directory: &Path, prefix: &str, files: &mut Files) -> Result<(), PolicyError> {
    let unreadable = |error: std::io::Error| PolicyError::Unreadable {
        path: directory.display().to_string(),
        reason: error.to_string(),
    };
    for entry in fs::read_dir(directory).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let kind = entry.file_type().map_err(unreadable)?;
        if kind.is_dir() {
            read_directory(&entry.path(), &format!("{path}/"), files)?;
        } else if wanted(&name) {
            let text: Cow<'static, str> = Cow::Owned(read_text(&entry.path())?);
            files.insert(path.clone(), PackFile { path, bare: text.clone(), text });
        }
    }
    Ok(())
}

/// A FIFO would keep the gate waiting, and is refused before it is opened.
fn read_text(file: &Path) -> Result<String, PolicyError> {
    let path = file.display().to_string();
    let unreadable = |reason: String| PolicyError::Unreadable { path: path.clone(), reason };
    if !fs::metadata(file).map_err(|error| unreadable(error.to_string()))?.is_file() {
        return Err(unreadable("it is not a file".to_owned()));
    }
    let bytes = fs::read(file).map_err(|error| unreadable(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| PolicyError::Syntax { path, reason: error.to_string() })
}

/// What belongs to a pack: tests and stray files do not.
fn wanted(name: &str) -> bool {
    let rego = name.ends_with(".rego") && !name.ends_with("_test.rego");
    rego || name == ".manifest" || name == "data.json" || name == "params.schema.json"
}
