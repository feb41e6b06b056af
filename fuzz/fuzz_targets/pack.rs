//! Packs that somebody else wrote: the manifest, and the METADATA of a Rego file.
#![no_main]

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use govern::policy::{Manifest, library, load_directory};
use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;

const MANIFEST: &str = r#"{
    "roots": ["govern/fuzzed", "params/fuzzed"],
    "metadata": {"id": "fuzzed", "version": "1.0.0", "title": "Fuzzed", "phase": "decide"}
}"#;

fuzz_target!(|text: &str| {
    if let Ok(manifest) = Manifest::parse(".manifest", text) {
        assert!(!manifest.id.is_empty());
    }
    let directory = directory();
    fs::write(directory.join("rules.rego"), text).expect("the directory is ours");
    if let Ok(pack) = load_directory(&directory, &library()) {
        for control in &pack.declarations.controls {
            assert!(!control.id.is_empty() && !control.citation.is_empty() && !control.remediation.is_empty());
            assert!(control.rule.starts_with("govern.fuzzed"), "`{}` is outside of its pack", control.rule);
        }
    }
});

/// A pack directory, made once for the process.
fn directory() -> PathBuf {
    static DIRECTORY: OnceLock<TempDir> = OnceLock::new();
    let directory = DIRECTORY.get_or_init(|| {
        let directory = tempfile::tempdir().expect("a directory for temporary files");
        fs::write(directory.path().join(".manifest"), MANIFEST).expect("the directory is ours");
        directory
    });
    directory.path().to_owned()
}
