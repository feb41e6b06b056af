//! The packs of a run: which ones, with which parameters, and what of them is selected.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use serde_json::Value;

use crate::model::{Control, Date, PackRun, PackStatus, Phase};
use crate::policy::calls;
use crate::policy::definitions;
use crate::policy::engine::PackEngine;
use crate::policy::error::PolicyError;
use crate::policy::limits::Limits;
use crate::policy::pack::Pack;
use crate::policy::params::{ParameterSources, merge};

/// What the command line selects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only these decide packs; `None` for all.
    pub packs: Option<BTreeSet<String>>,
    /// Only these controls; empty for all.
    pub controls: BTreeSet<String>,
    /// Packs that the organisation requires beside the built-in ones.
    pub required: BTreeSet<String>,
}

/// A pack with its merged parameters.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The pack.
    pub pack: Pack,
    /// What it sees at `data.params.<pack>`.
    pub parameters: Arc<Value>,
    /// Parameters looser than the default.
    pub loosened: Vec<String>,
    /// Left out by the selection.
    pub deselected: bool,
}

/// Everything that an evaluation needs besides the subject.
#[derive(Clone, Debug)]
pub struct PolicySet {
    /// Packs in order: classify, then decide.
    pub packs: Vec<Prepared>,
    /// The selection.
    pub selection: Selection,
    /// The date that the law is read at.
    pub as_of: Date,
    /// Limits on each evaluation.
    pub limits: Limits,
    /// Packs that do not load: every decision of the run is an error.
    pub broken: Vec<PolicyError>,
    /// True where the selection leaves out a control, or a default or required pack.
    pub partial: bool,
    /// Set once a foreign pack had to be given up on while it was running: nothing is evaluated from then on.
    pub(crate) stopped: Arc<OnceLock<PolicyError>>,
}

impl PolicySet {
    /// Prepares packs for a run.
    ///
    /// # Errors
    /// [`PolicyError`] for a selection that names nothing, two packs of one id, or a parameter that is refused.
    pub fn new(
        packs: Vec<Pack>,
        selection: Selection,
        parameters: &ParameterSources,
        as_of: Date,
        limits: Limits,
    ) -> Result<Self, PolicyError> {
        refuse_duplicates(&packs)?;
        refuse_unknown(&packs, &selection, parameters)?;
        let mut prepared = Vec::with_capacity(packs.len());
        for pack in packs {
            let merged = merge(&pack, parameters)?;
            let deselected = is_deselected(&pack, &selection);
            prepared.push(Prepared { parameters: Arc::new(merged.value), loosened: merged.loosened, deselected, pack });
        }
        prepared.sort_by_key(|one| one.pack.manifest.phase != Some(Phase::Classify));
        let partial = !selection.controls.is_empty()
            || prepared
                .iter()
                .any(|one| one.deselected && (one.pack.builtin || selection.required.contains(&one.pack.manifest.id)));
        Ok(Self { packs: prepared, selection, as_of, limits, broken: Vec::new(), partial, stopped: Arc::default() })
    }

    /// Loads every foreign pack once and checks what it calls; what fails goes to [`Self::broken`].
    pub fn check_foreign(&mut self) {
        for one in self.packs.iter().filter(|one| !one.pack.builtin) {
            let checked = PackEngine::load(&one.pack, &one.parameters, self.as_of, self.limits)
                .and_then(|engine| engine.syntax_trees())
                .and_then(|trees| calls::check(&trees).map(|()| trees))
                .and_then(|trees| definitions::check(&trees, &one.pack.declarations.controls));
            self.broken.extend(checked.err());
        }
    }

    /// The controls that are selected, of one pack.
    pub(crate) fn selected<'a>(&'a self, pack: &'a Pack) -> impl Iterator<Item = &'a Arc<Control>> {
        let all = self.selection.controls.is_empty();
        pack.declarations.controls.iter().filter(move |control| all || self.selection.controls.contains(&control.id))
    }

    /// True for a pack that is built in or required by the organisation: no other pack may move the rows of its tables,
    /// as whoever is checked can add packs.
    pub(crate) fn is_settled(&self, id: &str) -> bool {
        self.packs.iter().any(|one| one.pack.manifest.id == id && one.pack.builtin)
            || self.selection.required.contains(id)
    }

    /// True where a pack that the organisation requires was not evaluated: it is not there, it was left out by selection
    /// or scope, or nobody knows whether it applies. That it does not apply is an answer.
    ///
    /// A default pack that its scope leaves out is only listed: what the organisation does not ask for may be silent.
    #[must_use]
    pub fn required_missing(&self, packs: &[PackRun]) -> bool {
        let answered = |run: &PackRun| !matches!(run.status, PackStatus::NotRun | PackStatus::Unknown);
        let evaluated = |id: &String| packs.iter().any(|run| run.pack.id == *id && answered(run));
        !self.selection.required.iter().all(evaluated)
    }
}

fn is_deselected(pack: &Pack, selection: &Selection) -> bool {
    if pack.manifest.phase == Some(Phase::Classify) {
        return false;
    }
    let by_pack = selection.packs.as_ref().is_some_and(|packs| !packs.contains(&pack.manifest.id));
    let by_control = !selection.controls.is_empty()
        && !pack.declarations.controls.iter().any(|control| selection.controls.contains(&control.id));
    by_pack || by_control
}

fn refuse_duplicates(packs: &[Pack]) -> Result<(), PolicyError> {
    let mut ids = BTreeSet::new();
    let mut controls = BTreeSet::new();
    for pack in packs {
        if !ids.insert(pack.manifest.rego_name()) {
            return Err(PolicyError::DuplicatePack { id: pack.manifest.id.clone() });
        }
        for control in &pack.declarations.controls {
            if !controls.insert(control.id.as_str()) {
                let path = format!("{}/{}", pack.manifest.id, control.rule);
                return Err(PolicyError::Duplicate { path, line: 0, id: control.id.clone() });
            }
        }
    }
    Ok(())
}

fn refuse_unknown(packs: &[Pack], selection: &Selection, parameters: &ParameterSources) -> Result<(), PolicyError> {
    let pack_ids: Vec<&str> = packs.iter().map(|pack| pack.manifest.id.as_str()).collect();
    let named = parameters.config.keys().chain(parameters.organisation.keys());
    for id in selection.packs.iter().flatten().chain(named) {
        if !pack_ids.contains(&id.as_str()) {
            return Err(not_found("pack", id, pack_ids.iter().copied()));
        }
    }
    for id in &selection.controls {
        let declares = |pack: &&Pack| pack.declarations.controls.iter().any(|control| control.id == *id);
        let Some(pack) = packs.iter().find(declares) else {
            let known = packs.iter().flat_map(|pack| &pack.declarations.controls).map(|control| control.id.as_str());
            return Err(not_found("control", id, known));
        };
        if selection.packs.as_ref().is_some_and(|chosen| !chosen.contains(&pack.manifest.id)) {
            return Err(PolicyError::Deselected { control: id.clone(), pack: pack.manifest.id.clone() });
        }
    }
    Ok(())
}

/// The error for a name that does not exist, with the closest one that does.
pub fn not_found<'a>(kind: &'static str, name: &str, known: impl Iterator<Item = &'a str>) -> PolicyError {
    let closest = known
        .map(|other| (edit_distance(&name.to_lowercase(), &other.to_lowercase()), other))
        .min()
        .filter(|(distance, other)| *distance <= 2.max(other.len() / 4))
        .map(|(_, other)| other.to_owned());
    PolicyError::NotFound { kind, name: name.to_owned(), closest }
}

/// Levenshtein distance in characters.
fn edit_distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, from) in left.chars().enumerate() {
        let mut diagonal = index;
        let mut previous = index + 1;
        let mut next = vec![previous];
        for (above, to) in row.iter().skip(1).zip(&right) {
            let cost = if from == *to { diagonal } else { 1 + diagonal.min(previous).min(*above) };
            next.push(cost);
            diagonal = *above;
            previous = cost;
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::crypto::sha256;
    use crate::model::PackRef;

    #[test]
    fn a_required_pack_is_evaluated_or_missing() {
        let selection = Selection { required: BTreeSet::from(["acme".to_owned()]), ..Selection::default() };
        let as_of = "2026-11-21".parse().expect("a date");
        let set = PolicySet::new(Vec::new(), selection, &ParameterSources::default(), as_of, Limits::default())
            .expect("well-formed");
        let run = |id: &str, status: PackStatus| PackRun {
            pack: PackRef { id: id.to_owned(), version: String::new(), digest: sha256(b"") },
            title: String::new(),
            phase: Phase::Decide,
            status,
            reason: String::new(),
            parameters: Arc::new(json!({})),
            loosened: Vec::new(),
            controls: 1,
        };
        assert!(set.required_missing(&[run("other", PackStatus::Ran)]), "it is not there");
        for (status, missing) in [
            (PackStatus::Ran, false),
            (PackStatus::NotApplicable, false),
            (PackStatus::Unknown, true),
            (PackStatus::NotRun, true),
        ] {
            assert_eq!(set.required_missing(&[run("acme", status)]), missing, "{status:?}");
            assert!(!set.required_missing(&[run("acme", PackStatus::Ran), run("other", status)]), "{status:?}");
        }
    }
}
