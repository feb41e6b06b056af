//! What a run will judge: files are read once to see what belongs together, and only names are kept of them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use crate::input::artifact;
use crate::input::discover::{Candidate, discover, looks_relevant, reads_like_a_card};
use crate::input::error::{InputError, Problem};
use crate::input::formats::{Format, Role};
use crate::input::join::{CardKey, Joined, join};
use crate::input::limits::Limits;
use crate::input::manifest::companions::is_companion;
use crate::input::manifest::facts::{Facts, facts};
use crate::input::node::Document;
use crate::input::open::{Opened, OpenedDocument, open, open_all};
use crate::input::recognise::{Recognised, describe, format_named};
use crate::input::source::{read_file, source_text};
use crate::model::{ArtifactRef, Digest, Environment, Note, SourceText};

/// Up to this many files, their documents are kept between planning and loading instead of read twice.
const KEPT_FILES: usize = 16;

/// What the user asked for.
#[derive(Clone, Debug)]
pub struct ReadRequest<'a> {
    /// Files and directories, relative to the working directory.
    pub paths: &'a [PathBuf],
    /// The working directory.
    pub cwd: &'a Path,
    /// Name and bytes of standard input, where it was asked for.
    pub stdin: Option<(String, Vec<u8>)>,
    /// The format that `--input-format` forces on named files and standard input.
    pub input_format: Option<&'a str>,
    /// The artefact that `--artifact` names.
    pub artifact: Option<&'a Path>,
    /// The environment that the command line names.
    pub environment: Option<Environment>,
    /// Bounds on what is read.
    pub limits: Limits,
    /// How many files may be read at a time.
    pub threads: usize,
}

/// What a run will judge.
#[derive(Debug)]
pub struct Plan {
    /// The subjects, in the order in which they are judged.
    pub groups: Vec<Group>,
    /// Files that a search found and that are neither card nor manifest, and what accompanies a manifest.
    pub skipped: Vec<Skipped>,
    /// What cannot be read: each is a decision with the verdict `error`.
    pub failures: Vec<Failure>,
    /// Why the artefact that was named has no digest, or belongs to no subject: nothing is to be decided then.
    pub artifact_error: Option<InputError>,
    pub(crate) files: Vec<PlannedFile>,
    pub(crate) artifact: Option<ArtifactRef>,
    pub(crate) environment: Option<Environment>,
    pub(crate) limits: Limits,
}

/// One subject: where its documents are.
#[derive(Clone, Debug)]
pub struct Group {
    /// Name and version of the model, name of the workload, or stem of the file.
    pub id: String,
    pub(crate) card: Option<Part>,
    pub(crate) bundles: Vec<Vec<Part>>,
    pub(crate) notes: Vec<Note>,
    pub(crate) has_artifact: bool,
}

/// A file that is neither card nor manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The file, or the file and the number of the document in it.
    pub path: String,
    /// Why it was skipped.
    pub reason: String,
}

/// Input that cannot be judged.
#[derive(Clone, Debug)]
pub struct Failure {
    /// What the decision is about: the stem of the file where the model's name is not known.
    pub subject: String,
    /// What is wrong.
    pub error: InputError,
    /// The text of the file, where it could be read at all.
    pub source: Option<Arc<SourceText>>,
    /// True where there is something to decide about, readable or not: a path that leads nowhere is a mistake.
    pub names_a_subject: bool,
}

/// Where one document is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    /// Index into the plan's files.
    pub(crate) file: usize,
    /// Number of the document in the file.
    pub(crate) part: usize,
    /// Number of the item, in a Kubernetes list.
    pub(crate) item: Option<usize>,
    /// What reads it.
    pub(crate) format: &'static Format,
}

/// A file that holds at least one document of a subject.
#[derive(Debug)]
pub(crate) struct PlannedFile {
    /// Path to open.
    pub(crate) path: PathBuf,
    /// Name for people.
    pub(crate) name: String,
    /// Digest of its bytes when the run was planned.
    pub(crate) digest: Digest,
    /// Its documents, in runs of few files and for standard input.
    pub(crate) kept: Option<Vec<(Option<usize>, Document)>>,
}

/// Finds out what a run will judge. Never fails as a whole: what cannot be read is among the failures.
#[must_use]
pub fn plan(request: &ReadRequest<'_>) -> Plan {
    let mut planner = Planner::new(request);
    match request.input_format.map(format_named).transpose() {
        Ok(forced) => planner.forced = forced,
        Err(error) => {
            planner.fail(error, None);
            return planner.finish();
        }
    }
    let found = discover(request.paths, request.cwd);
    for error in found.failures {
        // A directory that cannot be searched names no subject.
        let subject = subject_of_file(error.file());
        planner.plan.failures.push(Failure { subject, error, source: None, names_a_subject: false });
    }
    if let Some((name, bytes)) = &request.stdin {
        let opened = open(source_text(name, bytes.clone(), request.limits), planner.forced);
        planner.take(&Candidate::standard_input(name), opened, true);
    }
    let keep = found.files.len() <= KEPT_FILES;
    let settings = (request.limits, planner.forced);
    open_all(&found.files, request.threads, settings, |file, opened| planner.take(file, opened, keep));
    for (name, path) in &found.searched {
        let is_below = |file: &PathBuf| file.starts_with(path);
        if !planner.relevant.iter().any(is_below) {
            planner.fail(InputError::of_file(name, Problem::NothingFound), None);
        }
    }
    planner.group();
    planner.settle_companions();
    planner.measure(request);
    planner.finish()
}

/// Collects the plan file by file.
struct Planner {
    plan: Plan,
    forced: Option<&'static Format>,
    cards: Vec<(CardKey, Part)>,
    manifests: Vec<(Facts, Part)>,
    /// Paths of the files that hold, or should hold, a card or manifest.
    relevant: Vec<PathBuf>,
    /// Named files that hold only what accompanies a workload, and what is in them.
    companions: Vec<(Arc<SourceText>, String)>,
}

impl Planner {
    fn new(request: &ReadRequest<'_>) -> Self {
        let plan = Plan {
            groups: Vec::new(),
            skipped: Vec::new(),
            failures: Vec::new(),
            artifact_error: None,
            files: Vec::new(),
            artifact: None,
            environment: request.environment,
            limits: request.limits,
        };
        Self {
            plan,
            forced: None,
            cards: Vec::new(),
            manifests: Vec::new(),
            relevant: Vec::new(),
            companions: Vec::new(),
        }
    }

    fn finish(self) -> Plan {
        self.plan
    }

    fn fail(&mut self, error: InputError, source: Option<Arc<SourceText>>) {
        let is_there =
            matches!(error.problem, Problem::TooLarge { .. } | Problem::NotAFile { .. } | Problem::Unreadable { .. });
        let names_a_subject = source.is_some() || is_there;
        self.plan.failures.push(Failure { subject: subject_of_file(error.file()), error, source, names_a_subject });
    }

    /// A broken file is a failure if the user named it, or if its name or its text says that it matters: a card must not
    /// leave the run because somebody broke it.
    fn fail_or_skip(&mut self, file: &Candidate, error: InputError, source: Option<Arc<SourceText>>) {
        let reads_like_one = source.as_ref().is_some_and(|source| reads_like_a_card(&source.bytes));
        if file.named || reads_like_one || looks_relevant(&file.name) {
            self.relevant.push(file.path.clone());
            self.fail(error, source);
        } else {
            self.skip(file.name.clone(), error.problem.to_string());
        }
    }

    fn skip(&mut self, path: String, reason: String) {
        self.plan.skipped.push(Skipped { path, reason });
    }

    fn take(&mut self, file: &Candidate, opened: Opened, keep: bool) {
        let (source, documents) = match opened {
            Opened::Documents(source, documents) => (source, documents),
            Opened::Broken(source, error) => return self.fail_or_skip(file, error, Some(source)),
            Opened::Unreadable(error) => return self.fail_or_skip(file, error, None),
        };
        let recognised = || documents.iter().map(|document| &document.recognised);
        if recognised().all(|recognised| recognised.format.is_none()) {
            let reason = describe(recognised());
            let accompanies = |recognised: &Recognised| is_companion(&recognised.document);
            if file.named && !documents.is_empty() && recognised().all(accompanies) {
                return self.companions.push((source, reason));
            }
            if file.named {
                let error = InputError::of_file(&file.name, Problem::Unrecognised { reason });
                return self.fail(error, Some(source));
            }
            return self.skip(file.name.clone(), reason);
        }
        self.relevant.push(file.path.clone());
        let index = self.plan.files.len();
        documents.iter().for_each(|document| self.add(index, document));
        let kept = documents.into_iter().map(|document| (document.recognised.item, document.recognised.document));
        self.plan.files.push(PlannedFile {
            path: file.path.clone(),
            name: file.name.clone(),
            digest: source.digest,
            kept: keep.then(|| kept.collect()),
        });
    }

    fn add(&mut self, file: usize, opened: &OpenedDocument) {
        let Recognised { document, item, format } = &opened.recognised;
        let name = &document.source.name;
        let Some(format) = *format else {
            // Services and the like accompany a workload, and are nothing to report.
            if !is_companion(document) {
                let reason = describe(std::iter::once(&opened.recognised));
                self.skip(format!("{name}, document {}", document.part + 1), reason);
            }
            return;
        };
        let part = Part { file, part: document.part, item: *item, format };
        match format.role {
            Role::Card => self.cards.push((card_key(opened), part)),
            Role::Manifest => self.manifests.push((facts(document, &opened.value), part)),
        }
    }

    /// Joins what was read into subjects.
    fn group(&mut self) {
        let (keys, cards): (Vec<_>, Vec<_>) = std::mem::take(&mut self.cards).into_iter().unzip();
        let (facts, manifests): (Vec<_>, Vec<_>) = std::mem::take(&mut self.manifests).into_iter().unzip();
        let subjects = join(&keys, &facts);
        for (index, facts) in facts.iter().enumerate().filter(|(_, facts)| facts.is_template) {
            if !subjects.iter().flat_map(|subject| &subject.bundles).any(|bundle| bundle.contains(&index)) {
                let name = facts.name.as_deref().unwrap_or_default();
                self.skip(facts.file.clone(), format!("no Rollout of this run uses the AnalysisTemplate `{name}`"));
            }
        }
        let mut told_apart = Vec::new();
        for Joined { card, bundles, notes, namesakes } in subjects {
            let key = card.and_then(|card| keys.get(card));
            let first = bundles.first().and_then(|bundle| bundle.first()).and_then(|index| facts.get(*index));
            let own = card.and_then(|card| cards.get(card)).copied();
            if let Some((key, own)) = key.zip(own) {
                if !namesakes.is_empty() {
                    self.fail_namesake(subject_id(Some(key), None), key, own, namesakes);
                    continue;
                }
                told_apart.push((key.clone(), own));
            }
            let part = |index: &usize| manifests.get(*index).copied();
            self.plan.groups.push(Group {
                id: subject_id(key, first),
                card: own,
                bundles: bundles.iter().map(|bundle| bundle.iter().filter_map(part).collect()).collect(),
                notes,
                has_artifact: false,
            });
        }
        self.cards = told_apart;
    }

    /// A card that cannot be told from another one: a decision about either would be taken for one about both.
    fn fail_namesake(&mut self, subject: String, key: &CardKey, part: Part, others: Vec<String>) {
        let problem = Problem::Namesakes { model: subject.clone(), others };
        let error = InputError { place: Box::new(key.name_at.clone()), problem };
        let source = self.plan.files.get(part.file).and_then(|file| match &file.kept {
            Some(kept) => kept.first().map(|(_, document)| Arc::clone(&document.source)),
            None => read_file(&file.path, &file.name, self.plan.limits).ok(),
        });
        self.plan.failures.push(Failure { subject, error, source, names_a_subject: true });
    }

    /// A file that only accompanies workloads was named along with what it accompanies; alone, it is an error.
    fn settle_companions(&mut self) {
        for (source, reason) in std::mem::take(&mut self.companions) {
            if self.plan.groups.is_empty() {
                self.fail(InputError::of_file(&source.name, Problem::Unrecognised { reason }), Some(source));
            } else {
                self.skip(source.name.clone(), reason);
            }
        }
    }

    /// Hashes the artefact, and gives it to the subject that it belongs to: the only one, or the one that names it.
    fn measure(&mut self, request: &ReadRequest<'_>) {
        let Some(path) = request.artifact else { return };
        let name = path.display().to_string();
        let artifact = match artifact::measure(&request.cwd.join(path), &name) {
            Ok(artifact) => artifact,
            Err(error) => {
                self.plan.artifact_error = Some(error);
                return;
            }
        };
        let digest = artifact.digest.to_string();
        let only = self.plan.groups.len() == 1;
        for (index, group) in self.plan.groups.iter_mut().enumerate() {
            let named = self.cards.get(index).is_some_and(|(key, _)| key.digest.as_ref() == Some(&digest));
            group.has_artifact = only || named;
        }
        if !self.plan.groups.iter().any(|group| group.has_artifact) && !self.plan.groups.is_empty() {
            let problem = Problem::AmbiguousArtifact { subjects: self.plan.groups.len(), digest };
            self.plan.artifact_error = Some(InputError::of_file(&name, problem));
        }
        self.plan.artifact = Some(artifact);
    }
}

fn card_key(opened: &OpenedDocument) -> CardKey {
    let text = |pointer: &str| opened.value.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    CardKey {
        file: opened.recognised.document.source.name.clone(),
        name: text("/model/name"),
        version: text("/model/version"),
        digest: text("/model/digest"),
        name_at: opened.name_at.clone(),
    }
}

fn subject_id(card: Option<&CardKey>, manifest: Option<&Facts>) -> String {
    match (card, manifest) {
        (Some(CardKey { name: Some(name), version: Some(version), .. }), _) => format!("{name}@{version}"),
        (Some(CardKey { name: Some(name), .. }), _) => name.clone(),
        (Some(card), _) => subject_of_file(&card.file),
        (None, Some(Facts { name: Some(name), .. })) => name.clone(),
        (None, facts) => subject_of_file(facts.map_or("", |facts| &facts.file)),
    }
}

/// A name for what a file is about: its stem, or its directory where every project names that file alike.
fn subject_of_file(file: &str) -> String {
    let path = Path::new(file);
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_else(|| file.to_owned());
    let is_generic = ["readme", "mlmodel", "model_card", "modelcard"].contains(&stem.to_ascii_lowercase().as_str());
    let directory = path.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    directory.filter(|_| is_generic).unwrap_or(stem)
}
