//! What must hold of a log before anything is appended to it, and the end that an append builds on.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use jiff::Timestamp;

use crate::audit::entry::{DecodedLeaf, Leaf, NO_PREVIOUS, entry_hash};
use crate::audit::error::AuditError;
use crate::audit::keys::SigningKeys;
use crate::audit::schema::{APPLICATION_ID, USER_VERSION};
use crate::audit::sqlite::{Store, Writing};
use crate::audit::statement::GenesisStatement;
use crate::audit::stored::Head;
use crate::crypto::{Checkpoint, Envelope, RightEdge, VerifierKey};
use crate::model::Digest;

/// What a batch builds on.
pub(crate) struct Tip {
    pub(crate) edge: RightEdge,
    pub(crate) prev: Digest,
    pub(crate) time: Option<Timestamp>,
}

/// Refuses other files and newer versions, before anything in them is read.
pub(crate) fn check_format(store: &Store, path: &Path) -> Result<(), AuditError> {
    let (application, version) = store.versions().map_err(|error| match error {
        AuditError::Damaged { reason } => broken(path, reason),
        other => other,
    })?;
    match (application, version) {
        (APPLICATION_ID, USER_VERSION) => Ok(()),
        (APPLICATION_ID, found) if found > USER_VERSION => Err(AuditError::NewerVersion { found, known: USER_VERSION }),
        _ => Err(AuditError::NotALog { path: path.to_owned() }),
    }
}

/// What `SQLite` cannot read is a log that broke, where its first page says that it is one; else it never was.
pub(crate) fn broken(path: &Path, reason: String) -> AuditError {
    let mut head = [0; 72];
    let read = fs::File::open(path).and_then(|mut file| file.read_exact(&mut head));
    // The application_id stands at byte 68 (sqlite.org/fileformat2.html, section 1.3).
    match head.last_chunk::<4>() {
        Some(id) if read.is_ok() && i64::from(i32::from_be_bytes(*id)) == APPLICATION_ID => {
            AuditError::Damaged { reason }
        }
        _ => AuditError::NotALog { path: path.to_owned() },
    }
}

/// The origin of the log, once its first entry names our keys.
pub(crate) fn check_genesis(store: &Store, keys: &SigningKeys, expected: Option<&str>) -> Result<String, AuditError> {
    let row = store.row(0)?.ok_or_else(|| AuditError::damaged("it has no first entry"))?;
    let envelope = Envelope::decode(row.envelope.as_deref().unwrap_or_default())?;
    let statement: GenesisStatement = serde_json::from_slice(envelope.payload())
        .map_err(|_| AuditError::damaged("the first entry does not describe a log"))?;
    let genesis = statement.predicate;
    if let Some(expected) = expected.filter(|expected| *expected != genesis.log.origin) {
        return Err(AuditError::ForeignOrigin { found: genesis.log.origin, expected: expected.to_owned() });
    }
    let origin = genesis.log.origin;
    for (role, key, found) in [
        ("log", keys.log_verifier(&origin)?, genesis.log_vkey),
        ("decision", keys.decision_verifier(&origin)?, genesis.decision_vkey),
    ] {
        if key.to_string() != found {
            return Err(AuditError::KeyMismatch { role });
        }
    }
    envelope.verify(&[(keys.decision.public().id(), keys.decision.public())])?;
    Ok(origin)
}

/// The right edge of a head whose checkpoint is ours and whose columns agree with it.
pub(crate) fn check_head(head: &Head, verifier: &[VerifierKey; 1]) -> Result<RightEdge, AuditError> {
    let checkpoint =
        Checkpoint::open(&head.checkpoint, verifier).map_err(|source| AuditError::HeadSignature { source })?;
    let (roots, rest) = head.edge.as_chunks::<32>();
    let edge = RightEdge::new(head.size, roots.iter().copied().map(Digest::new).collect())
        .filter(|edge| rest.is_empty() && edge.root() == checkpoint.root && edge.size() == checkpoint.size);
    let [key] = verifier;
    match edge {
        Some(edge) if head.root == checkpoint.root.bytes() && key.name() == checkpoint.origin => Ok(edge),
        _ => Err(AuditError::damaged("its head does not agree with its checkpoint")),
    }
}

/// The end of the log inside the transaction; the start of an empty one.
pub(crate) fn tip(writing: &Writing<'_>, verifier: &[VerifierKey; 1]) -> Result<Tip, AuditError> {
    let Some(head) = writing.head()? else {
        return Ok(Tip { edge: RightEdge::default(), prev: NO_PREVIOUS, time: None });
    };
    let edge = check_head(&head, verifier)?;
    let last = edge.size().checked_sub(1).ok_or_else(|| AuditError::damaged("its head is empty"))?;
    let (leaf, hash) = writing.entry(last)?.ok_or_else(|| AuditError::damaged(format!("entry {last} is missing")))?;
    let prev = entry_hash(&leaf);
    if hash != prev.bytes() {
        return Err(AuditError::damaged(format!("entry {last} was changed")));
    }
    match Leaf::decode(&leaf) {
        Ok(DecodedLeaf::Known(leaf)) => Ok(Tip { edge, prev, time: Some(leaf.time) }),
        Ok(DecodedLeaf::NewerVersion(_)) => Ok(Tip { edge, prev, time: None }),
        Err(error) => Err(AuditError::damaged(format!("entry {last}: {error}"))),
    }
}
