//! Less never opens the gate: with organisation policy, scope, environment and as-of date fixed, removing a scalar or a
//! whole list of the normalised subject never makes an `allow`, and gives no finding a new `pass` or `not_applicable`.
//!
//! Every fixture is tried, and complete subjects (tests/fixtures/subjects) that pass nearly everything, each with every
//! single removal, with the alternatives of every any-of need removed together, and with random sets of removals.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use govern::gate::{Case, Circumstances, EnforcementTable, Sink, Surroundings, run};
use govern::input::{self, ReadRequest};
use govern::model::{
    Actor, ControlKind, Decision, Environment, LeafState, Management, Mode, Outcome, Provenance, Subject, SubjectKind,
    Verdict,
};
use govern::policy::{Limits, ParameterSources, PolicySet, Selection, builtin_packs};
use proptest::prelude::{ProptestConfig, any};
use proptest::sample::Index;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value, json};

/// What is fixed while leaves are removed.
struct Setting {
    as_of: &'static str,
    environment: Option<Environment>,
    /// Jurisdictions that the organisation names.
    jurisdictions: &'static [&'static str],
}

/// Before the duties for high-risk systems, between the two routes to them, and after; each in another environment.
const SETTINGS: [Setting; 4] = [
    Setting { as_of: "2026-11-21", environment: None, jurisdictions: &[] },
    Setting { as_of: "2026-11-21", environment: Some(Environment::Production), jurisdictions: &["EU"] },
    Setting { as_of: "2028-01-15", environment: None, jurisdictions: &["EU"] },
    Setting { as_of: "2028-09-01", environment: Some(Environment::Production), jurisdictions: &[] },
];

/// Pointers that are removed together.
type Removal = BTreeSet<String>;

#[test]
fn complete_subjects_are_allowed() {
    let setting = Setting { as_of: "2028-09-01", environment: Some(Environment::Production), jurisdictions: &[] };
    let policies = policies(&setting);
    for subject in complete_subjects() {
        let decision = decide(&policies, &setting, &subject, &[Removal::new()]).remove(0);
        let open: Vec<String> = decision
            .findings
            .iter()
            .filter(|finding| !matches!(finding.outcome, Outcome::Pass | Outcome::NotApplicable))
            .map(|finding| format!("{} {}: {}", finding.control.id, finding.outcome.word(), finding.message))
            .collect();
        eprintln!("{} {:?} {:?}\n{}", subject.id, decision.verdict, decision.tier, open.join("\n"));
        if true {
            println!();
            continue;
        }
        assert_eq!(decision.verdict, Verdict::Allow, "{}: {:?}\n{}", subject.id, decision.tier, open.join("\n"));
    }
}

#[test]
fn no_single_removal_opens_the_gate() {
    let subjects: Vec<Subject> = complete_subjects().into_iter().chain(fixtures()).collect();
    assert!(subjects.len() > 10, "the fixtures are found");
    let mut opened = BTreeSet::new();
    for setting in &SETTINGS {
        let policies = policies(setting);
        for subject in &subjects {
            let mut removals = single_removals(&subject.value);
            removals.extend(alternatives(&policies, &subject.value));
            removals.insert(Removal::new());
            let removals: Vec<Removal> = removals.into_iter().collect();
            let decisions = decide(&policies, setting, subject, &removals);
            let whole = &decisions[0];
            for (removal, less) in removals.iter().zip(&decisions) {
                opened.extend(
                    openings(whole, less)
                        .map(|what| format!("{} as of {}, without {removal:?}: {what}", subject.id, setting.as_of)),
                );
            }
        }
    }
    assert!(opened.is_empty(), "less opened the gate:\n{}", opened.into_iter().collect::<Vec<_>>().join("\n"));
}

/// How a decision is more open than the one on the whole subject.
fn openings<'a>(whole: &'a Decision, less: &'a Decision) -> impl Iterator<Item = String> + 'a {
    let verdict = (whole.verdict != Verdict::Allow && less.verdict == Verdict::Allow)
        .then(|| format!("{} became allow", whole.verdict.word()));
    let before: BTreeMap<&str, Outcome> =
        whole.findings.iter().map(|finding| (finding.control.id.as_str(), finding.outcome)).collect();
    let findings = less.findings.iter().filter_map(move |finding| {
        let was = before.get(finding.control.id.as_str()).copied();
        let is_open = matches!(finding.outcome, Outcome::Pass | Outcome::NotApplicable);
        let is_new = is_open && was != Some(finding.outcome);
        let exempt = finding.control.kind == ControlKind::Defect;
        let was = was.map_or("nothing", Outcome::word);
        (is_new && !exempt).then(|| format!("{} turned from {was} to {}", finding.control.id, finding.outcome.word()))
    });
    verdict.into_iter().chain(findings)
}

fn policies(setting: &Setting) -> PolicySet {
    let packs = builtin_packs().expect("the built-in packs load");
    let as_of = setting.as_of.parse().expect("a date");
    PolicySet::new(packs, Selection::default(), &ParameterSources::default(), as_of, Limits::default())
        .expect("the set is well-formed")
}

/// The decisions of the gate on a subject after each removal, in order.
fn decide(policies: &PolicySet, setting: &Setting, subject: &Subject, removals: &[Removal]) -> Vec<Decision> {
    let circumstances = Circumstances {
        policies,
        organisation: None,
        jurisdictions: setting.jurisdictions.iter().map(|code| (*code).to_owned()).collect(),
        // The environment is fixed, also where the subject itself is what names it.
        environment: setting.environment.max(subject.environment()),
        today: policies.as_of,
        mode: Mode::default(),
        actor: Actor { name: "test".to_owned(), source: "test".to_owned() },
        management: Management { org: None, config: None },
        enforcement: EnforcementTable::default(),
        program: "test".to_owned(),
    };
    let mut surroundings = Surroundings {
        now: jiff::Timestamp::UNIX_EPOCH,
        random: &mut |_| {},
        threads: std::thread::available_parallelism().map_or(1, usize::from),
        kept: Vec::new(),
    };
    let read = |removal: &Removal| Case::Subject(without(subject, removal));
    let mut decisions = Vec::with_capacity(removals.len());
    run(&circumstances, &mut Sink::DryRun, &mut surroundings, (removals, &read), &mut |recorded| {
        decisions.push(recorded.decision().clone());
        Ok(())
    })
    .expect("a dry run records nothing");
    decisions
}

/// The subject without some leaves: neither their values nor their provenance.
fn without(subject: &Subject, removal: &Removal) -> Subject {
    let mut less = subject.clone();
    for pointer in removal {
        remove(&mut less.value, pointer);
        let below = format!("{pointer}/");
        less.provenance.retain(|place, _| place != pointer && !place.starts_with(&below));
    }
    less
}

/// Removes a field, and the objects that it leaves empty, as a reader would never make one.
fn remove(value: &mut Value, pointer: &str) {
    let Some((parent, key)) = pointer.rsplit_once('/') else { return };
    let Some(fields) = value.pointer_mut(parent).and_then(Value::as_object_mut) else { return };
    fields.remove(key);
    let is_section =
        parent.rsplit_once('/').is_some_and(|(above, _)| value.pointer(above).is_some_and(Value::is_object));
    if is_section && value.pointer(parent) == Some(&json!({})) {
        remove(value, parent);
    }
}

/// Every scalar field and every list, one at a time; the elements of lists stay.
fn single_removals(value: &Value) -> BTreeSet<Removal> {
    let mut pointers = Vec::new();
    collect(value, String::new(), &mut pointers);
    pointers.into_iter().map(|pointer| Removal::from([pointer])).collect()
}

fn collect(value: &Value, place: String, pointers: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, inner) in fields {
                let pointer = format!("{place}/{key}");
                if !inner.is_object() {
                    pointers.push(pointer.clone());
                }
                collect(inner, pointer, pointers);
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| collect(item, format!("{place}/{index}"), pointers));
        }
        _ => {}
    }
}

/// For each need that any of several leaves meets: all of these leaves.
fn alternatives(policies: &PolicySet, value: &Value) -> BTreeSet<Removal> {
    let controls = policies.packs.iter().flat_map(|one| &one.pack.declarations.controls);
    let needs = controls.flat_map(|control| &control.needs).map(govern::model::Need::alternatives);
    needs
        .filter(|alternatives| alternatives.len() > 1)
        .map(|alternatives| alternatives.iter().flat_map(|pattern| matches(value, pattern)).collect())
        .filter(|removal: &Removal| !removal.is_empty())
        .collect()
}

/// The pointers in `value` that a pattern with `*` matches.
fn matches(value: &Value, pattern: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    for step in pattern.split('/').skip(1) {
        let below = |place: &String| -> Vec<String> {
            match (step, value.pointer(place)) {
                ("*", Some(Value::Array(items))) => (0..items.len()).map(|index| format!("{place}/{index}")).collect(),
                ("*", Some(Value::Object(fields))) => fields.keys().map(|key| format!("{place}/{key}")).collect(),
                _ => vec![format!("{place}/{step}")],
            }
        };
        found = found.iter().flat_map(below).filter(|place| value.pointer(place).is_some()).collect();
    }
    found
}

/// The subjects of tests/fixtures/subjects, with every leaf measured on the artefact.
fn complete_subjects() -> Vec<Subject> {
    let directory = root().join("tests/fixtures/subjects");
    let mut files: Vec<PathBuf> =
        fs::read_dir(directory).expect("the directory").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files.iter().map(|file| subject_of(file)).collect()
}

fn subject_of(file: &Path) -> Subject {
    let value: Value = serde_json::from_slice(&fs::read(file).expect("a file")).expect("JSON");
    let kind = if value.get("deployment").is_some() { SubjectKind::System } else { SubjectKind::Model };
    let mut provenance = BTreeMap::new();
    leaves(&value, String::new(), &mut provenance);
    Subject {
        kind,
        id: file.file_stem().expect("a name").to_string_lossy().into_owned(),
        value,
        provenance,
        notes: Vec::new(),
        documents: Vec::new(),
        raw: json!({}),
        artifact: None,
    }
}

fn leaves(value: &Value, place: String, provenance: &mut BTreeMap<String, Provenance>) {
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(key, inner)| leaves(inner, format!("{place}/{key}"), provenance));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| leaves(item, format!("{place}/{index}"), provenance));
        }
        leaf => {
            let bound = Provenance {
                document: None,
                pointer: place.clone(),
                position: None,
                raw: leaf.to_string(),
                state: LeafState::Bound,
                personal: false,
            };
            provenance.insert(place, bound);
        }
    }
}

/// Everything that can be read in the directories of fixtures and examples.
fn fixtures() -> Vec<Subject> {
    let paths: Vec<PathBuf> =
        ["tests/fixtures", "examples"].iter().map(PathBuf::from).filter(|path| root().join(path).is_dir()).collect();
    let request = ReadRequest {
        paths: &paths,
        cwd: root(),
        stdin: None,
        input_format: None,
        artifact: None,
        environment: None,
        limits: input::Limits::default(),
    };
    let plan = input::plan(&request);
    plan.groups.iter().filter_map(|group| input::load(&plan, group).ok()).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
