//! Canonical bytes: one byte sequence for one value, so that a stranger hashes and signs what we hash and sign.

mod error;
mod json;
mod listing;
mod number;

pub use error::CanonError;
pub use json::{is_canonical, to_bytes, value_to_bytes};
pub use listing::listing;
pub use number::numbers_as_text;
