//! Packs from files: from a directory, or from what is embedded in the binary.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::canon::listing;
use crate::crypto::sha256;
use crate::input::parse_bytes;
use crate::model::Phase;
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
    if manifest.phase == Some(Phase::Decide) && declarations.controls.is_empty() {
        let reason =
            "the pack declares no control, so it could decide nothing; each has a `# METADATA` block".to_owned();
        return Err(PolicyError::Manifest { path: place.to_owned(), reason });
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
        } else if kind.is_symlink() && entry.path().is_dir() {
            return Err(PolicyError::Unreadable {
                path: entry.path().display().to_string(),
                reason: "it is a link to a directory, which could form a circle; copy the directory".to_owned(),
            });
        } else if name.ends_with("_test.rego") {
            refuse_control_among_tests(&entry.path())?;
        } else if wanted(&name) {
            let text: Cow<'static, str> = Cow::Owned(read_text(&entry.path())?);
            files.insert(path.clone(), PackFile { path, bare: text.clone(), text });
        }
    }
    Ok(())
}

/// Tests are never loaded for decisions, so a control in such a file would be lost without a word.
fn refuse_control_among_tests(file: &Path) -> Result<(), PolicyError> {
    let (path, text) = (file.display().to_string(), read_text(file)?);
    match text.lines().position(|line| line.trim() == "# METADATA") {
        None => Ok(()),
        Some(index) => Err(PolicyError::Metadata {
            path,
            line: index + 1,
            reason: "a file that ends in `_test.rego` holds tests only, and is not loaded; rename it".to_owned(),
        }),
    }
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

/// What belongs to a pack; stray files do not.
fn wanted(name: &str) -> bool {
    name.ends_with(".rego") || name == ".manifest" || name == "data.json" || name == "params.schema.json"
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = r#"{"roots": ["govern/a", "params/a"],
        "metadata": {"id": "a", "version": "1.0.0", "title": "t", "phase": "decide"}}"#;
    const CONTROL: &str = "package govern.a.x\n\n# METADATA\n# title: t\n# description: d\n# custom:\n#   id: X-01\n\
        #   severity: deny\n#   basis: heuristic\n#   citation: c\n#   remediation: r\nr := {\"outcome\": \"pass\"}\n";

    fn pack(files: &[(&str, &str)]) -> tempfile::TempDir {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join(".manifest"), MANIFEST).unwrap();
        for (name, text) in files {
            fs::write(directory.path().join(name), text).unwrap();
        }
        directory
    }

    fn refusal(directory: &tempfile::TempDir) -> String {
        load_directory(directory.path(), &Files::new()).expect_err("the pack is refused").to_string()
    }

    #[test]
    fn a_pack_that_could_decide_nothing_is_refused() {
        assert!(load_directory(pack(&[("x.rego", CONTROL)]).path(), &Files::new()).is_ok());
        let error = refusal(&pack(&[("x.rego", "package govern.a.x\n\nr := 1\n")]));
        assert!(error.contains("declares no control"), "{error}");
    }

    #[test]
    fn a_control_in_a_file_of_tests_is_refused() {
        let error = refusal(&pack(&[("x.rego", CONTROL), ("ab_test.rego", CONTROL)]));
        assert!(error.contains("ab_test.rego:3:") && error.contains("rename it"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn a_linked_directory_is_refused_and_not_passed_over() {
        let (directory, other) = (pack(&[("x.rego", CONTROL)]), pack(&[]));
        std::os::unix::fs::symlink(other.path(), directory.path().join("more")).unwrap();
        assert!(refusal(&directory).contains("link to a directory"));
    }
}
