//! Each control of the built-in packs is tested in Rego for each outcome that it can have.
//!
//! The outcomes are read from the source: the words `pass`, `fail`, `review` and `not_applicable` in the control's rule and
//! in the rules and functions that it reaches. A test asserts one where it says, in the file beside the control's, either
//! `….RULE.outcome == "fail"`, or `answer := ….RULE` and then `answer.outcome == "fail"`, or either of them
//! `== {"outcome": "fail", …}`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use govern::policy::builtin_packs;
use regex::Regex;

const OUTCOMES: [&str; 4] = ["pass", "fail", "review", "not_applicable"];

/// One Rego file: what it imports, and the text of its definitions by name.
#[derive(Debug, Default)]
struct Module {
    package: String,
    imports: BTreeMap<String, String>,
    definitions: BTreeMap<String, String>,
}

impl Module {
    fn read(text: &str) -> Self {
        let mut module = Self::default();
        let mut name = String::new();
        for line in text.lines() {
            if let Some(package) = line.strip_prefix("package ") {
                package.trim().clone_into(&mut module.package);
            } else if let Some(import) = line.strip_prefix("import data.") {
                let (path, alias) = import.split_once(" as ").unwrap_or((import, import));
                let alias = alias.rsplit('.').next().unwrap_or(alias);
                module.imports.insert(alias.trim().to_owned(), path.trim().to_owned());
            } else if !line.starts_with('#') {
                let word: String = line.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if !word.is_empty() {
                    name = word;
                }
                let definition = module.definitions.entry(name.clone()).or_default();
                definition.push_str(line);
                definition.push('\n');
            }
        }
        module
    }
}

/// All modules, by package.
struct Modules(BTreeMap<String, Module>);

impl Modules {
    fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        Self(texts.into_iter().map(Module::read).map(|module| (module.package.clone(), module)).collect())
    }

    /// The outcomes that a definition can give, itself or by what it reaches.
    fn possible(&self, package: &str, name: &str) -> BTreeSet<&'static str> {
        let mut seen = BTreeSet::new();
        let mut left = vec![(package.to_owned(), name.to_owned())];
        let mut outcomes = BTreeSet::new();
        let quoted = Regex::new(r#""[^"\n]*"|`[^`]*`"#).expect("a pattern");
        let names = Regex::new(r"([A-Za-z_]\w*)(?:\.([A-Za-z_]\w*))?").expect("a pattern");
        while let Some((package, name)) = left.pop() {
            let Some(module) = self.0.get(&package) else { continue };
            let Some(text) = module.definitions.get(&name).filter(|_| seen.insert((package.clone(), name))) else {
                continue;
            };
            outcomes.extend(OUTCOMES.iter().filter(|word| text.contains(&format!("\"{word}\""))));
            for found in names.captures_iter(&quoted.replace_all(text, "\"\"")) {
                let first = &found[1];
                if let (Some(path), Some(second)) = (module.imports.get(first), found.get(2)) {
                    left.push((path.clone(), second.as_str().to_owned()));
                } else {
                    left.push((package.clone(), first.to_owned()));
                }
            }
        }
        outcomes
    }

    /// The outcomes of a rule that the tests of its package assert.
    fn asserted(&self, package: &str, rule: &str) -> BTreeSet<String> {
        let Some(tests) = self.0.get(&format!("{package}_test")) else { return BTreeSet::new() };
        let is = r#"(?:\.outcome\s*==\s*|\s*==\s*\{\s*"outcome":\s*)"(\w+)""#;
        let bound = Regex::new(&format!(r"(\w+) := [^\n]*[\w)\]]\.{rule}(?: with |\n)")).expect("a pattern");
        let mut outcomes = BTreeSet::new();
        for text in tests.definitions.values() {
            let answers = bound.captures_iter(text).map(|found| format!(r"\b{}", &found[1]));
            for subject in answers.chain([format!(r"[\w)\]]\.{rule}")]) {
                let said = Regex::new(&format!("{subject}{is}")).expect("a pattern");
                outcomes.extend(said.captures_iter(text).map(|found| found[1].to_owned()));
            }
        }
        outcomes
    }

    /// What is not as it should be with the tests of one control.
    fn untested(&self, rule: &str) -> Vec<String> {
        let (package, name) = rule.rsplit_once('.').expect("a package and a rule");
        let (possible, asserted) = (self.possible(package, name), self.asserted(package, name));
        let mut broken: Vec<String> = OUTCOMES
            .iter()
            .filter(|word| possible.contains(*word) != asserted.contains(**word))
            .map(|word| {
                format!(
                    "{rule}: `{word}` is {}",
                    if possible.contains(word) { "not tested" } else { "tested, and never given" }
                )
            })
            .collect();
        if possible.is_empty() {
            broken.push(format!("{rule}: no outcome is found in its source"));
        }
        broken
    }
}

fn policies() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("policies")
}

fn rego_files(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            rego_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rego") {
            found.push(path);
        }
    }
}

fn files() -> Vec<PathBuf> {
    let mut found = Vec::new();
    rego_files(&policies(), &mut found);
    found.sort();
    assert!(found.len() > 100, "{found:?}");
    found
}

#[test]
fn every_control_is_tested_for_each_outcome_that_it_can_have() {
    let texts: Vec<String> = files().iter().map(|path| fs::read_to_string(path).expect("a file")).collect();
    let modules = Modules::of(texts.iter().map(String::as_str));
    let packs = builtin_packs().expect("the built-in packs load");
    let controls = packs.iter().flat_map(|pack| &pack.declarations.controls);
    let broken: Vec<String> = controls.flat_map(|control| modules.untested(&control.rule)).collect();
    assert!(broken.is_empty(), "write a Rego test for each outcome of the control:\n{}", broken.join("\n"));
}

#[test]
fn every_file_of_a_pack_has_its_tests_beside_it() {
    let files: BTreeSet<PathBuf> = files().into_iter().collect();
    let is_test = |path: &&PathBuf| path.to_string_lossy().ends_with("_test.rego");
    let lonely: Vec<&PathBuf> = files
        .iter()
        .filter(|path| !is_test(path))
        .filter(|path| {
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            !files.contains(&path.with_file_name(format!("{name}_test.rego")))
        })
        .collect();
    assert!(lonely.is_empty(), "without a `_test.rego` beside them: {lonely:#?}");
}

#[test]
fn an_outcome_that_is_not_asserted_is_noticed() {
    const RULES: &str = "package govern.a.b\n\nimport data.govern.lib.c as helper\n\n# \"review\" in a comment\n\
        rule := {\"outcome\": \"fail\"} if {\n\tinput.x\n} else := helper.answer(1) if {\n\tinput.y == \"pass it\"\n}\n\n\
        other := {\"outcome\": \"review\"}\n";
    const LIBRARY: &str = "package govern.lib.c\n\nanswer(x) := {\"outcome\": word(x)}\n\nword(_) := \"pass\"\n";
    let untested = |tests: &str| {
        let tests = format!("package govern.a.b_test\n\n{tests}\n");
        Modules::of([RULES, LIBRARY, tests.as_str()]).untested("govern.a.b.rule")
    };
    let (fail, pass) = ("govern.a.b.rule: `fail` is not tested", "govern.a.b.rule: `pass` is not tested");
    assert_eq!(untested("test_it if {\n\tb.rule\n}"), [pass, fail]);
    assert_eq!(untested("test_it if {\n\tb.rule.outcome == \"fail\" with input as {}\n}"), [pass]);
    assert_eq!(untested("test_it if {\n\tf(1).rule.outcome == \"pass\"\n\tb.other.outcome == \"fail\"\n}"), [fail]);
    assert_eq!(
        untested(
            "test_it if {\n\tanswer := b.rule with input as {}\n\tanswer == {\"outcome\": \"pass\", \"at\": []}\n}"
        ),
        [fail]
    );
    // An answer that another test bound is another answer.
    let bound = "test_it if {\n\tanswer := b.rule\n\tanswer.outcome == \"pass\"\n}";
    assert_eq!(
        untested(&format!("{bound}\n\ntest_other if {{\n\tanswer := b.other\n\tanswer.outcome == \"fail\"\n}}")),
        [fail]
    );
    assert_eq!(untested(&format!("{bound}\n\ntest_too if {{\n\tb.rule.outcome == \"fail\"\n}}")), [""; 0]);
    let never = untested(&format!(
        "{bound}\n\ntest_too if {{\n\tb.rule.outcome == \"fail\"\n\tb.rule.outcome == \"review\"\n}}"
    ));
    assert_eq!(never, ["govern.a.b.rule: `review` is tested, and never given"]);
}
