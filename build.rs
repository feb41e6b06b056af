//! Embeds `policies/` in the binary: every file as it is, and Rego once more without comments, which the engine reads faster.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").ok_or("cargo names the package's directory")?);
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo names the output directory")?);
    let policies = root.join("policies");
    println!("cargo::rerun-if-changed={}", policies.display());

    let mut files = Vec::new();
    collect(&policies, &mut files)?;
    let mut named = Vec::new();
    for file in &files {
        named.push((file.strip_prefix(&policies)?.to_string_lossy().replace('\\', "/"), file));
    }
    // Sorted by name as text, not by path: the program looks files up by binary search.
    named.sort();
    let mut table = String::from("&[\n");
    for (number, (name, file)) in named.into_iter().enumerate() {
        if name.ends_with("_test.rego") || !name.contains('/') {
            continue;
        }
        let bare = out.join(format!("bare-{number}"));
        fs::write(&bare, without_comments(&fs::read_to_string(file)?))?;
        writeln!(
            table,
            "    EmbeddedFile {{ path: {name:?}, text: include_str!({file:?}), bare: include_str!({bare:?}) }},"
        )?;
    }
    table.push_str("]\n");
    fs::write(out.join("embedded.rs"), table)?;
    Ok(())
}

fn collect(directory: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

/// Whole-line comments become empty lines, so that positions stay the same.
fn without_comments(text: &str) -> String {
    let lines: Vec<&str> =
        text.lines().map(|line| if line.trim_start().starts_with('#') { "" } else { line }).collect();
    lines.join("\n")
}
