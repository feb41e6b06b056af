//! The binary: parse, run, return the status.

fn main() {}
