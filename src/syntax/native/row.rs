//! The row of tokens that a template is to HCL's own parser.
//!
//! The text of a heredoc or bare template is one token a line. A strip marker trims only the token beside it, and a flush heredoc
//! looks only at tokens that begin a line, after trimming.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::super::ast::{ExpressionKind, Template, TemplatePart};
use super::super::lexer::find_template;
use crate::value::Value;

/// A token of HCL's row.
#[derive(Debug)]
pub(super) enum Token {
    /// Text, and whether it is the last token of its element.
    Literal(String, bool),
    /// A template sequence, and which of its sides have a `~`.
    Sequence { before: bool, after: bool },
}

/// Applies strip markers, and takes the indentation from the lines of a flush heredoc.
pub(super) fn trim(tokens: &mut [Token], is_flush: bool) {
    strip(tokens);
    if is_flush {
        remove_indentation(tokens);
    }
}

/// A template of these parts; one of text alone is a literal.
pub(super) fn of_parts(mut parts: Vec<TemplatePart>) -> ExpressionKind {
    match (parts.pop(), parts.is_empty()) {
        (None, _) => ExpressionKind::Literal(Value::string("")),
        (Some(TemplatePart::Literal(text)), true) => ExpressionKind::Literal(Value::string(text)),
        (Some(last), _) => {
            parts.push(last);
            ExpressionKind::Template(Template { parts })
        }
    }
}

/// The text that the inside of a quoted string stands for.
///
/// # Errors
/// The place of what begins with a backslash and is no escape sequence.
pub(super) fn unquoted(source: &str) -> Result<String, Range<usize>> {
    let mut text = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find('\\') {
        text.push_str(&unescaped(&rest[..at]));
        let (character, length) = escape(&rest[at..]).ok_or_else(|| {
            let start = source.len() - rest.len() + at;
            start..start + rest[at..].chars().take(2).map(char::len_utf8).sum::<usize>()
        })?;
        text.push(character);
        rest = &rest[at + length..];
    }
    text.push_str(&unescaped(rest));
    Ok(text)
}

/// Text without the escapes that every template has: `$${` is `${`, `%%{` is `%{`.
pub(super) fn unescaped(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find("$${").into_iter().chain(rest.find("%%{")).min() {
        text.push_str(&rest[..=at]);
        text.push('{');
        rest = &rest[at + 3..];
    }
    debug_assert!(find_template(line.as_bytes()).is_none(), "a literal holds no template sequence");
    text.push_str(rest);
    text
}

/// The character that an escape sequence stands for, and its length in bytes.
fn escape(source: &str) -> Option<(char, usize)> {
    let hexadecimal = |digits: usize| {
        let number = source.get(2..2 + digits).filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        Some((char::from_u32(u32::from_str_radix(number, 16).ok()?)?, 2 + digits))
    };
    match source.as_bytes().get(1)? {
        b'n' => Some(('\n', 2)),
        b'r' => Some(('\r', 2)),
        b't' => Some(('\t', 2)),
        b'"' => Some(('"', 2)),
        b'\\' => Some(('\\', 2)),
        b'u' => hexadecimal(4),
        b'U' => hexadecimal(8),
        _ => None,
    }
}

/// Trims the texts beside template sequences that have a `~`.
fn strip(tokens: &mut [Token]) {
    for index in 0..tokens.len() {
        let Token::Sequence { before, after } = tokens[index] else { continue };
        if before
            && index > 0
            && let Token::Literal(text, _) = &mut tokens[index - 1]
        {
            text.truncate(text.trim_end().len());
        }
        if after && let Some(Token::Literal(text, _)) = tokens.get_mut(index + 1) {
            text.drain(..text.len() - text.trim_start().len());
        }
    }
}

/// Removes from each line of a flush heredoc the blank space that all its lines begin with.
fn remove_indentation(tokens: &mut [Token]) {
    let mut least = usize::MAX;
    let mut line_starts = Vec::new();
    let mut at_line_start = true;
    for (index, token) in tokens.iter().enumerate() {
        if at_line_start {
            at_line_start = false;
            match token {
                Token::Literal(text, _) => {
                    let indentation = &text[..text.len() - text.trim_start().len()];
                    // A line of nothing but blank space doesn't count.
                    if indentation.len() < text.len() || !text.ends_with('\n') {
                        least = least.min(indentation.graphemes(true).count());
                        line_starts.push(index);
                    }
                }
                Token::Sequence { .. } => least = 0,
            }
        }
        if let Token::Literal(text, _) = token {
            at_line_start = text.ends_with('\n');
        }
    }
    for index in line_starts {
        if let Token::Literal(text, _) = &mut tokens[index] {
            let length: usize = text.graphemes(true).take(least).map(str::len).sum();
            text.drain(..length);
        }
    }
}
