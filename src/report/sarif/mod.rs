//! SARIF 2.1.0 (OASIS Standard), for code-scanning platforms and other people's tools.

mod log;
mod result;
mod rules;
mod stream;

pub(crate) use stream::make;
