//! Files by the end of their names, for commands that are given the user's own files and not a repository to distrust.

use std::path::Path;

use camino::{Utf8Path, Utf8PathBuf};

use super::error::{Problem, WorkspaceError};
use super::find::SKIPPED;
use super::tree::{Entry, Kind, Tree, Unseen};

/// How far below a directory to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Only what is directly in it.
    Directory,
    /// What is in it at any depth.
    Below,
}

/// The files that were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Paths that begin with the directory's, in order of names; links lead to files anywhere.
    pub files: Vec<Utf8PathBuf>,
    /// What could not be looked at.
    pub errors: Vec<WorkspaceError>,
}

/// The files in a directory of which the names end with `suffix`; a path that is no directory is itself.
///
/// Directories with copies or data (`.terraform`, `.git`, `node_modules`, …) are left out unless they are the given one. Links to
/// directories are not followed, links to files are files. Whether a file can be read is not asked.
#[must_use]
pub fn list_files(path: &Utf8Path, suffix: &str, depth: Depth) -> Listing {
    // An empty path is what `Path::parent` gives for a file in the working directory.
    let start = if path.as_str().is_empty() { Utf8Path::new(".") } else { path };
    let keep = |path: &Path, is_directory: bool| {
        let is_skipped = || SKIPPED.iter().any(|name| path.file_name() == Some(name.as_ref()));
        !is_directory || (depth == Depth::Below && !is_skipped())
    };
    let mut listing = Listing::default();
    for entry in Tree::Disk.walk(start, keep) {
        match entry {
            Ok(Entry { kind: Kind::Directory, .. }) => {}
            Ok(Entry { path, kind }) => {
                let leads_to_directory = || kind == Kind::Link && path.is_dir();
                if path.as_str().ends_with(suffix) && !leads_to_directory() {
                    listing.files.push(path.strip_prefix("./").map_or_else(|_| path.clone(), Utf8Path::to_owned));
                }
            }
            // A name that is none matters where it would have been read.
            Err(Unseen { path, problem: Problem::NotUtf8Path }) if !path.as_str().ends_with(suffix) => {}
            Err(Unseen { path, problem }) => {
                let path = path.strip_prefix("./").map_or_else(|_| path.clone(), Utf8Path::to_owned);
                listing.errors.push(WorkspaceError::new(path, problem));
            }
        }
    }
    listing
}
