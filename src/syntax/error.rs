//! What is wrong with a text, and where.

use super::lexer::{Lexer, LexicalError, Token};
use super::place::Place;
use crate::workspace::Span;

/// A syntax error at its place. Costs the block or attribute that it stands in, never the file's others.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct SyntaxError {
    /// The token that is wrong; for something that is never closed, where it was opened.
    pub span: Span,
    /// What is wrong, then what to do.
    pub message: String,
}

impl SyntaxError {
    /// An error at `span`.
    #[must_use]
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into() }
    }
}

/// The error behind an error token that `lexer` has just read.
pub(super) fn lexical_error(place: Place, text: &str, lexer: &Lexer, token: Token, kind: LexicalError) -> SyntaxError {
    let here = place.span(token.start..token.end);
    let slice = &text[token.start..token.end];
    match kind {
        LexicalError::UnclosedString => SyntaxError::new(
            here,
            "string is not closed on its line; write `\"` at its end, or use a heredoc for several lines",
        ),
        LexicalError::UnclosedHeredoc => {
            let open = lexer.innermost_open().unwrap_or(token.start);
            let marker = lexer.heredoc_marker().unwrap_or_default();
            let end = open + text[open..].lines().next().unwrap_or_default().trim_end().len();
            let message = format!("heredoc is never closed; write `{marker}` on a line of its own at its end");
            SyntaxError::new(place.span(open..end), message)
        }
        LexicalError::UnclosedComment => {
            SyntaxError::new(place.span(token.start..token.start + 2), "comment is never closed; end it with `*/`")
        }
        LexicalError::Mismatch => match lexer.opener() {
            Some(open) => {
                let open = &text[open];
                let closer = match open {
                    "[" => "]",
                    "(" => ")",
                    _ => "}",
                };
                SyntaxError::new(
                    here,
                    format!("unexpected `{slice}` where `{open}` is still open; write `{closer}` first"),
                )
            }
            None => SyntaxError::new(here, format!("unexpected `{slice}` that closes nothing; remove it")),
        },
        LexicalError::Character => SyntaxError::new(here, format!("unexpected character {}", shown(slice))),
    }
}

/// A piece of the source as a message shows it: short, on one line, in backticks.
pub(super) fn shown(source: &str) -> String {
    let line = source.lines().next().unwrap_or_default();
    if source.is_empty() {
        "end of file".to_owned()
    } else if line.trim().is_empty() {
        "end of line".to_owned()
    } else if line.chars().any(char::is_control) {
        format!("`{}`", line.escape_default())
    } else if line.chars().count() > 24 {
        format!("`{}…`", line.chars().take(24).collect::<String>())
    } else {
        format!("`{line}`")
    }
}
