//! Deployment manifests: YAML of several documents.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| govern_fuzz::read("deployment.yaml", bytes));
