//! The door through which functions read files: inside the repository, within a budget, relative to the root module.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8PathBuf;

use crate::eval::functions::Files;
use crate::workspace::{Problem, Repository};

/// Bytes of one file that `file(…)` and its kin read; policies and user data are a few kB.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// Files that `fileset` lists at most, and entries that it looks at.
const MAX_LISTED: usize = 100_000;

/// Directories that `fileset` goes down.
const MAX_DEPTH: usize = 32;

/// Reads files for the evaluation of one root module.
pub struct RepositoryFiles {
    repository: Repository,
    root_module: Utf8PathBuf,
    read: RefCell<BTreeMap<Utf8PathBuf, Vec<u8>>>,
    found: RefCell<BTreeSet<Utf8PathBuf>>,
}

impl RepositoryFiles {
    /// Files relative to the directory of a root module.
    #[must_use]
    pub fn new(repository: Repository, root_module: Utf8PathBuf) -> Self {
        Self { repository, root_module, read: RefCell::default(), found: RefCell::default() }
    }

    /// Canonical paths of the files that were read, or looked for and found; and of what was looked for in the repository and is
    /// not there, the path where it would be.
    pub(super) fn asked_for(&self) -> BTreeSet<Utf8PathBuf> {
        self.read.borrow().keys().chain(self.found.borrow().iter()).cloned().collect()
    }

    /// Where a path of a configuration leads; `None` where it may not be read.
    pub(super) fn locate(&self, path: &str) -> Option<Utf8PathBuf> {
        self.resolve(path).ok()
    }

    fn resolve(&self, path: &str) -> Result<Utf8PathBuf, String> {
        if path.contains('\0') {
            return Err("the path has a NUL character".to_owned());
        }
        let path = self.root_module.join(path);
        self.repository.resolve(&path).map_err(|error| {
            // It may come to be there.
            if !self.repository.leads_out(&path) {
                self.found.borrow_mut().insert(path);
            }
            error.to_string()
        })
    }
}

impl Files for RepositoryFiles {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let full = self.resolve(path)?;
        if let Some(bytes) = self.read.borrow().get(&full) {
            return Ok(bytes.clone());
        }
        let read = self.repository.read(&full, MAX_BYTES);
        let bytes = read.map_err(|problem| match problem {
            Problem::NotAFile => format!("`{path}` is no regular file"),
            Problem::TooLarge { .. } => format!("`{path}` has more than {MAX_BYTES} bytes"),
            other => format!("`{path}` {other}"),
        })?;
        self.read.borrow_mut().insert(full, bytes.clone());
        Ok(bytes)
    }

    fn exists(&self, path: &str) -> Result<bool, String> {
        match self.resolve(path) {
            Ok(full) if self.repository.is_directory(&full) => Err(format!("`{path}` is a directory, not a file")),
            Ok(full) => {
                let is_file = self.repository.is_file(&full);
                self.found.borrow_mut().insert(full);
                Ok(is_file)
            }
            Err(_) if !self.repository.exists(&self.root_module.join(path)) => Ok(false),
            Err(message) => Err(message),
        }
    }

    fn list(&self, directory: &str) -> Result<Vec<String>, String> {
        let Ok(full) = self.resolve(directory) else { return Ok(Vec::new()) };
        if !self.repository.is_directory(&full) {
            return Ok(Vec::new());
        }
        let below = self.repository.files_below(&full, MAX_DEPTH, MAX_LISTED);
        Ok(below.iter().map(|path| path.as_str().replace('\\', "/")).collect())
    }
}
