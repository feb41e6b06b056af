//! `needs` and `accepts`: whether what an answer rests on is there, and strong enough.

use std::borrow::Cow;

use serde_json::Value;

use crate::model::{LeafState, Need, Strength, Subject};

/// Where the needed leaves are looked up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Facts<'a> {
    /// The subject.
    pub(crate) subject: &'a Subject,
    /// The value at `input.context`.
    pub(crate) context: &'a Value,
}

/// A need that is not met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unmet {
    /// The preferred pointer of the need.
    pub(crate) pointer: String,
    /// Why it is not met, for people.
    pub(crate) reason: String,
}

impl Facts<'_> {
    /// The needs that are not met, in order; empty where all are.
    pub(crate) fn unmet(&self, needs: &[Need], accepts: Strength) -> Vec<Unmet> {
        needs.iter().filter_map(|need| self.unmet_one(need, accepts)).collect()
    }

    /// The state of the weakest leaf that the needs found; `None` where they found none.
    pub(crate) fn weakest(&self, needs: &[Need]) -> Option<LeafState> {
        needs.iter().filter_map(|need| need.alternatives().iter().find_map(|pointer| self.state_of(pointer).ok())).min()
    }

    fn unmet_one(&self, need: &Need, accepts: Strength) -> Option<Unmet> {
        let mut first = None;
        for pointer in need.alternatives() {
            let reason = match self.state_of(pointer) {
                Ok(state) if state.strength() >= Some(accepts) => return None,
                Ok(state) => format!("`{pointer}` is {}, and this asks for {}", state.word(), article(accepts)),
                Err(reason) => reason,
            };
            first.get_or_insert(Unmet { pointer: pointer.clone(), reason });
        }
        first
    }

    /// The weakest state behind a pointer with wildcards, or why there is none.
    fn state_of(&self, pointer: &str) -> Result<LeafState, String> {
        if let Some(rest) = pointer.strip_prefix("/context/") {
            // What the program itself established is as strong as anything that it measured.
            return match self.context.pointer(&format!("/{rest}")) {
                Some(value) if !is_empty(value) => Ok(LeafState::Bound),
                _ => Err(format!("`{pointer}` is not established")),
            };
        }
        let mut steps = pointer.split('/').skip(1);
        // Most pointers have no wildcard and are answered: nothing needs to be remembered on the way.
        let found = match steps.clone().try_fold(&self.subject.value, |value, step| value.get(step)) {
            Some(value) => vec![(Cow::Borrowed(pointer), value)],
            None => steps.try_fold(vec![(Cow::Borrowed(""), &self.subject.value)], |found, step| {
                self.step(&found, step, pointer)
            })?,
        };
        let mut weakest = LeafState::Bound;
        for (place, value) in found {
            if is_empty(value) {
                return Err(format!("`{place}` is empty"));
            }
            weakest = weakest.min(self.subject.state(&place));
        }
        match weakest.strength() {
            Some(_) => Ok(weakest),
            None => Err(format!("`{pointer}` is {}", weakest.word())),
        }
    }

    fn step<'v>(
        &self,
        found: &[(Cow<'v, str>, &'v Value)],
        step: &str,
        pointer: &str,
    ) -> Result<Vec<(Cow<'v, str>, &'v Value)>, String> {
        let mut next = Vec::new();
        for (place, value) in found {
            let here = next.len();
            match (step, value) {
                ("*", Value::Array(items)) => {
                    next.extend(
                        items.iter().enumerate().map(|(index, item)| (format!("{place}/{index}").into(), item)),
                    );
                }
                ("*", Value::Object(fields)) => {
                    next.extend(fields.iter().map(|(key, item)| (format!("{place}/{key}").into(), item)));
                }
                (key, value) => next.extend(value.get(key).map(|item| (format!("{place}/{key}").into(), item))),
            }
            if next.len() == here {
                return Err(self.absence(&format!("{place}/{step}"), pointer));
            }
        }
        Ok(next)
    }

    /// Why there is nothing: never stated, a placeholder, or a value that is no answer.
    fn absence(&self, place: &str, pointer: &str) -> String {
        let shown = if place.ends_with("/*") { pointer } else { place };
        match self.subject.provenance.get(place) {
            Some(leaf) if leaf.state == LeafState::Placeholder && leaf.personal => {
                format!("`{shown}` is a placeholder")
            }
            Some(leaf) if leaf.state == LeafState::Placeholder => {
                format!("`{shown}` is a placeholder (`{}`)", leaf.raw)
            }
            Some(leaf) if leaf.state == LeafState::Malformed && leaf.personal => format!("`{shown}` is malformed"),
            Some(leaf) if leaf.state == LeafState::Malformed => format!("`{shown}` is malformed (`{}`)", leaf.raw),
            _ => format!("`{pointer}` is absent"),
        }
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

const fn article(strength: Strength) -> &'static str {
    match strength {
        Strength::Declared => "a statement",
        Strength::Attested => "an attestation",
        Strength::Measured => "a measurement",
        Strength::Bound => "a measurement that is bound to the artefact",
    }
}
