//! What the file holds beside its entries: tiles that must be those of the entries, and rows that belong to no entry.
//!
//! Tiles prove nothing by themselves, but proofs are made of them and the tree grows on them; so a changed one is found
//! when the log is verified, and not years later.

use crate::audit::class::{Class, Problem};
use crate::audit::error::AuditError;
use crate::audit::sqlite::Store;
use crate::audit::tiles::{TileId, WIDTH};
use crate::crypto::root;
use crate::model::Digest;

/// Recomputes the tiles from the leaves, one after the other, and compares each with the stored one.
pub(crate) struct Surplus<'s> {
    store: &'s Store,
    /// The tile that is being filled at each level: its number, and its hashes.
    filling: Vec<(u64, Vec<Digest>)>,
    tiles: u64,
    wrong: Option<TileId>,
}

impl<'s> Surplus<'s> {
    /// Begins with an empty tree.
    pub(crate) const fn new(store: &'s Store) -> Self {
        Self { store, filling: Vec::new(), tiles: 0, wrong: None }
    }

    /// The hash of the next leaf.
    pub(crate) fn push(&mut self, hash: Digest) -> Result<(), AuditError> {
        let mut hash = hash;
        for level in 0_u8.. {
            let at = usize::from(level);
            if self.filling.len() == at {
                self.filling.push((0, Vec::new()));
            }
            let Some((number, hashes)) = self.filling.get_mut(at) else { break };
            hashes.push(hash);
            if u64::try_from(hashes.len()).is_ok_and(|count| count < WIDTH) {
                break;
            }
            let (id, full) = ((level, *number), std::mem::take(hashes));
            *number += 1;
            self.compare(id, &full)?;
            hash = root(&full);
        }
        Ok(())
    }

    fn compare(&mut self, id: TileId, hashes: &[Digest]) -> Result<(), AuditError> {
        self.tiles += 1;
        let bytes: Vec<u8> = hashes.iter().flat_map(Digest::bytes).copied().collect();
        if self.wrong.is_none() && self.store.tile(id)? != bytes {
            self.wrong = Some(id);
        }
        Ok(())
    }

    /// What is wrong, after the last leaf.
    pub(crate) fn finish(mut self) -> Result<Vec<Problem>, AuditError> {
        for (level, (number, hashes)) in (0_u8..).zip(std::mem::take(&mut self.filling)) {
            if !hashes.is_empty() {
                self.compare((level, number), &hashes)?;
            }
        }
        let mut problems = Vec::new();
        let mut found = |class, detail| problems.push(Problem { class, seq: None, detail });
        if let Some((level, number)) = self.wrong {
            found(Class::RootMismatch, format!("tile {number} of level {level} is not that of the entries"));
        }
        let counts = self.store.counts()?;
        if self.wrong.is_none() && counts.tiles != self.tiles {
            found(
                Class::RootMismatch,
                format!("the entries make {} tiles, and {} are stored", self.tiles, counts.tiles),
            );
        }
        if counts.stray_envelopes > 0 {
            found(Class::EnvelopeMismatch, format!("{} envelopes belong to no entry", counts.stray_envelopes));
        }
        if counts.stray_disclosures > 0 {
            found(Class::DisclosureMismatch, format!("{} openings belong to no entry", counts.stray_disclosures));
        }
        Ok(problems)
    }
}
