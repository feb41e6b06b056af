//! Hashes, signatures, signed notes, envelopes and the Merkle tree: pure functions of bytes.

mod checkpoint;
mod commitment;
mod dsse;
mod error;
mod hash;
mod key;
mod merkle;
mod note;

pub use checkpoint::Checkpoint;
pub use commitment::commitment;
pub use dsse::{Envelope, PAYLOAD_TYPE, pae};
pub use error::CryptoError;
pub use hash::{Sha256, sha256};
pub use key::{PublicKey, SecretKey, Signature};
pub use merkle::{RightEdge, leaf_hash, node_hash, root};
pub use note::{SignedNote, VerifierKey};
