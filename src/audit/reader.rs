//! A log opened for reading: one snapshot of the file, which is not changed by being read.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::audit::check::Checked;
use crate::audit::class::{Class, Problem};
use crate::audit::error::AuditError;
use crate::audit::sqlite::Store;
use crate::audit::stored::{Head, Row};
use crate::audit::surplus::Surplus;
use crate::audit::tip::{broken, check_format};
use crate::audit::verify::{BlobReport, Trust, VerifyReport, verify};
use crate::crypto::sha256;
use crate::model::Digest;

/// Rows read at a time.
const CHUNK: u32 = 512;
/// Digests remembered as noted already: packs and parameters recur in every entry.
const REMEMBERED: usize = 4096;
/// How often a log is copied that changes meanwhile.
const COPY_ATTEMPTS: u32 = 5;
/// Missing digests that a report lists.
const LISTED: usize = 32;

/// A log that is open for reading.
#[derive(Debug)]
pub struct LogFile {
    // Declared before the copy, so that it is closed before the copy is removed.
    store: Store,
    _copy: Option<Copy>,
}

impl LogFile {
    /// Opens a log. Where its place cannot be written, a copy in a new directory below `scratch` is opened instead:
    /// `SQLite` needs files beside the log even to read it.
    ///
    /// # Errors
    /// The file is missing, no log, of a newer version, or damaged beyond reading, which is tampering.
    pub fn open(path: &Path, scratch: &Path) -> Result<Self, AuditError> {
        if !path.exists() {
            return Err(AuditError::Missing { path: path.to_owned() });
        }
        let direct = if is_writable(path) { Store::open_snapshot(path) } else { Err(no_place()) };
        let (store, copy) = match direct {
            // The directory cannot be written either.
            Err(AuditError::Store { .. }) => {
                let copy = Copy::of(path, scratch)?;
                (Store::open_snapshot(&copy.log)?, Some(copy))
            }
            Err(AuditError::Damaged { reason }) => return Err(broken(path, reason)),
            other => (other?, None),
        };
        check_format(&store, path)?;
        Ok(Self { store, _copy: copy })
    }

    /// A full verification of everything in the file.
    ///
    /// # Errors
    /// The file cannot be read at all. Whatever is wrong with its content is in the report.
    pub fn verify(&self, trust: &Trust) -> Result<VerifyReport, AuditError> {
        let schema = match self.store.schema() {
            Err(AuditError::Damaged { reason }) => return unread(trust, Class::Damaged, reason),
            other => other?,
        };
        if !schema.foreign.is_empty() {
            let detail = format!("not ours, missing or changed: {}", schema.foreign.join(", "));
            return unread(trust, Class::SchemaForeign, detail);
        }
        match self.store.quick_check() {
            Ok(None) => {}
            Ok(Some(detail)) | Err(AuditError::Damaged { reason: detail }) => {
                return unread(trust, Class::Damaged, detail);
            }
            Err(error) => return Err(error),
        }
        let head = self.store.head()?;
        let mut references = References::new()?;
        let mut surplus = Surplus::new(&self.store);
        let verified = verify(self.rows(0), head.as_ref(), trust, |checked| {
            surplus.push(checked.hash)?;
            references.note(checked)
        });
        let mut report = match verified {
            Err(AuditError::Damaged { reason }) => return unread(trust, Class::Damaged, reason),
            other => other?,
        };
        surplus.finish()?.into_iter().for_each(|problem| report.found(problem));
        self.check_blobs(references, &mut report)?;
        if !schema.altered.is_empty() {
            let detail = format!("guards are missing or changed: {}", schema.altered.join(", "));
            report.found(Problem { class: Class::SchemaAltered, seq: None, detail });
        }
        Ok(report)
    }

    /// The rows from a number on, unverified.
    pub fn rows(&self, from: u64) -> impl Iterator<Item = Result<Row, AuditError>> + '_ {
        let mut next = Some(from);
        std::iter::from_fn(move || {
            let chunk = self.store.rows(next?, CHUNK);
            next = chunk.as_ref().ok().and_then(|rows| rows.last()).and_then(|row| row.seq.checked_add(1));
            Some(chunk)
        })
        .flat_map(|chunk| match chunk {
            Ok(rows) => rows.into_iter().map(Ok).collect::<Vec<_>>(),
            Err(error) => vec![Err(error)],
        })
    }

    /// One row, unverified.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn row(&self, seq: u64) -> Result<Option<Row>, AuditError> {
        self.store.row(seq)
    }

    /// The head, unverified.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn head(&self) -> Result<Option<Head>, AuditError> {
        self.store.head()
    }

    /// Stored bytes, where they have the digest that they are stored under.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn blob(&self, digest: &Digest) -> Result<Option<Vec<u8>>, AuditError> {
        Ok(self.store.blob(digest)?.filter(|bytes| sha256(bytes) == *digest))
    }

    fn check_blobs(&self, references: References, report: &mut VerifyReport) -> Result<(), AuditError> {
        let References { noted, listings, .. } = references;
        for listing in &listings {
            noted.note_digest(listing)?;
            let text = self.store.blob(listing)?.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
            for file in text.lines().filter_map(|line| line.split_once("  ")) {
                if let Ok(digest) = format!("sha256:{}", file.0).parse() {
                    noted.note_digest(&digest)?;
                }
            }
        }
        let mut blobs = BlobReport::default();
        let mut wrong = Vec::new();
        self.store.each_blob(|digest, bytes| {
            blobs.stored += 1;
            if sha256(bytes) != digest {
                wrong.push(digest);
            }
            blobs.unreferenced += u64::from(!noted.has_noted(&digest)?);
            Ok(())
        })?;
        noted.each_noted(|digest| {
            if !self.store.has_blob(&digest)? {
                blobs.missing += 1;
                if blobs.first_missing.len() < LISTED {
                    blobs.first_missing.push(digest);
                }
            }
            Ok(())
        })?;
        report.blobs = blobs;
        for digest in wrong {
            let detail = format!("the bytes stored as {digest} have another digest");
            report.found(Problem { class: Class::BlobMismatch, seq: None, detail });
        }
        Ok(())
    }
}

/// The report on a file whose entries were not read.
fn unread(trust: &Trust, class: Class, detail: String) -> Result<VerifyReport, AuditError> {
    let trust = Trust { anchors: Vec::new(), ..trust.clone() };
    let mut report = verify(std::iter::empty(), None, &trust, |_| Ok(()))?;
    report.class = Class::SelfConsistent;
    report.found(Problem { class, seq: None, detail });
    Ok(report)
}

/// The digests that entries name, in a temporary table: a long log names more than fit in memory.
struct References {
    noted: Store,
    recent: BTreeSet<Digest>,
    listings: BTreeSet<Digest>,
}

impl References {
    fn new() -> Result<Self, AuditError> {
        Ok(Self { noted: Store::scratch()?, recent: BTreeSet::new(), listings: BTreeSet::new() })
    }

    fn note(&mut self, checked: &Checked) -> Result<(), AuditError> {
        self.listings.extend(&checked.listings);
        for digest in &checked.references {
            if self.recent.insert(*digest) {
                self.noted.note_digest(digest)?;
            }
        }
        if self.recent.len() > REMEMBERED {
            self.recent.clear();
        }
        Ok(())
    }
}

/// A copy of a log that cannot be opened where it is; removed when dropped.
#[derive(Debug)]
struct Copy {
    directory: PathBuf,
    log: PathBuf,
}

impl Copy {
    fn of(path: &Path, scratch: &Path) -> Result<Self, AuditError> {
        let error = |action| move |source| AuditError::Io { action, path: path.to_owned(), source };
        let directory = (0..1000)
            .map(|number| scratch.join(format!("govern-verify-{}-{number}", std::process::id())))
            .find_map(|directory| fs::create_dir(&directory).is_ok().then_some(directory))
            .ok_or_else(|| error("copy for reading")(std::io::ErrorKind::PermissionDenied.into()))?;
        let copy = Self { log: directory.join("audit.db"), directory };
        let wal = beside(path, "-wal");
        // Somebody else may be writing: a copy that was torn by that would look like tampering.
        let state =
            || [path, wal.as_path()].map(|file| fs::metadata(file).and_then(|m| Ok((m.len(), m.modified()?))).ok());
        for _ in 0..COPY_ATTEMPTS {
            let before = state();
            fs::copy(path, &copy.log).map_err(error("copy for reading"))?;
            if wal.is_file() {
                fs::copy(&wal, beside(&copy.log, "-wal")).map_err(error("copy for reading"))?;
            }
            if state() == before {
                break;
            }
        }
        make_writable(&copy.log).map_err(error("copy for reading"))?;
        Ok(copy)
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        // What cannot be removed is left to the system's cleaning of temporary files.
        let _ = fs::remove_dir_all(&self.directory);
    }
}

/// Opening for writing changes nothing.
fn is_writable(path: &Path) -> bool {
    fs::OpenOptions::new().write(true).open(path).is_ok()
}

fn no_place() -> AuditError {
    AuditError::Store { reason: "read-only".to_owned() }
}

fn make_writable(path: &Path) -> std::io::Result<()> {
    let mut permissions = fs::metadata(path)?.permissions();
    if permissions.readonly() {
        #[cfg(unix)]
        std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o600);
        #[cfg(not(unix))]
        permissions.set_readonly(false);
        fs::set_permissions(path, permissions)?;
    }
    Ok(())
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
