//! Foreign text made harmless for each place that it is written to: cards are written by strangers.

use std::fmt::Write as _;

/// True for what could steer a terminal, reorder a line or hide in it: controls, bidirectional marks, invisible
/// characters.
#[must_use]
pub fn is_unprintable(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(character, '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// One line of text: white space becomes a space, and what is unprintable is written out as `\u{…}`.
#[must_use]
pub fn line(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' => safe.push(' '),
            other if is_unprintable(other) => safe.extend(other.escape_unicode()),
            other => safe.push(other),
        }
    }
    safe
}

/// One line of Markdown in which nothing of the text is mark-up, not even a mention or a table's bar.
#[must_use]
pub fn markdown(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in line(text).chars() {
        match character {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '@' => safe.push_str("&#64;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '#' | '!' | '|' | '~' => {
                safe.push('\\');
                safe.push(character);
            }
            other => safe.push(other),
        }
    }
    // A bare address would become a link.
    safe.replace("://", "&#58;//").replace("www.", "www&#46;")
}

/// Text as inline code of Markdown; backticks, bars and angle brackets are replaced by lookalikes, as no escape works
/// inside of code.
#[must_use]
pub fn markdown_code(text: &str) -> String {
    let safe = line(text).replace('`', "'").replace('|', "\u{2502}").replace('<', "\u{2039}").replace('>', "\u{203a}");
    if safe.trim().is_empty() { String::new() } else { format!("`{safe}`") }
}

/// The message of a GitHub workflow command.
#[must_use]
pub fn github_message(text: &str) -> String {
    line(text).replace('%', "%25")
}

/// The value of a property of a GitHub workflow command.
#[must_use]
pub fn github_property(text: &str) -> String {
    github_message(text).replace(':', "%3A").replace(',', "%2C")
}

/// Text or an attribute's value in XML 1.0; line breaks stay, and an attribute's reader makes spaces of them.
#[must_use]
pub fn xml(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&apos;"),
            '\n' => safe.push('\n'),
            '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            other if is_unprintable(other) => safe.extend(other.escape_unicode()),
            other => safe.push(other),
        }
    }
    safe
}

/// A file name as a relative or `file:` URI reference (RFC 3986).
#[must_use]
pub fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let drive = path.as_bytes().get(1..3) == Some(b":/");
    let mut safe = String::from(match () {
        () if drive => "file:///",
        () if path.starts_with('/') => "file://",
        () => "",
    });
    for byte in path.trim_start_matches("./").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) || (drive && byte == b':') {
            safe.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(safe, "%{byte:02X}");
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str = "a\u{1b}[31mb\r\n::error::c\u{202e}|<script>@all `x` %0A";

    #[test]
    fn no_escape_sequence_or_line_break_survives() {
        for safe in [line(HOSTILE), markdown(HOSTILE), markdown_code(HOSTILE), github_message(HOSTILE), xml(HOSTILE)] {
            assert!(!safe.chars().any(|character| character != '\n' && is_unprintable(character)), "{safe:?}");
        }
    }

    #[test]
    fn a_name_cannot_begin_a_workflow_command_or_end_a_property() {
        assert_eq!(github_property("a,b:c%2C\n::error::x"), "a%2Cb%3Ac%252C %3A%3Aerror%3A%3Ax");
    }

    #[test]
    fn markdown_shows_the_text_as_it_is() {
        assert_eq!(markdown("<b>|*x*|@you https://e.org"), "&lt;b&gt;\\|\\*x\\*\\|&#64;you https&#58;//e.org");
        assert_eq!(markdown_code("a`|b"), "`a'\u{2502}b`");
    }

    #[test]
    fn a_path_becomes_a_uri() {
        assert_eq!(uri("./cards/my card.json"), "cards/my%20card.json");
        assert_eq!(uri("/tmp/ä.json"), "file:///tmp/%C3%A4.json");
        assert_eq!(uri("C:\\m\\c.json"), "file:///C:/m/c.json");
        assert_eq!(uri("a:b.json"), "a%3Ab.json");
    }
}
