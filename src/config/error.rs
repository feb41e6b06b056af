//! What can be wrong with configuration, organisation policy and the environment.

use crate::model::Explain;

/// Errors of reading configuration; each is exit status 2.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read `{path}`: {reason}")]
    Unreadable {
        /// The file.
        path: String,
        /// What the system said.
        reason: String,
    },
    /// Not TOML, an unknown key, or a value of the wrong type.
    #[error("{path}:{line}:{column}: {reason}")]
    Malformed {
        /// The file.
        path: String,
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What is wrong.
        reason: String,
    },
    /// A value outside of its range, or one that cannot be used.
    #[error("{path}: `{key}`: {reason}")]
    Value {
        /// The file, flag or variable.
        path: String,
        /// The key.
        key: String,
        /// What is wrong.
        reason: String,
    },
    /// A variable that is set, and names nothing.
    #[error("the variable {name} is set, and empty")]
    EmptyVariable {
        /// Its name.
        name: &'static str,
    },
    /// `--org` and `GOVERN_ORG` name different policies.
    #[error("`--org {flag}` and `GOVERN_ORG={variable}` name different organisation policies")]
    OrganisationsDisagree {
        /// From the flag.
        flag: String,
        /// From the environment.
        variable: String,
    },
    /// The organisation policy is not the one that was pinned.
    #[error("the organisation policy `{path}` has digest {found}, not {pinned}")]
    OrganisationDigest {
        /// The file.
        path: String,
        /// Its digest.
        found: String,
        /// The digest of `--org-digest`.
        pinned: String,
    },
    /// `--org-digest` without an organisation policy.
    #[error("`--org-digest` is given, but no organisation policy")]
    DigestWithoutOrganisation,
    /// The repository names another log than the organisation requires.
    #[error("{source_name} names the log `{found}`; the organisation policy requires `{required}`")]
    ForeignLog {
        /// Flag or file.
        source_name: String,
        /// Origin or path of its log.
        found: String,
        /// The organisation's.
        required: String,
    },
}

impl Explain for ConfigError {
    fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "config/unreadable",
            Self::Malformed { .. } => "config/malformed",
            Self::Value { .. } => "config/value",
            Self::EmptyVariable { .. } => "config/empty-variable",
            Self::OrganisationsDisagree { .. } => "config/organisations-disagree",
            Self::OrganisationDigest { .. } => "config/organisation-digest",
            Self::DigestWithoutOrganisation => "config/digest-without-organisation",
            Self::ForeignLog { .. } => "config/foreign-log",
        }
    }

    fn hint(&self) -> Option<String> {
        let text = match self {
            Self::Unreadable { .. } => "check the path and its permissions",
            Self::Malformed { .. } | Self::Value { .. } => {
                "`govern init` writes a commented govern.toml; schemas/ holds the schema of each file"
            }
            Self::EmptyVariable { .. } => {
                "unset it to work without an organisation policy, or give it the policy's path"
            }
            Self::OrganisationsDisagree { .. } => "unset the variable, or give the same file twice",
            Self::OrganisationDigest { .. } => {
                "somebody changed the policy, or the pin is old: compare with the owner's copy"
            }
            Self::DigestWithoutOrganisation => "give the policy with `--org FILE` or GOVERN_ORG",
            Self::ForeignLog { .. } => {
                "decisions under this organisation belong in its own log; where it may lie elsewhere, the policy pins `log_key`"
            }
        };
        Some(text.to_owned())
    }
}
