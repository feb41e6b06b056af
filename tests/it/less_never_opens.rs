//! Less never opens the gate: with organisation policy, scope, environment and as-of date fixed, removing a scalar or a
//! whole list of the normalised subject never makes an `allow`, and gives no finding a new `pass` or `not_applicable`.
//!
//! Every fixture is tried, and complete subjects (tests/fixtures/subjects) that pass nearly everything, each with every
//! single removal, with the alternatives of every any-of need removed together, and with random sets of removals.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use govern::gate::{Case, Circumstances, EnforcementTable, Sink, Surroundings, run};
use govern::input::{self, ReadRequest};
use govern::model::{
    Actor, ControlKind, Decision, Environment, LeafState, Management, Mode, Outcome, Provenance, Subject, SubjectKind,
    Verdict,
};
use govern::policy::{Evaluator, Limits, ParameterSources, PolicySet, Selection, builtin_packs};
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, any};
use proptest::prop_assert;
use proptest::sample::Index;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

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
fn complete_subjects_pass_nearly_everything() {
    let policies = policies(&SETTINGS[3]);
    let gate = Gate::new(&SETTINGS[3], &policies);
    for subject in complete_subjects() {
        let decisions = gate.decide(&subject, &[Removal::new()]);
        let open: Vec<String> = decisions[0]
            .findings
            .iter()
            .filter(|finding| !matches!(finding.outcome, Outcome::Pass | Outcome::NotApplicable))
            // Whether a residual risk is acceptable is for a person to say, and never passes by itself.
            .filter(|finding| finding.control.id != "EUAIA-9-03")
            .map(|finding| format!("{} {}: {}", finding.control.id, finding.outcome.word(), finding.message))
            .collect();
        assert!(open.is_empty(), "{}:\n{}", subject.id, open.join("\n"));
    }
}

/// Every removal, each in one of the settings in turn; `GOVERN_EXHAUSTIVE=1` tries each in all of them.
#[test]
fn no_single_removal_opens_the_gate() {
    let is_exhaustive = std::env::var_os("GOVERN_EXHAUSTIVE").is_some();
    let subjects: Vec<Subject> = complete_subjects().into_iter().chain(fixtures()).collect();
    assert!(subjects.len() > 10, "the fixtures are found");
    let mut opened = Vec::new();
    for (turn, setting) in SETTINGS.iter().enumerate() {
        let policies = policies(setting);
        let gate = Gate::new(setting, &policies);
        for subject in &subjects {
            let mut all = single_removals(&subject.value);
            all.extend(alternatives(&policies, &subject.value));
            let its_turn = |index: usize| is_exhaustive || index % SETTINGS.len() == turn;
            let tried = all.into_iter().enumerate().filter(|(index, _)| its_turn(*index)).map(|(_, removal)| removal);
            let removals: Vec<Removal> = std::iter::once(Removal::new()).chain(tried).collect();
            opened.extend(openings(&gate, subject, &removals));
        }
    }
    assert!(opened.is_empty(), "less opened the gate:\n{}", opened.join("\n"));
}

/// Subjects that are wrong in a few places, without some leaves: those that a bad answer points at, alone and together,
/// and others. What was a `fail` must not become a `pass`.
#[test]
fn no_set_of_removals_opens_the_gate_for_a_subject_with_defects() {
    let subjects = complete_subjects();
    let policies: Vec<PolicySet> = SETTINGS.iter().map(policies).collect();
    let gates: Vec<Gate<'_>> = SETTINGS.iter().zip(&policies).map(|(setting, set)| Gate::new(setting, set)).collect();
    let defects = vec((any::<Index>(), any::<Index>()), 1..4);
    let others = vec(vec(any::<Index>(), 1..4), 4);
    let strategy = (any::<Index>(), any::<Index>(), defects, others);
    let result = runner().run(&strategy, |(subject, setting, defects, others)| {
        let gate = setting.get(&gates);
        let mut subject = subject.get(&subjects).clone();
        for (place, defect) in defects {
            make_worse(&mut subject, &place, &defect);
        }
        let fields = pointers(&subject.value);
        let mut removals = vec![Removal::new()];
        removals.extend(blamed(&gate.decide(&subject, &removals)[0], &fields));
        removals.extend(others.iter().map(|places| places.iter().map(|place| place.get(&fields).clone()).collect()));
        let opened = openings(gate, &subject, &removals);
        prop_assert!(opened.is_empty(), "less opened the gate:\n{}", opened.join("\n"));
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

/// The same cases in every run, and few; with `GOVERN_EXHAUSTIVE=1` many, and others each time.
fn runner() -> TestRunner {
    let cases = |cases| ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("GOVERN_EXHAUSTIVE").is_some() {
        return TestRunner::new(cases(3000));
    }
    TestRunner::new_with_rng(cases(60), TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

/// For each `fail` and `review`: the fields that it points at or into, one at a time and together.
fn blamed(decision: &Decision, fields: &[String]) -> BTreeSet<Removal> {
    let is_bad = |outcome| matches!(outcome, Outcome::Fail | Outcome::Review);
    let mut removals = BTreeSet::new();
    for finding in decision.findings.iter().filter(|finding| is_bad(finding.outcome)) {
        let at = |field: &&String| finding.at.iter().any(|place| is_within(field, place) || is_within(place, field));
        let pointed: Removal = fields.iter().filter(at).take(12).cloned().collect();
        removals.extend(pointed.iter().map(|field| Removal::from([field.clone()])));
        removals.insert(pointed);
    }
    removals
}

/// True where a pointer is another one or lies below it.
fn is_within(inner: &str, outer: &str) -> bool {
    inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Gives one leaf another value that a reader would let through: a mistake, or a model that is not good enough.
fn make_worse(subject: &mut Subject, place: &Index, defect: &Index) {
    let leaves: Vec<String> = subject.provenance.keys().cloned().collect();
    let pointer = place.get(&leaves);
    let schema = schema_of(pointer);
    let in_range = |number: &&f64| {
        let bound = |key: &str| schema.get(key).and_then(Value::as_f64);
        bound("minimum").is_none_or(|minimum| minimum <= **number)
            && bound("maximum").is_none_or(|most| **number <= most)
    };
    let format = schema.get("format").and_then(Value::as_str);
    let words = schema.get("enum").and_then(Value::as_array);
    let worse = match (words, schema.get("type").and_then(Value::as_str), format) {
        (Some(words), ..) => defect.get(words).clone(),
        (_, Some("boolean"), _) => json!(subject.value.pointer(pointer) == Some(&json!(false))),
        (_, Some("integer"), _) => json!(defect.get(&[0, 1, 29, 900, 100_000])),
        (_, Some("number"), _) => {
            let numbers: Vec<&f64> =
                [0.0, 0.01, 0.3, 0.7, 0.99, 1.0, 40.0, 1e24, 1e26].iter().filter(in_range).collect();
            json!(defect.get(&numbers))
        }
        (_, _, Some("date")) => json!(defect.get(&["2020-01-01", "2026-12-01", "2028-08-31", "2031-01-01"])),
        (_, _, Some("digest")) => json!(format!("sha256:{}", "0".repeat(64))),
        (_, _, Some("jurisdiction")) => json!(defect.get(&["US", "DE", "EU", "CH", "GLOBAL"])),
        _ => {
            // Two fields that say the same are a defect of their own: a validator who is also the developer.
            let texts = leaves.iter().filter_map(|leaf| subject.value.pointer(leaf).and_then(Value::as_str));
            let words = ["none", "None.", "age", "latency_ms", "psi", "x", "latest"];
            json!(defect.get(&texts.chain(words).collect::<Vec<_>>()))
        }
    };
    if let Some(value) = subject.value.pointer_mut(pointer) {
        *value = worse;
    }
}

/// What the schema of the subject says about a leaf.
fn schema_of(pointer: &str) -> &'static Value {
    static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
        serde_json::from_str(include_str!("../../schemas/subject.v1.schema.json")).expect("the schema is JSON")
    });
    let below = |schema: &'static Value, step: &str| {
        schema.get("items").or_else(|| schema.get("properties")?.get(step)).unwrap_or(&Value::Null)
    };
    pointer.split('/').skip(1).fold(&SCHEMA, below)
}

/// How the gate is more open after a removal than it is for the whole subject, which is the first of `removals`.
fn openings(gate: &Gate<'_>, subject: &Subject, removals: &[Removal]) -> Vec<String> {
    let choices = choices(gate.policies, &subject.value);
    let decisions = gate.decide(subject, removals);
    let whole = &decisions[0];
    let described = |(removal, less): (&Removal, &Decision)| {
        let chooses: BTreeSet<&str> =
            choices.iter().filter(|choice| choice.is_made_by(removal)).map(|choice| choice.control.as_str()).collect();
        let place = format!("{} as of {}, without {removal:?}", subject.id, gate.setting.as_of);
        differences(whole, less, &chooses).map(|what| format!("{place}: {what}")).collect::<Vec<_>>()
    };
    removals.iter().zip(&decisions).flat_map(described).collect()
}

/// How a decision is more open than the one on the whole subject. Controls in `chooses` may answer by another of their
/// alternatives, and so are not compared; nor is the verdict where there are any.
fn differences(whole: &Decision, less: &Decision, chooses: &BTreeSet<&str>) -> impl Iterator<Item = String> {
    let opens = chooses.is_empty() && whole.verdict != Verdict::Allow && less.verdict == Verdict::Allow;
    let verdict = opens.then(|| format!("{} became allow", whole.verdict.word()));
    let before: BTreeMap<&str, Outcome> =
        whole.findings.iter().map(|finding| (finding.control.id.as_str(), finding.outcome)).collect();
    let findings = less.findings.iter().filter_map(move |finding| {
        let id = finding.control.id.as_str();
        let was = before.get(id).copied();
        let is_open = matches!(finding.outcome, Outcome::Pass | Outcome::NotApplicable);
        let is_new = is_open && was != Some(finding.outcome);
        let is_exempt = finding.control.kind == ControlKind::Defect || chooses.contains(id);
        let was = was.map_or("nothing", Outcome::word);
        (is_new && !is_exempt).then(|| format!("{id} turned from {was} to {}", finding.outcome.word()))
    });
    verdict.into_iter().chain(findings)
}

/// The leaves of a subject that meet one any-of need of a control, by alternative.
struct Choice {
    control: String,
    alternatives: Vec<Vec<String>>,
}

impl Choice {
    /// True where a removal touches one alternative and leaves another: then the other is what counts.
    fn is_made_by(&self, removal: &Removal) -> bool {
        let touched = |leaf: &String| removal.iter().any(|gone| is_within(leaf, gone) || is_within(gone, leaf));
        let removed = |leaf: &String| removal.iter().any(|gone| is_within(leaf, gone));
        self.alternatives.iter().enumerate().any(|(index, one)| {
            let others = self.alternatives.iter().enumerate().filter(|(other, _)| *other != index);
            one.iter().any(touched) && others.flat_map(|(_, leaves)| leaves).any(|leaf| !removed(leaf))
        })
    }
}

fn choices(policies: &PolicySet, value: &Value) -> Vec<Choice> {
    let controls = policies.packs.iter().flat_map(|one| &one.pack.declarations.controls);
    let needs = controls.flat_map(|control| control.needs.iter().map(|need| (&control.id, need.alternatives())));
    needs
        .filter(|(_, alternatives)| alternatives.len() > 1)
        .map(|(control, alternatives)| Choice {
            control: control.clone(),
            alternatives: alternatives.iter().map(|pattern| matches(value, pattern)).collect(),
        })
        .collect()
}

fn policies(setting: &Setting) -> PolicySet {
    let packs = builtin_packs().expect("the built-in packs load");
    let as_of = setting.as_of.parse().expect("a date");
    PolicySet::new(packs, Selection::default(), &ParameterSources::default(), as_of, Limits::default())
        .expect("the set is well-formed")
}

/// The gate in one setting; it parses the packs once.
struct Gate<'a> {
    setting: &'a Setting,
    policies: &'a PolicySet,
    evaluators: RefCell<Vec<Evaluator<'a>>>,
}

impl<'a> Gate<'a> {
    fn new(setting: &'a Setting, policies: &'a PolicySet) -> Self {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        Self { setting, policies, evaluators: RefCell::new((0..threads).map(|_| Evaluator::new(policies)).collect()) }
    }

    /// The decisions on a subject after each removal, in order.
    fn decide(&self, subject: &Subject, removals: &[Removal]) -> Vec<Decision> {
        let circumstances = Circumstances {
            policies: self.policies,
            organisation: None,
            jurisdictions: self.setting.jurisdictions.iter().map(|code| (*code).to_owned()).collect(),
            // The environment is fixed, also where the subject itself is what names it.
            environment: self.setting.environment.max(subject.environment()),
            today: self.policies.as_of,
            mode: Mode::default(),
            actor: Actor { name: "test".to_owned(), source: "test".to_owned() },
            management: Management { org: None, config: None },
            enforcement: EnforcementTable::default(),
            program: "test".to_owned(),
        };
        let now = jiff::Timestamp::UNIX_EPOCH;
        let mut surroundings = Surroundings { now, random: &mut |_| {}, kept: Vec::new() };
        let read = |removal: &Removal| Case::Subject(without(subject, removal));
        let evaluators = &mut *self.evaluators.borrow_mut();
        let mut decisions = Vec::with_capacity(removals.len());
        run(&circumstances, &mut Sink::DryRun, &mut surroundings, (removals, &read, evaluators), &mut |recorded| {
            decisions.push(recorded.decision().clone());
            Ok(())
        })
        .expect("a dry run records nothing");
        decisions
    }
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

/// Every removal of one field.
fn single_removals(value: &Value) -> BTreeSet<Removal> {
    pointers(value).into_iter().map(|pointer| Removal::from([pointer])).collect()
}

/// Every scalar field and every list; the elements of lists stay.
fn pointers(value: &Value) -> Vec<String> {
    let mut pointers = Vec::new();
    collect(value, String::new(), &mut pointers);
    pointers
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
    let removals =
        choices(policies, value).into_iter().map(|choice| choice.alternatives.into_iter().flatten().collect());
    removals.filter(|removal: &Removal| !removal.is_empty()).collect()
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
    let mut paths = Vec::new();
    files_below(&root().join("tests/fixtures"), &mut paths);
    files_below(&root().join("examples"), &mut paths);
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
    plan.groups.iter().filter_map(|group| input::load(&plan, group).ok()).collect()
}

/// Every file: one that is named is read whatever it is called.
fn files_below(directory: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).expect("the directory") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { files_below(&path, files) } else { files.push(path) }
    }
    files.sort();
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
