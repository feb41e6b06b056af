//! The tables of the log and their guards, word for word as they stand in `sqlite_schema`.

/// `application_id` of a log: the letters `gvrn`.
pub(crate) const APPLICATION_ID: i64 = 0x6776_726e;
/// `user_version` of a log of this schema.
pub(crate) const USER_VERSION: i64 = 1;

/// One object of the schema.
pub(crate) struct SchemaObject {
    /// Its name.
    pub(crate) name: &'static str,
    /// The statement that creates it.
    pub(crate) sql: &'static str,
    /// A table must be as it was; a missing guard only shows that somebody wanted to write past it.
    pub(crate) is_table: bool,
}

const fn table(name: &'static str, sql: &'static str) -> SchemaObject {
    SchemaObject { name, sql, is_table: true }
}

const fn guard(name: &'static str, sql: &'static str) -> SchemaObject {
    SchemaObject { name, sql, is_table: false }
}

/// Everything that a log consists of, in the order of creation.
///
/// The triggers are a guard rail against mistakes, not security: whoever can write the file can drop them. Blobs and
/// disclosures can be deleted, because the law may ask for it; nothing signed refers to more than their digests.
pub(crate) const SCHEMA: [SchemaObject; 16] = [
    table(
        "entry",
        "CREATE TABLE entry(seq INTEGER PRIMARY KEY CHECK(seq >= 0), leaf BLOB NOT NULL, prev BLOB NOT NULL CHECK(length(prev) = 32), hash BLOB NOT NULL CHECK(length(hash) = 32)) STRICT",
    ),
    table("envelope", "CREATE TABLE envelope(seq INTEGER PRIMARY KEY CHECK(seq >= 0), bytes BLOB NOT NULL) STRICT"),
    table(
        "tile",
        "CREATE TABLE tile(level INTEGER NOT NULL, idx INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY(level, idx)) STRICT, WITHOUT ROWID",
    ),
    table(
        "head",
        "CREATE TABLE head(id INTEGER PRIMARY KEY CHECK(id = 0), size INTEGER NOT NULL, root BLOB NOT NULL, edge BLOB NOT NULL, checkpoint TEXT NOT NULL) STRICT",
    ),
    table(
        "blob",
        "CREATE TABLE blob(sha256 BLOB PRIMARY KEY CHECK(length(sha256) = 32), bytes BLOB NOT NULL) STRICT, WITHOUT ROWID",
    ),
    table(
        "disclosure",
        "CREATE TABLE disclosure(seq INTEGER NOT NULL, name TEXT NOT NULL, salt BLOB NOT NULL CHECK(length(salt) = 32), value BLOB NOT NULL, PRIMARY KEY(seq, name)) STRICT, WITHOUT ROWID",
    ),
    guard(
        "entry_update",
        "CREATE TRIGGER entry_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'append-only: update'); END",
    ),
    guard(
        "entry_delete",
        "CREATE TRIGGER entry_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'append-only: delete'); END",
    ),
    guard(
        "entry_insert",
        "CREATE TRIGGER entry_insert BEFORE INSERT ON entry BEGIN SELECT RAISE(ABORT, 'append-only: seq') WHERE NEW.seq IS NOT (SELECT COALESCE(MAX(seq), -1) + 1 FROM entry); SELECT RAISE(ABORT, 'append-only: prev') WHERE NEW.prev IS NOT COALESCE((SELECT hash FROM entry ORDER BY seq DESC LIMIT 1), zeroblob(32)); END",
    ),
    guard(
        "envelope_update",
        "CREATE TRIGGER envelope_update BEFORE UPDATE ON envelope BEGIN SELECT RAISE(ABORT, 'append-only: update'); END",
    ),
    guard(
        "envelope_delete",
        "CREATE TRIGGER envelope_delete BEFORE DELETE ON envelope BEGIN SELECT RAISE(ABORT, 'append-only: delete'); END",
    ),
    guard(
        "envelope_insert",
        "CREATE TRIGGER envelope_insert BEFORE INSERT ON envelope BEGIN SELECT RAISE(ABORT, 'append-only: seq') WHERE NEW.seq IS NOT (SELECT COALESCE(MAX(seq), -1) + 1 FROM envelope); END",
    ),
    guard(
        "head_update",
        "CREATE TRIGGER head_update BEFORE UPDATE ON head BEGIN SELECT RAISE(ABORT, 'append-only: head') WHERE NEW.size <= OLD.size; END",
    ),
    guard(
        "head_delete",
        "CREATE TRIGGER head_delete BEFORE DELETE ON head BEGIN SELECT RAISE(ABORT, 'append-only: delete'); END",
    ),
    guard(
        "blob_update",
        "CREATE TRIGGER blob_update BEFORE UPDATE ON blob BEGIN SELECT RAISE(ABORT, 'append-only: update'); END",
    ),
    guard(
        "disclosure_update",
        "CREATE TRIGGER disclosure_update BEFORE UPDATE ON disclosure BEGIN SELECT RAISE(ABORT, 'append-only: update'); END",
    ),
];

/// How a file's schema compares with [`SCHEMA`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SchemaState {
    /// Guards that are missing or changed.
    pub(crate) altered: Vec<String>,
    /// Tables that are missing or changed, and objects that do not belong here: nothing is read through them.
    pub(crate) foreign: Vec<String>,
}

impl SchemaState {
    /// Compares; `found` holds name and SQL of every object, except those that `SQLite` makes itself.
    pub(crate) fn of(found: &[(String, String)]) -> Self {
        let mut state = Self::default();
        for object in &SCHEMA {
            if !found.iter().any(|(name, sql)| name == object.name && sql == object.sql) {
                let list = if object.is_table { &mut state.foreign } else { &mut state.altered };
                list.push(object.name.to_owned());
            }
        }
        let strangers = found.iter().filter(|(name, _)| !SCHEMA.iter().any(|object| object.name == name));
        state.foreign.extend(strangers.map(|(name, _)| name.clone()));
        state
    }

    /// True where the schema is exactly ours.
    pub(crate) const fn is_ours(&self) -> bool {
        self.altered.is_empty() && self.foreign.is_empty()
    }
}
