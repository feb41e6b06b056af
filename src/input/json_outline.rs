//! A walk over JSON text without recursion: bounds it before it is parsed, and names the key path of a byte.

use std::ops::Range;

/// What the walk refuses before the parser runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Nested too deep.
    TooDeep,
    /// Too many values.
    TooManyValues,
    /// A control character inside of a string.
    ControlCharacter,
    /// A character that JSON does not know outside of strings.
    StrayCharacter,
}

/// A mapping or list that is open at some byte.
#[derive(Debug)]
enum Open {
    Map { key: Option<Range<usize>> },
    List { index: usize },
}

/// Refuses text that would cost too much to parse, and characters that the parser is too generous about.
///
/// # Errors
/// The refusal and the offset of its byte.
pub(crate) fn check(text: &str, depth: usize, values: usize) -> Result<(), (usize, Refusal)> {
    let mut walk = Walk::new(text);
    let mut count = 1_usize;
    while let Some((at, byte)) = walk.step() {
        match byte {
            0..b' ' if walk.in_string => return Err((at, Refusal::ControlCharacter)),
            _ if walk.in_string => {}
            b'{' | b'[' if walk.open.len() > depth => return Err((at, Refusal::TooDeep)),
            b'{' | b'[' | b',' => count += 1,
            // No strict parser goes past one of these, and what follows may be anything.
            b'\'' | b'/' => return Ok(()),
            0x0B | 0x0C | 0x80.. => return Err((at, Refusal::StrayCharacter)),
            _ => {}
        }
        if count > values {
            return Err((at, Refusal::TooManyValues));
        }
    }
    Ok(())
}

/// The JSON pointer of the value that the byte at `offset` belongs to, as far as the text before it tells.
pub(crate) fn key_path(text: &str, offset: usize) -> String {
    let mut walk = Walk::new(text.get(..offset).unwrap_or(text));
    while walk.step().is_some() {}
    let mut path = String::new();
    for open in &walk.open {
        match open {
            Open::List { index } => path.push_str(&format!("/{index}")),
            Open::Map { key: Some(key) } => {
                let written = text.get(key.clone()).unwrap_or_default();
                let decoded = serde_json::from_str::<String>(written).unwrap_or_else(|_| written.to_owned());
                path.push('/');
                path.push_str(&decoded.replace('~', "~0").replace('/', "~1"));
            }
            Open::Map { key: None } => {}
        }
    }
    path
}

struct Walk<'a> {
    bytes: std::iter::Enumerate<std::slice::Iter<'a, u8>>,
    open: Vec<Open>,
    in_string: bool,
    escaped: bool,
    string_start: usize,
}

impl<'a> Walk<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            bytes: text.as_bytes().iter().enumerate(),
            open: Vec::new(),
            in_string: false,
            escaped: false,
            string_start: 0,
        }
    }

    fn step(&mut self) -> Option<(usize, u8)> {
        let (at, byte) = self.bytes.next()?;
        if self.in_string {
            self.step_in_string(at, *byte);
        } else {
            self.step_outside(at, *byte);
        }
        Some((at, *byte))
    }

    fn step_in_string(&mut self, at: usize, byte: u8) {
        if self.escaped {
            self.escaped = false;
        } else if byte == b'\\' {
            self.escaped = true;
        } else if byte == b'"' {
            self.in_string = false;
            if let Some(Open::Map { key: key @ None }) = self.open.last_mut() {
                *key = Some(self.string_start..at + 1);
            }
        }
    }

    fn step_outside(&mut self, at: usize, byte: u8) {
        match byte {
            b'"' => {
                self.in_string = true;
                self.string_start = at;
            }
            b'{' => self.open.push(Open::Map { key: None }),
            b'[' => self.open.push(Open::List { index: 0 }),
            b'}' | b']' => {
                self.open.pop();
            }
            b',' => match self.open.last_mut() {
                Some(Open::Map { key }) => *key = None,
                Some(Open::List { index }) => *index += 1,
                None => {}
            },
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_path_of_a_byte_names_keys_and_indices() {
        let text = r#"{"a": 1, "b/c": [true, {"d\"": ?"#;
        assert_eq!(key_path(text, text.len() - 1), "/b~1c/1/d\"");
        assert_eq!(key_path(text, 6), "/a");
        assert_eq!(key_path(text, 0), "");
    }

    #[test]
    fn brackets_in_strings_do_not_nest() {
        assert_eq!(check(r#"["[[[[\"[["]"#, 1, 10), Ok(()));
        assert_eq!(check("[[1]]", 1, 10), Err((1, Refusal::TooDeep)));
    }

    #[test]
    fn characters_that_json_does_not_know_are_refused() {
        assert_eq!(check("[1,\u{a0}2]", 9, 9), Err((3, Refusal::StrayCharacter)));
        assert_eq!(check("[\"a\nb\"]", 9, 9), Err((3, Refusal::ControlCharacter)));
        assert_eq!(check("[1,2,3]", 9, 3), Err((4, Refusal::TooManyValues)));
    }
}
