//! The log's file: settings, transactions and rows. The only user of `SQLite`; it knows nothing of what rows mean.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension as _, Transaction, TransactionBehavior, params};

use crate::audit::error::AuditError;
use crate::audit::schema::{APPLICATION_ID, SCHEMA, SchemaState, USER_VERSION};
use crate::audit::stored::{Disclosure, Head, Row};
use crate::audit::tiles::TileId;
use crate::model::Digest;

/// How long a writer waits for another one.
const BUSY: Duration = Duration::from_secs(30);

/// Two columns of an entry.
type LeafAndHash = (Vec<u8>, Vec<u8>);

/// A connection to a log.
#[derive(Debug)]
pub(crate) struct Store(Connection);

/// A transaction that writes; dropped without [`Writing::commit`], nothing happened.
#[derive(Debug)]
pub(crate) struct Writing<'s>(Transaction<'s>);

impl From<rusqlite::Error> for AuditError {
    fn from(error: rusqlite::Error) -> Self {
        // A value of a wrong type or range was not written by us.
        if matches!(
            error,
            rusqlite::Error::IntegralValueOutOfRange(..)
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::Utf8Error(..)
        ) {
            return Self::damaged(error.to_string());
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::damaged(error.to_string()),
            _ => Self::Store { reason: error.to_string() },
        }
    }
}

/// Rows that no entry leads to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counts {
    /// Tiles of the tree.
    pub(crate) tiles: u64,
    /// Envelopes without an entry.
    pub(crate) stray_envelopes: u64,
    /// Openings without an entry.
    pub(crate) stray_disclosures: u64,
}

impl Store {
    /// Makes the tables in an empty file.
    pub(crate) fn create(path: &Path) -> Result<Self, AuditError> {
        let store = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        store.0.pragma_update(None, "journal_mode", "WAL")?;
        store.0.pragma_update(None, "application_id", APPLICATION_ID)?;
        store.0.pragma_update(None, "user_version", USER_VERSION)?;
        for object in &SCHEMA {
            store.0.execute(object.sql, [])?;
        }
        Ok(store)
    }

    /// Opens a file that is there; whether it is a log is for [`Store::schema`] to say.
    pub(crate) fn open(path: &Path) -> Result<Self, AuditError> {
        Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
    }

    /// Opens for reading: refuses every write, and keeps one snapshot until it is closed.
    pub(crate) fn open_snapshot(path: &Path) -> Result<Self, AuditError> {
        let store = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        store.0.pragma_update(None, "query_only", true)?;
        // The first read takes the snapshot; it fails here where the place does not allow reading.
        store.0.execute_batch("BEGIN DEFERRED; SELECT count(*) FROM sqlite_schema")?;
        Ok(store)
    }

    /// A private table of digests in a temporary file, as large as it needs to be.
    pub(crate) fn scratch() -> Result<Self, AuditError> {
        let connection = Connection::open("")?;
        connection.execute_batch(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
             CREATE TABLE digest(sha256 BLOB PRIMARY KEY) STRICT, WITHOUT ROWID; BEGIN",
        )?;
        Ok(Self(connection))
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Self, AuditError> {
        let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        connection.busy_timeout(BUSY)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        for (name, value) in [
            // FULL: a commit that returned survives a power loss. fullfsync: so on macOS.
            ("synchronous", "FULL"),
            ("fullfsync", "ON"),
            // Without it, INSERT OR REPLACE goes past the guards against deletion.
            ("recursive_triggers", "ON"),
            ("cell_size_check", "ON"),
            ("mmap_size", "0"),
            // What is erased on request is overwritten.
            ("secure_delete", "ON"),
        ] {
            connection.pragma_update_and_check(None, name, value, |_| Ok(())).optional()?;
        }
        Ok(Self(connection))
    }

    /// `application_id` and `user_version`.
    pub(crate) fn versions(&self) -> Result<(i64, i64), AuditError> {
        let pragma = |name| self.0.pragma_query_value(None, name, |row| row.get(0));
        Ok((pragma("application_id")?, pragma("user_version")?))
    }

    /// How the schema compares with ours.
    pub(crate) fn schema(&self) -> Result<SchemaState, AuditError> {
        let mut statement = self.0.prepare("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")?;
        let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<Vec<_>, _>>()?;
        Ok(SchemaState::of(&found))
    }

    /// What `SQLite` itself finds wrong with the file's structure.
    pub(crate) fn quick_check(&self) -> Result<Option<String>, AuditError> {
        let answer: String = self.0.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        Ok((answer != "ok").then_some(answer))
    }

    pub(crate) fn head(&self) -> Result<Option<Head>, AuditError> {
        head(&self.0)
    }

    pub(crate) fn row(&self, seq: u64) -> Result<Option<Row>, AuditError> {
        let sql = format!("{ROW} WHERE entry.seq = ?1");
        let row = self.0.prepare_cached(&sql)?.query_row([to_sql(seq)?], read_row).optional()?;
        row.map(|mut row| {
            row.disclosures = self.disclosures(row.seq, row.seq)?.into_iter().map(|(_, opening)| opening).collect();
            Ok(row)
        })
        .transpose()
    }

    /// At most `limit` entries from `seq` on, in order.
    pub(crate) fn rows(&self, seq: u64, limit: u32) -> Result<Vec<Row>, AuditError> {
        let sql = format!("{ROW} WHERE entry.seq >= ?1 ORDER BY entry.seq LIMIT ?2");
        let mut statement = self.0.prepare_cached(&sql)?;
        let rows = statement.query_map(params![to_sql(seq)?, limit], read_row)?;
        let mut rows = rows.collect::<Result<Vec<_>, _>>()?;
        let (Some(first), Some(last)) = (rows.first().map(|row| row.seq), rows.last().map(|row| row.seq)) else {
            return Ok(rows);
        };
        let mut openings = self.disclosures(first, last)?.into_iter().peekable();
        for row in &mut rows {
            while let Some((_, opening)) = openings.next_if(|(seq, _)| *seq <= row.seq) {
                row.disclosures.push(opening);
            }
        }
        Ok(rows)
    }

    fn disclosures(&self, first: u64, last: u64) -> Result<Vec<(u64, Disclosure)>, AuditError> {
        let sql = "SELECT seq, name, salt, value FROM disclosure WHERE seq BETWEEN ?1 AND ?2 ORDER BY seq, name";
        let mut statement = self.0.prepare_cached(sql)?;
        let rows = statement.query_map([to_sql(first)?, to_sql(last)?], |row| {
            Ok((unsigned(row, 0)?, Disclosure { name: row.get(1)?, salt: row.get(2)?, value: row.get(3)? }))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub(crate) fn has_blob(&self, digest: &Digest) -> Result<bool, AuditError> {
        has(&self.0, "SELECT 1 FROM blob WHERE sha256 = ?1", digest)
    }

    pub(crate) fn blob(&self, digest: &Digest) -> Result<Option<Vec<u8>>, AuditError> {
        let mut statement = self.0.prepare_cached("SELECT bytes FROM blob WHERE sha256 = ?1")?;
        Ok(statement.query_row([digest.bytes()], |row| row.get(0)).optional()?)
    }

    /// The bytes of a tile; none where it is not there.
    pub(crate) fn tile(&self, id: TileId) -> Result<Vec<u8>, AuditError> {
        tile(&self.0, id)
    }

    /// What can be counted without reading entries.
    pub(crate) fn counts(&self) -> Result<Counts, AuditError> {
        let sql = "SELECT (SELECT COUNT(*) FROM tile), \
                   (SELECT COUNT(*) FROM envelope WHERE seq NOT IN (SELECT seq FROM entry)), \
                   (SELECT COUNT(*) FROM disclosure WHERE seq NOT IN (SELECT seq FROM entry))";
        Ok(self.0.query_row(sql, [], |row| {
            Ok(Counts {
                tiles: unsigned(row, 0)?,
                stray_envelopes: unsigned(row, 1)?,
                stray_disclosures: unsigned(row, 2)?,
            })
        })?)
    }

    /// Every blob with its digest, one at a time.
    pub(crate) fn each_blob(
        &self,
        mut visit: impl FnMut(Digest, &[u8]) -> Result<(), AuditError>,
    ) -> Result<(), AuditError> {
        let mut statement = self.0.prepare("SELECT sha256, bytes FROM blob")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let bytes = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
            visit(Digest::new(row.get(0)?), bytes)?;
        }
        Ok(())
    }

    /// Adds to the private table of [`Store::scratch`].
    pub(crate) fn note_digest(&self, digest: &Digest) -> Result<(), AuditError> {
        self.0.prepare_cached("INSERT OR IGNORE INTO digest VALUES (?1)")?.execute([digest.bytes()])?;
        Ok(())
    }

    pub(crate) fn has_noted(&self, digest: &Digest) -> Result<bool, AuditError> {
        has(&self.0, "SELECT 1 FROM digest WHERE sha256 = ?1", digest)
    }

    /// Every digest of the private table.
    pub(crate) fn each_noted(&self, mut visit: impl FnMut(Digest) -> Result<(), AuditError>) -> Result<(), AuditError> {
        let mut statement = self.0.prepare("SELECT sha256 FROM digest")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            visit(Digest::new(row.get(0)?))?;
        }
        Ok(())
    }

    /// Begins to write; other processes wait from here on, so that the head that is read now stays the head.
    pub(crate) fn begin(&mut self) -> Result<Writing<'_>, AuditError> {
        Ok(Writing(self.0.transaction_with_behavior(TransactionBehavior::Immediate)?))
    }
}

impl Writing<'_> {
    pub(crate) fn head(&self) -> Result<Option<Head>, AuditError> {
        head(&self.0)
    }

    /// Leaf and hash of an entry.
    pub(crate) fn entry(&self, seq: u64) -> Result<Option<LeafAndHash>, AuditError> {
        let mut statement = self.0.prepare_cached("SELECT leaf, hash FROM entry WHERE seq = ?1")?;
        Ok(statement.query_row([to_sql(seq)?], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
    }

    pub(crate) fn tile(&self, id: TileId) -> Result<Vec<u8>, AuditError> {
        tile(&self.0, id)
    }

    pub(crate) fn insert(&self, row: &Row) -> Result<(), AuditError> {
        let seq = to_sql(row.seq)?;
        let mut entry = self.0.prepare_cached("INSERT INTO entry(seq, leaf, prev, hash) VALUES (?1, ?2, ?3, ?4)")?;
        entry.execute(params![seq, row.leaf, row.prev, row.hash])?;
        let mut envelope = self.0.prepare_cached("INSERT INTO envelope(seq, bytes) VALUES (?1, ?2)")?;
        envelope.execute(params![seq, row.envelope])?;
        let sql = "INSERT INTO disclosure(seq, name, salt, value) VALUES (?1, ?2, ?3, ?4)";
        let mut disclosure = self.0.prepare_cached(sql)?;
        for opening in &row.disclosures {
            disclosure.execute(params![seq, opening.name, opening.salt, opening.value])?;
        }
        Ok(())
    }

    pub(crate) fn put_tile(&self, id: TileId, bytes: &[u8]) -> Result<(), AuditError> {
        let sql = "INSERT INTO tile(level, idx, bytes) VALUES (?1, ?2, ?3) \
                   ON CONFLICT(level, idx) DO UPDATE SET bytes = excluded.bytes";
        self.0.prepare_cached(sql)?.execute(params![id.0, to_sql(id.1)?, bytes])?;
        Ok(())
    }

    pub(crate) fn has_blob(&self, digest: &Digest) -> Result<bool, AuditError> {
        has(&self.0, "SELECT 1 FROM blob WHERE sha256 = ?1", digest)
    }

    pub(crate) fn put_blob(&self, digest: &Digest, bytes: &[u8]) -> Result<(), AuditError> {
        let mut statement = self.0.prepare_cached("INSERT INTO blob(sha256, bytes) VALUES (?1, ?2)")?;
        statement.execute(params![digest.bytes(), bytes])?;
        Ok(())
    }

    pub(crate) fn put_head(&self, head: &Head) -> Result<(), AuditError> {
        let sql = "INSERT INTO head(id, size, root, edge, checkpoint) VALUES (0, ?1, ?2, ?3, ?4) ON CONFLICT(id) \
                   DO UPDATE SET size = excluded.size, root = excluded.root, edge = excluded.edge, \
                   checkpoint = excluded.checkpoint";
        let mut statement = self.0.prepare_cached(sql)?;
        statement.execute(params![to_sql(head.size)?, head.root, head.edge, head.checkpoint])?;
        Ok(())
    }

    /// Makes everything durable.
    pub(crate) fn commit(self) -> Result<(), AuditError> {
        Ok(self.0.commit()?)
    }
}

/// Reads an entry with its envelope; a missing envelope must not hide the entry.
const ROW: &str = "SELECT entry.seq, leaf, prev, hash, envelope.bytes FROM entry \
                   LEFT JOIN envelope ON envelope.seq = entry.seq";

fn read_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    Ok(Row {
        seq: unsigned(row, 0)?,
        leaf: row.get(1)?,
        prev: row.get(2)?,
        hash: row.get(3)?,
        envelope: row.get(4)?,
        disclosures: Vec::new(),
    })
}

fn head(connection: &Connection) -> Result<Option<Head>, AuditError> {
    let mut statement = connection.prepare_cached("SELECT size, root, edge, checkpoint FROM head WHERE id = 0")?;
    let read = |row: &rusqlite::Row<'_>| {
        Ok(Head { size: unsigned(row, 0)?, root: row.get(1)?, edge: row.get(2)?, checkpoint: row.get(3)? })
    };
    Ok(statement.query_row([], read).optional()?)
}

fn tile(connection: &Connection, id: TileId) -> Result<Vec<u8>, AuditError> {
    let mut statement = connection.prepare_cached("SELECT bytes FROM tile WHERE level = ?1 AND idx = ?2")?;
    Ok(statement.query_row(params![id.0, to_sql(id.1)?], |row| row.get(0)).optional()?.unwrap_or_default())
}

fn has(connection: &Connection, sql: &str, digest: &Digest) -> Result<bool, AuditError> {
    Ok(connection.prepare_cached(sql)?.exists([digest.bytes()])?)
}

fn unsigned(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let number: i64 = row.get(column)?;
    u64::try_from(number).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, number))
}

fn to_sql(number: u64) -> Result<i64, AuditError> {
    i64::try_from(number).map_err(|_| AuditError::damaged(format!("the number {number} is too large")))
}
