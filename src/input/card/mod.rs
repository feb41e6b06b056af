//! Readers of model cards, one file for each format.

pub(crate) mod model_card_toolkit;
pub(crate) mod native;
