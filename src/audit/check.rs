//! The checks of one entry that need nothing but the entry: pure, and run on many entries at once.

use serde_json::Value;

use crate::audit::class::{Class, Problem};
use crate::audit::entry::{DecodedLeaf, EntryType, Leaf, entry_hash, time_text};
use crate::audit::statement::{DECISION_TYPE, GENESIS_TYPE, STATEMENT_TYPE};
use crate::audit::stored::Row;
use crate::canon;
use crate::crypto::{CryptoError, Envelope, PublicKey, commitment, sha256};
use crate::model::Digest;

/// What one entry turned out to be.
#[derive(Debug)]
pub(crate) struct Checked {
    /// Number in the table.
    pub(crate) seq: u64,
    /// The recomputed hash of the leaf.
    pub(crate) hash: Digest,
    /// The leaf, where it is of a version that we know.
    pub(crate) leaf: Option<Leaf>,
    /// What is wrong.
    pub(crate) problems: Vec<Problem>,
    /// Digests of the bytes that the decision used.
    pub(crate) references: Vec<Digest>,
    /// Digests of pack listings, which name further bytes.
    pub(crate) listings: Vec<Digest>,
    /// Commitments whose opening is gone.
    pub(crate) erased: usize,
}

/// Decision keys with their identifiers.
pub(crate) type DecisionKeys = Vec<(String, PublicKey)>;

/// Checks one entry.
pub(crate) fn check(row: &Row, keys: &DecisionKeys) -> Checked {
    let mut checked = Checked {
        seq: row.seq,
        hash: entry_hash(&row.leaf),
        leaf: None,
        problems: Vec::new(),
        references: Vec::new(),
        listings: Vec::new(),
        erased: 0,
    };
    if row.hash != checked.hash.bytes() {
        checked.found(Class::LeafMismatch, "the leaf does not have the stored hash");
    }
    match Leaf::decode(&row.leaf) {
        Ok(DecodedLeaf::Known(leaf)) => {
            if row.prev != leaf.prev.bytes() {
                checked.found(Class::ChainBroken, "the stored previous hash is not the leaf's");
            }
            checked.envelope(row, &leaf, keys);
            checked.leaf = Some(leaf);
        }
        Ok(DecodedLeaf::NewerVersion(version)) => {
            checked.found(Class::NewerVersion, &format!("the leaf has the version `{version}`"));
        }
        Err(error) => checked.found(Class::NotCanonical, &error.to_string()),
    }
    checked
}

impl Checked {
    fn found(&mut self, class: Class, detail: &str) {
        self.problems.push(Problem { class, seq: Some(self.seq), detail: detail.to_owned() });
    }

    fn envelope(&mut self, row: &Row, leaf: &Leaf, keys: &DecisionKeys) {
        let Some(bytes) = &row.envelope else {
            return self.found(Class::EnvelopeMismatch, "the envelope is missing");
        };
        if sha256(bytes) != leaf.envelope {
            return self.found(Class::EnvelopeMismatch, "the envelope does not have the digest in the leaf");
        }
        let envelope = match Envelope::decode(bytes) {
            Ok(envelope) => envelope,
            Err(error) => return self.found(Class::NotCanonical, &error.to_string()),
        };
        match envelope.verify(keys) {
            Ok(_) => {}
            Err(CryptoError::UnknownKey) => self.found(Class::UnknownKey, "the envelope was signed by an unknown key"),
            Err(error) => self.found(Class::EnvelopeSignature, &error.to_string()),
        }
        match serde_json::from_slice::<Value>(envelope.payload()) {
            Ok(statement) if canon::is_canonical(envelope.payload(), &statement) => {
                self.statement(row, leaf, &statement);
            }
            _ => self.found(Class::NotCanonical, "the statement is not in canonical form"),
        }
    }

    fn statement(&mut self, row: &Row, leaf: &Leaf, statement: &Value) {
        let expected = match &leaf.entry_type {
            EntryType::Genesis => GENESIS_TYPE,
            EntryType::Decision => DECISION_TYPE,
            EntryType::Newer(word) => {
                return self.found(Class::NewerVersion, &format!("the entry has the type `{word}`"));
            }
        };
        let text = |pointer| statement.pointer(pointer).and_then(Value::as_str);
        if text("/predicate/log/origin") != Some(leaf.log.as_str()) {
            self.found(Class::WrongLog, "the statement was signed for another log");
        }
        if statement.pointer("/predicate/log/seq").and_then(Value::as_u64) != Some(leaf.seq) {
            self.found(Class::DuplicateDecision, "the statement was signed for another place in the log");
        }
        if text("/_type") != Some(STATEMENT_TYPE) || text("/predicateType") != Some(expected) {
            self.found(Class::StatementMismatch, "the statement is not of the type that the leaf names");
        }
        if text("/predicate/log/time") != Some(time_text(leaf.time).as_str()) {
            self.found(Class::StatementMismatch, "the statement does not have the time of the leaf");
        }
        let predicate = statement.get("predicate").unwrap_or(&Value::Null);
        self.openings(row, predicate);
        self.references(predicate);
    }

    fn openings(&mut self, row: &Row, predicate: &Value) {
        for opening in &row.disclosures {
            let commit = predicate.pointer(&opening.name).and_then(|value| value.get("commit"));
            let opened = commitment(&opening.name, &opening.salt, &opening.value).to_string();
            if commit.and_then(Value::as_str) != Some(opened.as_str()) {
                self.found(Class::DisclosureMismatch, &format!("the opening of `{}` does not fit", opening.name));
            }
        }
        self.erased = commitments(predicate).saturating_sub(row.disclosures.len());
    }

    fn references(&mut self, predicate: &Value) {
        let list = |name| predicate.get(name).and_then(Value::as_array).into_iter().flatten();
        self.references.extend(list("documents").filter_map(|document| as_digest(document.get("digest"))));
        self.references.extend(list("packs").filter_map(|pack| as_digest(pack.get("parameters"))));
        self.references.extend(
            ["/management/org", "/management/config"].into_iter().filter_map(|p| as_digest(predicate.pointer(p))),
        );
        self.listings.extend(list("packs").filter_map(|pack| as_digest(pack.get("digest"))));
    }
}

fn as_digest(value: Option<&Value>) -> Option<Digest> {
    value.and_then(Value::as_str).and_then(|text| text.parse().ok())
}

/// Number of objects that are commitments.
fn commitments(value: &Value) -> usize {
    match value {
        Value::Object(members) if members.len() == 1 && as_digest(members.get("commit")).is_some() => 1,
        Value::Object(members) => members.values().map(commitments).sum(),
        Value::Array(items) => items.iter().map(commitments).sum(),
        _ => 0,
    }
}
