//! The integration tests: one binary, a file for each feature.

mod cli_audit;
mod cli_bad_input;
mod cli_configuration;
mod cli_exit_status;
mod cli_help;
mod cli_log;
mod cli_output;
mod cli_packs;
mod configuration_schemas;
mod less_never_opens;
mod paste;
mod readme;
mod rego_guards;
mod world;
