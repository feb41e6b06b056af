//! Key files: private keys as PKCS#8 PEM with mode 0600, verifier keys beside them.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use crate::audit::error::AuditError;
use crate::crypto::{SecretKey, VerifierKey};

/// What a receipt says about keys that nobody named.
const LOCAL: &str = "local, unanchored";

/// The two keys that write a log.
#[derive(Clone, Debug)]
pub struct SigningKeys {
    pub(crate) decision: SecretKey,
    pub(crate) log: SecretKey,
    pub(crate) note: String,
}

impl SigningKeys {
    /// The key that signs envelopes, and the key that signs checkpoints; receipts call them `local, unanchored`.
    #[must_use]
    pub fn new(decision: SecretKey, log: SecretKey) -> Self {
        Self { decision, log, note: LOCAL.to_owned() }
    }

    /// The same keys, with what receipts say about them.
    #[must_use]
    pub fn named(self, note: &str) -> Self {
        Self { note: note.to_owned(), ..self }
    }

    /// The verifier key of the log: its name is the origin.
    ///
    /// # Errors
    /// The origin cannot name a key.
    pub fn log_verifier(&self, origin: &str) -> Result<VerifierKey, AuditError> {
        Ok(VerifierKey::new(origin, self.log.public())?)
    }

    /// The verifier key of decisions: its name is the origin with `/decision`.
    ///
    /// # Errors
    /// The origin cannot name a key.
    pub fn decision_verifier(&self, origin: &str) -> Result<VerifierKey, AuditError> {
        Ok(VerifierKey::new(&format!("{origin}/decision"), self.decision.public())?)
    }
}

/// Reads a private key.
///
/// # Errors
/// The file cannot be read, is no key, or can be read by other users.
pub fn load_secret(path: &Path) -> Result<SecretKey, AuditError> {
    check_mode(path)?;
    let pem = zeroize::Zeroizing::new(read(path)?);
    SecretKey::from_pem(&pem).map_err(|source| AuditError::KeyFile { path: path.to_owned(), source })
}

/// Writes a private key to a new file with mode 0600.
///
/// # Errors
/// The file exists or cannot be written.
pub fn save_secret(path: &Path, key: &SecretKey) -> Result<(), AuditError> {
    save(path, key.to_pem()?.as_bytes(), 0o600)
}

/// Reads a verifier key: one line.
///
/// # Errors
/// The file cannot be read or is no verifier key.
pub fn load_verifier(path: &Path) -> Result<VerifierKey, AuditError> {
    read(path)?.trim_end().parse().map_err(|source| AuditError::KeyFile { path: path.to_owned(), source })
}

/// Writes a verifier key to a new file.
///
/// # Errors
/// The file exists or cannot be written.
pub fn save_verifier(path: &Path, key: &VerifierKey) -> Result<(), AuditError> {
    save(path, format!("{key}\n").as_bytes(), 0o644)
}

fn read(path: &Path) -> Result<String, AuditError> {
    fs::read_to_string(path).map_err(|source| AuditError::Io { action: "read the key", path: path.to_owned(), source })
}

fn save(path: &Path, bytes: &[u8], mode: u32) -> Result<(), AuditError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    set_mode(&mut options, mode);
    let written = options.open(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(|source| match source.kind() {
        std::io::ErrorKind::AlreadyExists => AuditError::Exists { path: path.to_owned() },
        _ => AuditError::Io { action: "write the key", path: path.to_owned(), source },
    })
}

#[cfg(unix)]
fn set_mode(options: &mut OpenOptions, mode: u32) {
    std::os::unix::fs::OpenOptionsExt::mode(options, mode);
}

#[cfg(not(unix))]
fn set_mode(_options: &mut OpenOptions, _mode: u32) {}

#[cfg(unix)]
fn check_mode(path: &Path) -> Result<(), AuditError> {
    use std::os::unix::fs::PermissionsExt as _;
    let metadata = fs::metadata(path).map_err(|source| AuditError::Io {
        action: "read the key",
        path: path.to_owned(),
        source,
    })?;
    let mode = metadata.permissions().mode() & 0o777;
    if mode & 0o077 == 0 { Ok(()) } else { Err(AuditError::KeyPermissions { path: path.to_owned(), mode }) }
}

#[cfg(not(unix))]
fn check_mode(_path: &Path) -> Result<(), AuditError> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_saved_once_and_read_back() {
        let directory = tempfile::tempdir().unwrap();
        let (pem, vkey) = (directory.path().join("log.pem"), directory.path().join("log.pub"));
        let key = SecretKey::from_seed(&[1; 32]);
        save_secret(&pem, &key).unwrap();
        assert_eq!(load_secret(&pem).unwrap().public(), key.public());
        assert!(matches!(save_secret(&pem, &key), Err(AuditError::Exists { .. })));

        let verifier = VerifierKey::new("example.org/log", key.public()).unwrap();
        save_verifier(&vkey, &verifier).unwrap();
        assert_eq!(load_verifier(&vkey).unwrap(), verifier);
    }

    #[cfg(unix)]
    #[test]
    fn a_private_key_that_others_can_read_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let directory = tempfile::tempdir().unwrap();
        let pem = directory.path().join("decision.pem");
        save_secret(&pem, &SecretKey::from_seed(&[2; 32])).unwrap();
        assert_eq!(fs::metadata(&pem).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&pem, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(load_secret(&pem), Err(AuditError::KeyPermissions { mode: 0o640, .. })));
    }
}
