//! What a subject is called.

use serde_json::Value;

/// `name@version`, the name alone where there is no version, or `fallback` (the stem of the file) where there is no name.
#[must_use]
pub fn subject_id(value: &Value, fallback: &str) -> String {
    let text =
        |pointer: &str| value.pointer(pointer).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    let name = text("/model/name").or_else(|| text("/deployment/model_ref/name")).or_else(|| text("/deployment/name"));
    let version = text("/model/version").or_else(|| text("/deployment/model_ref/version"));
    match (name, version) {
        (Some(name), Some(version)) => format!("{name}@{version}"),
        (Some(name), None) => name.to_owned(),
        (None, _) => fallback.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn name_and_version_where_they_are_known() {
        assert_eq!(subject_id(&json!({"model": {"name": "churn", "version": "2.3.0"}}), "card"), "churn@2.3.0");
        assert_eq!(subject_id(&json!({"model": {"name": "churn"}}), "card"), "churn");
        assert_eq!(subject_id(&json!({"model": {"version": "1"}}), "card"), "card");
        assert_eq!(subject_id(&json!({"deployment": {"name": "churn-api"}}), "manifest"), "churn-api");
    }
}
