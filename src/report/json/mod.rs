//! JSON of our own, `govern/check/v1`, described by schemas/check-output.v1.schema.json.

mod build;
mod shape;
mod stream;

pub(crate) use stream::make;
