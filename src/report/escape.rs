//! Text from the input is hostile until shown otherwise: terminals and build logs obey what some of it says.

use std::borrow::Cow;
use std::fmt::Write;

/// Text that a terminal or a build log can show without obeying it. Line breaks and tabs stay.
///
/// Control characters become their pictures (`␛`), characters that reorder or hide text become `\u{202e}`, and what gives
/// a build runner a command (`::` at the start of a line, `##[`, `##vso[` or `##teamcity[` anywhere) is broken by a backslash.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    let mut escaper = Escaper::default();
    for (offset, character) in text.char_indices() {
        escaper.push(text, offset, character, &mut shown);
    }
    Cow::Owned(shown)
}

/// The same for text that has to stay on one line: line breaks and tabs become blanks.
#[must_use]
pub fn visible_line(text: &str) -> Cow<'_, str> {
    if !text.contains(['\n', '\r', '\t']) {
        return visible(text);
    }
    let words: Vec<&str> = text.split(['\n', '\r', '\t']).filter(|part| !part.is_empty()).collect();
    Cow::Owned(visible(&words.join(" ")).into_owned())
}

/// Whether [`visible`] has nothing to do.
pub(super) fn is_plain(text: &str) -> bool {
    let harmless = |byte: u8| (b' '..=b'~').contains(&byte) || byte == b'\n' || byte == b'\t';
    if text.bytes().all(harmless) {
        !text.contains("##") && !text.contains("::")
    } else {
        let mut escaper = Escaper::default();
        let mut shown = String::new();
        text.char_indices().all(|(offset, character)| {
            shown.clear();
            !escaper.push(text, offset, character, &mut shown)
        })
    }
}

/// Escapes a text character by character; knows whether only blanks came before on the line.
pub(super) struct Escaper {
    at_line_start: bool,
}

impl Default for Escaper {
    fn default() -> Self {
        Self { at_line_start: true }
    }
}

impl Escaper {
    /// Appends what is shown for the character at `offset` of `text`, and says whether that differs from the character.
    pub(super) fn push(&mut self, text: &str, offset: usize, character: char, shown: &mut String) -> bool {
        let rest = text.get(offset..).unwrap_or_default();
        let starts_line = self.at_line_start;
        self.at_line_start = character == '\n' || (starts_line && character.is_whitespace());
        let written = match character {
            '\n' | '\t' => None,
            '\r' if rest.starts_with("\r\n") => None,
            '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)).map(String::from),
            '\u{7f}' => Some("␡".to_owned()),
            ':' if starts_line && rest.starts_with("::") => Some("\\:".to_owned()),
            '[' if text.get(..offset).is_some_and(opens_command) => Some("\\[".to_owned()),
            other if is_deceptive(other) => {
                let mut code = String::new();
                write!(code, "\\u{{{:x}}}", u32::from(other)).expect("writing to a string does not fail");
                Some(code)
            }
            _ => None,
        };
        match written {
            Some(escape) => {
                shown.push_str(&escape);
                true
            }
            None => {
                shown.push(character);
                false
            }
        }
    }
}

/// Whether a bracket behind this text makes a command of a runner: `##[` of GitHub and Azure, `##vso[`, `##teamcity[`.
fn opens_command(before: &str) -> bool {
    before.trim_end_matches(|character: char| character.is_ascii_alphabetic()).ends_with("##")
}

/// Characters that are no text but change what other text looks like: C1 controls, marks of direction, invisible
/// separators and tags (Unicode categories Cc and Cf, the ones that terminals act on or hide).
fn is_deceptive(character: char) -> bool {
    matches!(character,
        '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether a character may do something to a terminal or a log even within a string of JSON.
pub(super) fn acts(character: char) -> bool {
    character == '\u{7f}' || is_deceptive(character)
}

/// Breaks text into lines of at most `width` characters at blanks; a word that is longer gets a line of its own. What
/// stands in backticks is one word: people copy it.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        let mut length = 0;
        for word in words(paragraph) {
            let word_length = word.chars().count();
            if length > 0 && length + 1 + word_length > width {
                lines.push(std::mem::take(&mut line));
                length = 0;
            }
            if length > 0 {
                line.push(' ');
                length += 1;
            }
            // A break may bring `::` to the start of a line, where the runner of GitHub would obey it.
            if length == 0 && word.starts_with("::") {
                line.push('\\');
                length += 1;
            }
            line.push_str(&word);
            length += word_length;
        }
        if length > 0 {
            lines.push(line);
        }
    }
    lines
}

/// The words of a line; an unclosed backtick holds nothing together.
fn words(line: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    let ticks = line.matches('`').count();
    let mut seen = 0;
    for word in line.split_whitespace() {
        match words.last_mut() {
            Some(last) if open => {
                last.push(' ');
                last.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
        seen += word.matches('`').count();
        open = seen % 2 == 1 && seen < ticks;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_and_runners_get_nothing_to_obey() {
        assert_eq!(visible("plain `text` ünï 日本"), "plain `text` ünï 日本");
        assert_eq!(visible("\u{1b}[31mred\u{7}\u{7f}"), "␛[31mred␇␡");
        assert_eq!(visible("a\u{9b}b\u{202e}c\u{feff}"), "a\\u{9b}b\\u{202e}c\\u{feff}");
        assert_eq!(visible("x\n  ::error::boo ::fine"), "x\n  \\::error::boo ::fine");
        assert_eq!(visible("see ##[error]boo"), "see ##\\[error]boo");
        assert_eq!(visible("##vso[task.complete] ## [x]"), "##vso\\[task.complete] ## [x]");
        assert_eq!(visible("a\r\nb\rc"), "a\r\nb␍c");
        assert_eq!(visible_line("a\r\nb\tc\n\n::d"), "a b c ::d");
        assert!(matches!(visible("aws_s3_bucket.b"), Cow::Borrowed(_)));
        assert!(matches!(visible("Größe"), Cow::Borrowed(_)));
    }

    #[test]
    fn wrapping_keeps_words_and_paragraphs() {
        assert_eq!(wrap("one two three\nfour", 8), ["one two", "three", "four"]);
        assert_eq!(wrap("incomprehensibilities are long", 5), ["incomprehensibilities", "are", "long"]);
        assert_eq!(wrap("abc ::error::x", 6), ["abc", "\\::error::x"]);
        assert!(wrap("  \n", 5).is_empty());
        assert_eq!(wrap("set `a = b` or `c", 6), ["set", "`a = b`", "or `c"]);
    }
}
