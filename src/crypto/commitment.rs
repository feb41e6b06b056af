//! Salted commitments to personal values (schemas/formats/commitment.v1.md).

use crate::crypto::hash::Sha256;
use crate::model::Digest;

/// SHA-256("govern/commit/v1" ‖ 0x00 ‖ length of the name as u32 big-endian ‖ name ‖ salt ‖ value).
///
/// The name says what is committed to (a JSON pointer into the predicate), so that no opening fits a second place; the
/// salt keeps a guessed value from being confirmed once its opening is erased.
#[must_use]
pub fn commitment(name: &str, salt: &[u8; 32], value: &[u8]) -> Digest {
    // A name of 4 GiB cannot occur; saturating keeps the function total.
    let length = u32::try_from(name.len()).unwrap_or(u32::MAX);
    Sha256::new()
        .chain(b"govern/commit/v1\0")
        .chain(&length.to_be_bytes())
        .chain(name.as_bytes())
        .chain(salt)
        .chain(value)
        .finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_salt_and_value_all_count() {
        let base = commitment("/actor/name", &[7; 32], b"ada");
        assert_eq!(base, commitment("/actor/name", &[7; 32], b"ada"));
        for other in [
            commitment("/actor/nam", &[7; 32], b"ada"),
            commitment("/actor/name", &[8; 32], b"ada"),
            commitment("/actor/name", &[7; 32], b"adb"),
        ] {
            assert_ne!(base, other);
        }
    }
}
