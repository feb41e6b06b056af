//! The tree's hashes as C2SP tlog-tiles tiles: rows of at most 256 hashes, one level for each factor of 256.

use std::collections::BTreeMap;

use crate::audit::error::AuditError;
use crate::crypto::root;
use crate::model::Digest;

/// Hashes in a full tile.
pub(crate) const WIDTH: u64 = 256;

/// A tile's place: its level, and its number in the level.
pub(crate) type TileId = (u8, u64);

/// The tiles that a batch of appends touches.
#[derive(Debug, Default)]
pub(crate) struct TileEdge {
    tiles: BTreeMap<TileId, Vec<u8>>,
}

impl TileEdge {
    /// Adds the hash of the `index`-th leaf; `load` reads a tile that an earlier commit began.
    pub(crate) fn push(
        &mut self,
        index: u64,
        hash: Digest,
        mut load: impl FnMut(TileId) -> Result<Vec<u8>, AuditError>,
    ) -> Result<(), AuditError> {
        let (mut index, mut hash) = (index, hash);
        for level in 0_u8.. {
            let (id, column) = ((level, index / WIDTH), index % WIDTH);
            let tile = match self.tiles.entry(id) {
                std::collections::btree_map::Entry::Occupied(tile) => tile.into_mut(),
                std::collections::btree_map::Entry::Vacant(place) => {
                    place.insert(if column == 0 { Vec::new() } else { load(id)? })
                }
            };
            let (hashes, rest) = tile.as_chunks::<32>();
            if u64::try_from(hashes.len()) != Ok(column) || !rest.is_empty() {
                return Err(AuditError::damaged(format!("tile {} of level {level} has a wrong length", id.1)));
            }
            tile.extend_from_slice(hash.bytes());
            if column + 1 < WIDTH {
                break;
            }
            let hashes: Vec<Digest> = tile.as_chunks::<32>().0.iter().copied().map(Digest::new).collect();
            (index, hash) = (id.1, root(&hashes));
        }
        Ok(())
    }

    /// The touched tiles.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&TileId, &Vec<u8>)> {
        self.tiles.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::leaf_hash;

    #[test]
    fn full_tiles_carry_their_root_upwards() {
        let leaves: Vec<Digest> = (0_u64..600).map(|n| leaf_hash(&n.to_be_bytes())).collect();
        let mut edge = TileEdge::default();
        for (index, leaf) in leaves.iter().enumerate() {
            edge.push(index.try_into().unwrap(), *leaf, |_| panic!("nothing to load")).unwrap();
        }
        let sizes: Vec<(TileId, usize)> = edge.iter().map(|(id, bytes)| (*id, bytes.len() / 32)).collect();
        assert_eq!(sizes, [((0, 0), 256), ((0, 1), 256), ((0, 2), 88), ((1, 0), 2)]);
        assert_eq!(edge.tiles[&(1, 0)][32..], root(&leaves[256..512]).bytes()[..]);
    }

    #[test]
    fn a_tile_of_the_wrong_length_is_not_continued() {
        let mut edge = TileEdge::default();
        let result = edge.push(3, leaf_hash(b""), |_| Ok(vec![0; 64]));
        assert!(matches!(result, Err(AuditError::Damaged { .. })));
    }
}
