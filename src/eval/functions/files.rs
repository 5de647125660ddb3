//! The files that functions read, and what that costs.

use std::cell::Cell;

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

/// Bytes of files that are read for one step.
const BYTES_PER_STEP: u64 = 16;

/// Steps for each file of a directory that is listed.
const STEPS_PER_FILE: u64 = 8;

/// Files whose reading is counted.
pub(super) struct Counted<'a> {
    files: &'a dyn Files,
    steps: Cell<u64>,
}

impl<'a> Counted<'a> {
    pub(super) fn new(files: &'a dyn Files) -> Self {
        Self { files, steps: Cell::new(0) }
    }

    /// The steps that all reading cost so far.
    pub(super) fn steps(&self) -> u64 {
        self.steps.get()
    }

    fn spend(&self, steps: u64) {
        self.steps.set(self.steps.get().saturating_add(steps));
    }
}

impl Files for Counted<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let bytes = self.files.read(path);
        self.spend(bytes.as_ref().map_or(0, Vec::len) as u64 / BYTES_PER_STEP);
        bytes
    }

    fn exists(&self, path: &str) -> Result<bool, String> {
        self.spend(STEPS_PER_FILE);
        self.files.exists(path)
    }

    fn list(&self, directory: &str) -> Result<Vec<String>, String> {
        let files = self.files.list(directory);
        self.spend((files.as_ref().map_or(0, Vec::len) as u64 + 1) * STEPS_PER_FILE);
        files
    }
}
