//! Which files there are, what they hold, and where in them a byte is. Knows nothing of HCL.
//!
//! Read [`span`] first, then [`source`].

mod diagnostic;
mod source;
mod span;

pub use diagnostic::{Diagnostic, Gap, GapKind, Level};
pub use source::{SourceFile, SourceMap};
pub use span::{FileId, Position, Span};
