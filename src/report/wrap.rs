//! Text in columns: breaks lines at spaces, with a hanging indent.

/// Breaks `text` into lines of at most `width` columns. The first starts after `first` columns that are taken already;
/// the others are indented by `hanging`. A word that is longer than a line is broken where the line ends.
#[must_use]
pub fn wrap(text: &str, width: usize, first: usize, hanging: usize) -> Vec<String> {
    let hanging = hanging.min(width / 2);
    let mut lines = Vec::new();
    let mut current = String::new();
    let mut used = first;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let mut word = word;
        let gap = usize::from(!current.trim_start().is_empty());
        if gap == 1 && used + gap + word.chars().count() > width {
            lines.push(std::mem::take(&mut current));
            current = " ".repeat(hanging);
            used = hanging;
        } else if gap == 1 {
            current.push(' ');
            used += 1;
        }
        // Such as a place, which people click on: whole in the next line is better than broken in this one.
        let length = word.chars().count();
        if current.is_empty() && used > hanging && used + length > width && hanging + length <= width {
            lines.push(String::new());
            current = " ".repeat(hanging);
            used = hanging;
        }
        while used + word.chars().count() > width {
            let room = width.saturating_sub(used).max(1);
            let at = word.char_indices().nth(room).map_or(word.len(), |(at, _)| at);
            let (head, tail) = word.split_at(at);
            current.push_str(head);
            lines.push(std::mem::take(&mut current));
            current = " ".repeat(hanging);
            used = hanging;
            word = tail;
        }
        current.push_str(word);
        used += word.chars().count();
    }
    if !current.trim_start().is_empty() || lines.is_empty() {
        lines.push(current);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_hang() {
        assert_eq!(wrap("one two three four", 10, 2, 4), ["one two", "    three", "    four"]);
    }

    #[test]
    fn a_long_word_is_broken_at_the_edge() {
        let lines = wrap("abcdefghijklmnop", 8, 0, 2);
        assert_eq!(lines, ["abcdefgh", "  ijklmn", "  op"]);
    }

    #[test]
    fn a_word_that_fits_only_into_the_next_line_stays_whole() {
        assert_eq!(wrap("abcdef g", 8, 5, 2), ["", "  abcdef", "  g"]);
    }

    #[test]
    fn nothing_is_one_empty_line() {
        assert_eq!(wrap("", 8, 0, 2), [""]);
    }
}
