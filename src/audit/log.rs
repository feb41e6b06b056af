//! The writer: one transaction a batch, and nothing is said before it is durable.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use jiff::Timestamp;

use crate::audit::draft::{Blob, Draft, no_position};
use crate::audit::entry::{EntryType, Leaf, entry_hash, time_text};
use crate::audit::error::AuditError;
use crate::audit::keys::SigningKeys;
use crate::audit::receipt::{LoggedReceipt, Recorded};
use crate::audit::sqlite::{Store, Writing};
use crate::audit::statement::{GENESIS_TYPE, GenesisPredicate, LogPosition, ResourceDescriptor};
use crate::audit::stored::{Disclosure, Head, Row};
use crate::audit::tiles::TileEdge;
use crate::audit::tip::{broken, check_format, check_genesis, check_head, tip};
use crate::audit::veil::Random;
use crate::crypto::{Checkpoint, Envelope, VerifierKey, sha256};
use crate::model::{Decision, Digest};

/// The name of a log, unique in the world: a URL without its scheme, such as `example.org/govern/prod`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The name.
    pub name: String,
}

/// A decision to be recorded, with the bytes that it used.
///
/// Documents and parameters are taken from the decision itself; `blobs` are the rest: packs, configuration.
#[derive(Clone, Debug)]
pub struct Submission {
    /// The decision.
    pub decision: Decision,
    /// What it used.
    pub blobs: Vec<Blob>,
}

/// What the first entry says.
pub(crate) struct Birth<'b> {
    pub(crate) origin: &'b str,
    pub(crate) log_id: String,
    pub(crate) program: &'b str,
    pub(crate) time: Timestamp,
}

impl Birth<'_> {
    fn draft(&self, keys: &SigningKeys) -> Result<Draft, AuditError> {
        let (log_key, decision_key) = (keys.log_verifier(self.origin)?, keys.decision_verifier(self.origin)?);
        let subject = vec![
            ResourceDescriptor::new(log_key.name(), &sha256(&log_key.key().spki_der())),
            ResourceDescriptor::new(decision_key.name(), &sha256(&decision_key.key().spki_der())),
        ];
        let predicate = GenesisPredicate {
            decision_vkey: decision_key.to_string(),
            log: no_position(),
            log_id: self.log_id.clone(),
            log_vkey: log_key.to_string(),
            program: self.program.to_owned(),
        };
        Draft::new(EntryType::Genesis, GENESIS_TYPE, predicate, subject)
    }
}

/// A log that is open for writing.
#[derive(Debug)]
pub struct AuditLog {
    store: Store,
    origin: String,
    keys: SigningKeys,
    verifier: [VerifierKey; 1],
    stored: BTreeSet<Digest>,
}

/// One entry of a batch, written but not yet committed.
struct Written {
    seq: u64,
    hash: Digest,
    envelope: Vec<u8>,
    clock_behind: bool,
}

impl AuditLog {
    /// Creates a log with its first entry. `random` gives the log's identifier.
    ///
    /// # Errors
    /// The file exists, cannot be written, or the origin cannot name a key.
    pub fn create(
        path: &Path,
        origin: &Origin,
        keys: SigningKeys,
        now: Timestamp,
        random: Random<'_>,
    ) -> Result<Self, AuditError> {
        let mut id = [0; 16];
        random(&mut id);
        let birth = Birth {
            origin: &origin.name,
            log_id: data_encoding::HEXLOWER.encode(&id),
            program: concat!("govern ", env!("CARGO_PKG_VERSION")),
            time: millisecond(now)?,
        };
        Self::create_as(path, keys, &birth)
    }

    /// Built under a name of its own and linked into place: two processes cannot both create the log, and a crash
    /// leaves no half of one.
    pub(crate) fn create_as(path: &Path, keys: SigningKeys, birth: &Birth<'_>) -> Result<Self, AuditError> {
        if path.exists() {
            return Err(AuditError::Exists { path: path.to_owned() });
        }
        let mut genesis = birth.draft(&keys)?;
        let draft_path = path.with_extension(format!("{}.new", birth.log_id));
        let built = Store::create(&draft_path).and_then(|store| {
            let mut log = Self::over(store, birth.origin, keys.clone())?;
            log.write(std::slice::from_mut(&mut genesis), birth.time)
        });
        let linked = built.and_then(|_| {
            fs::hard_link(&draft_path, path).map_err(|source| match source.kind() {
                ErrorKind::AlreadyExists => AuditError::Exists { path: path.to_owned() },
                _ => AuditError::Io { action: "create the log", path: path.to_owned(), source },
            })
        });
        for suffix in ["", "-wal", "-shm"] {
            let mut name = draft_path.clone().into_os_string();
            name.push(suffix);
            // What is not there need not be removed.
            let _ = fs::remove_file(name);
        }
        linked?;
        sync_directory(path)?;
        Self::open(path, keys, Some(birth.origin))
    }

    /// Opens a log for writing; never creates one.
    ///
    /// # Errors
    /// The file is missing, no log, of a newer version, altered, of another origin, or written with other keys.
    pub fn open(path: &Path, keys: SigningKeys, expected_origin: Option<&str>) -> Result<Self, AuditError> {
        if !path.exists() {
            return Err(AuditError::Missing { path: path.to_owned() });
        }
        let store = Store::open(path).map_err(|error| match error {
            AuditError::Damaged { reason } => broken(path, reason),
            other => other,
        })?;
        check_format(&store, path)?;
        let schema = store.schema()?;
        if !schema.is_ours() {
            let objects = [schema.altered, schema.foreign].concat().join(", ");
            return Err(AuditError::SchemaAltered { objects });
        }
        let origin = check_genesis(&store, &keys, expected_origin)?;
        let log = Self::over(store, &origin, keys)?;
        let head = log.store.head()?.ok_or_else(|| AuditError::damaged("it has no head"))?;
        check_head(&head, &log.verifier)?;
        Ok(log)
    }

    fn over(store: Store, origin: &str, keys: SigningKeys) -> Result<Self, AuditError> {
        let verifier = [keys.log_verifier(origin)?];
        Ok(Self { store, origin: origin.to_owned(), keys, verifier, stored: BTreeSet::new() })
    }

    /// Origin of the log.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The verifier key of the log.
    #[must_use]
    pub const fn verifier(&self) -> &VerifierKey {
        let [key] = &self.verifier;
        key
    }

    /// True where the log holds the bytes of a digest.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn has_blob(&self, digest: &Digest) -> Result<bool, AuditError> {
        Ok(self.stored.contains(digest) || self.store.has_blob(digest)?)
    }

    /// Records a batch in one transaction. When this returns, every decision in it is durable; on an error, none is.
    ///
    /// `random` gives the salts of the commitments.
    ///
    /// # Errors
    /// The log cannot be written, or contradicts itself.
    pub fn append(
        &mut self,
        batch: Vec<Submission>,
        now: Timestamp,
        random: Random<'_>,
    ) -> Result<Vec<Recorded>, AuditError> {
        if batch.is_empty() {
            return Ok(Vec::new());
        }
        let now = millisecond(now)?;
        let mut drafts = Vec::with_capacity(batch.len());
        let mut decisions = Vec::with_capacity(batch.len());
        for Submission { decision, blobs } in batch {
            drafts.push(Draft::of(&decision, blobs, random)?);
            decisions.push(decision);
        }
        let (written, checkpoint) = self.write(&mut drafts, now)?;
        let recorded = decisions.into_iter().zip(written).map(|(decision, entry)| {
            let receipt = LoggedReceipt {
                origin: self.origin.clone(),
                seq: entry.seq,
                time: now,
                entry_hash: entry.hash,
                envelope: entry.envelope,
                checkpoint: checkpoint.clone(),
                key: self.keys.note.clone(),
                clock_behind: entry.clock_behind,
            };
            Recorded::logged(decision, receipt)
        });
        Ok(recorded.collect())
    }

    fn write(&mut self, drafts: &mut [Draft], now: Timestamp) -> Result<(Vec<Written>, String), AuditError> {
        let Self { store, origin, keys, verifier, stored } = self;
        let writing = store.begin()?;
        let mut tip = tip(&writing, verifier)?;
        let mut tiles = TileEdge::default();
        let mut written = Vec::with_capacity(drafts.len());
        let mut blobs = BTreeSet::new();
        for draft in drafts {
            let seq = tip.edge.size();
            let position = LogPosition { origin: origin.clone(), seq, time: time_text(now) };
            let envelope = Envelope::sign(draft.payload(&position)?, &keys.decision).encode()?;
            let leaf = Leaf {
                envelope: sha256(&envelope),
                log: origin.clone(),
                prev: tip.prev,
                seq,
                time: now,
                entry_type: draft.entry_type.clone(),
            };
            let row = row(&leaf, envelope, std::mem::take(&mut draft.disclosures))?;
            writing.insert(&row)?;
            let hash = entry_hash(&row.leaf);
            tiles.push(seq, hash, |id| writing.tile(id))?;
            for blob in draft.blobs.drain(..).filter(|blob| !stored.contains(&blob.digest)) {
                put_blob(&writing, &blob)?;
                blobs.insert(blob.digest);
            }
            let clock_behind = tip.time.is_some_and(|last| now < last);
            written.push(Written { seq, hash, envelope: row.envelope.unwrap_or_default(), clock_behind });
            tip.edge.push(hash);
            tip.prev = hash;
            tip.time = Some(now);
        }
        for (id, bytes) in tiles.iter() {
            writing.put_tile(*id, bytes)?;
        }
        let checkpoint = Checkpoint { origin: origin.clone(), size: tip.edge.size(), root: tip.edge.root() };
        let note = checkpoint.sign(&keys.log)?.to_string();
        writing.put_head(&Head {
            size: checkpoint.size,
            root: checkpoint.root.bytes().to_vec(),
            edge: tip.edge.roots().iter().flat_map(Digest::bytes).copied().collect(),
            checkpoint: note.clone(),
        })?;
        writing.commit()?;
        stored.append(&mut blobs);
        Ok((written, note))
    }
}

/// Without this, a power loss could take the name of the new file, and with it every entry written since.
#[cfg(unix)]
fn sync_directory(path: &Path) -> Result<(), AuditError> {
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let synced = fs::File::open(directory).and_then(|directory| directory.sync_all());
    synced.map_err(|source| AuditError::Io { action: "create the log in", path: directory.to_owned(), source })
}

#[cfg(not(unix))]
fn sync_directory(_path: &Path) -> Result<(), AuditError> {
    Ok(())
}

/// Times are kept in milliseconds.
fn millisecond(now: Timestamp) -> Result<Timestamp, AuditError> {
    Timestamp::from_millisecond(now.as_millisecond()).map_err(|error| AuditError::Store { reason: error.to_string() })
}

fn row(leaf: &Leaf, envelope: Vec<u8>, disclosures: Vec<Disclosure>) -> Result<Row, AuditError> {
    let bytes = leaf.encode()?;
    Ok(Row {
        seq: leaf.seq,
        prev: leaf.prev.bytes().to_vec(),
        hash: entry_hash(&bytes).bytes().to_vec(),
        leaf: bytes,
        envelope: Some(envelope),
        disclosures,
    })
}

fn put_blob(writing: &Writing<'_>, blob: &Blob) -> Result<(), AuditError> {
    if writing.has_blob(&blob.digest)? {
        return Ok(());
    }
    if sha256(&blob.bytes) != blob.digest {
        return Err(AuditError::BlobMismatch { digest: blob.digest });
    }
    writing.put_blob(&blob.digest, &blob.bytes)
}
