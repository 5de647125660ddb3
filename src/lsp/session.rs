//! One repository that documents of the client belong to.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use camino::{Utf8Path, Utf8PathBuf};

use super::server::FindOptions;
use crate::lint::{self, Memory, Outcome};
use crate::workspace::Repository;

/// A repository, what a run over it remembers, and what was last said of it.
pub(super) struct Session {
    root: Utf8PathBuf,
    memory: Memory,
    last: Option<(Outcome, lint::Options)>,
    /// Canonical paths of the files that the client shows something at.
    pub(super) published: BTreeSet<Utf8PathBuf>,
    is_stale: bool,
}

impl Session {
    pub(super) fn new(root: Utf8PathBuf) -> Self {
        Self { root, memory: Memory::default(), last: None, published: BTreeSet::new(), is_stale: true }
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

    /// What the repository has to tell with all texts as they are now, and what is wrong with its settings, in words.
    ///
    /// # Errors
    /// Why there is nothing to tell, in words.
    pub(super) fn outcome(&mut self, find: FindOptions<'_>) -> Result<(&Outcome, Option<String>), String> {
        let mut wrong = None;
        if self.is_stale || self.last.is_none() {
            let (root, memory) = (&self.root, &mut self.memory);
            let run = catch_unwind(AssertUnwindSafe(|| {
                let repository = Repository::of(std::slice::from_ref(root)).map_err(|error| error.to_string())?;
                let options = |sources: &_| {
                    let (options, problem) = find(root, sources);
                    wrong = problem;
                    options
                };
                lint::check_again(memory, &repository, options).map_err(|error| error.to_string())
            }));
            self.is_stale = false;
            self.last = None;
            self.last = Some(run.unwrap_or_else(|_| {
                // What is half done is not to be built on.
                self.memory.reset();
                Err("an internal error of soc2lint; please report it".to_owned())
            })?);
        }
        let (outcome, _) = self.last.as_ref().ok_or("nothing was checked yet")?;
        Ok((outcome, wrong))
    }

    /// What the last run said, what it remembers, and how it was made.
    pub(super) fn last(&self) -> Option<(&Outcome, &Memory, &lint::Options)> {
        let (outcome, options) = self.last.as_ref()?;
        Some((outcome, &self.memory, options))
    }
}
