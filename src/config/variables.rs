//! The only reader of the environment: the variables that the program knows, from a map that `World` carries.

use std::collections::BTreeMap;

use crate::model::Actor;

/// The variables of a process.
pub type Variables = BTreeMap<String, String>;

/// The variable that names the organisation policy.
pub(crate) const ORGANISATION: &str = "GOVERN_ORG";

/// Variables that CI systems and shells set to whoever runs a job, in order of preference.
const ACTORS: &[&str] = &["GITHUB_ACTOR", "GITLAB_USER_LOGIN", "BUILD_USER_ID", "USER", "LOGNAME"];

/// Who runs the program, as the environment declares it.
#[must_use]
pub fn actor(variables: &Variables) -> Actor {
    let found = ACTORS.iter().find_map(|name| {
        let value = variables.get(*name).filter(|value| !value.is_empty())?;
        Some(Actor { name: value.clone(), source: (*name).to_owned() })
    });
    found.unwrap_or_else(|| Actor { name: "unknown".to_owned(), source: "none".to_owned() })
}

/// The organisation policy that the environment names.
#[must_use]
pub(crate) fn organisation(variables: &Variables) -> Option<&str> {
    variables.get(ORGANISATION).map(String::as_str)
}

/// True where the user asked for no colour (no-color.org), or the terminal cannot show it.
#[must_use]
pub fn no_colour(variables: &Variables) -> bool {
    variables.get("NO_COLOR").is_some_and(|value| !value.is_empty())
        || variables.get("TERM").is_some_and(|value| value == "dumb")
}

/// True where the user asked for colour although the output is not a terminal.
#[must_use]
pub fn force_colour(variables: &Variables) -> bool {
    variables.get("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0")
}

/// The width of the terminal in columns, where the environment states it.
#[must_use]
pub fn columns(variables: &Variables) -> Option<usize> {
    variables.get("COLUMNS").and_then(|value| value.parse().ok())
}
