//! From a pointer into the subject to the file, line and column that it was read from.

use crate::model::{DecisionError, DocumentRef, Finding, LeafState, Position, Provenance, Subject};

/// A place in a document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    /// The pointer that was asked for.
    pub(crate) pointer: &'a str,
    /// The document.
    pub(crate) document: &'a DocumentRef,
    /// Where in it; `None` where the leaf is absent and nothing near it is there either.
    pub(crate) position: Option<Position>,
    /// Provenance of the leaf itself; `None` where it is absent and `position` is that of its surroundings.
    pub(crate) leaf: Option<&'a Provenance>,
}

impl Place<'_> {
    /// How the leaf is known.
    #[must_use]
    pub(crate) fn state(&self) -> LeafState {
        self.leaf.map_or(LeafState::Absent, |leaf| leaf.state)
    }

    /// `file:line:column`, as far as it is known.
    #[must_use]
    pub(crate) fn label(&self) -> String {
        let name = &self.document.source.name;
        match self.position {
            Some(at) => format!("{name}:{}:{}", at.line, at.column),
            None => name.clone(),
        }
    }
}

/// The place of a pointer: of the leaf, else of the nearest ancestor that has leaves, else the first document.
#[must_use]
pub(crate) fn place_of<'a>(subject: &'a Subject, pointer: &'a str) -> Option<Place<'a>> {
    let whole = || subject.documents.first().map(|document| Place { pointer, document, position: None, leaf: None });
    if pointer.is_empty() {
        return whole();
    }
    let located = |provenance: &'a Provenance, leaf: Option<&'a Provenance>| {
        let document = subject.documents.get(provenance.document?)?;
        Some(Place { pointer, document, position: provenance.position, leaf })
    };
    let written = |leaf: &&Provenance| leaf.position.is_some() || leaf.document.is_none();
    if let Some(place) = subject.provenance.get(pointer).filter(written).and_then(|leaf| located(leaf, Some(leaf))) {
        return Some(place);
    }
    let mut ancestor = Some(pointer);
    while let Some(near) = ancestor.filter(|near| !near.is_empty()) {
        if let Some(place) = below(subject, near).and_then(|leaf| located(leaf, (near == pointer).then_some(leaf))) {
            return Some(place);
        }
        ancestor = near.rsplit_once('/').map(|(parent, _)| parent);
    }
    whole()
}

/// The place of an error of the input; for an error of a policy, the document that it kept from being judged.
#[must_use]
pub(crate) fn error_place<'a>(subject: &'a Subject, error: &DecisionError) -> Option<Place<'a>> {
    place_of(subject, "").map(|place| Place { position: error.position, ..place })
}

/// The leaf that stands for a record or list: its name, else the first that is written in a document.
fn below<'a>(subject: &'a Subject, pointer: &str) -> Option<&'a Provenance> {
    let named = subject.provenance.get(&format!("{pointer}/name"));
    let prefix = format!("{pointer}/");
    let leaves = subject.provenance.range(prefix.clone()..).take_while(|(key, _)| key.starts_with(&prefix));
    named.into_iter().chain(leaves.map(|(_, leaf)| leaf)).find(|leaf| leaf.position.is_some())
}

/// The places of a finding: those of leaves that are there come first, in the finding's order.
#[must_use]
pub(crate) fn places<'a>(subject: &'a Subject, finding: &'a Finding) -> Vec<Place<'a>> {
    let mut places: Vec<Place<'a>> =
        finding.at.iter().chain(&finding.missing).filter_map(|pointer| place_of(subject, pointer)).collect();
    if places.is_empty() {
        places.extend(place_of(subject, ""));
    }
    places.sort_by_key(|place| place.leaf.is_none());
    places
}

/// A pointer as people write it: `/purpose/domain` is `purpose.domain`, `/evaluation/3/n` is `evaluation[3].n`.
#[must_use]
pub(crate) fn dotted(pointer: &str) -> String {
    let mut text = String::new();
    for part in pointer.split('/').skip(1) {
        let part = part.replace("~1", "/").replace("~0", "~");
        if part == "*" || part.bytes().all(|byte| byte.is_ascii_digit()) {
            text.push_str(&format!("[{}]", if part == "*" { "" } else { &part }));
        } else {
            if !text.is_empty() {
                text.push('.');
            }
            text.push_str(&part);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixtures;

    #[test]
    fn an_absent_leaf_is_placed_at_its_nearest_neighbour() {
        let subject = fixtures::credit().subject.subject;
        let exact = place_of(&subject, "/risk/declared_tier").unwrap();
        assert_eq!(
            (exact.label().as_str(), exact.state()),
            ("examples/credit-scoring/model_card.json:3:29", LeafState::Declared)
        );
        let near = place_of(&subject, "/risk/rationale").unwrap();
        assert_eq!((near.position, near.state()), (exact.position, LeafState::Absent));
        let nowhere = place_of(&subject, "/oversight/override").unwrap();
        assert_eq!(nowhere.label(), "examples/credit-scoring/model_card.json");
    }

    #[test]
    fn a_default_of_the_platform_is_placed_at_the_name_of_its_record() {
        let text = r#"{"limit": "1", "name": "server"}"#;
        let leaf = |pointer, needle| (pointer, needle, LeafState::Declared);
        let leaves = [leaf("/containers/0/cpu_limit", "\"1\""), leaf("/containers/0/name", "\"server\"")];
        let mut subject = fixtures::subject("m", "deployment.json", text, &leaves).subject;
        let default = Provenance {
            document: Some(0),
            pointer: String::new(),
            position: None,
            raw: "false".to_owned(),
            state: LeafState::Derived,
            personal: false,
        };
        let known = &mut std::sync::Arc::get_mut(&mut subject).unwrap().provenance;
        known.insert("/containers/0/run_as_non_root".to_owned(), default);
        for pointer in ["/containers/0/run_as_non_root", "/containers/0"] {
            assert_eq!(place_of(&subject, pointer).unwrap().label(), "deployment.json:1:24", "{pointer}");
        }
    }

    #[test]
    fn pointers_are_written_with_dots() {
        assert_eq!(dotted("/evaluation/3/n"), "evaluation[3].n");
        assert_eq!(dotted("/evaluation/*/n"), "evaluation[].n");
        assert_eq!(dotted("/a~1b/c~0d"), "a/b.c~d");
    }
}
