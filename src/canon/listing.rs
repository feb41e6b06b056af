//! The listing of a set of files (schemas/formats/pack-listing.v1.md): its digest is the digest of the set.

use crate::model::Digest;

/// One line a file, sorted by the bytes of its path: the SHA-256 in hexadecimal, two spaces, the path, a line feed.
///
/// `sha256sum --check` reads it. Paths are relative, with `/`, and hold no line feed: the caller sees to that.
#[must_use]
pub fn listing(files: &[(String, Digest)]) -> Vec<u8> {
    let mut files: Vec<&(String, Digest)> = files.iter().collect();
    files.sort();
    files.into_iter().map(|(path, digest)| format!("{}  {path}\n", digest.hex())).collect::<String>().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_the_files_does_not_matter() {
        let a = ("a/b.rego".to_owned(), Digest::new([1; 32]));
        let b = ("a.rego".to_owned(), Digest::new([2; 32]));
        let text = String::from_utf8(listing(&[a.clone(), b.clone()])).unwrap();
        assert_eq!(text, format!("{}  a.rego\n{}  a/b.rego\n", "02".repeat(32), "01".repeat(32)));
        assert_eq!(listing(&[b, a]), text.into_bytes());
    }
}
