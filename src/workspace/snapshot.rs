//! What files look like from outside, to see whether something changed.

use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

use camino::{Utf8Path, Utf8PathBuf};
use walkdir::{DirEntry, WalkDir};

use super::directory::is_terraform;
use super::find::SKIPPED;

/// Size and time of last change; `None` where there is no such file.
type State = Option<(u64, Option<SystemTime>)>;

/// What files look like. Two that are equal mean that nothing changed in between.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// The Terraform and settings files below a directory.
    found: BTreeMap<Utf8PathBuf, State>,
    /// Further files.
    named: BTreeMap<Utf8PathBuf, State>,
}

impl Snapshot {
    /// Looks at the Terraform and settings files below a directory, and at further files, which need not exist.
    #[must_use]
    pub fn take(root: &Utf8Path, named: &BTreeSet<Utf8PathBuf>) -> Self {
        let matters =
            |path: &Utf8PathBuf| path.file_name().is_some_and(|name| is_terraform(name) || name.ends_with(".hcl"));
        let is_skipped = |entry: &DirEntry| SKIPPED.iter().any(|name| entry.file_name() == *name);
        let walk = WalkDir::new(root).into_iter().filter_entry(|entry| entry.depth() == 0 || !is_skipped(entry));
        let files = walk.flatten().filter(|entry| !entry.file_type().is_dir());
        let paths = files.filter_map(|entry| Utf8PathBuf::from_path_buf(entry.into_path()).ok()).filter(matters);
        Self { found: paths.map(with_state).collect(), named: named.iter().cloned().map(with_state).collect() }
    }

    /// The same with other further files; those that it does not know yet as they are now.
    #[must_use]
    pub fn naming(mut self, named: &BTreeSet<Utf8PathBuf>) -> Self {
        let state = |path: &Utf8PathBuf| {
            let known = self.named.get(path).or_else(|| self.found.get(path));
            known.cloned().map_or_else(|| with_state(path.clone()), |state| (path.clone(), state))
        };
        self.named = named.iter().map(state).collect();
        self
    }
}

fn with_state(path: Utf8PathBuf) -> (Utf8PathBuf, State) {
    let state = path.metadata().ok().map(|metadata| (metadata.len(), metadata.modified().ok()));
    (path, state)
}
