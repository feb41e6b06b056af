//! C2SP signed notes and verifier keys (c2sp.org/signed-note), with Ed25519 signatures only.

use std::fmt;
use std::str::FromStr;

use data_encoding::{BASE64, HEXLOWER};

use crate::crypto::error::CryptoError;
use crate::crypto::hash::Sha256;
use crate::crypto::key::{PublicKey, SecretKey};

/// The signature type of Ed25519 in a signed note.
const ED25519: u8 = 0x01;
/// More signatures than this make a note malformed, as in Go's implementation.
const MAX_SIGNATURES: usize = 100;

/// A named public key; its text is `name+hex(key id)+base64(0x01 ‖ key)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    key: PublicKey,
}

impl VerifierKey {
    /// Names a key.
    ///
    /// # Errors
    /// The name is empty, or holds white space, a plus sign or a control character.
    pub fn new(name: &str, key: PublicKey) -> Result<Self, CryptoError> {
        let unfit = |c: char| c == '+' || c.is_whitespace() || c.is_control();
        if name.is_empty() || name.contains(unfit) {
            return Err(CryptoError::InvalidName { name: name.to_owned() });
        }
        Ok(Self { name: name.to_owned(), key })
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key.
    #[must_use]
    pub const fn key(&self) -> &PublicKey {
        &self.key
    }

    /// First four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key).
    fn hint(&self) -> [u8; 4] {
        let digest =
            Sha256::new().chain(self.name.as_bytes()).chain(&[b'\n', ED25519]).chain(self.key.bytes()).finish();
        let [a, b, c, d, ..] = *digest.bytes();
        [a, b, c, d]
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = [[ED25519].as_slice(), self.key.bytes()].concat();
        write!(f, "{}+{}+{}", self.name, HEXLOWER.encode(&self.hint()), BASE64.encode(&key))
    }
}

impl FromStr for VerifierKey {
    type Err = CryptoError;

    fn from_str(text: &str) -> Result<Self, CryptoError> {
        let malformed = |reason: &str| CryptoError::MalformedKey { kind: "verifier key", reason: reason.to_owned() };
        // The base64 of the key may hold plus signs; the name and the key id may not.
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(hint), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(malformed("it has the form `name+hash+key`"));
        };
        let key = BASE64.decode(key.as_bytes()).map_err(|_| malformed("the key is not base64"))?;
        let Some((&ED25519, raw)) = key.split_first() else {
            return Err(malformed("the key is of another algorithm"));
        };
        let key = Self::new(name, PublicKey::from_bytes(raw)?)?;
        if HEXLOWER.encode(&key.hint()) == hint {
            Ok(key)
        } else {
            Err(malformed("the hash does not fit name and key"))
        }
    }
}

/// A text with signatures below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedNote {
    text: String,
    signatures: Vec<NoteSignature>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct NoteSignature {
    name: String,
    hint: [u8; 4],
    bytes: Vec<u8>,
}

impl SignedNote {
    /// Signs a text, which must be non-empty and end with a line feed.
    ///
    /// # Errors
    /// The text cannot be a note, or the name cannot name a key.
    pub fn sign(text: &str, name: &str, key: &SecretKey) -> Result<Self, CryptoError> {
        check_text(text)?;
        let verifier = VerifierKey::new(name, key.public())?;
        let bytes = key.sign(text.as_bytes()).to_vec();
        let signature = NoteSignature { name: name.to_owned(), hint: verifier.hint(), bytes };
        Ok(Self { text: text.to_owned(), signatures: vec![signature] })
    }

    /// Reads a note; signatures are not checked yet.
    ///
    /// # Errors
    /// The text is no note.
    pub fn parse(note: &str) -> Result<Self, CryptoError> {
        // The last blank line separates: a text may hold blank lines, signatures may not.
        let split = note.rfind("\n\n").ok_or(malformed("no blank line before the signatures"))?;
        let (text, block) = (note.get(..=split).unwrap_or_default(), note.get(split + 2..).unwrap_or_default());
        check_text(text)?;
        let block = block.strip_suffix('\n').ok_or(malformed("no line feed at the end"))?;
        let signatures = block.split('\n').map(parse_signature).collect::<Result<Vec<_>, _>>()?;
        if signatures.len() > MAX_SIGNATURES {
            return Err(malformed("more than 100 signatures"));
        }
        Ok(Self { text: text.to_owned(), signatures })
    }

    /// The text, with its last line feed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The known keys that signed. Signatures of unknown keys are ignored.
    ///
    /// # Errors
    /// A signature of a known key does not fit, or no known key signed.
    pub fn verify<'k>(&self, known: &'k [VerifierKey]) -> Result<Vec<&'k VerifierKey>, CryptoError> {
        let mut signers = Vec::new();
        for signature in &self.signatures {
            let signer = known.iter().find(|key| key.name == signature.name && key.hint() == signature.hint);
            let Some(signer) = signer else { continue };
            let fits = signature.bytes.as_slice().try_into().is_ok_and(|b| signer.key.verify(self.text.as_bytes(), b));
            if !fits {
                return Err(CryptoError::BadSignature { key: signer.name.clone() });
            }
            signers.push(signer);
        }
        if signers.is_empty() { Err(CryptoError::UnknownKey) } else { Ok(signers) }
    }
}

impl fmt::Display for SignedNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        for signature in &self.signatures {
            let bytes = [signature.hint.as_slice(), &signature.bytes].concat();
            writeln!(f, "\u{2014} {} {}", signature.name, BASE64.encode(&bytes))?;
        }
        Ok(())
    }
}

const fn malformed(reason: &'static str) -> CryptoError {
    CryptoError::Malformed { what: "signed note", reason }
}

fn check_text(text: &str) -> Result<(), CryptoError> {
    if !text.ends_with('\n') {
        return Err(malformed("the text does not end with a line feed"));
    }
    if text.contains(|c: char| c.is_ascii_control() && c != '\n') {
        return Err(malformed("a control character in the text"));
    }
    Ok(())
}

fn parse_signature(line: &str) -> Result<NoteSignature, CryptoError> {
    let (name, signature) = line
        .strip_prefix("\u{2014} ")
        .and_then(|rest| rest.split_once(' '))
        .ok_or(malformed("a signature line has the form `— name base64`"))?;
    let decoded = BASE64.decode(signature.as_bytes()).map_err(|_| malformed("a signature is not base64"))?;
    let (hint, bytes) = decoded.split_first_chunk::<4>().ok_or(malformed("a signature is too short"))?;
    if name.is_empty() || bytes.is_empty() {
        return Err(malformed("an empty name or signature"));
    }
    Ok(NoteSignature { name: name.to_owned(), hint: *hint, bytes: bytes.to_vec() })
}

#[cfg(test)]
mod tests {
    use super::*;

    // The key and the note of the documentation of Go's golang.org/x/mod/sumdb/note.
    const GO_VKEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const GO_NOTE: &str = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n\u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    #[test]
    fn opens_a_note_of_another_implementation() {
        let key: VerifierKey = GO_VKEY.parse().unwrap();
        assert_eq!(key.to_string(), GO_VKEY);
        let note = SignedNote::parse(GO_NOTE).unwrap();
        assert_eq!(note.to_string(), GO_NOTE);
        assert_eq!(note.verify(std::slice::from_ref(&key)).unwrap(), [&key]);
    }

    #[test]
    fn unknown_signatures_are_ignored_and_wrong_ones_of_known_keys_are_not() {
        let (ours, theirs) = (SecretKey::from_seed(&[1; 32]), SecretKey::from_seed(&[2; 32]));
        let ours_known = VerifierKey::new("log", ours.public()).unwrap();
        let theirs_known = VerifierKey::new("witness", theirs.public()).unwrap();
        let mut note = SignedNote::sign("text\n", "log", &ours).unwrap();
        note.signatures.extend(SignedNote::sign("other\n", "witness", &theirs).unwrap().signatures);
        let note = SignedNote::parse(&note.to_string()).unwrap();

        assert_eq!(note.verify(std::slice::from_ref(&ours_known)).unwrap(), [&ours_known]);
        assert_eq!(
            note.verify(&[ours_known, theirs_known]),
            Err(CryptoError::BadSignature { key: "witness".to_owned() })
        );
        assert_eq!(note.verify(&[]), Err(CryptoError::UnknownKey));
    }

    #[test]
    fn malformed_notes_and_keys_are_refused() {
        for note in
            ["", "text\n", "text\n\n", "text\n\n\u{2014} log\n", "a\tb\n\n\u{2014} n AAAAAAA=\n", "t\n\n- n AAAAAAA=\n"]
        {
            assert!(SignedNote::parse(note).is_err(), "{note:?}");
        }
        assert!(SignedNote::parse(GO_NOTE.trim_end()).is_err());
        for vkey in
            ["", "name", "n+00000000+AR", &GO_VKEY.replace("c74f20a3", "c74f20a4"), &GO_VKEY.replace("+ARpc", "+AhpC")]
        {
            assert!(vkey.parse::<VerifierKey>().is_err(), "{vkey}");
        }
        for name in ["", "a b", "a+b", "a\u{2003}b"] {
            assert!(VerifierKey::new(name, SecretKey::from_seed(&[1; 32]).public()).is_err(), "{name:?}");
        }
    }
}
