//! The README shows what the program really prints: `GOVERN_UPDATE=1 cargo test --test it readme` writes it anew.

use std::fs;
use std::path::Path;

use crate::world::Place;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn the_readme_shows_the_real_output() {
    let path = Path::new(ROOT).join("README.md");
    let readme = fs::read_to_string(&path).expect("the README");
    let mut fresh = readme.clone();
    for (name, example, manifest) in [("churn", "churn-model", "deployment"), ("credit", "credit-scoring", "rollout")] {
        fresh = with_output(&fresh, name, &output(example, manifest));
    }
    if std::env::var_os("GOVERN_UPDATE").is_some() {
        fs::write(&path, fresh).expect("write the README");
    } else {
        assert!(fresh == readme, "README.md is stale: run GOVERN_UPDATE=1 cargo test --test it readme");
    }
}

/// What a fresh clone prints, in a world with a fixed clock and known keys.
fn output(example: &str, manifest: &str) -> String {
    let clone = tempfile::tempdir().expect("a directory");
    let cwd = clone.path().join("govern");
    let directory = cwd.join("examples").join(example);
    fs::create_dir_all(&directory).expect("a directory");
    for file in ["model_card.json".to_owned(), format!("{manifest}.yaml")] {
        let from = Path::new(ROOT).join("examples").join(example).join(&file);
        fs::copy(from, directory.join(&file)).expect("the example");
    }
    let card = format!("examples/{example}/model_card.json");
    let manifest = format!("examples/{example}/{manifest}.yaml");
    let mut counter = 0_u8;
    let mut random = |buffer: &mut [u8]| {
        for byte in buffer {
            counter = counter.wrapping_add(1);
            *byte = counter;
        }
    };
    Place::at(&cwd).run_with(&["check", &card, &manifest], &mut random).stdout
}

/// The text with another content in the fence that follows a marker.
fn with_output(text: &str, name: &str, output: &str) -> String {
    let marker = format!("<!-- output: {name} -->\n```text\n");
    let (before, rest) = text.split_once(&marker).unwrap_or_else(|| panic!("README.md has no `{name}`"));
    let (_, after) = rest.split_once("```").expect("a closing fence");
    format!("{before}{marker}{output}```{after}")
}
