//! The integration tests: one binary, a file for each feature.

mod rego_guards;
