//! Joins: by annotation, by name and version, by position, and not at all.

use crate::input::join::{CardKey, Joined, join};
use crate::input::manifest::facts::Facts;
use crate::model::NoteKind;

fn card(file: &str, name: &str, version: &str) -> CardKey {
    CardKey {
        file: file.to_owned(),
        name: Some(name.to_owned()),
        version: Some(version.to_owned()),
        ..CardKey::default()
    }
}

fn workload(file: &str, name: &str) -> Facts {
    Facts {
        file: file.to_owned(),
        name: Some(name.to_owned()),
        hints: vec![(name.to_owned(), None)],
        ..Facts::default()
    }
}

fn shape(subjects: &[Joined]) -> Vec<(Option<usize>, Vec<Vec<usize>>)> {
    subjects.iter().map(|subject| (subject.card, subject.bundles.clone())).collect()
}

fn kinds(subject: &Joined) -> Vec<NoteKind> {
    subject.notes.iter().map(|note| note.kind).collect()
}

#[test]
fn a_manifest_joins_the_card_that_it_names() {
    let cards = [card("m/a.json", "a", "1"), card("m/b.json", "b", "1")];
    let by_path = Facts { card: Some("../m/b.json".to_owned()), ..workload("k/x.yaml", "x") };
    let by_name = Facts { model: Some("A".to_owned()), ..workload("k/y.yaml", "y") };
    let subjects = join(&cards, &[by_path, by_name]);
    assert_eq!(shape(&subjects), [(Some(0), vec![vec![1]]), (Some(1), vec![vec![0]])]);
    assert!(subjects.iter().all(|subject| subject.notes.is_empty()));
}

#[test]
fn version_and_digest_choose_between_cards_or_mismatch() {
    let cards = [card("a1.json", "a", "1"), card("a2.json", "a", "2.0")];
    let second = Facts { model: Some("a".to_owned()), version: Some("v2.0".to_owned()), ..workload("x.yaml", "x") };
    assert_eq!(shape(&join(&cards, std::slice::from_ref(&second)))[1].1, [vec![0]]);

    let third = Facts { version: Some("3".to_owned()), digest: Some("sha256:b".to_owned()), ..second };
    let only = [CardKey { digest: Some("sha256:a".to_owned()), ..card("a1.json", "a", "1") }];
    let subjects = join(&only, &[third]);
    assert_eq!(kinds(&subjects[0]), [NoteKind::JoinMismatch, NoteKind::JoinMismatch]);
    assert!(subjects[0].notes[0].message.contains("names version `3`, and the card says `1`"));
}

#[test]
fn names_in_labels_and_storage_join_without_annotation() {
    let cards = [card("a.json", "Churn Model", "2.3.0"), card("b.json", "other", "1")];
    let mut stored = workload("x.yaml", "server");
    stored.hints.insert(0, ("churn-model".to_owned(), Some("2.2.0".to_owned())));
    let subjects = join(&cards, &[stored, workload("y.yaml", "other")]);
    assert_eq!(shape(&subjects), [(Some(0), vec![vec![0]]), (Some(1), vec![vec![1]])]);
    assert_eq!(kinds(&subjects[0]), [NoteKind::JoinMismatch]);
}

#[test]
fn the_only_manifest_joins_the_only_card_and_says_so() {
    let subjects = join(&[card("m/card.json", "a", "1")], &[workload("deploy/x.yaml", "server")]);
    assert_eq!(shape(&subjects), [(Some(0), vec![vec![0]])]);
    assert_eq!(kinds(&subjects[0]), [NoteKind::JoinedByPosition]);

    let two = [workload("deploy/x.yaml", "server"), workload("deploy/y.yaml", "cache")];
    assert_eq!(shape(&join(&[card("m/card.json", "a", "1")], &two)).len(), 3);
}

#[test]
fn the_only_pair_of_a_directory_is_joined() {
    let cards = [card("m/a/card.json", "a", "1"), card("m/b/card.json", "b", "1")];
    let manifests = [workload("m/b/deploy.yaml", "server"), workload("m/a/deploy.yaml", "server")];
    assert_eq!(shape(&join(&cards, &manifests)), [(Some(0), vec![vec![1]]), (Some(1), vec![vec![0]])]);
}

#[test]
fn a_manifest_of_another_model_is_a_subject_of_its_own() {
    let stranger = Facts { model: Some("b".to_owned()), ..workload("x.yaml", "x") };
    let sibling = Facts { model: Some("b".to_owned()), ..workload("y.yaml", "y") };
    let subjects = join(&[card("card.json", "a", "1")], &[stranger, sibling]);
    assert_eq!(shape(&subjects), [(Some(0), vec![]), (None, vec![vec![0], vec![1]])]);
    assert_eq!(kinds(&subjects[1]), [NoteKind::JoinMismatch]);
}

#[test]
fn templates_go_with_the_rollouts_that_name_them() {
    let rollout = Facts { templates: vec!["quality".to_owned()], ..workload("r.yaml", "server") };
    let template = |name: &str| Facts { is_template: true, ..workload("t.yaml", name) };
    let subjects = join(&[], &[template("unused"), template("quality"), rollout]);
    assert_eq!(shape(&subjects), [(None, vec![vec![2, 1]])]);
}

#[test]
fn cards_of_one_model_and_version_are_namesakes() {
    let cards = [card("a.json", "a", "1"), card("b.json", "a", "1"), card("c.json", "a", "2")];
    let namesakes: Vec<_> = join(&cards, &[]).into_iter().map(|subject| subject.namesakes).collect();
    assert_eq!(namesakes, [vec!["b.json".to_owned()], vec!["a.json".to_owned()], vec![]]);
}
