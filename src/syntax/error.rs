//! What is wrong with a text, and where.

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
