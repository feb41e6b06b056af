//! A control is one rule: what the syntax trees of a foreign pack define at, above or below the path of a control.
//!
//! `metadata.rs` reads the text, line by line, and sees neither another file nor an indented line; a second definition
//! could answer `pass` where the first has no answer.

use std::sync::Arc;

use serde_json::Value;

use crate::model::Control;
use crate::policy::error::PolicyError;

/// One rule head: where it is, and the names that its path begins with.
struct Head {
    file: String,
    line: usize,
    path: Vec<String>,
}

/// Checks that each control is defined by exactly one rule.
///
/// # Errors
/// [`PolicyError::Duplicate`] for a second rule at the control's path, inside of it, or where its package should be;
/// [`PolicyError::Undefined`] where there is none.
pub(crate) fn check(trees: &Value, controls: &[Arc<Control>]) -> Result<(), PolicyError> {
    let heads: Vec<Head> = trees.as_array().into_iter().flatten().flat_map(heads).collect();
    for control in controls {
        let rule: Vec<&str> = control.rule.split('.').collect();
        let overlapping = |head: &&Head| head.path.iter().zip(&rule).all(|(own, other)| own == other);
        let mut found = heads.iter().filter(overlapping);
        let first = found.next();
        let is_it = |head: &Head| head.path.iter().eq(&rule);
        let duplicate =
            |head: &Head| PolicyError::Duplicate { path: head.file.clone(), line: head.line, id: control.id.clone() };
        match (first, found.next()) {
            (None, _) => return Err(PolicyError::Undefined { id: control.id.clone(), rule: control.rule.clone() }),
            (Some(head), None) if is_it(head) => {}
            (Some(head), None) => return Err(duplicate(head)),
            (Some(head), Some(second)) => return Err(duplicate(if is_it(head) { second } else { head })),
        }
    }
    Ok(())
}

fn heads(module: &Value) -> Vec<Head> {
    let file = module.pointer("/source/file").and_then(Value::as_str).unwrap_or_default();
    let package = module.pointer("/ast/package/refr").map(names).unwrap_or_default();
    let rules = module.pointer("/ast/rules").and_then(Value::as_array).into_iter().flatten();
    rules
        .filter_map(|rule| {
            let inner = rule.as_object()?.values().next()?;
            let head = inner.get("head").and_then(|head| head.as_object()?.values().next()).unwrap_or(inner);
            let line = inner.pointer("/span/line").and_then(Value::as_u64).and_then(|line| usize::try_from(line).ok());
            let mut path = package.clone();
            path.extend(names(head.get("refr")?));
            Some(Head { file: file.to_owned(), line: line.unwrap_or(0), path })
        })
        .collect()
}

/// The names that a reference begins with; it ends where a part is computed.
fn names(refr: &Value) -> Vec<String> {
    let mut names = Vec::new();
    collect(refr, &mut names);
    names
}

/// True where the whole reference is made of names.
fn collect(refr: &Value, names: &mut Vec<String>) -> bool {
    let text = |pointer: &str| refr.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    let base = ["/RefDot/refr", "/RefBrack/refr"].iter().find_map(|pointer| refr.pointer(pointer));
    if base.is_some_and(|base| !collect(base, names)) {
        return false;
    }
    let name = text("/Var/value").or_else(|| text("/RefDot/field/1")).or_else(|| text("/RefBrack/index/String/value"));
    let is_name = name.is_some();
    names.extend(name);
    is_name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::metadata::declare;
    use crate::policy::pack::Declarations;

    const CONTROL: &str = "package govern.a.x\n\n# METADATA\n# title: t\n# description: d\n# custom:\n#   id: X-01\n\
        #   severity: deny\n#   basis: heuristic\n#   citation: c\n#   remediation: r\n\
        answer := {\"outcome\": \"fail\", \"message\": \"m\"} if {\n\tinput.subject.x\n} else := {\"outcome\": \"pass\"}\n";

    fn checked(other: &str) -> Result<(), PolicyError> {
        let mut declarations = Declarations::default();
        declare("a", "a/x.rego", CONTROL, &mut declarations).expect("the control is declared");
        let trees = crate::policy::engine::trees_of_files(&[("a/x.rego", CONTROL), ("a/y.rego", other)]);
        check(&trees.expect("the text parses"), &declarations.controls)
    }

    #[test]
    fn one_rule_with_helpers_beside_it_is_accepted() {
        let other = "package govern.a.x\n\nanswers := 1\n\nhelper[k] := v if some k, v in input\n\nf(x) := x\n";
        assert_eq!(checked(other), Ok(()));
    }

    #[test]
    fn a_second_definition_is_refused_wherever_it_is() {
        for other in [
            "package govern.a.x\n\nanswer := {\"outcome\": \"pass\"}\n",
            "package govern.a.x\n\ndefault answer := {\"outcome\": \"pass\"}\n",
            "package govern.a.x\n\n  answer := {\"outcome\": \"pass\"}\n",
            "package govern.a.x\n\nanswer[\"outcome\"] := \"pass\" if true\n",
            "package govern.a.x\n\nanswer.outcome := \"pass\"\n",
            "package govern.a.x\n\nanswer contains \"pass\"\n",
            "package govern.a\n\nx := {\"answer\": {\"outcome\": \"pass\"}}\n",
            "package govern.a\n\nx[k] := {\"outcome\": \"pass\"} if some k in [\"answer\"]\n",
        ] {
            let error = checked(other).expect_err(other);
            assert!(error.to_string().starts_with("a/y.rego:3: "), "{error}");
        }
    }
}
