//! Which files there are, what they hold, and where in them a byte is. Knows nothing of HCL.
//!
//! Read [`span`] first, then [`source`].

mod source;
mod span;

pub use source::{SourceFile, SourceMap};
pub use span::{FileId, Position, Span};
