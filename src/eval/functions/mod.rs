//! Terraform's functions: one family per file.

use super::Evaluator;
use crate::syntax::ast::Call;
use crate::value::Value;

/// Why a function gave no value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct FunctionError {
    /// Which argument is wrong, from 0; `None` for the call as a whole.
    pub argument: Option<usize>,
    /// What is wrong: lower case, no full stop.
    pub message: String,
}

impl FunctionError {
    /// An error of the call as a whole.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { argument: None, message: message.into() }
    }

    /// An error of one argument, counted from 0.
    #[must_use]
    pub fn argument(index: usize, message: impl Into<String>) -> Self {
        Self { argument: Some(index), message: message.into() }
    }
}

/// The files that functions may read: inside the repository only. Paths are as written in the configuration,
/// relative ones from the working directory of the module.
pub trait Files {
    /// The bytes of a file.
    ///
    /// # Errors
    /// A message, when there is no such file or it must not be read.
    fn read(&self, path: &str) -> Result<Vec<u8>, String>;

    /// Whether there is a regular file at the path.
    ///
    /// # Errors
    /// A message, when the path must not be looked at.
    fn exists(&self, path: &str) -> Result<bool, String>;

    /// The regular files below a directory, relative to it, with forward slashes, sorted.
    ///
    /// # Errors
    /// A message, when the directory must not be looked at.
    fn list(&self, directory: &str) -> Result<Vec<String>, String>;
}

/// Calls one of Terraform's functions by its name as written, `length` or `core::length`.
///
/// # Errors
/// When there is no such function, or it does not take these arguments.
pub fn call_terraform(
    call: &Call,
    _arguments: &[Value],
    _files: &dyn Files,
    _evaluator: &Evaluator<'_>,
) -> Result<Value, FunctionError> {
    Err(FunctionError::new(format!("there is no function named `{}`", call.full_name())))
}
