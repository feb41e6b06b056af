//! Parameters of packs: defaults, what configuration and organisation change, and which way is stricter.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::policy::error::PolicyError;
use crate::policy::pack::Pack;

/// Which way of a parameter is stricter, as `x-stricter` in its schema says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stricter {
    /// A lower value is stricter, such as a largest gap.
    Lower,
    /// A higher value is stricter, such as a smallest accuracy.
    Higher,
    /// No direction: only the organisation may change it.
    Neither,
}

/// Values for one pack's parameters.
pub type Overrides = BTreeMap<String, Value>;

/// What configuration and organisation say about parameters, by pack.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ParameterSources {
    /// From govern.toml.
    pub config: BTreeMap<String, Overrides>,
    /// From the organisation policy: the values that it sets, and bounds for govern.toml.
    pub organisation: BTreeMap<String, Overrides>,
}

/// The parameters that a pack sees, and which of them are looser than the pack's default.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// The object at `data.params.<pack>`.
    pub value: Value,
    /// Names of parameters that are looser than the default.
    pub loosened: Vec<String>,
}

/// Merges a pack's defaults with the organisation's values and govern.toml's.
///
/// A value of govern.toml that is looser than the organisation's is refused; one that is looser than the default is
/// named in [`Merged::loosened`].
///
/// # Errors
/// [`PolicyError::Parameter`] for an unknown parameter, one that does not fit the schema, or a refused value.
pub fn merge(pack: &Pack, sources: &ParameterSources) -> Result<Merged, PolicyError> {
    let id = &pack.manifest.id;
    let mut value = pack.defaults.as_object().cloned().unwrap_or_default();
    let organisation = sources.organisation.get(id).cloned().unwrap_or_default();
    let config = sources.config.get(id).cloned().unwrap_or_default();
    let refuse = |parameter: &str, reason: String| PolicyError::Parameter {
        pack: id.clone(),
        parameter: parameter.to_owned(),
        reason,
    };
    for name in organisation.keys().chain(config.keys()) {
        if pack.schema.pointer("/properties").and_then(|properties| properties.get(name)).is_none() {
            let known: Vec<&str> = names(pack).collect();
            return Err(refuse(name, format!("is not known; the pack has: {}", known.join(", "))));
        }
    }
    let mut loosened = Vec::new();
    for (name, given) in &organisation {
        value.insert(name.clone(), given.clone());
    }
    for (name, given) in &config {
        let direction = stricter(pack, name);
        if let Some(bound) = organisation.get(name)
            && !at_least_as_strict(given, bound, direction)
        {
            return Err(refuse(name, format!("{given} in govern.toml is looser than the organisation's {bound}")));
        }
        value.insert(name.clone(), given.clone());
    }
    for (name, default) in pack.defaults.as_object().into_iter().flatten() {
        let used = value.get(name).unwrap_or(default);
        if used != default && !at_least_as_strict(used, default, stricter(pack, name)) {
            loosened.push(name.clone());
        }
    }
    let value = Value::Object(value);
    if !(organisation.is_empty() && config.is_empty()) {
        validate(pack, &value)?;
    }
    Ok(Merged { value, loosened })
}

/// Checks parameters against the pack's schema.
///
/// # Errors
/// [`PolicyError::Parameter`] with the first parameter that does not fit.
pub fn validate(pack: &Pack, value: &Value) -> Result<(), PolicyError> {
    let refuse = |parameter: String, reason: String| PolicyError::Parameter {
        pack: pack.manifest.id.clone(),
        parameter,
        reason,
    };
    let validator = jsonschema::validator_for(&pack.schema)
        .map_err(|error| refuse("params.schema.json".to_owned(), error.to_string()))?;
    match validator.iter_errors(value).next() {
        None => Ok(()),
        Some(error) => {
            let pointer = error.instance_path().to_string();
            Err(refuse(pointer.trim_start_matches('/').to_owned(), error.to_string()))
        }
    }
}

/// The names of a pack's parameters.
pub fn names(pack: &Pack) -> impl Iterator<Item = &str> {
    pack.schema.pointer("/properties").and_then(Value::as_object).into_iter().flatten().map(|(name, _)| name.as_str())
}

/// Which way of a parameter is stricter.
#[must_use]
pub fn stricter(pack: &Pack, name: &str) -> Stricter {
    let word = pack.schema.pointer("/properties").and_then(|all| all.get(name)).and_then(|one| one.get("x-stricter"));
    match word.and_then(Value::as_str) {
        Some("lower") => Stricter::Lower,
        Some("higher") => Stricter::Higher,
        _ => Stricter::Neither,
    }
}

/// True where `given` is at least as strict as `bound`; tables are compared row by row, and a missing row is looser.
/// Null is no bound at all: every number is stricter.
fn at_least_as_strict(given: &Value, bound: &Value, direction: Stricter) -> bool {
    match (given, bound) {
        (Value::Object(given), Value::Object(bound)) => bound
            .iter()
            .all(|(row, limit)| given.get(row).is_some_and(|value| at_least_as_strict(value, limit, direction))),
        (given, Value::Null) if direction != Stricter::Neither => given.is_null() || given.is_number(),
        _ => match (given.as_f64(), bound.as_f64(), direction) {
            (Some(given), Some(bound), Stricter::Lower) => given <= bound,
            (Some(given), Some(bound), Stricter::Higher) => given >= bound,
            _ => given == bound,
        },
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::Digest;
    use crate::policy::manifest::Manifest;
    use crate::policy::pack::Declarations;

    fn pack() -> Pack {
        let manifest = r#"{"roots": ["govern/quality"], "metadata": {"id": "quality", "version": "1.0.0", "title": "Q", "phase": "decide"}}"#;
        Pack {
            manifest: Manifest::parse("m", manifest).expect("a manifest"),
            digest: Digest::new([0; 32]),
            files: Vec::new(),
            declarations: Declarations::default(),
            defaults: json!({"min_auc": 0.85, "max_gap": 0.15}),
            schema: json!({"type": "object", "additionalProperties": false, "properties": {
                "min_auc": {"type": "number", "minimum": 0, "maximum": 1, "x-stricter": "higher"},
                "max_gap": {"type": "number", "minimum": 0, "maximum": 1, "x-stricter": "lower"}}}),
            builtin: false,
        }
    }

    fn sources(config: Value, organisation: Value) -> ParameterSources {
        let one = |value: Value| {
            let table: Overrides = serde_json::from_value(value).expect("an object");
            BTreeMap::from([("quality".to_owned(), table)])
        };
        ParameterSources { config: one(config), organisation: one(organisation) }
    }

    #[test]
    fn a_stricter_value_is_taken_silently_and_a_looser_one_is_named() {
        let merged = merge(&pack(), &sources(json!({"min_auc": 0.9, "max_gap": 0.3}), json!({}))).expect("allowed");
        assert_eq!(merged.value, json!({"min_auc": 0.9, "max_gap": 0.3}));
        assert_eq!(merged.loosened, ["max_gap"]);
    }

    #[test]
    fn the_organisation_bounds_what_the_repository_may_set() {
        let error = merge(&pack(), &sources(json!({"min_auc": 0.7}), json!({"min_auc": 0.8}))).expect_err("too loose");
        assert!(error.to_string().contains("looser than the organisation's 0.8"), "{error}");
        assert!(merge(&pack(), &sources(json!({"min_auc": 0.81}), json!({"min_auc": 0.8}))).is_ok());
    }

    #[test]
    fn a_bound_where_there_was_none_is_stricter_and_none_where_there_was_one_is_looser() {
        let unbounded = Pack { defaults: json!({"min_auc": null, "max_gap": 0.15}), ..pack() };
        let strict = merge(&unbounded, &sources(json!({"min_auc": 0.5}), json!({}))).expect("allowed");
        assert!(strict.loosened.is_empty(), "{:?}", strict.loosened);
        assert!(!at_least_as_strict(&json!(null), &json!(0.15), Stricter::Lower));
        assert!(!at_least_as_strict(&json!("x"), &json!(null), Stricter::Lower));
    }

    #[test]
    fn an_unknown_parameter_and_one_out_of_range_are_refused() {
        assert!(merge(&pack(), &sources(json!({"min_acu": 0.9}), json!({}))).is_err());
        assert!(merge(&pack(), &sources(json!({"min_auc": 90}), json!({}))).is_err());
    }
}
