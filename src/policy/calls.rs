//! What a policy calls: every name must be a function that exists and is pure, and no function may reach itself.
//!
//! The engine itself finds an unknown function only when evaluation reaches it, and a function that recurses takes the
//! process down; so foreign packs are checked before they are ever evaluated.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::input::line_and_column;
use crate::policy::error::PolicyError;

/// Most rules of a pack: each may rest on another one, and a longer chain would overflow the stack.
const RULES: usize = 2000;

const BUILTINS: &str = include_str!("builtins.txt");

/// Functions that would make a decision depend on something other than its record.
const FORBIDDEN: &[(&str, &str)] = &[
    ("http.send", "reaches the network; a policy decides on what it is given"),
    ("net.lookup_ip_addr", "reaches the network; a policy decides on what it is given"),
    ("opa.runtime", "reads the environment; a policy decides on what it is given"),
    ("rand.intn", "is random; a decision must come out the same again"),
    ("uuid.rfc4122", "is random; a decision must come out the same again"),
    ("rego.metadata.rule", "is not available in packs"),
    ("rego.metadata.chain", "is not available in packs"),
];

struct Call {
    name: String,
    arguments: usize,
    line: u32,
    column: u32,
    file: String,
}

/// Checks every call in the syntax trees of a pack.
///
/// # Errors
/// [`PolicyError::Call`] for an unknown or forbidden function, a wrong number of arguments, or recursion;
/// [`PolicyError::Syntax`] for too many rules.
pub(crate) fn check(trees: &Value) -> Result<(), PolicyError> {
    refuse_long_chains(trees)?;
    let modules: Vec<Module> = trees.as_array().into_iter().flatten().map(Module::read).collect();
    let functions: BTreeSet<String> = modules.iter().flat_map(|module| module.functions.keys().cloned()).collect();
    let rules: BTreeSet<&String> = modules.iter().flat_map(|module| &module.rules).collect();
    let builtins = builtins();
    let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for module in &modules {
        for (caller, call) in &module.calls {
            let full = module.resolve(&call.name);
            if functions.contains(&full) {
                edges.entry(caller.clone()).or_default().insert(full);
                continue;
            }
            refuse_unanswerable(call, &builtins, rules.contains(&full))?;
        }
    }
    let recursive = functions.iter().find(|name| reaches(name, name, &edges, &mut BTreeSet::new()));
    match recursive {
        None => Ok(()),
        Some(name) => Err(recursion(name, &modules)),
    }
}

fn refuse_long_chains(trees: &Value) -> Result<(), PolicyError> {
    let mut count = 0;
    for tree in trees.as_array().into_iter().flatten() {
        count += tree.pointer("/ast/rules").and_then(Value::as_array).map_or(0, Vec::len);
        if count > RULES {
            let path = tree.pointer("/source/file").and_then(Value::as_str).unwrap_or_default().to_owned();
            return Err(PolicyError::Syntax { path, reason: format!("the pack has more than {RULES} rules") });
        }
    }
    Ok(())
}

fn refuse_unanswerable(call: &Call, builtins: &BTreeMap<&str, usize>, is_rule: bool) -> Result<(), PolicyError> {
    let refuse = |reason: &'static str| {
        Err(PolicyError::Call {
            path: call.file.clone(),
            line: call.line,
            column: call.column,
            name: call.name.clone(),
            reason,
        })
    };
    if let Some((_, reason)) = FORBIDDEN.iter().find(|(name, _)| *name == call.name) {
        return refuse(reason);
    }
    match builtins.get(call.name.as_str()) {
        Some(0) if call.name == "print" => Ok(()),
        // A call may bind its result as one further argument.
        Some(arity) if call.arguments == *arity || call.arguments == arity + 1 => Ok(()),
        Some(_) => refuse("is called with the wrong number of arguments"),
        None if is_rule => refuse("is a rule, not a function"),
        None => refuse("is not a function of this pack, of lib or of the engine"),
    }
}

fn recursion(name: &str, modules: &[Module]) -> PolicyError {
    let place = modules.iter().find_map(|module| module.functions.get(name).map(|at| (module.file.clone(), *at)));
    let (path, (line, column)) = place.unwrap_or_default();
    PolicyError::Call { path, line, column, name: name.to_owned(), reason: "calls itself, directly or through others" }
}

fn reaches(from: &str, goal: &str, edges: &BTreeMap<String, BTreeSet<String>>, seen: &mut BTreeSet<String>) -> bool {
    edges
        .get(from)
        .into_iter()
        .flatten()
        .any(|next| next == goal || (seen.insert(next.clone()) && reaches(next, goal, edges, seen)))
}

/// The engine's functions and their numbers of arguments.
fn builtins() -> BTreeMap<&'static str, usize> {
    BUILTINS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(name, arity)| arity.parse().ok().map(|arity| (name, arity)))
        .collect()
}

struct Module {
    file: String,
    package: String,
    imports: BTreeMap<String, String>,
    functions: BTreeMap<String, (u32, u32)>,
    rules: BTreeSet<String>,
    calls: Vec<(String, Call)>,
}

impl Module {
    fn read(tree: &Value) -> Self {
        let file = tree.pointer("/source/file").and_then(Value::as_str).unwrap_or_default().to_owned();
        let ast = tree.get("ast").unwrap_or(&Value::Null);
        let package = ast.pointer("/package/refr").and_then(dotted).unwrap_or_default();
        let mut module = Self {
            file,
            package,
            imports: BTreeMap::new(),
            functions: BTreeMap::new(),
            rules: BTreeSet::new(),
            calls: Vec::new(),
        };
        let text = tree.pointer("/source/contents").and_then(Value::as_str).unwrap_or_default();
        for import in ast.get("imports").and_then(Value::as_array).into_iter().flatten() {
            module.read_import(import, text);
        }
        for rule in ast.get("rules").and_then(Value::as_array).into_iter().flatten() {
            module.read_rule(rule, text);
        }
        module
    }

    fn read_import(&mut self, import: &Value, text: &str) {
        let Some(path) = import.get("refr").and_then(dotted) else { return };
        let offset = |key: &str| import.pointer(key).and_then(Value::as_u64).and_then(|at| usize::try_from(at).ok());
        let renamed = offset("/as/start").zip(offset("/as/end")).and_then(|(start, end)| text.get(start..end));
        let alias = renamed.or_else(|| path.rsplit('.').next());
        if let (Some(alias), Some(full)) = (alias, path.strip_prefix("data.")) {
            self.imports.insert(alias.to_owned(), full.to_owned());
        }
    }

    fn read_rule(&mut self, rule: &Value, text: &str) {
        let head = rule.pointer("/Spec/head").or_else(|| rule.pointer("/Default")).unwrap_or(&Value::Null);
        let inner = head.as_object().and_then(|kinds| kinds.values().next()).unwrap_or(head);
        let name = inner.get("refr").or_else(|| head.get("refr")).and_then(dotted).unwrap_or_default();
        let full = format!("{}.{name}", self.package);
        if head.get("Func").is_some()
            || rule.pointer("/Default/args").and_then(Value::as_array).is_some_and(|args| !args.is_empty())
        {
            self.functions.entry(full.clone()).or_insert_with(|| place(rule));
        } else {
            self.rules.insert(full.clone());
        }
        let mut calls = Vec::new();
        find_calls(rule, (&self.file, text), &mut calls);
        self.calls.extend(calls.into_iter().map(|call| (full.clone(), call)));
    }

    /// The full path below `data` of a name as this module writes it.
    fn resolve(&self, name: &str) -> String {
        if let Some(full) = name.strip_prefix("data.") {
            return full.to_owned();
        }
        let (first, rest) = name.split_once('.').map_or((name, ""), |(first, rest)| (first, rest));
        match self.imports.get(first) {
            Some(full) if rest.is_empty() => full.clone(),
            Some(full) => format!("{full}.{rest}"),
            None => format!("{}.{name}", self.package),
        }
    }
}

fn find_calls(tree: &Value, (file, text): (&str, &str), calls: &mut Vec<Call>) {
    match tree {
        Value::Array(items) => items.iter().for_each(|item| find_calls(item, (file, text), calls)),
        Value::Object(fields) => {
            if let Some(call) = fields.get("Call") {
                let name = call.get("fcn").and_then(dotted).unwrap_or_default();
                let arguments = call.get("params").and_then(Value::as_array).map_or(0, Vec::len);
                // The engine counts a tab as four columns; editors and we count characters.
                let (line, column) = line_and_column(text.as_bytes(), call.get("fcn").map_or(0, start));
                calls.push(Call { name, arguments, line, column, file: file.to_owned() });
            }
            fields.values().for_each(|field| find_calls(field, (file, text), calls));
        }
        _ => {}
    }
}

fn place(tree: &Value) -> (u32, u32) {
    let find = |key: &str| {
        tree.pointer(&format!("/span/{key}"))
            .or_else(|| tree.pointer(&format!("/Spec/span/{key}")))
            .and_then(Value::as_u64)
            .and_then(|number| u32::try_from(number).ok())
            .unwrap_or(0)
    };
    (find("line"), find("col"))
}

/// The byte at which a chain of names begins: a reference's own place is that of its last part.
fn start(tree: &Value) -> usize {
    let Some(kind) = tree.as_object().and_then(|kinds| kinds.values().next()) else { return 0 };
    match kind.get("refr") {
        Some(base) => start(base),
        None => {
            kind.pointer("/span/start").and_then(Value::as_u64).and_then(|at| usize::try_from(at).ok()).unwrap_or(0)
        }
    }
}

/// The dotted form of a chain of names; `None` where a part is computed.
fn dotted(tree: &Value) -> Option<String> {
    if let Some(name) = tree.pointer("/Var/value").and_then(Value::as_str) {
        return Some(name.to_owned());
    }
    let dot = tree.get("RefDot")?;
    let base = dotted(dot.get("refr")?)?;
    let field = dot.pointer("/field/1").and_then(Value::as_str)?;
    Some(format!("{base}.{field}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_text(text: &str) -> Result<(), PolicyError> {
        check(&crate::policy::engine::trees_of("a.rego", text).expect("the text parses"))
    }

    #[test]
    fn an_unknown_function_is_refused_even_where_evaluation_would_never_reach_it() {
        let error =
            check_text("package a\nx if {\n\tinput.never\n\tcrypto.sha256(\"a\") == \"b\"\n}").expect_err("unknown");
        assert_eq!(
            error.to_string(),
            "a.rego:4:2: `crypto.sha256` is not a function of this pack, of lib or of the engine"
        );
    }

    #[test]
    fn the_network_is_refused() {
        let error = check_text("package a\nx := http.send({\"url\": \"u\"})").expect_err("network");
        assert!(error.to_string().contains("reaches the network"), "{error}");
    }

    #[test]
    fn mutual_recursion_is_refused() {
        let error = check_text("package a\nf(x) := g(x)\ng(x) := f(x)").expect_err("recursion");
        assert!(error.to_string().contains("calls itself"), "{error}");
    }

    #[test]
    fn aliases_own_functions_and_builtins_are_accepted() {
        let text =
            "package a\nimport data.govern.lib.dates as d\nf(x) := count(x)\ny := f([1])\nz := sprintf(\"%v\", [y])";
        assert_eq!(check_text(text), Ok(()));
    }

    #[test]
    fn a_wrong_number_of_arguments_is_refused() {
        let error = check_text("package a\nx := count(1, 2, 3)").expect_err("arity");
        assert!(error.to_string().contains("wrong number of arguments"), "{error}");
    }

    #[test]
    fn every_listed_builtin_is_answered_by_the_engine() {
        for (name, arity) in builtins() {
            let arguments = vec!["null"; arity].join(", ");
            let text = format!("package a\nx := {name}({arguments})");
            let message = crate::policy::engine::error_of(&text).unwrap_or_default();
            assert!(!message.contains("could not find function"), "{name}: {message}");
        }
    }
}
