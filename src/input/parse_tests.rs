//! Bad input: each kind names its code, line, column, key path and remedy.

use crate::input::error::{InputError, Problem};
use crate::input::node::{Node, NodeValue};
use crate::input::parse::{is_json_in_a_string, parse_bytes};
use crate::model::Explain;

fn error_of(file: &str) -> InputError {
    let path = format!("{}/tests/fixtures/bad/{file}", env!("CARGO_MANIFEST_DIR"));
    parse_bytes(file, std::fs::read(path).unwrap()).unwrap_err()
}

fn root_of(name: &str, text: &str) -> Node {
    parse_bytes(name, text.as_bytes().to_vec()).unwrap().remove(0).root
}

fn text_at<'a>(text: &'a str, node: &Node) -> &'a str {
    text.get(node.start..node.end).unwrap()
}

#[test]
fn bad_input_names_its_place_and_remedy() {
    // File, code, line, column, key path, part of the message, part of the hint.
    let cases = [
        ("duplicate-key.json", "input/duplicate-key", 5, 5, "/model/name", "first is at line 3, column 5", "keep one"),
        ("nan.json", "input/not-finite", 3, 12, "/metrics/auc", "`NaN`", "`null`"),
        ("infinity.json", "input/not-finite", 2, 18, "/metrics/1", "`-Infinity`", "string"),
        ("big-integer.json", "input/unsafe-integer", 2, 19, "/model/id", "`9007199254740993`", "exponent form"),
        ("overflow.json", "input/number-too-large", 1, 11, "/value", "`1e400`", "string"),
        ("trailing-comma.json", "input/syntax", 2, 9, "/a", "trailing commas", "JSON"),
        ("missing-comma.json", "input/syntax", 2, 9, "/a", "expected comma", "JSON"),
        ("truncated.json", "input/syntax", 4, 16, "/model/version", "", "JSON"),
        ("trailing-data.json", "input/syntax", 2, 1, "", "more text follows", "JSON"),
        ("comment.json", "input/syntax", 2, 3, "", "comments are not allowed", "JSON"),
        ("control-character.json", "input/syntax", 1, 11, "/a", "control character `\\t`", "JSON"),
        ("jinja.json", "input/template", 2, 12, "/name", "cookiecutter", "render it first"),
        ("duplicate-key-in-a-string.json", "input/duplicate-key", 1, 1, "/a", "`a`", "keep one"),
        ("duplicate-key.yaml", "input/duplicate-key", 5, 3, "/metadata/name", "first is at line 3, column 3", "keep"),
        ("nan.yaml", "input/not-finite", 3, 12, "/metrics/0/value", "`.nan`", "`null`"),
        ("tab.yaml", "input/tab", 2, 2, "/metadata", "tab", "spaces"),
        ("helm.yaml", "input/template", 6, 5, "/metadata/labels", "churn.labels", "helm template"),
        ("helm-value.yaml", "input/template", 2, 13, "/spec/replicas", "replicas", "helm template"),
        ("helm-inline.yaml", "input/template", 2, 10, "/spec/image", "image.tag", "helm template"),
        ("alias-bomb.yaml", "input/alias-expansion", 5, 26, "/e/6", "aliases", "write the values out"),
        ("self-alias.yaml", "input/syntax", 1, 11, "/a/1", "alias", "YAML"),
        ("complex-key.yaml", "input/key-not-text", 1, 3, "", "a list", "quotes"),
        ("merge-text.yaml", "input/merge-key", 2, 7, "/a", "`<<`", "mapping"),
        ("second-document.yaml", "input/syntax", 8, 2, "", "did not find expected key", "YAML"),
        ("front-matter.md", "input/duplicate-key", 3, 1, "/license", "line 2, column 1", "keep one"),
        ("latin-1.json", "input/encoding", 2, 16, "", "invalid UTF-8 at byte 17", "UTF-8"),
        ("truncated-utf-8.json", "input/encoding", 1, 15, "", "ends inside a UTF-8 character", "cut off"),
    ];
    for (file, code, line, column, pointer, message, hint) in cases {
        let error = error_of(file);
        let position = error.position().unwrap_or_else(|| panic!("{file}: {error} has no position"));
        assert_eq!(
            (error.code(), position.line, position.column, error.pointer()),
            (code, line, column, pointer),
            "{error}"
        );
        assert!(error.to_string().contains(message), "{file}: {error}");
        assert!(error.to_string().starts_with(&format!("`{file}`, line {line}, column {column}: ")), "{error}");
        assert!(error.hint().unwrap().contains(hint), "{file}: {:?}", error.hint());
    }
}

#[test]
fn files_that_are_no_text_are_refused_whole() {
    let cases = [
        ("utf-16.json", "input/encoding", "UTF-16"),
        ("binary.json", "input/binary", "byte 3 is NUL"),
        ("empty.json", "input/empty", "is empty"),
        ("blank.yaml", "input/empty", "is empty"),
    ];
    for (file, code, message) in cases {
        let error = error_of(file);
        assert_eq!((error.code(), error.position()), (code, None));
        assert!(error.to_string().contains(message), "{error}");
    }
}

#[test]
fn deep_nesting_is_refused_quickly_in_every_grammar() {
    let deep = "[".repeat(100_000);
    let maps = "{\"a\":".repeat(100_000);
    let block = "- ".repeat(100_000);
    for (name, text) in [("a.json", &deep), ("a.json", &maps), ("a.yaml", &deep), ("a.yaml", &block)] {
        let error = parse_bytes(name, text.as_bytes().to_vec()).unwrap_err();
        assert_eq!(error.problem, Problem::TooDeep { limit: 128 }, "{name}");
        assert_eq!(error.position().unwrap().line, 1);
    }
    let allowed = format!("{}{}", "[".repeat(128), "]".repeat(128));
    assert!(parse_bytes("a.json", allowed.clone().into_bytes()).is_ok());
    assert!(parse_bytes("a.yaml", allowed.into_bytes()).is_ok());
}

#[test]
fn aliases_do_not_nest_beyond_the_limit() {
    let mut text = format!("a0: &a0 {}1{}\n", "[".repeat(60), "]".repeat(60));
    text.push_str(&format!("a1: &a1 {}*a0{}\n", "[".repeat(60), "]".repeat(60)));
    text.push_str("a2: [[[[[[[[[*a1]]]]]]]]]\n");
    let error = parse_bytes("a.yaml", text.into_bytes()).unwrap_err();
    assert_eq!(error.problem, Problem::TooDeep { limit: 128 });
}

#[test]
fn too_many_values_are_refused() {
    let text = format!("[{}1]", "1,".repeat(1_000_001));
    for name in ["a.json", "a.yaml"] {
        let error = parse_bytes(name, text.clone().into_bytes()).unwrap_err();
        assert_eq!(error.problem, Problem::TooManyValues { limit: 1_000_000 });
    }
}

#[test]
fn values_know_their_bytes_in_every_grammar() {
    let json = "\u{feff}{\r\n  \"model\": {\"name\": \"chürn\", \"auc\": 0.91}\r\n}";
    let root = root_of("a.json", json);
    assert_eq!(text_at(json, root.at(&["model", "name"]).unwrap()), "\"chürn\"");
    assert_eq!(text_at(json, root.at(&["model", "auc"]).unwrap()), "0.91");

    let yaml = "\u{feff}model:\r\n  name: \"chürn\"\r\n  list:\r\n    - a\r\n    - {b: 0.91}\r\nlast: 1\r\n";
    let root = root_of("a.yaml", yaml);
    assert_eq!(text_at(yaml, root.at(&["model", "name"]).unwrap()), "\"chürn\"");
    assert_eq!(text_at(yaml, &root.at(&["model", "list"]).unwrap().items()[1]), "{b: 0.91}");
    assert!(text_at(yaml, root.get("model").unwrap()).ends_with("{b: 0.91}"));

    let markdown = "---\r\nlicense: mit\r\ntags:\r\n- a\r\n---\r\n# Model\r\n";
    let root = root_of("README.md", markdown);
    assert_eq!(text_at(markdown, root.get("license").unwrap()), "mit");
    assert_eq!(root_of("README.md", "# No front matter\n").value, NodeValue::Map(Vec::new()));
}

#[test]
fn the_byte_order_mark_is_no_column() {
    let error = parse_bytes("a.json", "\u{feff}{\"a\": NaN}".as_bytes().to_vec()).unwrap_err();
    assert_eq!((error.position().unwrap().line, error.position().unwrap().column), (1, 7));
}

#[test]
fn json_in_a_string_is_unwrapped_once() {
    let documents = parse_bytes("a.json", br#""{\"name\": \"churn\"}""#.to_vec()).unwrap();
    assert!(is_json_in_a_string(&documents[0]));
    assert_eq!(documents[0].root.get("name").and_then(Node::text), Some("churn"));
    assert_eq!(documents[0].root.get("name").unwrap().end, documents[0].source.bytes.len());
    assert_eq!(root_of("a.json", "\"plain text\"").text(), Some("plain text"));
}

#[test]
fn yaml_holds_several_documents_with_anchors_of_their_own() {
    let text = "---\na: &x {k: 1}\nb:\n  <<: *x\n  l: 2\n---\n---\nkey: text\n";
    let documents = parse_bytes("a.yaml", text.as_bytes().to_vec()).unwrap();
    assert_eq!(documents.len(), 2);
    assert_eq!(documents[0].root.get("b").unwrap().to_json(), serde_json::json!({"k": 1, "l": 2}));
    assert_eq!(documents[1].part, 1);
    assert!(parse_bytes("a.yaml", b"a: &x 1\n---\nb: *x\n".to_vec()).is_err());
}

#[test]
fn merged_keys_yield_to_own_keys_and_to_earlier_mappings() {
    let root = root_of("a.yaml", "a: &a {k: 1, l: 1}\nb: &b {l: 2, m: 2}\nc:\n  <<: [*a, *b]\n  k: 3\n");
    assert_eq!(root.get("c").unwrap().to_json(), serde_json::json!({"k": 3, "l": 1, "m": 2}));
}

#[test]
fn keys_that_are_scalars_become_text() {
    assert_eq!(root_of("a.yaml", "1: a\ntrue: b\n").to_json(), serde_json::json!({"1": "a", "true": "b"}));
    assert!(parse_bytes("a.yaml", b"1: a\n\"1\": b\n".to_vec()).is_err());
}

#[test]
fn argo_arguments_and_quoted_templates_are_values() {
    let root = root_of("a.yaml", "a: http://{{args.host}}/x\nb: \"{{ .Values.x }}\"\nc: |\n  {{ .Values.y }}\n");
    assert_eq!(root.get("a").and_then(Node::text), Some("http://{{args.host}}/x"));
    assert_eq!(root.get("b").and_then(Node::text), Some("{{ .Values.x }}"));
}

#[test]
fn text_without_a_telling_name_is_recognised() {
    let syntax = |text: &str| parse_bytes("-", text.as_bytes().to_vec()).unwrap()[0].syntax;
    use crate::input::node::Syntax;
    assert_eq!(syntax(" {\"a\": 1}"), Syntax::Json);
    assert_eq!(syntax("a: 1\n"), Syntax::Yaml);
    assert_eq!(syntax("---\na: 1\n---\n# Source: chart/templates/x.yaml\nb: 2\n"), Syntax::Yaml);
    assert_eq!(syntax("---\nlicense: mit\n---\n# Model: x\n\nIt predicts: churn.\n"), Syntax::Markdown);
}
