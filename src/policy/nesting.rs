//! Bounds the nesting of literals before the engine sees a policy: its parser takes exponential time on them.

use crate::policy::error::PolicyError;

/// Refuses text whose brackets nest deeper than `limit`.
///
/// # Errors
/// [`PolicyError::Nesting`] with the first line that goes too deep.
pub(crate) fn check(path: &str, text: &str, limit: usize) -> Result<(), PolicyError> {
    let mut depth = 0_usize;
    let mut line = 1_usize;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\n' => line += 1,
            '#' => {
                for skipped in characters.by_ref() {
                    if skipped == '\n' {
                        line += 1;
                        break;
                    }
                }
            }
            '"' | '`' => line += skip_string(&mut characters, character),
            '[' | '{' | '(' => {
                depth += 1;
                if depth > limit {
                    return Err(PolicyError::Nesting { path: path.to_owned(), line, depth, limit });
                }
            }
            ']' | '}' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Ok(())
}

/// Moves behind the closing quote and counts the lines on the way.
fn skip_string(characters: &mut std::str::Chars<'_>, quote: char) -> usize {
    let mut lines = 0;
    while let Some(character) = characters.next() {
        match character {
            '\n' => lines += 1,
            '\\' if quote == '"' => {
                characters.next();
            }
            _ if character == quote => break,
            _ => {}
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_in_strings_and_comments_do_not_count() {
        let text = "x := \"[[[[\" # [[[[\ny := `[[[[`\nz := [[1]]";
        assert_eq!(check("a.rego", text, 2), Ok(()));
    }

    #[test]
    fn a_deep_literal_is_refused_with_its_line() {
        let text = format!("package a\n\nx := {}1{}", "[".repeat(20), "]".repeat(20));
        let error = check("a.rego", &text, 10).expect_err("twenty levels");
        assert_eq!(error.to_string(), "a.rego:3: literals are nested 11 deep; the limit is 10");
    }
}
