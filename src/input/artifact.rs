//! The digest of an artefact: a file, or a directory as the listing of its files (schemas/formats/artifact-digest.v1.md).

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::crypto::Sha256;
use crate::input::error::{InputError, Problem};
use crate::input::source::io_problem;
use crate::model::{ArtifactRef, Digest};

/// Hashes a file, or every file of a directory; a stream, so that a model of any size takes little memory.
///
/// # Errors
/// Where something cannot be read, is neither file nor directory, is a link that leads out of the directory, or has a
/// name that a listing cannot hold.
pub(crate) fn measure(path: &Path, name: &str) -> Result<ArtifactRef, InputError> {
    let metadata = std::fs::metadata(path).map_err(|error| InputError::of_file(name, io_problem(&error)))?;
    if !metadata.is_dir() {
        let (digest, bytes) = hash_file(path, name)?;
        return Ok(ArtifactRef { name: name.to_owned(), digest, files: 1, bytes });
    }
    let root = path.canonicalize().map_err(|error| InputError::of_file(name, io_problem(&error)))?;
    let mut files = Vec::new();
    list(&root, &root, name, &mut files)?;
    files.sort();
    let mut listing = Sha256::new();
    let mut total = 0_u64;
    for file in &files {
        let (digest, bytes) = hash_file(&root.join(file), &format!("{name}/{file}"))?;
        listing.update(format!("{}  {file}\n", digest.hex()).as_bytes());
        total = total.saturating_add(bytes);
    }
    let count = u64::try_from(files.len()).unwrap_or(u64::MAX);
    Ok(ArtifactRef { name: name.to_owned(), digest: listing.finish(), files: count, bytes: total })
}

fn hash_file(path: &Path, name: &str) -> Result<(Digest, u64), InputError> {
    let fail = |error: &std::io::Error| InputError::of_file(name, io_problem(error));
    // A FIFO would block for ever when it is opened.
    let metadata = std::fs::metadata(path).map_err(|error| fail(&error))?;
    if !metadata.is_file() {
        return Err(InputError::of_file(name, Problem::NotAFile { what: "FIFO, device or socket" }));
    }
    let mut file = File::open(path).map_err(|error| fail(&error))?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0_u8; 128 * 1024];
    let mut total = 0_u64;
    loop {
        let count = file.read(&mut buffer).map_err(|error| fail(&error))?;
        if count == 0 {
            return Ok((hasher.finish(), total));
        }
        hasher.update(buffer.get(..count).unwrap_or_default());
        total = total.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
    }
}

/// Collects the paths of all files below a directory, relative to the root, with `/` between the names.
fn list(directory: &Path, root: &Path, name: &str, files: &mut Vec<String>) -> Result<(), InputError> {
    let fail = |path: &Path, problem| {
        let below = path.strip_prefix(root).unwrap_or(path);
        InputError::of_file(&PathBuf::from(name).join(below).display().to_string(), problem)
    };
    let entries = std::fs::read_dir(directory).map_err(|error| fail(directory, io_problem(&error)))?;
    for entry in entries {
        let path = entry.map_err(|error| fail(directory, io_problem(&error)))?.path();
        let metadata = std::fs::symlink_metadata(&path).map_err(|error| fail(&path, io_problem(&error)))?;
        if metadata.is_dir() {
            list(&path, root, name, files)?;
            continue;
        }
        if metadata.is_symlink() {
            let target = path.canonicalize().map_err(|_| fail(&path, Problem::EscapingLink))?;
            // A link to a directory inside could form a circle, and its files are listed where they lie.
            if !target.starts_with(root) || target.is_dir() {
                return Err(fail(&path, Problem::EscapingLink));
            }
        }
        files.push(listed_name(&path, root).ok_or_else(|| fail(&path, Problem::UnlistableName))?);
    }
    Ok(())
}

fn listed_name(path: &Path, root: &Path) -> Option<String> {
    let names: Option<Vec<&str>> = path.strip_prefix(root).ok()?.iter().map(|name| name.to_str()).collect();
    names.map(|names| names.join("/")).filter(|name| !name.contains(['\n', '\r']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_its_own_digest() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("model.onnx");
        std::fs::write(&path, "abc").unwrap();
        let artifact = measure(&path, "model.onnx").unwrap();
        assert_eq!(artifact.digest.hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!((artifact.files, artifact.bytes), (1, 3));
    }

    #[test]
    fn a_directory_has_the_digest_of_its_sorted_listing() {
        let directory = tempfile::tempdir().unwrap();
        std::fs::create_dir(directory.path().join("b")).unwrap();
        std::fs::write(directory.path().join("b/c.txt"), "abc").unwrap();
        std::fs::write(directory.path().join("a.txt"), "").unwrap();
        let artifact = measure(directory.path(), "model").unwrap();
        // The example of the specification, computed there by sha256sum.
        assert_eq!(artifact.digest.hex(), "8f26ff996059d5d6be890c5c3d597794962c7219a173eafcf44d5103339864d9");
        assert_eq!((artifact.files, artifact.bytes), (2, 3));
    }

    #[cfg(unix)]
    #[test]
    fn links_may_not_lead_out() {
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path().join("model");
        std::fs::create_dir(&root).unwrap();
        std::fs::write(root.join("weights"), "abc").unwrap();
        std::os::unix::fs::symlink("weights", root.join("latest")).unwrap();
        assert_eq!(measure(&root, "model").unwrap().files, 2);
        std::fs::write(directory.path().join("outside"), "x").unwrap();
        std::os::unix::fs::symlink("../outside", root.join("escape")).unwrap();
        let error = measure(&root, "model").unwrap_err();
        assert_eq!((error.file(), &error.problem), ("model/escape", &Problem::EscapingLink));
    }
}
