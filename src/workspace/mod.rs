//! Which files there are, what they hold, and where in them a byte is. Knows nothing of HCL.
//!
//! Read [`span`] first, then [`source`].

mod diagnostic;
mod read;
mod repository;
mod source;
mod span;

pub use diagnostic::{Diagnostic, Gap, GapKind, Level};
pub use read::{
    ConfigurationFile, MAX_FILE_BYTES, SyntaxForm, configuration_files, read_file, read_module_directory,
    variable_files,
};
pub use repository::{ContainmentError, Repository};
pub use source::{SourceFile, SourceMap};
pub use span::{FileId, Position, Span};
