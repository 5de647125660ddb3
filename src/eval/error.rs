//! Why an expression has no value.

use crate::workspace::Span;

/// A mistake in an expression, as `terraform validate` or `plan` would report it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct EvalError {
    /// The expression, or the part of it that is wrong.
    pub span: Span,
    /// What is wrong and what to do: lower case, no full stop, names in backticks.
    pub message: String,
}

impl EvalError {
    /// An error at a place.
    #[must_use]
    pub fn new(span: Span, message: impl Into<String>) -> Box<Self> {
        Box::new(Self { span, message: message.into() })
    }
}
