//! What can be wrong with a pack, its parameters or its evaluation.

use crate::model::Explain;

/// Errors of loading and evaluating policies.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// A pack's directory or one of its files cannot be read.
    #[error("cannot read pack file `{path}`: {reason}")]
    Unreadable {
        /// The file.
        path: String,
        /// What the system said.
        reason: String,
    },
    /// The manifest is missing or malformed.
    #[error("`{path}` is not a pack manifest: {reason}")]
    Manifest {
        /// The file.
        path: String,
        /// What is wrong.
        reason: String,
    },
    /// The manifest's roots do not cover a package, or belong to another pack.
    #[error("`{path}`: package `{package}` lies outside of the pack's root `{root}`")]
    Root {
        /// The file.
        path: String,
        /// Its package.
        package: String,
        /// The root that the manifest declares.
        root: String,
    },
    /// A METADATA block is malformed.
    #[error("{path}:{line}: METADATA block: {reason}")]
    Metadata {
        /// The file.
        path: String,
        /// Line of the block.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// A control has two definitions, or one id is declared twice.
    #[error("{path}:{line}: control `{id}` is defined twice")]
    Duplicate {
        /// The file.
        path: String,
        /// Line of the second definition.
        line: usize,
        /// The control or rule.
        id: String,
    },
    /// A control without a rule.
    #[error("control `{id}` has no rule: nothing defines `{rule}`")]
    Undefined {
        /// The control.
        id: String,
        /// The path that its METADATA block stands above.
        rule: String,
    },
    /// Two packs claim one id.
    #[error("two packs are called `{id}`")]
    DuplicatePack {
        /// The id.
        id: String,
    },
    /// The engine refuses the text.
    #[error("{path} does not load: {reason}")]
    Syntax {
        /// The file.
        path: String,
        /// What the engine said.
        reason: String,
    },
    /// A function that does not exist, or that a policy may not call.
    #[error("{path}:{line}:{column}: `{name}` {reason}")]
    Call {
        /// The file.
        path: String,
        /// Line.
        line: u32,
        /// Column.
        column: u32,
        /// The function.
        name: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// Literals nested so deep that parsing them takes exponential time.
    #[error("{path}:{line}: literals are nested {depth} deep; the limit is {limit}")]
    Nesting {
        /// The file.
        path: String,
        /// Line.
        line: usize,
        /// Depth found.
        depth: usize,
        /// Depth allowed.
        limit: usize,
    },
    /// A parameter file does not fit its schema.
    #[error("parameter `{parameter}` of pack `{pack}`: {reason}")]
    Parameter {
        /// The pack.
        pack: String,
        /// The parameter.
        parameter: String,
        /// What is wrong.
        reason: String,
    },
    /// No pack or control of that name.
    #[error("there is no {kind} `{name}`")]
    NotFound {
        /// `pack` or `control`.
        kind: &'static str,
        /// The name.
        name: String,
        /// The closest existing name.
        closest: Option<String>,
    },
    /// A control of a pack that the selection leaves out.
    #[error("control `{control}` belongs to the pack `{pack}`, which is not selected")]
    Deselected {
        /// The control.
        control: String,
        /// Its pack.
        pack: String,
    },
    /// Evaluation failed.
    #[error("evaluation of `{what}` failed: {reason}")]
    Evaluation {
        /// Rule or pack.
        what: String,
        /// What the engine said.
        reason: String,
    },
    /// The time limit was hit.
    #[error("evaluation of `{what}` took longer than {limit_ms} ms")]
    Timeout {
        /// Rule or pack.
        what: String,
        /// The limit in milliseconds.
        limit_ms: u128,
    },
    /// The memory limit was hit.
    #[error("evaluation of `{what}` took more than {limit_bytes} bytes of memory")]
    Memory {
        /// Rule or pack.
        what: String,
        /// The limit in bytes.
        limit_bytes: u64,
    },
    /// The engine panicked; the panic was contained.
    #[error("the engine broke down on `{what}`")]
    Panic {
        /// Rule or pack.
        what: String,
    },
}

impl Explain for PolicyError {
    fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "policy/unreadable",
            Self::Manifest { .. } => "policy/manifest",
            Self::Root { .. } => "policy/root",
            Self::Metadata { .. } => "policy/metadata",
            Self::Duplicate { .. } => "policy/duplicate-control",
            Self::Undefined { .. } => "policy/undefined-control",
            Self::DuplicatePack { .. } => "policy/duplicate-pack",
            Self::Syntax { .. } => "policy/syntax",
            Self::Call { .. } => "policy/call",
            Self::Nesting { .. } => "policy/nesting",
            Self::Parameter { .. } => "policy/parameter",
            Self::NotFound { .. } => "policy/not-found",
            Self::Deselected { .. } => "policy/deselected",
            Self::Evaluation { .. } => "policy/evaluation",
            Self::Timeout { .. } => "policy/timeout",
            Self::Memory { .. } => "policy/memory",
            Self::Panic { .. } => "policy/panic",
        }
    }

    fn hint(&self) -> Option<String> {
        let text = match self {
            Self::Unreadable { .. } => "check the path given to `--with-pack` or in govern.toml, and its permissions",
            Self::Manifest { .. } => "`govern policy new DIR` writes a pack with a complete manifest",
            Self::Root { .. } => {
                "a pack may define packages below its own root only, so that nobody can add rules to another pack"
            }
            Self::Metadata { .. } | Self::Undefined { .. } => "see policies/README.md, \"A control is one rule\"",
            Self::Duplicate { .. } => {
                "write one definition with an `else` chain; a second definition could answer differently"
            }
            Self::DuplicatePack { .. } => "rename one of them in its manifest",
            Self::Syntax { .. } => {
                "run `opa check --strict -b` on the pack; see also \"The profile of Rego\" in policies/README.md"
            }
            Self::Call { .. } => {
                "a call that cannot be answered would make a rule vanish silently; see \"The profile of Rego\" in policies/README.md"
            }
            Self::Nesting { .. } => "move the literal into the pack's data.json, or build it from parts",
            Self::Parameter { .. } => {
                "`govern explain PACK` lists the parameters with their types and stricter directions"
            }
            Self::NotFound { closest, .. } => {
                return Some(closest.as_ref().map_or_else(
                    || {
                        "`govern policy list` shows the packs, `govern policy list --controls` their controls"
                            .to_owned()
                    },
                    |name| format!("did you mean `{name}`?"),
                ));
            }
            Self::Deselected { pack, .. } => return Some(format!("add `--pack {pack}`, or leave `--pack` out")),
            Self::Evaluation { .. } | Self::Panic { .. } => {
                "the decision is an error and the gate stays closed; mend the rule, or report it if the pack is built in"
            }
            Self::Timeout { .. } => "make the rule cheaper, or raise `limits.evaluation_ms` in govern.toml",
            Self::Memory { .. } => "build smaller values, or raise `limits.evaluation_bytes` in govern.toml",
        };
        Some(text.to_owned())
    }
}
