//! What a verifier reads of a log that somebody else wrote. Each decoder accepts one spelling only, so encoding what was
//! decoded gives the same bytes.
#![no_main]

use std::fmt::Debug;
use std::str::FromStr as _;

use govern::audit::{DecisionStatement, DecodedLeaf, GenesisStatement, Leaf, Statement};
use govern::canon;
use govern::crypto::{Checkpoint, Envelope, PublicKey, SecretKey, SignedNote, VerifierKey};
use libfuzzer_sys::fuzz_target;
use serde::Serialize;
use serde::de::DeserializeOwned;

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

/// A statement that can be written says the same when it is read again.
fn statement(bytes: &[u8]) {
    if let Ok(statement) = serde_json::from_slice::<DecisionStatement>(bytes) {
        let _ = statement.predicate.verdict();
        reads_back(&statement);
    }
    if let Ok(statement) = serde_json::from_slice::<GenesisStatement>(bytes) {
        reads_back(&statement);
    }
}

fn reads_back<P>(statement: &Statement<P>)
where
    P: Debug + PartialEq + Serialize + DeserializeOwned,
{
    if let Ok(written) = canon::to_bytes(statement) {
        let read: Statement<P> = serde_json::from_slice(&written).expect("what was written can be read");
        assert_eq!(&read, statement);
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
