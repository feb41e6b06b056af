//! The table of input formats: adding one is a file of its own and a row here.

use crate::input::card::{adhoc, adhoc_signs, cyclonedx, huggingface, mlflow, model_card_toolkit, native};
use crate::input::draft::Draft;
use crate::input::manifest::{argo, kserve, kubernetes};
use crate::input::node::Document;

/// What a format describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A model.
    Card,
    /// A deployment.
    Manifest,
}

/// One input format: how to recognise it and how to read it.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its name in `--input-format` and in the decision.
    pub name: &'static str,
    /// What it describes.
    pub role: Role,
    /// Does the document have this format?
    pub detects: fn(&Document) -> bool,
    /// Reads the document.
    pub read: fn(&Document, &mut Draft),
}

/// Every format, the most specific first; the first that recognises a document reads it.
pub const FORMATS: &[Format] = &[
    Format { name: "huggingface", role: Role::Card, detects: huggingface::detects, read: huggingface::read },
    Format { name: "cyclonedx", role: Role::Card, detects: cyclonedx::detects, read: cyclonedx::read },
    Format { name: "mlflow", role: Role::Card, detects: mlflow::detects, read: mlflow::read },
    Format { name: "mlflow-version", role: Role::Card, detects: mlflow::detects_version, read: mlflow::read_version },
    Format {
        name: "model-card-toolkit",
        role: Role::Card,
        detects: model_card_toolkit::detects,
        read: model_card_toolkit::read,
    },
    Format { name: "native", role: Role::Card, detects: native::detects, read: native::read },
    Format { name: "kubernetes", role: Role::Manifest, detects: kubernetes::detects, read: kubernetes::read },
    Format { name: "kserve", role: Role::Manifest, detects: kserve::detects, read: kserve::read },
    Format { name: "argo-rollout", role: Role::Manifest, detects: argo::detects, read: argo::read },
    Format {
        name: "argo-analysis-template",
        role: Role::Manifest,
        detects: argo::detects_template,
        read: argo::read_template,
    },
    Format { name: "adhoc", role: Role::Card, detects: adhoc_signs::detects, read: adhoc::read },
];
