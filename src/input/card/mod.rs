//! Readers of model cards, one file for each format.

pub(crate) mod adhoc;
mod adhoc_fairness;
mod adhoc_metrics;
pub(crate) mod adhoc_signs;
#[cfg(test)]
mod adhoc_tests;
#[cfg(test)]
mod card_schema_tests;
#[cfg(test)]
mod card_tests;
pub(crate) mod cyclonedx;
mod features;
mod fields;
pub(crate) mod huggingface;
pub(crate) mod mlflow;
pub(crate) mod model_card_toolkit;
pub(crate) mod native;
mod prose;
mod questionnaire;
mod sections;
#[cfg(test)]
mod sections_tests;
#[cfg(test)]
mod skeleton_tests;
mod tables;
