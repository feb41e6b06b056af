//! The integration tests: one binary, a file for each feature.

mod cli_log;
mod rego_guards;
mod world;
