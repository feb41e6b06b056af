//! Ed25519 keys: PKCS#8 and SPKI texts that openssl reads, strict verification, weak keys refused.

use std::fmt;

use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey, KeypairBytes};
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use zeroize::Zeroizing;

use crate::crypto::error::CryptoError;
use crate::crypto::hash::sha256;

/// An Ed25519 signature.
pub type Signature = [u8; 64];

/// The constant head of the DER form of every Ed25519 public key (RFC 8410 section 4).
const SPKI_HEAD: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// A signing key; wiped from memory when dropped.
#[derive(Clone)]
pub struct SecretKey(SigningKey);

impl SecretKey {
    /// The key of a 32-byte seed, which must be random.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// Reads a PKCS#8 PEM text (`-----BEGIN PRIVATE KEY-----`).
    ///
    /// # Errors
    /// The text is no such key.
    pub fn from_pem(pem: &str) -> Result<Self, CryptoError> {
        SigningKey::from_pkcs8_pem(pem)
            .map(Self)
            .map_err(|error| CryptoError::MalformedKey { kind: "private key (PKCS#8 PEM)", reason: error.to_string() })
    }

    /// The PKCS#8 PEM text, without the public half: openssl 3.0 refuses keys that carry it.
    ///
    /// # Errors
    /// None is known; the encoder's error is passed on rather than hidden.
    pub fn to_pem(&self) -> Result<Zeroizing<String>, CryptoError> {
        KeypairBytes { secret_key: self.0.to_bytes(), public_key: None }
            .to_pkcs8_pem(LineEnding::LF)
            .map_err(|error| CryptoError::MalformedKey { kind: "private key", reason: error.to_string() })
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// Signs a message.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Signature {
        self.0.sign(message).to_bytes()
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretKey({})", self.public().id())
    }
}

/// A public key that is not weak.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// Reads the 32 raw bytes.
    ///
    /// # Errors
    /// No point of the curve, or a weak one.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CryptoError> {
        let malformed = |reason: String| CryptoError::MalformedKey { kind: "public key", reason };
        let bytes: &[u8; 32] =
            bytes.try_into().map_err(|_| malformed(format!("{} bytes in place of 32", bytes.len())))?;
        Self::strong(VerifyingKey::from_bytes(bytes).map_err(|error| malformed(error.to_string()))?)
    }

    /// Reads an SPKI PEM text (`-----BEGIN PUBLIC KEY-----`).
    ///
    /// # Errors
    /// The text is no such key, or the key is weak.
    pub fn from_pem(pem: &str) -> Result<Self, CryptoError> {
        let key = VerifyingKey::from_public_key_pem(pem)
            .map_err(|error| CryptoError::MalformedKey { kind: "public key (PEM)", reason: error.to_string() })?;
        Self::strong(key)
    }

    fn strong(key: VerifyingKey) -> Result<Self, CryptoError> {
        if key.is_weak() { Err(CryptoError::WeakKey) } else { Ok(Self(key)) }
    }

    /// The 32 raw bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// The DER form, SubjectPublicKeyInfo (RFC 8410).
    #[must_use]
    pub fn spki_der(&self) -> Vec<u8> {
        [SPKI_HEAD.as_slice(), self.bytes()].concat()
    }

    /// The SPKI PEM text that openssl reads.
    ///
    /// # Errors
    /// None is known; the encoder's error is passed on rather than hidden.
    pub fn to_pem(&self) -> Result<String, CryptoError> {
        self.0
            .to_public_key_pem(LineEnding::LF)
            .map_err(|error| CryptoError::MalformedKey { kind: "public key", reason: error.to_string() })
    }

    /// The key's identifier in envelopes: the SHA-256 of its DER form in lower-case hexadecimal.
    #[must_use]
    pub fn id(&self) -> String {
        sha256(&self.spki_der()).hex()
    }

    /// True where the signature fits, by the strict rules: no small-order component, no second encoding.
    #[must_use]
    pub fn verify(&self, message: &[u8], signature: &Signature) -> bool {
        self.0.verify_strict(message, &ed25519_dalek::Signature::from_bytes(signature)).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_read_back() {
        let key = SecretKey::from_seed(&[9; 32]);
        let read = SecretKey::from_pem(&key.to_pem().unwrap()).unwrap();
        assert_eq!(read.public(), key.public());
        assert_eq!(PublicKey::from_pem(&key.public().to_pem().unwrap()).unwrap(), key.public());
        assert_eq!(PublicKey::from_bytes(key.public().bytes()).unwrap(), key.public());
        assert_eq!(key.public().0.to_public_key_der().unwrap().as_bytes(), key.public().spki_der());
    }

    #[test]
    fn rfc_8032_test_2() {
        let hex = |text: &str| data_encoding::HEXLOWER.decode(text.as_bytes()).unwrap();
        let seed = hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb").try_into().unwrap();
        let signature = hex(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        );
        let key = SecretKey::from_seed(&seed);
        assert_eq!(key.sign(&[0x72]).as_slice(), signature);
        assert!(key.public().verify(&[0x72], &signature.try_into().unwrap()));
        assert!(!key.public().verify(&[0x73], &key.sign(&[0x72])));
    }

    #[test]
    fn weak_keys_are_refused() {
        let mut identity = [0; 32];
        identity[0] = 1;
        assert_eq!(PublicKey::from_bytes(&identity), Err(CryptoError::WeakKey));
        assert_eq!(PublicKey::from_bytes(&[0; 32]), Err(CryptoError::WeakKey));
        assert!(matches!(PublicKey::from_bytes(&[1; 31]), Err(CryptoError::MalformedKey { .. })));
    }

    #[test]
    fn debug_output_hides_the_seed() {
        let text = format!("{:?}", SecretKey::from_seed(&[0xab; 32]));
        assert!(!text.contains("abab") && !text.contains("171"), "{text}");
    }
}
