//! Readers of model cards, one file for each format.

pub(crate) mod adhoc;
mod adhoc_fairness;
mod adhoc_metrics;
mod fields;
pub(crate) mod model_card_toolkit;
pub(crate) mod native;
mod questionnaire;
