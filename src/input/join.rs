//! Which manifests belong to which card: by what they name, and otherwise by being the only ones.

use std::collections::BTreeMap;
use std::path::Path;

use crate::input::error::Place;
use crate::input::manifest::facts::Facts;
use crate::model::{Note, NoteKind};

/// What a card says about the model's identity.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct CardKey {
    /// The file, as the user knows it.
    pub(crate) file: String,
    /// The model's name.
    pub(crate) name: Option<String>,
    /// Its version.
    pub(crate) version: Option<String>,
    /// Digest of its artefact.
    pub(crate) digest: Option<String>,
    /// Where the name stands.
    pub(crate) name_at: Place,
}

/// Documents that describe one subject; the numbers are places in the lists that were given.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Joined {
    /// The card.
    pub(crate) card: Option<usize>,
    /// Each workload, followed by the analysis templates that it uses.
    pub(crate) bundles: Vec<Vec<usize>>,
    /// What is to be said about the join.
    pub(crate) notes: Vec<Note>,
    /// Files of other cards with the same name and version: which of them is meant, nobody can tell.
    pub(crate) namesakes: Vec<String>,
}

/// Joins cards and manifests. Templates that no workload uses are in none of the results.
pub(crate) fn join(cards: &[CardKey], manifests: &[Facts]) -> Vec<Joined> {
    let mut subjects: Vec<Joined> =
        (0..cards.len()).map(|card| Joined { card: Some(card), ..Joined::default() }).collect();
    let mut left: Vec<(usize, &Facts)> = Vec::new();
    for (index, facts) in manifests.iter().enumerate().filter(|(_, facts)| !facts.is_template) {
        let matching = cards_of(facts, cards);
        for (card, key, version) in &matching {
            if let Some(subject) = subjects.get_mut(*card) {
                subject.notes.extend(mismatches(facts, key, version.as_deref()));
                subject.bundles.push(bundle(index, manifests));
            }
        }
        if matching.is_empty() {
            left.push((index, facts));
        }
    }
    join_by_position(cards, manifests, &mut left, &mut subjects);
    subjects.extend(deployments(&left, manifests, cards));
    find_namesakes(cards, &mut subjects);
    subjects
}

/// The cards that a manifest names, each with the version that the manifest gives it.
fn cards_of<'c>(facts: &Facts, cards: &'c [CardKey]) -> Vec<(usize, &'c CardKey, Option<String>)> {
    let select = |fits: &dyn Fn(&CardKey) -> bool, version: &Option<String>| {
        let found: Vec<_> = cards.iter().enumerate().filter(|(_, card)| fits(card)).collect();
        // Where some cards of the model have the version, they are meant; where none has it, all of them mismatch.
        let has_version = |card: &CardKey| same_version(card.version.as_deref(), version.as_deref());
        let exact = found.iter().any(|(_, card)| has_version(card));
        let chosen = found.into_iter().filter(|(_, card)| !exact || has_version(card));
        chosen.map(|(index, card)| (index, card, version.clone())).collect::<Vec<_>>()
    };
    if let Some(named) = &facts.card {
        return select(&|card| is_file(named, &facts.file, &card.file) || is_name(named, card), &facts.version);
    }
    if let Some(model) = &facts.model {
        return select(&|card| is_name(model, card), &facts.version);
    }
    if let Some(digest) = &facts.digest {
        return select(&|card| card.digest.as_ref() == Some(digest), &facts.version);
    }
    let hinted = facts.hints.iter().map(|(name, version)| {
        // What stands behind the name in a path is a version only if it looks like one.
        let version = version.clone().filter(|text| text.contains(|c: char| c.is_ascii_digit()));
        select(&|card| is_name(name, card), &facts.version.clone().or(version))
    });
    hinted.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
}

fn is_name(name: &str, card: &CardKey) -> bool {
    card.name.as_deref().is_some_and(|known| plain(known) == plain(name))
}

/// Lower case, with one hyphen for everything that is neither letter nor digit: `Churn Model` runs as `churn-model`.
fn plain(name: &str) -> String {
    let parts: Vec<String> =
        name.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).map(str::to_lowercase).collect();
    parts.join("-")
}

/// True where the path that a manifest names, from its own directory or from the working directory, is the card's.
fn is_file(named: &str, manifest: &str, card: &str) -> bool {
    let beside = Path::new(manifest).parent().unwrap_or(Path::new("")).join(named);
    let card = steps(Path::new(card));
    steps(&beside) == card || steps(Path::new(named)) == card
}

/// The steps of a path, with `.` and `..` taken.
fn steps(path: &Path) -> Vec<std::ffi::OsString> {
    use std::path::Component;
    let mut steps: Vec<std::ffi::OsString> = Vec::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if steps.last().is_some_and(|step| step != "..") => {
                steps.pop();
            }
            other => steps.push(other.as_os_str().to_owned()),
        }
    }
    steps
}

fn same_version(left: Option<&str>, right: Option<&str>) -> bool {
    let bare = |text: &str| text.trim().trim_start_matches(['v', 'V']).to_owned();
    left.is_some() && left.map(bare) == right.map(bare)
}

fn mismatches(facts: &Facts, card: &CardKey, version: Option<&str>) -> Vec<Note> {
    let workload = facts.name.as_deref().unwrap_or("the manifest");
    let mut notes = Vec::new();
    let mut say = |what: &str, named: &str, known: &str| {
        let message = format!("`{workload}` names {what} `{named}`, and the card says `{known}`");
        let at = vec![format!("/deployment/model_ref/{what}"), format!("/model/{what}")];
        notes.push(note(NoteKind::JoinMismatch, message, at));
    };
    if let (Some(named), Some(known)) = (&facts.model, &card.name)
        && !is_name(named, card)
    {
        say("name", named, known);
    }
    if let (Some(named), Some(known)) = (version, &card.version)
        && !same_version(Some(named), Some(known))
    {
        say("version", named, known);
    }
    if let (Some(named), Some(known)) = (&facts.digest, &card.digest)
        && named != known
    {
        say("digest", named, known);
    }
    notes
}

/// A workload and the templates that it uses.
fn bundle(workload: usize, manifests: &[Facts]) -> Vec<usize> {
    let used = manifests.get(workload).map(|facts| facts.templates.as_slice()).unwrap_or_default();
    if used.is_empty() {
        return vec![workload];
    }
    let is_used = |facts: &Facts| facts.is_template && facts.name.as_ref().is_some_and(|name| used.contains(name));
    let templates = manifests.iter().enumerate().filter(|(_, facts)| is_used(facts)).map(|(index, _)| index);
    std::iter::once(workload).chain(templates).collect()
}

/// Joins the only manifest to the only card, of the run or of a directory, where the manifest names no model.
fn join_by_position(cards: &[CardKey], manifests: &[Facts], left: &mut Vec<(usize, &Facts)>, subjects: &mut [Joined]) {
    let workloads = by_directory(manifests.iter().filter(|facts| !facts.is_template).map(|facts| facts.file.as_str()));
    let cards_near = by_directory(cards.iter().map(|card| card.file.as_str()));
    let single = manifests.iter().filter(|facts| !facts.is_template).count() == 1;
    left.retain(|(index, facts)| {
        if facts.names_a_model() {
            return true;
        }
        let directory = Path::new(&facts.file).parent();
        let alone = single || workloads.get(&directory).is_some_and(|beside| beside.len() == 1);
        let only = match (cards_near.get(&directory).map(Vec::as_slice).unwrap_or_default(), cards.len()) {
            ([card], _) => Some(*card),
            ([], 1) if single => Some(0),
            _ => None,
        };
        let subject = only.filter(|_| alone).and_then(|card| subjects.get_mut(card));
        let Some(subject) = subject.filter(|subject| subject.bundles.is_empty()) else { return true };
        let workload = facts.name.as_deref().unwrap_or("the manifest");
        let message = format!("`{workload}` names no model, and was joined as the only manifest beside the only card");
        subject.notes.push(note(NoteKind::JoinedByPosition, message, vec!["/deployment/name".to_owned()]));
        subject.bundles.push(bundle(*index, manifests));
        false
    });
}

/// The places of the files in each directory.
fn by_directory<'f>(files: impl Iterator<Item = &'f str>) -> BTreeMap<Option<&'f Path>, Vec<usize>> {
    let mut found: BTreeMap<Option<&Path>, Vec<usize>> = BTreeMap::new();
    for (index, file) in files.enumerate() {
        found.entry(Path::new(file).parent()).or_default().push(index);
    }
    found
}

/// Manifests without a card: those that name one model and version are one subject, every other is one by itself.
fn deployments(left: &[(usize, &Facts)], manifests: &[Facts], cards: &[CardKey]) -> Vec<Joined> {
    let mut subjects: Vec<Joined> = Vec::new();
    let mut by_model: BTreeMap<(String, Option<String>), usize> = BTreeMap::new();
    for (index, facts) in left {
        let model = facts.model.as_ref().or(facts.card.as_ref()).map(|name| (plain(name), facts.version.clone()));
        let known = model.as_ref().and_then(|model| by_model.get(model)).copied();
        if let Some(subject) = known.and_then(|at| subjects.get_mut(at)) {
            subject.bundles.push(bundle(*index, manifests));
            continue;
        }
        if let Some(model) = model {
            by_model.insert(model, subjects.len());
        }
        let mut notes = Vec::new();
        if let Some(named) = facts.card.as_ref().or(facts.model.as_ref()).filter(|_| !cards.is_empty()) {
            let workload = facts.name.as_deref().unwrap_or("the manifest");
            let message = format!("`{workload}` names the model `{named}`, which none of the cards describes");
            notes.push(note(NoteKind::JoinMismatch, message, vec!["/deployment/model_ref/name".to_owned()]));
        }
        subjects.push(Joined { bundles: vec![bundle(*index, manifests)], notes, ..Joined::default() });
    }
    subjects
}

fn find_namesakes(cards: &[CardKey], subjects: &mut [Joined]) {
    let mut same: BTreeMap<(&str, Option<&str>), Vec<usize>> = BTreeMap::new();
    for (index, card) in cards.iter().enumerate() {
        if let Some(name) = &card.name {
            same.entry((name, card.version.as_deref())).or_default().push(index);
        }
    }
    for (index, (subject, card)) in subjects.iter_mut().zip(cards).enumerate() {
        let Some(name) = card.name.as_deref() else { continue };
        let others = same.get(&(name, card.version.as_deref())).into_iter().flatten().filter(|other| **other != index);
        subject.namesakes = others.filter_map(|other| cards.get(*other)).map(|other| other.file.clone()).collect();
    }
}

fn note(kind: NoteKind, message: String, at: Vec<String>) -> Note {
    Note { kind, message, at, document: None, position: None }
}

#[cfg(test)]
#[path = "join_tests.rs"]
mod tests;
