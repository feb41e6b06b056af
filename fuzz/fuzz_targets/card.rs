//! Model cards: JSON, YAML and Markdown, told apart by their content.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| govern_fuzz::read("card", bytes));
