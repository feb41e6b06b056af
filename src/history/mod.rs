//! The read side of the log: decisions of the past, and only proven ones.

mod error;
mod filter;
mod past;
#[cfg(test)]
mod past_tests;

pub use error::HistoryError;
pub use filter::Filter;
pub use past::{History, PastDecision};
