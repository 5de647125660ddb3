//! One repository that documents of the client belong to.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use camino::{Utf8Path, Utf8PathBuf};

use crate::lint::{self, Memory, Outcome};

/// A repository, what a run over it remembers, and what was last said of it.
pub(super) struct Session {
    root: Utf8PathBuf,
    memory: Memory,
    outcome: Option<Outcome>,
    /// Canonical paths of the files that the client shows something at.
    pub(super) published: BTreeSet<Utf8PathBuf>,
    is_stale: bool,
}

impl Session {
    pub(super) fn new(root: Utf8PathBuf) -> Self {
        Self { root, memory: Memory::default(), outcome: None, published: BTreeSet::new(), is_stale: true }
    }

    /// Whether a document's directory is looked at in this session.
    pub(super) fn holds(&self, path: &Utf8Path) -> bool {
        path.starts_with(&self.root)
    }

    /// Whether something has changed since the last run.
    pub(super) fn is_stale(&self) -> bool {
        self.is_stale
    }

    pub(super) fn set_text(&mut self, path: &Utf8Path, text: &str) {
        self.memory.set_text(path, text);
        self.is_stale = true;
    }

    pub(super) fn drop_text(&mut self, path: &Utf8Path) {
        self.memory.drop_text(path);
        self.is_stale = true;
    }

    /// Something on disk has changed that no document shows.
    pub(super) fn disk_changed(&mut self) {
        self.memory.forget_roots();
        self.is_stale = true;
    }

    /// What the repository has to tell with all texts as they are now.
    ///
    /// # Errors
    /// Why there is nothing to tell, in words.
    pub(super) fn outcome(&mut self) -> Result<&Outcome, String> {
        if self.is_stale || self.outcome.is_none() {
            let options = self.options();
            let memory = &mut self.memory;
            let run = catch_unwind(AssertUnwindSafe(|| lint::check_again(&options, memory)));
            self.is_stale = false;
            self.outcome = Some(match run {
                Ok(outcome) => outcome.map_err(|error| error.to_string())?,
                Err(_) => {
                    // What is half done is not to be built on.
                    self.memory.reset();
                    return Err("an internal error of soc2lint; please report it".to_owned());
                }
            });
        }
        self.outcome.as_ref().ok_or_else(|| "nothing was checked yet".to_owned())
    }

    /// What the last run said, and what it remembers.
    pub(super) fn last(&self) -> Option<(&Outcome, &Memory, lint::Options)> {
        Some((self.outcome.as_ref()?, &self.memory, self.options()))
    }

    fn options(&self) -> lint::Options {
        lint::Options { paths: vec![self.root.clone()], ..lint::Options::default() }
    }
}
