//! The house rules as tests. Each failure says what to do; ARCHITECTURE.md says why the rule is there.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop at the first surprise"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use govern::input::{self, FORMATS, ReadRequest};
use govern::policy::builtin_packs;
use govern::report::RENDERERS;

/// Names that say nothing about what is in a file.
const EMPTY_NAMES: [&str; 7] = ["util", "utils", "common", "helpers", "misc", "manager", "imp"];

/// Crates that only the named files may name, so that each can be replaced in one place.
const FENCES: &[(&str, &[&str])] = &[
    ("regorus", &["policy/engine.rs", "policy/value.rs"]),
    ("rusqlite", &["audit/sqlite.rs"]),
    ("clap", &["cli/"]),
    ("jsonc_parser", &["input/json.rs"]),
    ("granit_parser", &["input/yaml.rs"]),
    ("toml", &["config/toml_file.rs"]),
    ("ignore", &["input/discover.rs"]),
    ("quick_junit", &["report/junit.rs"]),
    // The error of a template is one of the report's errors.
    ("minijinja", &["report/compliance/html.rs", "report/error.rs"]),
    ("annotate_snippets", &["report/excerpt.rs"]),
    ("anstream", &["report/text/", "cli/"]),
    ("anstyle", &["report/palette.rs"]),
    ("ed25519_dalek", &["crypto/key.rs"]),
    ("sha2", &["crypto/hash.rs"]),
    ("jsonschema", &["policy/params.rs"]),
    ("getrandom", &["main.rs"]),
];

/// A source file without its tests and comments.
struct SourceFile {
    /// Path below `src`, such as `policy/engine.rs`.
    path: String,
    text: String,
    code: String,
}

impl SourceFile {
    /// The names of the modules above the item, such as `["policy", "engine"]`; of a `mod.rs`, its directory.
    fn module(&self) -> Vec<&str> {
        let path = self.path.trim_end_matches(".rs");
        path.split('/').filter(|name| *name != "mod" && *name != "lib").collect()
    }

    fn is_test(&self) -> bool {
        let parent = Path::new(&self.path).parent().expect("a parent").join("mod.rs");
        let name = Path::new(&self.path).file_stem().expect("a name").to_string_lossy().into_owned();
        if name.ends_with("_tests") {
            return true;
        }
        let declared = fs::read_to_string(source().join(parent)).unwrap_or_default();
        ["mod", "pub(crate) mod"].iter().any(|word| declared.contains(&format!("#[cfg(test)]\n{word} {name};")))
    }

    /// The paths below `crate` that the code names; a group counts as one path for each of its members.
    fn paths(&self) -> Vec<Vec<String>> {
        let mut paths = Vec::new();
        for (start, _) in self.code.match_indices("crate::") {
            // `pub(crate)` and other crates' names end otherwise.
            let before = self.code[..start].chars().next_back();
            if before.is_some_and(|character| character.is_alphanumeric() || character == '_') {
                continue;
            }
            read_path(&self.code[start + "crate::".len()..], &mut Vec::new(), &mut paths);
        }
        paths
    }
}

/// Reads one path, or every path of a group, and returns what follows.
fn read_path<'a>(text: &'a str, above: &mut Vec<String>, paths: &mut Vec<Vec<String>>) -> &'a str {
    let depth = above.len();
    let mut rest = text;
    loop {
        if let Some(mut members) = rest.strip_prefix('{') {
            while !members.starts_with('}') && !members.is_empty() {
                let after = read_path(members.trim_start(), above, paths);
                members = after.trim_start().trim_start_matches(',').trim_start();
            }
            above.truncate(depth);
            return members.strip_prefix('}').unwrap_or(members);
        }
        let end = rest.find(|character: char| !character.is_alphanumeric() && character != '_').unwrap_or(rest.len());
        above.push(rest[..end].to_owned());
        rest = &rest[end..];
        match rest.strip_prefix("::") {
            Some(next) => rest = next,
            None => break,
        }
    }
    paths.push(above.clone());
    above.truncate(depth);
    let end = rest.find([',', '}', ';', '(', ')', '\n']).unwrap_or(rest.len());
    &rest[end..]
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn source() -> PathBuf {
    root().join("src")
}

/// Every file below a directory, by its path there, sorted.
fn files_below(directory: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![directory.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).expect("a directory") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(directory).expect("below it").to_string_lossy().replace('\\', "/");
                found.push(name);
            }
        }
    }
    found.sort();
    found
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn sources() -> Vec<SourceFile> {
    let rust = files_below(&source()).into_iter().filter(|path| path.ends_with(".rs"));
    rust.map(|path| {
        let text = read(&format!("src/{path}"));
        let end = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
        let lines = text[..end].lines().filter(|line| !line.trim_start().starts_with("//"));
        let code = lines.collect::<Vec<_>>().join("\n");
        SourceFile { path, text, code }
    })
    .collect()
}

/// The floors as `lib.rs` declares them: `// floor N`, then the modules that stand on it.
fn floors() -> BTreeMap<String, u32> {
    let mut floors = BTreeMap::new();
    let mut current = None;
    for line in read("src/lib.rs").lines() {
        if let Some(number) = line.strip_prefix("// floor ") {
            let number: u32 = number.parse().expect("a floor has a number");
            assert!(current < Some(number), "lib.rs: the floors are declared from the lowest to the highest");
            current = Some(number);
        } else if let Some(module) = line.strip_prefix("pub mod ").and_then(|rest| rest.strip_suffix(';')) {
            floors.insert(module.to_owned(), current.expect("lib.rs: `pub mod` stands below a `// floor N` comment"));
        }
    }
    floors
}

fn assert_none(broken: &[String], rule: &str) {
    assert!(broken.is_empty(), "{rule}:\n{}", broken.join("\n"));
}

#[test]
fn a_module_imports_only_from_lower_floors() {
    let floors = floors();
    let mut broken = Vec::new();
    for file in sources() {
        let Some(module) = file.module().first().map(|name| (*name).to_owned()).filter(|name| name != "main") else {
            continue;
        };
        let Some(floor) = floors.get(&module) else {
            broken.push(format!("src/{}: declare `{module}` in lib.rs, on a floor", file.path));
            continue;
        };
        for other in file.paths().iter().filter_map(|path| path.first()).filter(|other| **other != module) {
            if floors.get(other).is_none_or(|below| below >= floor) {
                broken.push(format!("src/{} (floor {floor}) names `crate::{other}`", file.path));
            }
        }
    }
    assert_none(&broken, "move the code down, or hand the value in as an argument");
}

#[test]
fn children_name_their_siblings_and_never_their_parent() {
    let files = sources();
    let modules: BTreeSet<Vec<&str>> = files.iter().map(SourceFile::module).collect();
    let mut broken = Vec::new();
    for file in files.iter().filter(|file| !file.is_test()) {
        if file.code.contains("super::") {
            broken.push(format!("src/{}: write `crate::…` in place of `super::…`", file.path));
        }
        if file.path.ends_with("mod.rs") {
            continue;
        }
        let own = file.module();
        for path in file.paths() {
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            let shared = own.iter().zip(&path).take_while(|(mine, theirs)| mine == theirs).count();
            let names_a_module = modules.contains(&path[..path.len().min(shared + 1)]);
            if shared > 0 && shared < own.len() && !names_a_module {
                broken.push(format!("src/{}: `crate::{}` is its parent's", file.path, path.join("::")));
            }
        }
    }
    assert_none(&broken, "import from the sibling file that defines it: `crate::<module>::<file>::…`");
}

#[test]
fn siblings_form_no_circle() {
    let files = sources();
    let mut edges: BTreeMap<Vec<String>, BTreeSet<Vec<String>>> = BTreeMap::new();
    for file in files.iter().filter(|file| !file.is_test() && !file.path.ends_with("mod.rs")) {
        let own = file.module();
        for path in file.paths() {
            let shared = own.iter().zip(&path).take_while(|(mine, theirs)| *mine == theirs).count();
            if shared > 0 && shared < own.len() && shared < path.len() {
                let from = own[..=shared].iter().map(|name| (*name).to_owned()).collect();
                edges.entry(from).or_default().insert(path[..=shared].to_vec());
            }
        }
    }
    let mut broken = Vec::new();
    for start in edges.keys() {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&Vec<String>> = edges[start].iter().collect();
        while let Some(next) = open.pop() {
            if next == start {
                broken.push(format!("`{}` needs itself through its siblings", start.join("::")));
                break;
            }
            if seen.insert(next) {
                open.extend(edges.get(next).into_iter().flatten());
            }
        }
    }
    assert_none(&broken, "move what both need into a file of its own");
}

#[test]
fn foreign_crates_stay_behind_their_fences() {
    let files = sources();
    let mut broken = Vec::new();
    for (foreign, allowed) in FENCES {
        let uses = |file: &&SourceFile| {
            let names = |text: &str| file.code.contains(text);
            names(&format!("{foreign}::"))
                && file.code.split(&format!("{foreign}::")).any(|before| {
                    !before.chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
                })
        };
        for file in files.iter().filter(|file| !file.is_test()).filter(uses) {
            if !allowed
                .iter()
                .any(|place| file.path == *place || (place.ends_with('/') && file.path.starts_with(place)))
            {
                broken.push(format!("src/{} names `{foreign}`; only {} may", file.path, allowed.join(", ")));
            }
        }
    }
    assert_none(&broken, "call the file behind the fence, or add the place to FENCES with its reason");
}

#[test]
fn files_are_small_named_and_say_what_they_are_for() {
    let mut broken = Vec::new();
    let tests = ["tests", "benches"]
        .iter()
        .flat_map(|place| files_below(&root().join(place)).into_iter().map(move |path| format!("{place}/{path}")));
    let all = sources().into_iter().map(|file| format!("src/{}", file.path)).chain(tests);
    for path in all.filter(|path| path.ends_with(".rs")) {
        let text = read(&path);
        if !text.starts_with("//! ") {
            broken.push(format!("{path}: begin with a `//!` line that says what the file is for"));
        }
        if text.lines().count() > 500 {
            broken.push(format!("{path}: more than 500 lines; take it apart"));
        }
        let stem = Path::new(&path).file_stem().expect("a name").to_string_lossy().into_owned();
        if EMPTY_NAMES.contains(&stem.as_str()) {
            broken.push(format!("{path}: name the file after what it holds"));
        }
    }
    assert_none(&broken, "files");
}

#[test]
fn every_integration_test_is_declared() {
    let main = read("tests/it/main.rs");
    let forgotten: Vec<String> = files_below(&root().join("tests/it"))
        .into_iter()
        .filter_map(|path| {
            path.strip_suffix(".rs").filter(|name| !name.contains('/') && *name != "main").map(str::to_owned)
        })
        .filter(|name| !main.contains(&format!("mod {name};")))
        .collect();
    assert_none(&forgotten, "declare in tests/it/main.rs, or the file is never compiled");
}

#[test]
fn every_control_is_unique() {
    let mut broken = Vec::new();
    let mut ids = BTreeSet::new();
    for pack in builtin_packs().expect("the built-in packs load") {
        for control in &pack.declarations.controls {
            if !ids.insert(control.id.clone()) {
                broken.push(format!("{}: two controls have this id", control.id));
            }
        }
    }
    assert_none(&broken, "give each control an id of its own");
}

/// The other parts of `input` are made only where a pack from elsewhere runs (`src/policy/context.rs`).
#[test]
fn built_in_packs_read_subject_and_context_only() {
    let mut broken = Vec::new();
    for path in files_below(&root().join("policies")).into_iter().filter(|path| path.ends_with(".rego")) {
        for (number, line) in read(&format!("policies/{path}")).lines().enumerate() {
            let code = if path.ends_with("_test.rego") { "" } else { line.split('#').next().unwrap_or_default() };
            let is_word = |character: char| character.is_alphanumeric() || character == '_';
            for (at, _) in code.match_indices("input") {
                let apart = !code[..at].ends_with(|character: char| is_word(character) || character == '.');
                let part = &code[at + "input".len()..];
                let known = part.starts_with(".subject") || part.starts_with(".context") || part.starts_with(is_word);
                if apart && !known {
                    broken.push(format!("policies/{path}:{}: {}", number + 1, line.trim()));
                }
            }
        }
    }
    assert_none(&broken, "let the pack read `input.subject` or `input.context`, or make the part for every pack");
}

#[test]
fn every_schema_is_json_and_held_by_a_test_or_the_program() {
    let named: String = ["src", "tests/it"]
        .iter()
        .flat_map(|place| {
            files_below(&root().join(place))
                .into_iter()
                .filter(|path| path.ends_with(".rs"))
                .map(move |path| read(&format!("{place}/{path}")))
        })
        .collect();
    let schemas = files_below(&root().join("schemas")).into_iter().filter(|path| path.ends_with(".schema.json"));
    let mut broken = Vec::new();
    for schema in schemas {
        if let Err(error) = serde_json::from_str::<serde_json::Value>(&read(&format!("schemas/{schema}"))) {
            broken.push(format!("schemas/{schema}: {error}"));
        }
        if !named.contains(&schema) {
            broken.push(format!("schemas/{schema}: nothing embeds it, and no test validates against it"));
        }
    }
    assert_none(&broken, "schemas");
}

#[test]
fn every_error_code_belongs_to_one_error() {
    let mut owners: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in sources() {
        for implementation in file.text.split("impl Explain for ").skip(1) {
            let body = implementation.split("fn code").nth(1).unwrap_or_default();
            let body = body.split("\n    }\n").next().unwrap_or_default();
            for literal in body.split('"').skip(1).step_by(2) {
                owners.entry(literal.to_owned()).or_default().insert(file.path.clone());
            }
        }
    }
    assert!(owners.len() > 50, "the codes are found");
    let shared: Vec<String> = owners
        .iter()
        .filter(|(code, files)| files.len() > 1 || !code.contains('/'))
        .map(|(code, files)| format!("`{code}`: {files:?}"))
        .collect();
    assert_none(&shared, "a code is `module/what`, and one error's alone");
}

#[test]
fn every_input_format_has_a_fixture() {
    // A file that is named is read whatever it is called.
    let paths: Vec<PathBuf> =
        files_below(&root().join("tests/fixtures")).iter().map(|path| Path::new("tests/fixtures").join(path)).collect();
    let request = ReadRequest {
        paths: &paths,
        cwd: root(),
        stdin: None,
        input_format: None,
        artifact: None,
        environment: None,
        limits: input::Limits::default(),
        threads: 1,
    };
    let plan = input::plan(&request);
    let subjects = plan.groups.iter().filter_map(|group| input::load(&plan, group).ok());
    let read: BTreeSet<&str> = subjects.flat_map(|subject| subject.documents).map(|document| document.format).collect();
    let forgotten: Vec<String> =
        FORMATS.iter().filter(|format| !read.contains(format.name)).map(|format| format.name.to_owned()).collect();
    assert_none(&forgotten, "put a file of this format into tests/fixtures");
}

#[test]
fn every_output_format_has_a_snapshot() {
    let snapshots = files_below(&source().join("report"));
    let forgotten: Vec<String> = RENDERERS
        .iter()
        .filter(|format| {
            !snapshots.iter().any(|path| path.contains(&format!("_tests__{}", format.name)) && path.ends_with(".snap"))
        })
        .map(|format| format.name.to_owned())
        .collect();
    assert_none(&forgotten, "add a snapshot test to src/report/formats_tests.rs");
}
