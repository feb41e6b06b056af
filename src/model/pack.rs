//! How a decision names the packs that it used.

use serde::{Deserialize, Serialize};

use crate::model::digest::Digest;

/// A pack, fixed by its digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackRef {
    /// Identifier, such as `eu-high-risk`.
    pub id: String,
    /// Version from the pack's manifest.
    pub version: String,
    /// Digest of the pack's listing (schemas/formats/pack-listing.v1.md).
    pub digest: Digest,
}
