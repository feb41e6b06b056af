//! DSSE envelopes (secure-systems-lab/dsse 1.0.2): a payload, its type, and signatures over both.

use data_encoding::BASE64;
use serde::{Deserialize, Serialize};

use crate::crypto::error::CryptoError;
use crate::crypto::key::{PublicKey, SecretKey};

/// The payload type of every envelope in the log.
pub const PAYLOAD_TYPE: &str = "application/vnd.in-toto+json";

/// What is signed: the type and the payload, each with its length before it.
#[must_use]
pub fn pae(payload_type: &str, payload: &[u8]) -> Vec<u8> {
    let head = format!("DSSEv1 {} {payload_type} {} ", payload_type.len(), payload.len());
    [head.as_bytes(), payload].concat()
}

/// An envelope, decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    payload: Vec<u8>,
    signatures: Vec<(String, Vec<u8>)>,
}

/// The JSON form; members in the order of canonical JSON, and no character that needs an escape.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EnvelopeText {
    payload: String,
    #[serde(rename = "payloadType")]
    payload_type: String,
    signatures: Vec<SignatureText>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SignatureText {
    keyid: String,
    sig: String,
}

impl Envelope {
    /// Signs a payload.
    #[must_use]
    pub fn sign(payload: Vec<u8>, key: &SecretKey) -> Self {
        let signature = key.sign(&pae(PAYLOAD_TYPE, &payload)).to_vec();
        Self { payload, signatures: vec![(key.public().id(), signature)] }
    }

    /// Reads an envelope; signatures are not checked yet.
    ///
    /// # Errors
    /// No envelope, another payload type, or any other spelling than the canonical one.
    pub fn decode(bytes: &[u8]) -> Result<Self, CryptoError> {
        let malformed = |reason| CryptoError::Malformed { what: "envelope", reason };
        let text: EnvelopeText = serde_json::from_slice(bytes).map_err(|_| malformed("not the JSON of an envelope"))?;
        if text.payload_type != PAYLOAD_TYPE {
            return Err(malformed("another payload type"));
        }
        let payload = BASE64.decode(text.payload.as_bytes()).map_err(|_| malformed("the payload is not base64"))?;
        let signatures = text
            .signatures
            .into_iter()
            .map(|s| BASE64.decode(s.sig.as_bytes()).map(|sig| (s.keyid, sig)))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|_| malformed("a signature is not base64"))?;
        let envelope = Self { payload, signatures };
        if envelope.encode()? == bytes { Ok(envelope) } else { Err(malformed("not in canonical form")) }
    }

    /// The canonical JSON bytes.
    ///
    /// # Errors
    /// None is known; the encoder's error is passed on rather than hidden.
    pub fn encode(&self) -> Result<Vec<u8>, CryptoError> {
        let text = EnvelopeText {
            payload: BASE64.encode(&self.payload),
            payload_type: PAYLOAD_TYPE.to_owned(),
            signatures: self
                .signatures
                .iter()
                .map(|(keyid, sig)| SignatureText { keyid: keyid.clone(), sig: BASE64.encode(sig) })
                .collect(),
        };
        serde_json::to_vec(&text).map_err(|_| CryptoError::Malformed { what: "envelope", reason: "cannot be written" })
    }

    /// The payload: the bytes of an in-toto Statement.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// The known key that signed. `known` pairs each key with its identifier, which is costly to compute.
    ///
    /// # Errors
    /// A signature of a known key does not fit, or no known key signed.
    pub fn verify<'k>(&self, known: &'k [(String, PublicKey)]) -> Result<&'k str, CryptoError> {
        let message = pae(PAYLOAD_TYPE, &self.payload);
        let mut signer = None;
        for (keyid, signature) in &self.signatures {
            let Some((id, key)) = known.iter().find(|(id, _)| id == keyid) else { continue };
            if !signature.as_slice().try_into().is_ok_and(|signature| key.verify(&message, signature)) {
                return Err(CryptoError::BadSignature { key: id.clone() });
            }
            signer = Some(id.as_str());
        }
        signer.ok_or(CryptoError::UnknownKey)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pre_authentication_encoding_of_the_standard() {
        // The example of the DSSE protocol document.
        assert_eq!(
            pae("http://example.com/HelloWorld", b"hello world"),
            b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
        );
    }

    #[test]
    fn a_signed_envelope_reads_back_in_one_spelling_only() {
        let key = SecretKey::from_seed(&[4; 32]);
        let bytes = Envelope::sign(b"{}".to_vec(), &key).encode().unwrap();
        let envelope = Envelope::decode(&bytes).unwrap();
        let known = [(key.public().id(), key.public())];
        assert_eq!(envelope.verify(&known).unwrap(), key.public().id());
        assert_eq!(envelope.verify(&[]), Err(CryptoError::UnknownKey));

        let text = String::from_utf8(bytes).unwrap();
        for edited in [
            format!("{text} "),
            text.replacen("{\"payload\"", "{ \"payload\"", 1),
            text.replacen("\"payload\":\"", "\"x\":1,\"payload\":\"", 1),
            text.replacen("e30=", "e31=", 1),
            text.replacen("in-toto+json", "in-toto", 1),
        ] {
            assert_ne!(edited, text);
            assert!(Envelope::decode(edited.as_bytes()).is_err(), "{edited}");
        }
        let other = Envelope::decode(text.replacen("e30=", "e319", 1).as_bytes()).unwrap();
        assert!(matches!(other.verify(&known), Err(CryptoError::BadSignature { .. })));
    }
}
