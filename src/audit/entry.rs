//! The leaf of an entry: the small JSON text that the chain and the tree are made of (schemas/formats/govern-log.v1.md).

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::audit::error::AuditError;
use crate::canon;
use crate::crypto::leaf_hash;
use crate::model::Digest;

/// The version that we write.
pub const LEAF_VERSION: &str = "govern-log/1";
/// What stands in `prev` of the first entry.
pub const NO_PREVIOUS: Digest = Digest::new([0; 32]);
/// C2SP tlog-tiles writes the length of a leaf in two bytes.
const MAX_LEAF: usize = 65_535;
const MEMBERS: usize = 7;

/// What an entry records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryType {
    /// The birth of the log.
    Genesis,
    /// A decision.
    Decision,
    /// Something that a newer version of this program writes.
    Newer(String),
}

impl EntryType {
    /// The word in the leaf.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Genesis => "genesis",
            Self::Decision => "decision",
            Self::Newer(word) => word,
        }
    }

    fn from_word(word: &str) -> Self {
        match word {
            "genesis" => Self::Genesis,
            "decision" => Self::Decision,
            other => Self::Newer(other.to_owned()),
        }
    }
}

/// One leaf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// SHA-256 of the envelope's bytes.
    pub envelope: Digest,
    /// Origin of the log.
    pub log: String,
    /// Hash of the leaf before; [`NO_PREVIOUS`] for the first.
    pub prev: Digest,
    /// Number of the entry, from 0.
    pub seq: u64,
    /// When it was written, in milliseconds.
    pub time: Timestamp,
    /// What it records.
    pub entry_type: EntryType,
}

/// A leaf as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecodedLeaf {
    /// In the form that we know.
    Known(Leaf),
    /// In canonical JSON, but of this other version.
    NewerVersion(String),
}

/// Bytes that are no leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a leaf: {reason}")]
pub struct LeafError {
    /// What is wrong.
    pub reason: &'static str,
}

impl Leaf {
    /// The canonical bytes: what is stored and hashed.
    ///
    /// # Errors
    /// More than 65,535 bytes, or a seq beyond 2^53.
    pub fn encode(&self) -> Result<Vec<u8>, AuditError> {
        let members = [
            ("envelope_sha256", Value::from(self.envelope.hex())),
            ("log", Value::from(self.log.as_str())),
            ("prev", Value::from(self.prev.hex())),
            ("seq", Value::from(self.seq)),
            ("time", Value::from(time_text(self.time))),
            ("type", Value::from(self.entry_type.word())),
            ("v", Value::from(LEAF_VERSION)),
        ];
        let object: Map<String, Value> = members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        let bytes = canon::value_to_bytes(&Value::Object(object))?;
        if bytes.len() > MAX_LEAF { Err(AuditError::LeafTooLarge { bytes: bytes.len() }) } else { Ok(bytes) }
    }

    /// Reads a leaf; a pure function of the bytes.
    ///
    /// # Errors
    /// Anything but the canonical form of a leaf, or of an object that names another version.
    pub fn decode(bytes: &[u8]) -> Result<DecodedLeaf, LeafError> {
        let error = |reason| LeafError { reason };
        let value: Value = serde_json::from_slice(bytes).map_err(|_| error("not JSON"))?;
        if !canon::is_canonical(bytes, &value) {
            return Err(error("not in canonical form"));
        }
        let member = |name: &str| value.get(name).and_then(Value::as_str);
        let version = member("v").ok_or(error("no version"))?;
        if version != LEAF_VERSION {
            return Ok(DecodedLeaf::NewerVersion(version.to_owned()));
        }
        if value.as_object().map(Map::len) != Some(MEMBERS) {
            return Err(error("another number of members"));
        }
        let digest = |name| member(name).and_then(|hex| format!("sha256:{hex}").parse::<Digest>().ok());
        Ok(DecodedLeaf::Known(Self {
            envelope: digest("envelope_sha256").ok_or(error("no envelope digest"))?,
            log: member("log").ok_or(error("no log"))?.to_owned(),
            prev: digest("prev").ok_or(error("no previous hash"))?,
            seq: value.get("seq").and_then(Value::as_u64).ok_or(error("no seq"))?,
            time: member("time").and_then(parse_time).ok_or(error("no time"))?,
            entry_type: EntryType::from_word(member("type").ok_or(error("no type"))?),
        }))
    }
}

/// The hash of a leaf's bytes: the next leaf's `prev`, and the leaf hash of the tree.
#[must_use]
pub fn entry_hash(bytes: &[u8]) -> Digest {
    leaf_hash(bytes)
}

/// The only spelling of a time: UTC, three decimals, `Z`.
#[must_use]
pub(crate) fn time_text(time: Timestamp) -> String {
    format!("{time:.3}")
}

/// Reads that spelling and no other.
#[must_use]
fn parse_time(text: &str) -> Option<Timestamp> {
    text.parse().ok().filter(|time| time_text(*time) == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf() -> Leaf {
        Leaf {
            envelope: Digest::new([1; 32]),
            log: "example.org/govern".to_owned(),
            prev: NO_PREVIOUS,
            seq: 17,
            time: "2026-08-22T10:00:00.120Z".parse().unwrap(),
            entry_type: EntryType::Decision,
        }
    }

    #[test]
    fn the_bytes_are_those_of_the_specification() {
        let text = format!(
            r#"{{"envelope_sha256":"{}","log":"example.org/govern","prev":"{}","seq":17,"time":"2026-08-22T10:00:00.120Z","type":"decision","v":"govern-log/1"}}"#,
            "01".repeat(32),
            "00".repeat(32)
        );
        assert_eq!(String::from_utf8(leaf().encode().unwrap()).unwrap(), text);
        assert_eq!(Leaf::decode(text.as_bytes()), Ok(DecodedLeaf::Known(leaf())));
    }

    #[test]
    fn only_one_spelling_is_read() {
        let text = String::from_utf8(leaf().encode().unwrap()).unwrap();
        for edited in [
            format!("{text}\n"),
            text.replacen("\"seq\":17", "\"seq\":17,\"seq\":17", 1),
            text.replacen("\"seq\":17", "\"seq\": 17", 1),
            text.replacen("\"seq\":17", "\"seq\":\"17\"", 1),
            text.replacen("\"seq\":17", "\"seq\":17.0", 1),
            text.replacen(".120Z", ".12Z", 1),
            text.replacen("10:00:00.120Z", "11:00:00.120+01:00", 1),
            text.replacen("\"v\":", "\"u\":1,\"v\":", 1),
            text.replacen("0101", "01AB", 1),
            text.replacen("\"type\":\"decision\",", "", 1),
            "[]".to_owned(),
        ] {
            assert_ne!(edited, text);
            assert!(Leaf::decode(edited.as_bytes()).is_err(), "{edited}");
        }
    }

    #[test]
    fn what_newer_versions_write_is_told_apart() {
        let text = String::from_utf8(leaf().encode().unwrap()).unwrap();
        let newer = text.replacen("govern-log/1", "govern-log/2", 1);
        assert_eq!(Leaf::decode(newer.as_bytes()), Ok(DecodedLeaf::NewerVersion("govern-log/2".to_owned())));
        let typed = text.replacen("\"decision\"", "\"erasure\"", 1);
        let DecodedLeaf::Known(read) = Leaf::decode(typed.as_bytes()).unwrap() else { panic!("known version") };
        assert_eq!(read.entry_type, EntryType::Newer("erasure".to_owned()));
    }
}
