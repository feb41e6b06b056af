//! GitLab code quality: a JSON list of what failed, what broke, and the facts that undecided controls wait for.

use std::io::{self, Write};

use serde::Serialize;

use crate::canon_digest;
