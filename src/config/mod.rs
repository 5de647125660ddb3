//! The settings file, `.soc2lint.hcl`: what it may say, and what it says.
//!
//! Read [`mod@spanned`] first, then [`mod@exception`].

mod exception;
mod glob;
mod spanned;

pub use exception::ExceptionBlock;
pub use glob::{GlobError, PathGlob};
pub use spanned::Spanned;
