//! The Merkle tree of RFC 6962 section 2.1, built from left to right.

use crate::crypto::hash::{Sha256, sha256};
use crate::model::Digest;

/// The hash of a leaf: SHA-256(0x00 ‖ bytes).
#[must_use]
pub fn leaf_hash(bytes: &[u8]) -> Digest {
    Sha256::new().chain(&[0]).chain(bytes).finish()
}

/// The hash of an inner node: SHA-256(0x01 ‖ left ‖ right).
#[must_use]
pub fn node_hash(left: &Digest, right: &Digest) -> Digest {
    Sha256::new().chain(&[1]).chain(left.bytes()).chain(right.bytes()).finish()
}

/// The root over leaf hashes; over none, the SHA-256 of nothing.
#[must_use]
pub fn root(leaves: &[Digest]) -> Digest {
    let mut edge = RightEdge::default();
    for leaf in leaves {
        edge.push(*leaf);
    }
    edge.root()
}

/// All that is needed to add a leaf: the roots of the complete subtrees that a tree of `size` leaves consists of,
/// from the largest to the smallest, one for each bit of `size` that is set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RightEdge {
    size: u64,
    roots: Vec<Digest>,
}

impl RightEdge {
    /// The edge of a tree of `size` leaves; `None` where the number of hashes does not fit the size.
    #[must_use]
    pub fn new(size: u64, roots: Vec<Digest>) -> Option<Self> {
        (usize::try_from(size.count_ones()) == Ok(roots.len())).then_some(Self { size, roots })
    }

    /// Number of leaves.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The hashes, from the largest subtree to the smallest.
    #[must_use]
    pub fn roots(&self) -> &[Digest] {
        &self.roots
    }

    /// Adds a leaf by its hash.
    pub fn push(&mut self, leaf: Digest) {
        let mut hash = leaf;
        // Each complete subtree at the right end, one for each trailing 1 of the size, grows by its equal.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.roots.pop() {
                hash = node_hash(&left, &hash);
            }
        }
        self.roots.push(hash);
        self.size += 1;
    }

    /// The root of the tree.
    #[must_use]
    pub fn root(&self) -> Digest {
        self.roots.iter().rev().copied().reduce(|right, left| node_hash(&left, &right)).unwrap_or_else(|| sha256(b""))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// RFC 6962 2.1, word for word.
    fn by_definition(leaves: &[Digest]) -> Digest {
        match leaves {
            [] => sha256(b""),
            [one] => *one,
            many => {
                let k = 1 << (many.len() - 1).ilog2();
                node_hash(&by_definition(&many[..k]), &by_definition(&many[k..]))
            }
        }
    }

    #[test]
    fn known_roots_of_certificate_transparency() {
        // The leaves and roots of the reference tests of google/certificate-transparency.
        let leaves: Vec<Digest> =
            ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
                .iter()
                .map(|hex| leaf_hash(&data_encoding::HEXLOWER.decode(hex.as_bytes()).unwrap()))
                .collect();
        for (size, expected) in [
            (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
            (2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
            (3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
            (5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
            (8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
        ] {
            assert_eq!(root(&leaves[..size]).hex(), expected, "size {size}");
        }
    }

    proptest! {
        #[test]
        fn the_edge_gives_the_root_by_definition(count in 0_usize..200) {
            let leaves: Vec<Digest> = (0..count).map(|n| leaf_hash(&n.to_be_bytes())).collect();
            prop_assert_eq!(root(&leaves), by_definition(&leaves));
        }
    }

    #[test]
    fn an_edge_must_fit_its_size() {
        assert!(RightEdge::new(5, vec![Digest::new([0; 32]); 2]).is_some());
        assert!(RightEdge::new(5, vec![Digest::new([0; 32])]).is_none());
    }
}
