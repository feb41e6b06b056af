//! What fixes the content behind a reference to an image or a model.

use crate::input::coerce::digest_from_text;

/// How a reference is pinned; the words are those of the subject's schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pin {
    /// `digest`, `version`, `tag`, `latest`, `none` or `mutable_uri`.
    pub(crate) by: &'static str,
    /// The digest in the reference, where it is SHA-256.
    pub(crate) digest: Option<String>,
}

/// Reads the pin of a container image.
pub(crate) fn image_pin(reference: &str) -> Pin {
    if let Some((_, digest)) = reference.rsplit_once('@') {
        let by = if is_digest(digest) { "digest" } else { "none" };
        return Pin { by, digest: digest_from_text(digest) };
    }
    // A colon before the last slash belongs to the registry's port.
    let name = reference.rsplit('/').next().unwrap_or(reference);
    let by = match name.split_once(':') {
        None | Some((_, "")) => "none",
        Some((_, "latest")) => "latest",
        Some(_) => "tag",
    };
    Pin { by, digest: None }
}

/// Reads the pin of a model's storage URI.
pub(crate) fn model_pin(uri: &str) -> Pin {
    let by = |by| Pin { by, digest: None };
    let Some((scheme, rest)) = uri.split_once(':') else { return by("mutable_uri") };
    let path = rest.trim_start_matches('/');
    match scheme {
        "oci" => image_pin(path),
        "hf" => match path.rsplit_once(':').map(|(_, revision)| revision) {
            Some(revision) if is_commit(revision) => by("version"),
            Some(revision) if !revision.is_empty() && revision != "main" => by("tag"),
            _ => by("mutable_uri"),
        },
        // MLflow: versions are numbers, stages and aliases move.
        "models" => match path.split_once('/') {
            Some((_, version)) if version.parse::<u64>().is_ok() => by("version"),
            _ => by("mutable_uri"),
        },
        "runs" => by("version"),
        "s3" | "http" | "https" if has_parameter(path, "versionId") => by("version"),
        "gs" if has_generation(path) => by("version"),
        "http" | "https" if path.split('/').any(is_commit) => by("version"),
        _ => by("mutable_uri"),
    }
}

/// The parts of a storage URI that may name the model or its version.
pub(crate) fn segments(uri: &str) -> Vec<&str> {
    let path = uri.split_once("://").map_or(uri, |(_, path)| path);
    let path = path.split(['?', '#', '@']).next().unwrap_or(path);
    path.split(['/', ':']).filter(|segment| !segment.is_empty()).collect()
}

/// A whole digest of a container registry: one that was cut off or is still a variable pins nothing.
fn is_digest(text: &str) -> bool {
    let Some((algorithm, hex)) = text.split_once(':') else { return false };
    let length = match algorithm {
        "sha256" => 64,
        "sha384" => 96,
        "sha512" => 128,
        _ => return false,
    };
    hex.len() == length && hex.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A full Git commit, which nobody can move.
fn is_commit(text: &str) -> bool {
    text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn has_parameter(path: &str, name: &str) -> bool {
    let query = path.split_once('?').map_or("", |(_, query)| query);
    query.split('&').any(|pair| pair.split_once('=').is_some_and(|(key, value)| key == name && !value.is_empty()))
}

/// `gs://bucket/object#1360887697105000`
fn has_generation(path: &str) -> bool {
    path.rsplit_once('#').is_some_and(|(_, generation)| generation.parse::<u64>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEX: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn images() {
        for (reference, by) in [
            ("nginx", "none"),
            ("registry:5000/team/nginx", "none"),
            ("registry:5000/team/nginx:latest", "latest"),
            ("nginx:1.25", "tag"),
            ("nginx:1.25@sha256:abc", "none"),
            ("nginx@$(DIGEST)", "none"),
        ] {
            assert_eq!(image_pin(reference), Pin { by, digest: None }, "{reference}");
        }
        let pin = image_pin(&format!("registry:5000/nginx:1.25@sha256:{HEX}"));
        assert_eq!(pin, Pin { by: "digest", digest: Some(format!("sha256:{HEX}")) });
    }

    #[test]
    fn models() {
        for (uri, by) in [
            ("s3://bucket/churn/2.3.0", "mutable_uri"),
            ("s3://bucket/churn/model.onnx?versionId=abc", "version"),
            ("s3://bucket/churn/model.onnx?versionId=", "mutable_uri"),
            ("gs://bucket/churn#1360887697105000", "version"),
            ("hf://org/model", "mutable_uri"),
            ("hf://org/model:main", "mutable_uri"),
            ("hf://org/model:v2", "tag"),
            ("hf://org/model:0123456789abcdef0123456789abcdef01234567", "version"),
            ("models:/churn/3", "version"),
            ("models:/churn/Production", "mutable_uri"),
            ("oci://registry/churn:2.3.0", "tag"),
            ("pvc://claim/churn", "mutable_uri"),
            ("/mnt/models", "mutable_uri"),
        ] {
            assert_eq!(model_pin(uri).by, by, "{uri}");
        }
        assert_eq!(model_pin(&format!("oci://registry/churn@sha256:{HEX}")).by, "digest");
    }

    #[test]
    fn segments_name_model_and_version() {
        assert_eq!(segments("s3://models/churn-model/2.3.0/?versionId=1"), ["models", "churn-model", "2.3.0"]);
        assert_eq!(segments("oci://registry/churn:2.3.0"), ["registry", "churn", "2.3.0"]);
    }
}
