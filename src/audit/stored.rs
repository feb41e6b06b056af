//! What a log holds, as read: plain bytes, nothing of it believed.

/// The row of `head`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Number of entries.
    pub size: u64,
    /// Root of the tree.
    pub root: Vec<u8>,
    /// The right edge, 32 bytes a hash, the largest subtree first.
    pub edge: Vec<u8>,
    /// The signed checkpoint.
    pub checkpoint: String,
}

/// One entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Number in the table.
    pub seq: u64,
    /// The leaf.
    pub leaf: Vec<u8>,
    /// The column `prev`, which repeats what the leaf says.
    pub prev: Vec<u8>,
    /// The column `hash`, which repeats what the leaf hashes to.
    pub hash: Vec<u8>,
    /// The envelope; `None` where it is missing.
    pub envelope: Option<Vec<u8>>,
    /// The openings of the commitments in it.
    pub disclosures: Vec<Disclosure>,
}

/// The opening of one commitment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosure {
    /// JSON pointer into the predicate.
    pub name: String,
    /// The salt.
    pub salt: [u8; 32],
    /// The value.
    pub value: Vec<u8>,
}
