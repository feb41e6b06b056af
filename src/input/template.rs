//! Recognises unrendered templates (Helm, Jinja), which are no YAML or JSON yet.

use std::ops::Range;

use crate::input::error::Problem;
use crate::input::exact_number::shorten;

/// How Go templates begin; Argo's own `{{args.name}}` and `{{inputs.…}}` are values, and not among them.
const GO_TEMPLATE_WORDS: [&str; 16] = [
    ".",
    "$",
    "/*",
    "if ",
    "else",
    "end",
    "range ",
    "with ",
    "include ",
    "template ",
    "define ",
    "block ",
    "tpl ",
    "toYaml ",
    "default ",
    "printf ",
];

/// True for a text that contains the opening of a Go template.
pub(crate) fn is_go_template(text: &str) -> bool {
    text.match_indices("{{").any(|(at, opening)| {
        let rest = text.get(at + opening.len()..).unwrap_or_default();
        let body = rest.strip_prefix('-').unwrap_or(rest).trim_start();
        GO_TEMPLATE_WORDS.iter().any(|word| body.starts_with(word))
    })
}

/// The template that explains an error at byte `at` of JSON: one on the line of the error.
pub(crate) fn in_json(text: &str, at: usize) -> Option<Problem> {
    let (_, line) = line_around(text, at);
    has_opening(&without_quotes_and_comment(line)).then(|| problem(line))
}

/// The template that explains why YAML does not parse: any Go template outside of quotes and comments, or any other
/// template on the line of the error; with its range.
pub(crate) fn in_yaml(text: &str, at: usize) -> Option<(Range<usize>, Problem)> {
    let mut start = 0;
    let go = text.split_inclusive('\n').find_map(|line| {
        let here = start;
        start += line.len();
        let code = without_quotes_and_comment(line);
        is_go_template(&code).then_some((here, line))
    });
    let (start, line) = go.or_else(|| {
        let (start, line) = line_around(text, at);
        has_opening(&without_quotes_and_comment(line)).then_some((start, line))
    })?;
    let opening = line.find("{{").or_else(|| line.find("{%")).unwrap_or(0);
    Some((start + opening..start + line.trim_end().len(), problem(line)))
}

/// The problem that names a line.
pub(crate) fn problem(line: &str) -> Problem {
    Problem::Template { text: shorten(line.trim()) }
}

fn has_opening(line: &str) -> bool {
    line.contains("{{") || line.contains("{%")
}

fn line_around(text: &str, at: usize) -> (usize, &str) {
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
    let rest = text.get(start..).unwrap_or_default();
    (start, rest.lines().next().unwrap_or_default())
}

/// The line with quoted parts blanked out and the comment cut.
fn without_quotes_and_comment(line: &str) -> String {
    let mut quote = None;
    let mut previous = ' ';
    let mut code = String::with_capacity(line.len());
    for c in line.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            None if matches!(c, '"' | '\'') && !previous.is_alphanumeric() => quote = Some(c),
            None if c == '#' && previous.is_whitespace() => break,
            _ => {}
        }
        code.push(if quote.is_some() { '_' } else { c });
        previous = c;
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn helm_is_told_from_argo() {
        assert!(is_go_template("image: {{ .Values.image }}"));
        assert!(is_go_template("{{- if eq .x 1 }}"));
        assert!(!is_go_template("http://{{args.host}}/x"));
        assert!(!is_go_template("{{inputs.parameters.name}}"));
    }

    #[test]
    fn quoted_and_commented_templates_do_not_explain_an_error() {
        assert_eq!(in_yaml("a: \"{{ .Values.x }}\"\n# {{ .Values.y }}\nb: [\n", 40), None);
        let (range, _) = in_yaml("a: 1\nb: {{ .Values.x }}\n", 0).unwrap();
        assert_eq!(range, 8..23);
    }
}
