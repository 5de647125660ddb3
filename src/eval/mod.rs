//! Expressions to values: operators, templates, `for`, splats, conditionals and function calls, with unknown kept unknown.
//!
//! Knows nothing of resources: what a name means is the [`Scope`]'s business. Read [`scope`] first, then [`evaluator`].

mod access;
mod collection;
mod context;
mod cost;
mod either;
mod error;
mod evaluator;
mod operators;
mod scope;
mod template;
mod type_constraint;

pub mod functions;

pub use access::{get_attribute, get_index};
pub(crate) use collection::members;
pub use context::{Budget, BudgetError, Context};
pub(crate) use either::common;
pub use error::EvalError;
pub use evaluator::Evaluator;
pub(crate) use scope::terraform_special;
pub use scope::{Binding, Lookup, NoNames, Resolved, Scope, Special, StepKey, Variables};
pub use type_constraint::TypeConstraint;

/// A value, or why there is none.
pub type EvalResult = Result<Value, Box<EvalError>>;

use crate::value::Value;
