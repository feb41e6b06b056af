//! Reads the `# METADATA` blocks of Rego files: the engine drops comments, so this is done on the text.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use crate::input::parse_bytes;
use crate::model::{Accepts, Basis, Control, ControlKind, Date, Need, RowTable, Severity, Strength};
use crate::policy::error::PolicyError;
use crate::policy::pack::{Applies, Declarations};

/// One block and the line of code below it.
struct Block {
    line: usize,
    yaml: String,
    subject: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Annotation {
    #[serde(default)]
    title: String,
    #[serde(default)]
    description: String,
    #[serde(default)]
    scope: Option<String>,
    #[serde(default)]
    #[serde(rename = "related_resources")]
    _related_resources: Option<serde_json::Value>,
    #[serde(default)]
    #[serde(rename = "entrypoint")]
    _entrypoint: Option<bool>,
    #[serde(default)]
    custom: Custom,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Custom {
    id: Option<String>,
    severity: Option<RowTable<Severity>>,
    basis: Option<Basis>,
    citation: Option<String>,
    remediation: Option<String>,
    effective_from: Option<RowTable<Date>>,
    effective_until: Option<Date>,
    #[serde(default)]
    needs: Vec<Need>,
    accepts: Option<Accepts>,
    #[serde(default)]
    kind: ControlKind,
    waivable: Option<bool>,
    #[serde(default)]
    answers: BTreeMap<String, Vec<Need>>,
}

/// Adds what one Rego file declares to `declarations`.
///
/// # Errors
/// [`PolicyError::Metadata`] for a block that is not YAML, lacks a field of a control or has one too many;
/// [`PolicyError::Duplicate`] for a control with a second definition, or an id declared twice.
pub(crate) fn declare(pack: &str, path: &str, text: &str, declarations: &mut Declarations) -> Result<(), PolicyError> {
    let package = package_of(text).unwrap_or_default();
    if text.lines().any(|line| line.starts_with("applies ") || line.starts_with("default applies ")) {
        declarations.applies.insert(package.to_owned(), Applies::default());
    }
    if let Some((line, found)) = overlooked(text) {
        let reason = format!("`{found}` begins no block; write `# METADATA` alone, at the beginning of its line");
        return Err(PolicyError::Metadata { path: path.to_owned(), line, reason });
    }
    for block in blocks(text) {
        let wrong = |reason: String| PolicyError::Metadata { path: path.to_owned(), line: block.line, reason };
        let annotation = parse(&block).map_err(wrong)?;
        if block.subject.starts_with("package ") || annotation.scope.as_deref() == Some("package") {
            continue;
        }
        let rule = rule_name(&block.subject).ok_or_else(|| wrong("no rule follows the block".to_owned()))?;
        match rule {
            "applies" => {
                let applies = Applies { title: annotation.title, needs: annotation.custom.needs };
                declarations.applies.insert(package.to_owned(), applies);
            }
            "class" => declarations.answers = annotation.custom.answers,
            _ => {
                let control = control(pack, &format!("{package}.{rule}"), annotation).map_err(wrong)?;
                refuse_second(path, text, rule, &control, declarations)?;
                declarations.controls.push(Arc::new(control));
            }
        }
    }
    Ok(())
}

fn parse(block: &Block) -> Result<Annotation, String> {
    let documents = parse_bytes("METADATA.yaml", block.yaml.clone().into_bytes()).map_err(|error| error.to_string())?;
    let [document] = documents.as_slice() else { return Err("is not one YAML mapping".to_owned()) };
    serde_json::from_value(document.root.to_json()).map_err(|error| error.to_string())
}

fn control(pack: &str, rule: &str, annotation: Annotation) -> Result<Control, String> {
    let custom = annotation.custom;
    let lacks = |field: &str| format!("a control needs `{field}`");
    let filled = |value: Option<String>, field: &str| value.filter(|text| !text.is_empty()).ok_or_else(|| lacks(field));
    if annotation.title.is_empty() || annotation.description.is_empty() {
        return Err(lacks("title` and `description"));
    }
    Ok(Control {
        id: filled(custom.id, "custom.id")?,
        pack: pack.to_owned(),
        rule: rule.to_owned(),
        title: annotation.title,
        description: annotation.description,
        severity: custom.severity.ok_or_else(|| lacks("custom.severity"))?,
        basis: custom.basis.ok_or_else(|| lacks("custom.basis"))?,
        citation: filled(custom.citation, "custom.citation")?,
        remediation: filled(custom.remediation, "custom.remediation")?,
        effective_from: custom.effective_from,
        effective_until: custom.effective_until,
        needs: custom.needs,
        accepts: custom.accepts.unwrap_or(RowTable::One(Strength::Declared)),
        kind: custom.kind,
        waivable: custom.waivable.unwrap_or(true),
    })
}

fn refuse_second(
    path: &str,
    text: &str,
    rule: &str,
    control: &Control,
    known: &Declarations,
) -> Result<(), PolicyError> {
    let starts = |line: &str| {
        line.strip_prefix(rule)
            .or_else(|| line.strip_prefix("default ").and_then(|rest| rest.strip_prefix(rule)))
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    };
    let second = text.lines().enumerate().filter(|(_, line)| starts(line)).nth(1);
    let duplicate = |line: usize, id: &str| PolicyError::Duplicate { path: path.to_owned(), line, id: id.to_owned() };
    if let Some((index, _)) = second {
        return Err(duplicate(index + 1, &control.id));
    }
    if known.controls.iter().any(|other| other.id == control.id || other.rule == control.rule) {
        return Err(duplicate(0, &control.id));
    }
    Ok(())
}

/// The package that a Rego text declares.
pub(crate) fn package_of(text: &str) -> Option<&str> {
    text.lines().find_map(|line| line.strip_prefix("package ")).map(str::trim)
}

fn rule_name(line: &str) -> Option<&str> {
    let end = line.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(line.len());
    line.get(..end).filter(|name| !["", "import", "default"].contains(name))
}

/// A comment that OPA, or its author, takes for the beginning of a block, and that is none here: the control below it
/// would be lost without a word.
fn overlooked(text: &str) -> Option<(usize, &str)> {
    let begins = |line: &str| {
        let Some(comment) = line.trim().strip_prefix('#').map(str::trim) else { return false };
        comment.starts_with("METADATA") || comment.trim_end_matches(':').eq_ignore_ascii_case("metadata")
    };
    let mut lines = text.lines().enumerate();
    lines
        .find(|(_, line)| begins(line) && line.trim_end() != "# METADATA")
        .map(|(index, line)| (index + 1, line.trim()))
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = text.lines().enumerate().peekable();
    while let Some((index, line)) = lines.next() {
        if line.trim_end() != "# METADATA" {
            continue;
        }
        let mut yaml = String::new();
        while let Some((_, comment)) = lines.next_if(|(_, next)| next.starts_with('#')) {
            let content = comment.strip_prefix("# ").or_else(|| comment.strip_prefix('#')).unwrap_or_default();
            yaml.push_str(content);
            yaml.push('\n');
        }
        while lines.next_if(|(_, next)| next.trim().is_empty()).is_some() {}
        let subject = lines.peek().map(|(_, next)| (*next).to_owned()).unwrap_or_default();
        blocks.push(Block { line: index + 1, yaml, subject });
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLOCK: &str = "# METADATA\n# title: t\n# description: d\n# custom:\n#   id: X-01\n#   severity: deny\n\
        #   basis: heuristic\n#   citation: c\n#   remediation: r\n";

    fn declared(text: &str) -> Result<Declarations, PolicyError> {
        let mut declarations = Declarations::default();
        declare("a", "a.rego", text, &mut declarations).map(|()| declarations)
    }

    #[test]
    fn a_block_that_would_be_overlooked_is_refused() {
        let text = format!("package govern.a\n\n{BLOCK}r := 1\n");
        assert_eq!(declared(&text).map(|found| found.controls.len()), Ok(1));
        for other in ["  # METADATA", "#METADATA", "# METADATA: yes", "# metadata", "#  METADATA"] {
            let error = declared(&text.replace("# METADATA", other)).expect_err(other);
            assert!(error.to_string().contains("a.rego:3: METADATA block: `#"), "{error}");
        }
        assert!(declared("package govern.a\n\n# Metadata of the data sets is read below.\nx := 1\n").is_ok());
    }

    #[test]
    fn a_default_is_no_control() {
        let error = declared(&format!("package govern.a\n\n{BLOCK}default r := 1\n")).expect_err("a default");
        assert!(error.to_string().contains("no rule follows"), "{error}");
    }
}
