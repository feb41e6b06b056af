//! Undecided controls, grouped by the fact that they wait for: one fact often settles dozens of controls.

use std::collections::BTreeMap;

use crate::model::{Decision, Finding, LeafState, Severity, Subject};
use crate::report::place::{dotted, place_of};
use crate::report::standing::{Standing, standing_at};

/// One missing fact and the controls that wait for it.
#[derive(Clone, Debug)]
pub(crate) struct Fact<'a> {
    /// Pointer into the subject, with `*` for every element of a list; `None` where no single leaf is missing.
    pub(crate) pointer: Option<String>,
    /// `purpose.domain`, or the reason where there is no pointer.
    pub(crate) name: String,
    /// The controls, the most severe first.
    pub(crate) findings: Vec<&'a Finding>,
    /// How many of them deny.
    pub(crate) deny: usize,
    /// How the leaf is known now.
    pub(crate) state: LeafState,
    /// What is written there, where the leaf is a placeholder, malformed, or known too weakly; not of personal data.
    pub(crate) raw: Option<String>,
    /// `file:line:column` of that.
    pub(crate) place: Option<String>,
}

/// The pointer of a fact, where it has one, and its name.
type FactKey = (Option<String>, String);
/// A finding, and the pointer that it misses as it writes it.
type Waiting<'a> = (&'a Finding, &'a str);

impl Fact<'_> {
    /// True where no control that waits for it does more than inform.
    pub(crate) fn is_informative(&self) -> bool {
        self.findings.iter().all(|finding| finding.severity == Severity::Info)
    }
}

/// The facts that undecided controls wait for: those that settle the most controls first, and first of all those that
/// settle one that denies.
#[must_use]
pub(crate) fn missing_facts(decision: &Decision) -> Vec<Fact<'_>> {
    let mut groups: BTreeMap<FactKey, Vec<Waiting<'_>>> = BTreeMap::new();
    for finding in standing_at(decision, Standing::Undecided) {
        if finding.missing.is_empty() {
            groups.entry((None, finding.message.clone())).or_default().push((finding, ""));
        }
        for pointer in &finding.missing {
            let general = every_element(pointer);
            let group = groups.entry((Some(general.clone()), dotted(&general))).or_default();
            if group.last().is_none_or(|(last, _)| last.control.id != finding.control.id) {
                group.push((finding, pointer));
            }
        }
    }
    let mut facts: Vec<Fact<'_>> =
        groups.into_iter().map(|((pointer, name), group)| fact(decision, pointer, name, &group)).collect();
    facts.sort_by(|a, b| {
        let rank = |fact: &Fact<'_>| (fact.deny > 0, fact.findings.len(), fact.deny);
        rank(b).cmp(&rank(a)).then_with(|| a.name.cmp(&b.name))
    });
    facts
}

fn fact<'a>(decision: &'a Decision, pointer: Option<String>, name: String, group: &[Waiting<'a>]) -> Fact<'a> {
    let subject = &decision.subject.subject;
    let pointers = group.iter().filter_map(|(_, pointer)| match pointer.contains('*') {
        true => in_every_element(subject, pointer),
        false => (!pointer.is_empty()).then(|| (*pointer).to_owned()),
    });
    let pointers: Vec<String> = pointers.collect();
    let leaf = pointers.iter().find_map(|pointer| place_of(subject, pointer)).filter(|place| place.leaf.is_some());
    Fact {
        pointer,
        name,
        deny: group.iter().filter(|(finding, _)| finding.severity == Severity::Deny).count(),
        findings: group.iter().map(|(finding, _)| *finding).collect(),
        state: leaf.map_or(LeafState::Absent, |place| place.state()),
        raw: leaf.and_then(|place| place.leaf).filter(|leaf| !leaf.personal).map(|leaf| leaf.raw.clone()),
        place: leaf.map(|place| place.label()),
    }
}

/// The leaf of the first element where a pointer into every element of a list finds one in each.
fn in_every_element(subject: &Subject, pointer: &str) -> Option<String> {
    let Some((list, rest)) = pointer.split_once("/*") else {
        return subject.provenance.contains_key(pointer).then(|| pointer.to_owned());
    };
    let elements = 0..subject.value.pointer(list)?.as_array()?.len();
    let found: Option<Vec<String>> =
        elements.map(|index| in_every_element(subject, &format!("{list}/{index}{rest}"))).collect();
    found?.into_iter().next()
}

fn every_element(pointer: &str) -> String {
    let parts = pointer.split('/').map(|part| {
        let index = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if index { "*" } else { part }
    });
    parts.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixtures;

    #[test]
    fn the_fact_that_settles_most_comes_first_and_elements_of_a_list_are_one_fact() {
        let mut decision = fixtures::adhoc();
        for (number, finding) in decision.findings.iter_mut().filter(|f| f.missing == ["/evaluation/*/n"]).enumerate() {
            finding.missing = vec![format!("/evaluation/{number}/n")];
        }
        let facts = missing_facts(&decision);
        let names: Vec<&str> = facts.iter().map(|fact| fact.name.as_str()).collect();
        assert_eq!(names[..3], ["purpose.domain", "purpose.jurisdictions", "oversight.override"]);
        assert_eq!(names.iter().filter(|name| name.starts_with("evaluation")).count(), 1);
        assert_eq!(facts[0].findings.len(), 75);
    }

    #[test]
    fn a_leaf_that_every_element_has_is_not_called_absent() {
        let text = r#"{"evaluation": [{"n": 10}, {"n": 20}]}"#;
        let leaves = [("/evaluation/0/n", "10", LeafState::Declared), ("/evaluation/1/n", "20", LeafState::Declared)];
        let mut subject = fixtures::subject("m", "card.json", text, &leaves).subject;
        std::sync::Arc::get_mut(&mut subject).unwrap().value = serde_json::from_str(text).unwrap();
        assert_eq!(in_every_element(&subject, "/evaluation/*/n").as_deref(), Some("/evaluation/0/n"));
        std::sync::Arc::get_mut(&mut subject).unwrap().provenance.remove("/evaluation/1/n");
        assert_eq!(in_every_element(&subject, "/evaluation/*/n"), None);
        assert_eq!(in_every_element(&subject, "/fairness/*/n"), None);
    }

    #[test]
    fn a_placeholder_is_shown_unless_it_is_personal() {
        let mut decision = fixtures::credit();
        let owner =
            |decision: &Decision| missing_facts(decision).into_iter().find(|f| f.name == "model.owners").unwrap().raw;
        assert_eq!(owner(&decision).as_deref(), Some("TBD"));
        let subject = std::sync::Arc::get_mut(&mut decision.subject.subject).unwrap();
        subject.provenance.get_mut("/model/owners/0/name").unwrap().personal = true;
        assert_eq!(owner(&decision), None);
    }
}
