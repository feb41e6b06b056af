//! The integration tests: one binary, a file for each feature.

mod less_never_opens;
mod paste;
mod rego_guards;
