//! What can go wrong between a path and a text.

use camino::{Utf8Path, Utf8PathBuf};

use super::{Gap, GapKind};

/// A path that was not read, and why. The rest of the run goes on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("`{path}` {problem}")]
pub struct WorkspaceError {
    /// The path to show.
    pub path: Utf8PathBuf,
    /// What is wrong with it.
    pub problem: Problem,
}

impl WorkspaceError {
    pub(crate) fn new(path: impl AsRef<Utf8Path>, problem: Problem) -> Self {
        Self { path: path.as_ref().to_owned(), problem }
    }

    /// An error of the operating system.
    pub(super) fn io(path: impl AsRef<Utf8Path>, error: &std::io::Error) -> Self {
        Self::new(path, Problem::io(error))
    }

    /// The same as something that was not analysed.
    #[must_use]
    pub fn gap(&self) -> Gap {
        Gap {
            span: None,
            kind: GapKind::Unreadable,
            what: format!("`{}`", self.path),
            why: format!("it {}", self.problem),
        }
    }
}

/// What is wrong with a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Problem {
    /// There is nothing at the path.
    #[error("does not exist; check the path")]
    Missing,
    /// The operating system does not let us read it.
    #[error("may not be read; check its permissions")]
    Forbidden,
    /// The operating system could not read it.
    #[error("could not be read: {0}")]
    Unreadable(String),
    /// A device, a pipe or a socket: opening one can hang or do harm.
    #[error("is not a regular file; remove it or exclude it")]
    NotAFile,
    /// Larger than [`MAX_FILE_BYTES`](super::MAX_FILE_BYTES).
    #[error("is {size} bytes long, the limit is {limit}; split it or exclude it")]
    TooLarge {
        /// Bytes of the file.
        size: u64,
        /// Bytes that are allowed.
        limit: u64,
    },
    /// Bytes that are no UTF-8.
    #[error("is not UTF-8 at byte {offset}; save it as UTF-8")]
    NotUtf8 {
        /// Offset of the first byte that does not fit, from 0.
        offset: usize,
    },
    /// A NUL byte: not a text, whatever its name says.
    #[error("is no text, it has a NUL byte at {offset}; remove it or exclude it")]
    Binary {
        /// Offset of the byte, from 0.
        offset: usize,
    },
    /// The name of a file or directory is not UTF-8.
    #[error("has a name that is not UTF-8; rename it")]
    NotUtf8Path,
    /// A symbolic link that leads out of what is to be analysed.
    #[error("is a symbolic link to a place outside of the given paths, which is not followed; give that path too")]
    OutsideLink,
    /// A path that leads out of the repository.
    #[error("is outside the repository, which is not read")]
    Outside,
    /// A file was given that no module reads.
    #[error(
        "is no Terraform and no plan, and no module reads it; give a Terraform file, one that a module reads, or a directory"
    )]
    Unused,
    /// The files around a given one are so many that not all were looked at.
    #[error("holds more than {limit} files and directories; modules that call the given files may be missed")]
    TooMany {
        /// How many were looked at.
        limit: usize,
    },
    /// A glob pattern that can't be read.
    #[error("is no valid glob: {0}")]
    BadGlob(String),
}

impl Problem {
    /// An error of the operating system.
    pub(super) fn io(error: &std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::Missing,
            std::io::ErrorKind::PermissionDenied => Self::Forbidden,
            _ => Self::Unreadable(error.to_string()),
        }
    }
}
