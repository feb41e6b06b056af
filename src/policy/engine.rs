//! The Rego engine, fenced: one engine a pack, limits set, errors and panics contained.

use std::num::NonZeroU32;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use regorus::utils::limits::ExecutionTimerConfig;
use regorus::{LimitError, PolicyLengthConfig, Value as Rego};
use serde_json::Value;

use crate::model::Date;
use crate::policy::bounded::BOUNDED;
use crate::policy::error::PolicyError;
use crate::policy::limits::Limits;
use crate::policy::nesting;
use crate::policy::pack::Pack;
use crate::policy::value::to_rego;

/// Name and version of the engine, as decisions record it.
pub const ENGINE: &str = "regorus 0.14.1";

/// A pack, parsed and ready to evaluate.
pub(crate) struct PackEngine {
    inner: regorus::Engine,
    root: String,
    limits: Limits,
}

impl std::fmt::Debug for PackEngine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PackEngine").field("root", &self.root).finish_non_exhaustive()
    }
}

impl PackEngine {
    /// Parses a pack's Rego and gives it its parameters; `time.now_ns()` answers the as-of date.
    pub(crate) fn load(pack: &Pack, parameters: &Value, as_of: Date, limits: Limits) -> Result<Self, PolicyError> {
        let mut inner = regorus::Engine::new();
        inner.set_strict_builtin_errors(true);
        inner.set_policy_length_config(PolicyLengthConfig {
            max_col: limits.line_columns,
            max_file_bytes: limits.file_bytes,
            max_lines: limits.file_lines,
        });
        inner.set_execution_timer_config(timer(limits.evaluation));
        for file in pack.rego() {
            let path = format!("{}/{}", pack.manifest.id, file.path);
            if !pack.builtin {
                nesting::check(&path, &file.text, limits.literal_depth)?;
            }
            contained(&path, || inner.add_policy(path.clone(), file.bare.to_string()))
                .map_err(|error| as_syntax(&path, error))?;
        }
        let data = serde_json::json!({ "params": { pack.manifest.rego_name(): parameters } });
        let data = to_rego(&data).ok_or_else(|| evaluation("params", "the parameters cannot be held by the engine"))?;
        contained("params", || inner.add_data(data))?;
        let now = as_of.midnight_ns();
        let clock = Box::new(move |_: Vec<Rego>| Ok(Rego::from(now)));
        contained("time.now_ns", || inner.add_extension("time.now_ns".to_owned(), 0, clock))?;
        for (name, arity, function) in BOUNDED.iter().filter(|_| !pack.builtin) {
            let function = Box::new(move |arguments: Vec<Rego>| Ok(function(&arguments)?));
            contained(name, || inner.add_extension((*name).to_owned(), *arity, function))?;
        }
        Ok(Self { inner, root: pack.manifest.rego_root(), limits })
    }

    /// Gives the next query less time than the limit.
    pub(crate) fn allow(&mut self, within: Duration) {
        self.inner.set_execution_timer_config(timer(within));
    }

    /// Evaluates the whole pack in one query; the value holds every package below the pack's root.
    pub(crate) fn evaluate(&mut self, input: &Rego) -> Result<Rego, PolicyError> {
        let query = format!("data.{}", self.root);
        self.inner.set_input(input.clone());
        let inner = &mut self.inner;
        let results =
            contained(&query, || inner.eval_query(query.clone(), false)).map_err(|error| self.with_limit(error))?;
        let value =
            results.result.first().and_then(|result| result.expressions.first()).map(|found| found.value.clone());
        // A query without a result is an error here: the root exists, so silence means that something broke.
        value.ok_or_else(|| evaluation(&query, "the query has no result"))
    }

    /// Evaluates one rule alone; undefined where it has no value.
    pub(crate) fn evaluate_rule(&mut self, rule: &str, input: &Rego) -> Result<Rego, PolicyError> {
        let path = format!("data.{rule}");
        self.inner.set_input(input.clone());
        let inner = &mut self.inner;
        contained(&path, || inner.eval_rule(path.clone())).map_err(|error| self.with_limit(error))
    }

    /// The syntax trees of the pack's files, as JSON.
    pub(crate) fn syntax_trees(&self) -> Result<Value, PolicyError> {
        let text = self.inner.get_ast_as_json().map_err(|error| evaluation(&self.root, &format!("{error:#}")))?;
        serde_json::from_str(&text).map_err(|error| evaluation(&self.root, &error.to_string()))
    }

    fn with_limit(&self, error: PolicyError) -> PolicyError {
        match error {
            PolicyError::Timeout { what, .. } => {
                PolicyError::Timeout { what, limit_ms: self.limits.evaluation.as_millis() }
            }
            other => other,
        }
    }
}

fn timer(limit: Duration) -> ExecutionTimerConfig {
    ExecutionTimerConfig { limit, check_interval: NonZeroU32::MIN.saturating_add(255) }
}

/// Runs a call into the engine; its errors and its panics become ours.
fn contained<T, E>(what: &str, call: impl FnOnce() -> Result<T, E>) -> Result<T, PolicyError>
where
    E: std::fmt::Display + AsRef<dyn std::error::Error + Send + Sync>,
{
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) if hit_time_limit(error.as_ref()) => {
            Err(PolicyError::Timeout { what: what.to_owned(), limit_ms: 0 })
        }
        Ok(Err(error)) => Err(evaluation(what, &one_line(&format!("{error:#}")))),
        Err(_) => Err(PolicyError::Panic { what: what.to_owned() }),
    }
}

fn hit_time_limit(error: &(dyn std::error::Error + Send + Sync + 'static)) -> bool {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(current) = cause {
        if matches!(current.downcast_ref::<LimitError>(), Some(LimitError::TimeLimitExceeded { .. })) {
            return true;
        }
        cause = current.source();
    }
    false
}

fn as_syntax(path: &str, error: PolicyError) -> PolicyError {
    match error {
        PolicyError::Evaluation { reason, .. } => PolicyError::Syntax { path: path.to_owned(), reason },
        other => other,
    }
}

fn evaluation(what: &str, reason: &str) -> PolicyError {
    PolicyError::Evaluation { what: what.to_owned(), reason: reason.to_owned() }
}

/// The engine draws pictures over several lines; an error message is one.
fn one_line(text: &str) -> String {
    let kept: Vec<&str> =
        text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('|')).collect();
    kept.join(" ")
}

/// The syntax trees of one text, for the tests of what reads them.
#[cfg(test)]
pub(crate) fn trees_of(path: &str, text: &str) -> Result<Value, PolicyError> {
    trees_of_files(&[(path, text)])
}

/// The syntax trees of several files, for the tests of what reads them.
#[cfg(test)]
pub(crate) fn trees_of_files(files: &[(&str, &str)]) -> Result<Value, PolicyError> {
    let mut engine = regorus::Engine::new();
    for (path, text) in files {
        contained(path, || engine.add_policy((*path).to_owned(), (*text).to_owned()))?;
    }
    let trees = contained("trees", || engine.get_ast_as_json())?;
    serde_json::from_str(&trees).map_err(|error| evaluation("trees", &error.to_string()))
}

/// The value of `data.a.x` of a text, by the engine as it comes.
#[cfg(test)]
pub(crate) fn value_of(text: &str) -> Result<Value, PolicyError> {
    let mut engine = regorus::Engine::new();
    let value = contained("a.rego", || {
        engine.add_policy("a.rego".to_owned(), text.to_owned())?;
        engine.eval_rule("data.a.x".to_owned())
    })?;
    crate::policy::value::to_json(&value).ok_or_else(|| evaluation("data.a.x", "it is undefined"))
}

/// What the engine says when it evaluates `data.a.x` of a text; `None` where it succeeds.
#[cfg(test)]
pub(crate) fn error_of(text: &str) -> Option<String> {
    let mut engine = regorus::Engine::new();
    engine.set_strict_builtin_errors(true);
    let run = contained("a.rego", || {
        engine.add_policy("a.rego".to_owned(), text.to_owned())?;
        engine.eval_rule("data.a.x".to_owned())
    });
    run.err().map(|error| error.to_string())
}
