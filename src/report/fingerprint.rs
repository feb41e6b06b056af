//! Names for findings that stay the same from run to run, so that a platform knows an old finding again.

use crate::crypto::Sha256;

/// Digest of the parts, in hexadecimal; parts are separated, so that no two lists of parts collide.
#[must_use]
pub(crate) fn fingerprint(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update(&[0]);
    }
    hash.finish().hex()
}
