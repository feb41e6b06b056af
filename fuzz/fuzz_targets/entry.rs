//! What a verifier reads of a log that somebody else wrote. Each decoder accepts one spelling only, so encoding what was
//! decoded gives the same bytes.
#![no_main]

use std::str::FromStr as _;

use govern::audit::{DecisionStatement, DecodedLeaf, GenesisStatement, Leaf};
use govern::canon;
use govern::crypto::{Checkpoint, Envelope, PublicKey, SecretKey, SignedNote, VerifierKey};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(DecodedLeaf::Known(leaf)) = Leaf::decode(bytes) {
        assert_eq!(leaf.encode().expect("what was read can be written"), bytes);
    }
    if let Ok(envelope) = Envelope::decode(bytes) {
        assert_eq!(envelope.encode().expect("what was read can be written"), bytes);
        statement(envelope.payload());
    }
    statement(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        note(text);
    }
});

/// A statement that is read with nothing left out is written alike.
fn statement(bytes: &[u8]) {
    if let Ok(statement) = serde_json::from_slice::<DecisionStatement>(bytes) {
        let _ = canon::to_bytes(&statement);
        let _ = statement.predicate.verdict();
    }
    if let Ok(statement) = serde_json::from_slice::<GenesisStatement>(bytes) {
        let _ = canon::to_bytes(&statement);
    }
}

fn note(text: &str) {
    if let Ok(note) = SignedNote::parse(text) {
        let written = note.to_string();
        assert_eq!(SignedNote::parse(&written).as_ref(), Ok(&note));
        assert!(note.verify(&[]).is_err(), "nobody signed for nobody");
    }
    if let Ok(checkpoint) = Checkpoint::from_note(text) {
        assert_eq!(Checkpoint::from_str(&checkpoint.to_string()), Ok(checkpoint));
    }
    if let Ok(key) = VerifierKey::from_str(text) {
        assert_eq!(key.to_string(), text);
    }
    let _ = PublicKey::from_pem(text);
    let _ = SecretKey::from_pem(text);
}
