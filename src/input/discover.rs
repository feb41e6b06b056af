//! Which files a run reads: those that were named, and those that a search of the named directories finds.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;
use std::path::{Component, Path, PathBuf};

use ignore::WalkBuilder;

use crate::input::error::InputError;
use crate::input::node::Syntax;
use crate::input::parse::syntax_of_name;
use crate::input::source::io_problem;

/// Bytes of a broken file that are searched for the words of a card.
const READ_FOR_WORDS: usize = 256 * 1024;

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// Path to open.
    pub(crate) path: PathBuf,
    /// Name for people: as given, or the given directory and the path below it.
    pub(crate) name: String,
    /// The user named it; a file that was only found may be something else entirely.
    pub(crate) named: bool,
}

impl Candidate {
    /// Standard input: there is no path to open again.
    pub(crate) fn standard_input(name: &str) -> Self {
        Self { path: PathBuf::new(), name: name.to_owned(), named: true }
    }
}

/// What the search came to.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Files, each once: named ones in the order of the command line, found ones sorted.
    pub(crate) files: Vec<Candidate>,
    /// Paths that cannot be searched.
    pub(crate) failures: Vec<InputError>,
    /// Directories that were searched: the name as given, and the path.
    pub(crate) searched: Vec<(String, PathBuf)>,
    /// Index into `files` by path without `.` steps.
    known: BTreeMap<PathBuf, usize>,
}

/// Lists the files behind paths; directories are searched as ripgrep does it: hidden and ignored files are left out.
pub(crate) fn discover(paths: &[PathBuf], cwd: &Path) -> Found {
    let mut found = Found::default();
    for path in paths {
        let full = cwd.join(path);
        if full.is_dir() {
            search(&full, path, &mut found);
            found.searched.push((path.display().to_string(), full));
        } else {
            found.add(Candidate { path: full, name: path.display().to_string(), named: true });
        }
    }
    found
}

impl Found {
    /// A file that is named and found, or named twice, is one file; the name given by the user prevails.
    fn add(&mut self, candidate: Candidate) {
        match self.known.entry(plain(&candidate.path)) {
            Slot::Vacant(slot) => {
                slot.insert(self.files.len());
                self.files.push(candidate);
            }
            Slot::Occupied(slot) => {
                if let Some(known) = self.files.get_mut(*slot.get()).filter(|known| candidate.named && !known.named) {
                    *known = candidate;
                }
            }
        }
    }
}

fn search(full: &Path, given: &Path, found: &mut Found) {
    // The user's own ignore file is left out: the same tree must give the same run on every machine.
    let walk = WalkBuilder::new(full).git_global(false).sort_by_file_path(Ord::cmp).build();
    for entry in walk {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                let below = entry.path().strip_prefix(full).unwrap_or(entry.path());
                if is_candidate(below) {
                    let name = plain(&given.join(below)).display().to_string();
                    found.add(Candidate { path: entry.path().to_owned(), name, named: false });
                }
            }
            Ok(_) => {}
            Err(error) => {
                let name = given.display().to_string();
                if let Some(error) = error.io_error() {
                    found.failures.push(InputError::of_file(&name, io_problem(error)));
                }
            }
        }
    }
}

/// The path without `.` steps, so that `./card.json` and `card.json` are one file.
fn plain(path: &Path) -> PathBuf {
    path.components().filter(|component| !matches!(component, Component::CurDir)).collect()
}

fn is_candidate(path: &Path) -> bool {
    let name = file_name(path);
    match syntax_of_name(&name) {
        Some(Syntax::Markdown) => name.eq_ignore_ascii_case("readme.md") || looks_relevant(&name),
        Some(Syntax::Json | Syntax::Yaml) => true,
        None => false,
    }
}

/// True for a file whose name says that it is a card or a manifest: it must not be skipped because it is broken.
pub(crate) fn looks_relevant(name: &str) -> bool {
    const WORDS: [&str; 7] = ["card", "mlmodel", "deployment", "statefulset", "inferenceservice", "rollout", "isvc"];
    let name = file_name(Path::new(name)).to_ascii_lowercase();
    let stem: String = name.chars().filter(|c| !matches!(c, '-' | '_')).collect();
    WORDS.iter().any(|word| stem.contains(word))
}

/// True for a text that cannot be parsed and has the words of a card or manifest: it must not be skipped either.
pub(crate) fn reads_like_a_card(bytes: &[u8]) -> bool {
    const KEYS: [&str; 12] = [
        "model_name",
        "model_version",
        "model_details",
        "modelcard",
        "model-index",
        "intended_use",
        "metrics",
        "accuracy",
        "auc",
        "fairness",
        "limitations",
        "evaluation",
    ];
    const MANIFESTS: [&str; 3] = ["apps/v1", "serving.kserve.io/", "argoproj.io/"];
    let text = String::from_utf8_lossy(bytes.get(..bytes.len().min(READ_FOR_WORDS)).unwrap_or_default()).to_lowercase();
    // One such word stands in many files; two make a card.
    KEYS.iter().filter(|key| text.contains(**key)).take(2).count() == 2
        || (text.contains("apiversion") && MANIFESTS.iter().any(|api| text.contains(api)))
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[&str]) -> tempfile::TempDir {
        let directory = tempfile::tempdir().unwrap();
        for file in files {
            let path = directory.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "{}").unwrap();
        }
        directory
    }

    fn names(found: &Found) -> Vec<&str> {
        found.files.iter().map(|file| file.name.as_str()).collect()
    }

    #[test]
    fn directories_are_searched_as_ripgrep_does_it() {
        let files = [
            "m/b.json",
            "m/a.yml",
            "m/x.py",
            "m/notes.md",
            "m/README.md",
            "m/.hidden.json",
            "m/out/c.json",
            "m/sub/MLmodel",
        ];
        let directory = tree(&files);
        std::fs::write(directory.path().join("m/.ignore"), "out/\n").unwrap();
        let found = discover(&[PathBuf::from("m")], directory.path());
        assert_eq!(names(&found), ["m/README.md", "m/a.yml", "m/b.json", "m/sub/MLmodel"]);
        assert!(found.files.iter().all(|file| !file.named));
        assert_eq!(found.searched, [("m".to_owned(), directory.path().join("m"))]);
    }

    #[test]
    fn a_file_is_read_once_and_counts_as_named_if_it_was_named() {
        let directory = tree(&["m/a.json", "m/b.json"]);
        let paths = ["./m", "m/b.json", "m/./b.json", "missing.json"].map(PathBuf::from);
        let found = discover(&paths, directory.path());
        assert_eq!(names(&found), ["m/a.json", "m/b.json", "missing.json"]);
        assert_eq!(found.files.iter().map(|file| file.named).collect::<Vec<_>>(), [false, true, true]);
    }

    #[test]
    fn a_broken_text_that_has_the_words_of_a_card_is_not_skipped() {
        for text in [
            r#"{"model_name": "a", "metrics": {"accuracy": 1, "accuracy": 2}}"#,
            "name: a\nintended_use: x\nlimitations: [",
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{ .x }}\n",
        ] {
            assert!(reads_like_a_card(text.as_bytes()), "{text}");
        }
        for text in [r#"{"compilerOptions": {}, // x"#, "apiVersion: v1\nkind: {{ x }}\n", r#"{"model_name": "#] {
            assert!(!reads_like_a_card(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn names_that_announce_a_card_or_a_manifest() {
        for name in ["model_card.json", "a/ModelCard-v2.yaml", "risk-card.json", "MLmodel", "k8s/deployment.yaml"] {
            assert!(looks_relevant(name), "{name}");
        }
        for name in ["package.json", "cards/data.json", "config.yaml"] {
            assert!(!looks_relevant(name), "{name}");
        }
    }
}
