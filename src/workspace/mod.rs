//! Which files there are, what they hold, and where in them a byte is. Knows nothing of HCL.
//!
//! Read [`span`] first, then [`source`]; [`find`](find()) and [`read_file`] are how texts get there.

mod diagnostic;
mod directory;
mod error;
mod find;
mod git;
mod listing;
mod nearest;
mod read;
mod repository;
mod revision;
mod snapshot;
mod source;
mod span;
#[cfg(test)]
mod tests;
mod tree;

pub use diagnostic::{Diagnostic, Gap, GapKind, Level};
pub use directory::{
    ConfigurationFile, Loading, ModuleDirectory, SyntaxForm, VariablesFile, is_terraform, read_module_directory,
    variable_files,
};
pub use error::{Problem, WorkspaceError};
pub use find::{FindOptions, Found, NamedFiles, find, find_in};
pub use git::GitError;
pub use listing::{Depth, Listing, list_files};
pub use nearest::{did_you_mean, nearest};
pub use read::{BYTE_ORDER_MARK, MAX_FILE_BYTES, read_all, read_bytes, read_file, read_text, without_byte_order_mark};
pub use repository::{ContainmentError, Repository};
pub use revision::Revision;
pub use snapshot::Snapshot;
pub use source::{SourceFile, SourceMap};
pub use span::{FileId, Position, Span};
