//! Where files are read from: the disk, or the tree of a revision in their place. The one door to them for all that a
//! configuration names.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use walkdir::{DirEntry, WalkDir};

use super::error::Problem;
use super::revision::Revision;

/// Where files are read from.
#[derive(Clone, Debug, Default)]
pub(super) enum Tree {
    /// The disk.
    #[default]
    Disk,
    /// A revision, at the place of its repository; outside of it, and in `.terraform`, which no revision holds, the disk.
    Revision(Arc<Revision>),
}

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A regular file.
    File,
    /// A directory.
    Directory,
    /// A symbolic link.
    Link,
    /// A pipe, a socket, a device.
    Other,
}

impl From<std::fs::FileType> for Kind {
    fn from(file_type: std::fs::FileType) -> Self {
        match (file_type.is_symlink(), file_type.is_dir(), file_type.is_file()) {
            (true, _, _) => Self::Link,
            (_, true, _) => Self::Directory,
            (_, _, true) => Self::File,
            (false, false, false) => Self::Other,
        }
    }
}

/// Something that a walk comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its path.
    pub(super) path: Utf8PathBuf,
    /// What it is; links are not followed.
    pub(super) kind: Kind,
}

/// Something that a walk can't look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unseen {
    /// Its path, with what is not UTF-8 replaced.
    pub(super) path: Utf8PathBuf,
    /// What is wrong with it.
    pub(super) problem: Problem,
}

/// What a walk comes to, in order of names, directories before what is in them.
pub(super) type Walk<'a> = Box<dyn Iterator<Item = Result<Entry, Unseen>> + 'a>;

impl Tree {
    /// The path without links, `.` and `..`.
    pub(super) fn canonicalize(&self, path: &Utf8Path) -> io::Result<Utf8PathBuf> {
        match self {
            Self::Disk => path.canonicalize_utf8(),
            Self::Revision(revision) => revision.canonicalize(path),
        }
    }

    /// What stands at a path; a link is not followed.
    pub(super) fn kind(&self, path: &Utf8Path) -> io::Result<Kind> {
        match self {
            Self::Revision(revision) if revision.holds(path) => revision.kind(path),
            Self::Disk | Self::Revision(_) => Ok(path.symlink_metadata()?.file_type().into()),
        }
    }

    /// What stands where a path leads.
    pub(super) fn target_kind(&self, path: &Utf8Path) -> io::Result<Kind> {
        match self {
            Self::Disk => Ok(path.metadata()?.file_type().into()),
            Self::Revision(_) => self.kind(&self.canonicalize(path)?),
        }
    }

    /// The bytes of a regular file, wherever it is; no more than `limit`.
    pub(super) fn read(&self, path: &Utf8Path, limit: u64) -> Result<Vec<u8>, Problem> {
        if let Self::Revision(revision) = self {
            let canonical = revision.canonicalize(path).map_err(|error| Problem::io(&error))?;
            if revision.holds(&canonical) {
                return revision.read(&canonical, limit);
            }
        }
        read_from_disk(path, limit)
    }

    /// Names of what is in a directory.
    pub(super) fn names(&self, directory: &Utf8Path) -> io::Result<BTreeSet<String>> {
        if let Self::Revision(revision) = self {
            let canonical = revision.canonicalize(directory)?;
            if revision.holds(&canonical) {
                return revision.names(&canonical);
            }
        }
        Ok(directory.read_dir_utf8()?.flatten().map(|entry| entry.file_name().to_owned()).collect())
    }

    /// Everything at and below a canonical directory that `keep` wants; of a directory that it does not want, nothing. It is told
    /// whether the path is a directory.
    pub(super) fn walk<'a>(&'a self, root: &Utf8Path, keep: impl Fn(&Path, bool) -> bool + 'a) -> Walk<'a> {
        match self {
            Self::Revision(revision) if revision.holds(root) => {
                Box::new(revision.walk(root, &|path, is_directory| keep(path.as_std_path(), is_directory)).into_iter())
            }
            Self::Disk | Self::Revision(_) => {
                let keep = move |entry: &DirEntry| entry.depth() == 0 || keep(entry.path(), entry.file_type().is_dir());
                let entries = WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(keep);
                let root = root.to_owned();
                Box::new(entries.map(move |entry| seen(entry, &root)))
            }
        }
    }
}

/// What a walk of the disk came to.
fn seen(entry: walkdir::Result<DirEntry>, root: &Utf8Path) -> Result<Entry, Unseen> {
    let lossy = |path: &Path| Utf8PathBuf::from(path.to_string_lossy().into_owned());
    match entry {
        Ok(entry) => match Utf8Path::from_path(entry.path()) {
            Some(path) => Ok(Entry { path: path.to_owned(), kind: entry.file_type().into() }),
            None => Err(Unseen { path: lossy(entry.path()), problem: Problem::NotUtf8Path }),
        },
        Err(error) => {
            let path = error.path().map_or_else(|| root.to_owned(), lossy);
            let error = error.into_io_error().unwrap_or_else(|| io::Error::other("a loop of links"));
            Err(Unseen { path, problem: Problem::io(&error) })
        }
    }
}

/// The bytes of a regular file on the disk.
pub(super) fn read_from_disk(path: &Utf8Path, limit: u64) -> Result<Vec<u8>, Problem> {
    let io = |error: io::Error| Problem::io(&error);
    // Asked before opening, because opening a pipe waits for somebody to write to it.
    let metadata = path.metadata().map_err(io)?;
    if !metadata.is_file() {
        return Err(Problem::NotAFile);
    }
    if metadata.len() > limit {
        return Err(Problem::TooLarge { size: metadata.len(), limit });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default());
    // The file may grow while it is read.
    File::open(path).map_err(io)?.take(limit + 1).read_to_end(&mut bytes).map_err(io)?;
    if bytes.len() as u64 > limit {
        return Err(Problem::TooLarge { size: bytes.len() as u64, limit });
    }
    Ok(bytes)
}
