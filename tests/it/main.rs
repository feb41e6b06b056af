//! The integration tests: one binary, a file for each feature.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::too_many_lines,
    reason = "a test may stop at the first surprise"
)]

mod adhoc_cards;
mod cli_audit;
mod cli_bad_input;
mod cli_configuration;
mod cli_exit_status;
mod cli_help;
mod cli_log;
mod cli_output;
mod cli_packs;
mod configuration_schemas;
mod control_tests;
mod examples;
mod less_never_opens;
mod output_schemas;
mod paste;
mod readme;
mod rego_guards;
mod runaway_policies;
mod verdict;
mod world;
