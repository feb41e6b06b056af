//! C2SP checkpoints (c2sp.org/tlog-checkpoint): origin, size and root of a log, as the text of a signed note.

use std::fmt;
use std::str::FromStr;

use data_encoding::BASE64;

use crate::crypto::error::CryptoError;
use crate::crypto::key::SecretKey;
use crate::crypto::note::{SignedNote, VerifierKey};
use crate::model::Digest;

/// The state of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Origin of the log; also the name of its key.
    pub origin: String,
    /// Number of entries.
    pub size: u64,
    /// Root of the Merkle tree over them.
    pub root: Digest,
}

impl Checkpoint {
    /// The signed note, by the log's key under the log's origin.
    ///
    /// # Errors
    /// The origin cannot name a key.
    pub fn sign(&self, key: &SecretKey) -> Result<SignedNote, CryptoError> {
        SignedNote::sign(&self.to_string(), &self.origin, key)
    }

    /// Reads a signed checkpoint without checking its signatures.
    ///
    /// # Errors
    /// The text is no note, or its text no checkpoint.
    pub fn from_note(note: &str) -> Result<Self, CryptoError> {
        SignedNote::parse(note)?.text().parse()
    }

    /// Reads a signed checkpoint that one of the known keys signed.
    ///
    /// # Errors
    /// As for [`Checkpoint::from_note`], and a missing or wrong signature.
    pub fn open(note: &str, known: &[VerifierKey]) -> Result<Self, CryptoError> {
        let note = SignedNote::parse(note)?;
        note.verify(known)?;
        note.text().parse()
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, BASE64.encode(self.root.bytes()))
    }
}

impl FromStr for Checkpoint {
    type Err = CryptoError;

    fn from_str(text: &str) -> Result<Self, CryptoError> {
        let malformed = |reason| CryptoError::Malformed { what: "checkpoint", reason };
        let body = text.strip_suffix('\n').ok_or(malformed("no line feed at the end"))?;
        let mut lines = body.split('\n');
        let (Some(origin), Some(size_text), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
            return Err(malformed("fewer than three lines"));
        };
        // Extension lines are allowed by the standard, and carry nothing that we rely on.
        if origin.is_empty() || lines.any(str::is_empty) {
            return Err(malformed("an empty line"));
        }
        let size: u64 = size_text.parse().map_err(|_| malformed("the size is not a number"))?;
        if size.to_string() != size_text {
            return Err(malformed("the size is not written in the shortest form"));
        }
        let root = BASE64.decode(root.as_bytes()).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        let root = Digest::new(root.ok_or(malformed("the root is not base64 of 32 bytes"))?);
        Ok(Self { origin: origin.to_owned(), size, root })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signed_checkpoint_reads_back() {
        let key = SecretKey::from_seed(&[3; 32]);
        let checkpoint = Checkpoint { origin: "example.org/log".to_owned(), size: 17, root: Digest::new([5; 32]) };
        let note = checkpoint.sign(&key).unwrap().to_string();
        let known = [VerifierKey::new("example.org/log", key.public()).unwrap()];
        assert_eq!(Checkpoint::open(&note, &known).unwrap(), checkpoint);
        let edited = note.replacen("17", "18", 1);
        assert!(matches!(Checkpoint::open(&edited, &known), Err(CryptoError::BadSignature { .. })));
    }

    #[test]
    fn other_spellings_are_refused() {
        let root = BASE64.encode(&[0; 32]);
        assert!(format!("o\n0\n{root}\n").parse::<Checkpoint>().is_ok());
        for text in [
            format!("o\n01\n{root}\n"),
            format!("o\n+1\n{root}\n"),
            format!("o\n-1\n{root}\n"),
            format!("\n1\n{root}\n"),
            format!("o\n1\n{root}"),
            format!("o\n1\n{root}\n\n"),
            "o\n1\nAAAA\n".to_owned(),
            "o\n1\n".to_owned(),
        ] {
            assert!(text.parse::<Checkpoint>().is_err(), "{text:?}");
        }
    }
}
