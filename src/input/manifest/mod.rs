//! Deployment manifests: one file for each platform, and what they share.

pub(crate) mod argo;
pub(crate) mod canary;
pub(crate) mod companions;
pub(crate) mod environment;
pub(crate) mod facts;
pub(crate) mod kserve;
pub(crate) mod kubernetes;
pub(crate) mod metadata;
pub(crate) mod place;
pub(crate) mod pod;
pub(crate) mod reference;
