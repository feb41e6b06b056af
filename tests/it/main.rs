//! The integration tests: one binary, a file for each feature.

mod paste;
mod rego_guards;
