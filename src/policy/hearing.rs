//! One decide pack and one subject: whether the pack applies, and a finding for each of its controls.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use crate::model::{Control, Finding, Need, Scope, Strength};
use crate::policy::context::Classes;
use crate::policy::error::PolicyError;
use crate::policy::judge::{Applicability, Bench};
use crate::policy::needs::Unmet;
use crate::policy::set::{PolicySet, Prepared};
use crate::policy::value::{Answer, Rego, answer, below};

/// What every decide pack sees.
#[derive(Debug)]
pub(crate) struct View<'a> {
    /// What the classify packs established.
    pub(crate) classes: &'a Classes,
    /// The whole of `input`.
    pub(crate) input: &'a Rego,
    /// Model or deployment.
    pub(crate) scope: Scope,
    /// The packs.
    pub(crate) set: &'a PolicySet,
}

/// A pack before its judge.
#[derive(Debug)]
pub(crate) struct Hearing<'a> {
    /// The pack.
    pub(crate) one: &'a Prepared,
    /// What it sees.
    pub(crate) view: &'a View<'a>,
    /// Its controls that are selected.
    pub(crate) controls: Vec<Arc<Control>>,
    bench: Bench<'a>,
}

impl<'a> Hearing<'a> {
    /// Prepares the selected controls of a pack.
    pub(crate) fn new(one: &'a Prepared, bench: Bench<'a>, view: &'a View<'a>) -> Self {
        Self { one, view, controls: view.set.selected(&one.pack).cloned().collect(), bench }
    }

    /// Whether the pack's `when` holds, and if that is not known, what would settle it.
    pub(crate) fn gate(&self) -> Applicability {
        let Some(when) = &self.one.pack.manifest.when else { return Applicability::Yes };
        let (pack, key) = when.split_once('.').unwrap_or((when, ""));
        let class =
            self.view.classes.values.iter().find(|(id, _)| id.replace('-', "_") == pack).map(|(_, class)| class);
        match class.and_then(|class| class.get(key)) {
            Some(Value::Bool(true)) => Applicability::Yes,
            Some(Value::Bool(false)) => Applicability::No(format!("`{when}` is false")),
            _ => {
                let classify = self.view.set.packs.iter().find(|other| other.pack.manifest.rego_name() == pack);
                let needs = classify.and_then(|other| other.pack.declarations.answers.get(key));
                let unmet = self.unmet(needs.map_or(&[][..], Vec::as_slice));
                Applicability::Unknown(unmet, format!("not known whether this applies (`{when}`)"))
            }
        }
    }

    /// The findings where the pack as a whole is not evaluated.
    pub(crate) fn all(&self, applies: &Applicability) -> Vec<Finding> {
        let nothing = Ok(Answer::Undefined);
        self.controls.iter().map(|control| self.bench.finding(control, applies, &nothing)).collect()
    }

    /// The findings where the pack as a whole broke.
    pub(crate) fn broken(&self, error: &PolicyError) -> Vec<Finding> {
        self.controls.iter().map(|control| self.error(control, error)).collect()
    }

    /// The findings from the value of the whole pack.
    pub(crate) fn findings(&self, value: &Rego) -> Vec<Finding> {
        let root = self.one.pack.manifest.rego_root();
        // What applies is said once for a whole package.
        let mut applies: BTreeMap<&str, Applicability> = BTreeMap::new();
        let mut findings = Vec::with_capacity(self.controls.len());
        for control in &self.controls {
            let package = package_of(control);
            let applicability = applies
                .entry(package)
                .or_insert_with(|| self.applicability(package, below(value, &root, &format!("{package}.applies"))));
            let answer = Ok(answer(below(value, &root, &control.rule)));
            findings.push(self.bench.finding(control, applicability, &answer));
        }
        findings
    }

    /// The finding of one control from the values of its package's `applies` and of its rule.
    pub(crate) fn finding(&self, control: &Arc<Control>, applies: &Rego, value: &Rego) -> Finding {
        self.bench.finding(control, &self.applicability(package_of(control), applies), &Ok(answer(value)))
    }

    /// The finding of one control that broke.
    pub(crate) fn error(&self, control: &Arc<Control>, error: &PolicyError) -> Finding {
        self.bench.finding(control, &Applicability::Yes, &Err(error.clone()))
    }

    fn applicability(&self, package: &str, value: &Rego) -> Applicability {
        let Some(declared) = self.one.pack.declarations.applies.get(package) else { return Applicability::Yes };
        let title = if declared.title.is_empty() { "does not apply to this subject" } else { declared.title.as_str() };
        let unmet = self.unmet(&declared.needs);
        match value {
            Rego::Bool(true) => Applicability::Yes,
            Rego::Bool(false) if unmet.is_empty() => Applicability::No(title.to_owned()),
            _ => Applicability::Unknown(unmet, format!("not known whether this applies: {title}")),
        }
    }

    fn unmet(&self, needs: &[Need]) -> Vec<Unmet> {
        self.bench.facts.unmet(needs, Strength::Declared)
    }
}

/// The package of a control's rule.
pub(crate) fn package_of(control: &Control) -> &str {
    control.rule.rsplit_once('.').map_or("", |(package, _)| package)
}
