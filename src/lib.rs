//! `govern` decides by Rego policies whether a machine-learning model may be released or deployed, and records every
//! decision in a log that a stranger can check.
//!
//! Modules stand on floors: a module imports only from lower ones (`tests/architecture.rs` holds the code to it).

// floor 0
pub mod model;

// floor 1
pub mod canon;
pub mod crypto;

// floor 2
pub mod input;

// floor 3
pub mod audit;
pub mod policy;

// floor 4
pub mod gate;
pub mod history;

// floor 6
pub mod report;

// floor 7
pub mod config;

// floor 9
pub mod cli;
