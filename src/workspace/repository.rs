//! What may be read: the repository, and what the user named.

use camino::{Utf8Path, Utf8PathBuf};

/// The directories that files may be read from. Everything that a configuration names is checked against them on its
/// canonical path, so that neither `..` nor a symbolic link leads out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    root: Utf8PathBuf,
    named: Vec<Utf8PathBuf>,
}

/// Why a path must not be read.
#[derive(Debug, thiserror::Error)]
pub enum ContainmentError {
    /// It does not exist, or can't be looked at.
    #[error("`{path}` can't be read: {source}")]
    Unreadable {
        /// The path as it was named.
        path: Utf8PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// It leads out of the repository.
    #[error("`{path}` is outside the repository, which is not read")]
    Outside {
        /// The path as it was named.
        path: Utf8PathBuf,
    },
}

impl Repository {
    /// A repository at `root`, and further directories that the user named on the command line; all canonical.
    #[must_use]
    pub fn new(root: Utf8PathBuf, named: Vec<Utf8PathBuf>) -> Self {
        Self { root, named }
    }

    /// The repository's root, which shown paths are relative to.
    #[must_use]
    pub fn root(&self) -> &Utf8Path {
        &self.root
    }

    /// The canonical form of a path, if it is inside.
    ///
    /// # Errors
    /// When it does not exist or is outside.
    pub fn resolve(&self, path: &Utf8Path) -> Result<Utf8PathBuf, ContainmentError> {
        let canonical = path
            .canonicalize_utf8()
            .map_err(|source| ContainmentError::Unreadable { path: path.to_owned(), source })?;
        let is_inside = std::iter::once(&self.root).chain(&self.named).any(|root| canonical.starts_with(root));
        if is_inside { Ok(canonical) } else { Err(ContainmentError::Outside { path: path.to_owned() }) }
    }

    /// A path as it is shown: relative to the root, with forward slashes.
    #[must_use]
    pub fn display(&self, path: &Utf8Path) -> Utf8PathBuf {
        let shown = path.strip_prefix(&self.root).unwrap_or(path);
        Utf8PathBuf::from(shown.as_str().replace('\\', "/"))
    }
}
