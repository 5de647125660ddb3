//! The tree of a git revision, read from git's objects: nothing is checked out, and neither index nor working tree is asked.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io;
use std::sync::{Mutex, PoisonError};

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

use super::error::Problem;
use super::git::{Blobs, Git, GitError, Listed, Object};
use super::tree::{Entry, Kind, Unseen};

/// Links on the way to one file; Linux follows 40.
const MAX_LINKS: usize = 40;

/// Submodules, and how deep they may be nested.
const MAX_SUBMODULES: usize = 200;
const MAX_SUBMODULE_DEPTH: usize = 8;

/// The files of a revision, at the place of its repository.
#[derive(Debug)]
pub struct Revision {
    /// The name that was given.
    name: String,
    /// The repository's root; canonical.
    root: Utf8PathBuf,
    /// What is in each directory, by path relative to the root; the root itself is empty.
    directories: BTreeMap<Utf8PathBuf, BTreeMap<String, Node>>,
    /// Where contents are read: the repository itself, then its submodules.
    blobs: Vec<Mutex<Blobs>>,
    /// Submodules whose commit is not there.
    unavailable: Vec<Utf8PathBuf>,
    /// The first object that was wanted and is not there.
    missing: Mutex<Option<Utf8PathBuf>>,
}

/// Something in a directory. Numbers say which of the [`Revision::blobs`] has it.
#[derive(Debug)]
enum Node {
    File(usize, Object),
    Link(usize, Object),
    Directory,
}

impl Revision {
    /// The tree of a revision of the repository at `root`. `name` is what `git rev-parse` takes; with `...` at its end it is the
    /// nearest common ancestor of that and `HEAD`.
    ///
    /// # Errors
    /// When there is no such revision, no repository or no git.
    pub fn open(root: &Utf8Path, name: &str) -> Result<Self, GitError> {
        let git = Git::at(root)?;
        let commit = git.commit(name)?;
        let mut revision = Self {
            name: name.to_owned(),
            root: root.to_owned(),
            directories: BTreeMap::from([(Utf8PathBuf::new(), BTreeMap::new())]),
            blobs: Vec::new(),
            unavailable: Vec::new(),
            missing: Mutex::default(),
        };
        let mut submodules = revision.add(&git, &commit, Utf8Path::new(""))?;
        for depth in 1..=MAX_SUBMODULE_DEPTH {
            let mut nested = Vec::new();
            for (path, commit) in submodules {
                let directory = root.join(&path);
                let is_left = revision.blobs.len() < MAX_SUBMODULES && depth < MAX_SUBMODULE_DEPTH;
                // One that is not checked out has nothing in the working tree either.
                if !directory.join(".git").exists() {
                    continue;
                }
                match Git::at(&directory).and_then(|git| revision.add(&git, &commit, &path)) {
                    Ok(more) if is_left => nested.extend(more),
                    Ok(_) | Err(_) => revision.unavailable.push(path),
                }
            }
            submodules = nested;
        }
        Ok(revision)
    }

    /// Adds the tree of a commit below a path; gives the submodules in it with their commits.
    fn add(&mut self, git: &Git, commit: &Object, below: &Utf8Path) -> Result<Vec<(Utf8PathBuf, Object)>, GitError> {
        let repository = self.blobs.len();
        let mut submodules = Vec::new();
        let list = git.list(commit, |path, listed| {
            let path = below.join(path);
            match listed {
                Listed::File(object) => self.insert(&path, Node::File(repository, object)),
                Listed::Link(object) => self.insert(&path, Node::Link(repository, object)),
                Listed::Submodule(commit) => submodules.push((path, commit)),
            }
        });
        list.map_err(|error| error.of(&self.name))?;
        self.blobs.push(Mutex::new(git.blobs()?));
        Ok(submodules)
    }

    fn insert(&mut self, path: &Utf8Path, node: Node) {
        let (Some(directory), Some(name)) = (path.parent(), path.file_name()) else { return };
        if let Some(known) = self.directories.get_mut(directory) {
            known.insert(name.to_owned(), node);
            return;
        }
        self.directories.insert(directory.to_owned(), BTreeMap::from([(name.to_owned(), node)]));
        self.insert(directory, Node::Directory);
    }

    /// The name that was given.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Submodules that are checked out, but not with the commit that the revision wants: what is in them is not known.
    #[must_use]
    pub fn unavailable(&self) -> &[Utf8PathBuf] {
        &self.unavailable
    }

    /// Tells whether all that was read so far was there.
    ///
    /// # Errors
    /// When an object was missing: results would be wrong.
    pub fn complete(&self) -> Result<(), GitError> {
        let missing = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        match missing.as_ref() {
            Some(path) => Err(GitError::Incomplete { name: self.name.clone(), what: format!("`{path}`") }),
            None => Ok(()),
        }
    }

    /// Whether a canonical path is the revision's to tell about. What `terraform init` has installed is the disk's, unless it
    /// is committed.
    pub(super) fn holds(&self, path: &Utf8Path) -> bool {
        let Ok(relative) = path.strip_prefix(&self.root) else { return false };
        let installed = relative.ancestors().find(|ancestor| ancestor.file_name() == Some(".terraform"));
        installed.is_none_or(|installed| self.directories.contains_key(installed))
    }

    fn node(&self, path: &Utf8Path) -> Option<&Node> {
        let relative = path.strip_prefix(&self.root).ok()?;
        if relative.as_str().is_empty() {
            return Some(&Node::Directory);
        }
        self.directories.get(relative.parent()?)?.get(relative.file_name()?)
    }

    /// What stands at a path that it holds; a link is not followed.
    pub(super) fn kind(&self, path: &Utf8Path) -> io::Result<Kind> {
        match self.node(path) {
            Some(Node::File(..)) => Ok(Kind::File),
            Some(Node::Link(..)) => Ok(Kind::Link),
            Some(Node::Directory) => Ok(Kind::Directory),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    /// The path without links, `.` and `..`, as if the revision were checked out.
    pub(super) fn canonicalize(&self, path: &Utf8Path) -> io::Result<Utf8PathBuf> {
        let mut rest: VecDeque<String> = match path.strip_prefix(&self.root) {
            Ok(relative) => parts(relative).collect(),
            Err(_) => return path.canonicalize_utf8(),
        };
        let mut current = self.root.clone();
        let mut links = 0;
        while let Some(part) = rest.pop_front() {
            if part == ".." {
                if current == self.root {
                    // What is above is not the revision's; the way may lead back to it.
                    let mut outside = self.root.parent().map(Utf8Path::to_owned).unwrap_or_default();
                    outside.extend(rest);
                    return self.around(&outside);
                }
                current.pop();
                continue;
            }
            let next = current.join(&part);
            let target = if self.holds(&next) {
                match self.node(&next) {
                    Some(Node::Link(repository, object)) => Some(self.link(&next, *repository, object)?),
                    Some(Node::File(..) | Node::Directory) => None,
                    None => return Err(io::ErrorKind::NotFound.into()),
                }
            } else if next.symlink_metadata()?.is_symlink() {
                Some(next.read_link_utf8()?)
            } else {
                None
            };
            let Some(target) = target else {
                current = next;
                continue;
            };
            links += 1;
            if links > MAX_LINKS {
                return Err(io::Error::other("too many symbolic links"));
            }
            if target.is_absolute() {
                let Ok(relative) = target.strip_prefix(&self.root) else {
                    let mut outside = target;
                    outside.extend(rest);
                    return self.around(&outside);
                };
                current.clone_from(&self.root);
                rest = parts(relative).chain(rest).collect();
            } else {
                rest = parts(&target).chain(rest).collect();
            }
        }
        Ok(current)
    }

    /// A path that is written with a way outside of the repository. One that leads back in is that of the revision if it
    /// says so by its letters.
    fn around(&self, path: &Utf8Path) -> io::Result<Utf8PathBuf> {
        let mut plain = Utf8PathBuf::new();
        for component in path.components() {
            match component {
                Utf8Component::ParentDir => {
                    plain.pop();
                }
                Utf8Component::CurDir => {}
                Utf8Component::Prefix(_) | Utf8Component::RootDir | Utf8Component::Normal(_) => plain.push(component),
            }
        }
        if plain.starts_with(&self.root) { self.canonicalize(&plain) } else { path.canonicalize_utf8() }
    }

    fn link(&self, path: &Utf8Path, repository: usize, object: &Object) -> io::Result<Utf8PathBuf> {
        // Systems limit a path to 4096 bytes.
        let bytes =
            self.content(path, repository, object, 4096).map_err(|problem| io::Error::other(problem.to_string()))?;
        String::from_utf8(bytes).map(Utf8PathBuf::from).map_err(io::Error::other)
    }

    /// The bytes of a file.
    pub(super) fn read(&self, path: &Utf8Path, limit: u64) -> Result<Vec<u8>, Problem> {
        match self.node(path) {
            Some(Node::File(repository, object)) => self.content(path, *repository, object, limit),
            Some(Node::Link(..) | Node::Directory) => Err(Problem::NotAFile),
            None => Err(Problem::Missing),
        }
    }

    fn content(&self, path: &Utf8Path, repository: usize, object: &Object, limit: u64) -> Result<Vec<u8>, Problem> {
        let Some(blobs) = self.blobs.get(repository) else { return Err(Problem::Missing) };
        let content = blobs.lock().unwrap_or_else(PoisonError::into_inner).read(object, limit);
        content.map_err(|error| match error {
            GitError::TooLarge { size } => Problem::TooLarge { size, limit },
            other => {
                let path = path.strip_prefix(&self.root).unwrap_or(path);
                self.missing.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_with(|| path.to_owned());
                Problem::Unreadable(other.to_string())
            }
        })
    }

    /// Names of what is in a directory that it holds.
    pub(super) fn names(&self, directory: &Utf8Path) -> io::Result<BTreeSet<String>> {
        let relative = directory.strip_prefix(&self.root).unwrap_or(directory);
        match self.directories.get(relative) {
            Some(names) => Ok(names.keys().cloned().collect()),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    /// Everything at and below a directory, as [`Tree::walk`](super::tree::Tree::walk) says.
    pub(super) fn walk(&self, root: &Utf8Path, keep: &dyn Fn(&Utf8Path, bool) -> bool) -> Vec<Result<Entry, Unseen>> {
        let mut found = Vec::new();
        match self.kind(root) {
            Ok(kind) => found.push(Ok(Entry { path: root.to_owned(), kind })),
            Err(error) => found.push(Err(Unseen { path: root.to_owned(), problem: Problem::io(&error) })),
        }
        self.walk_below(root, keep, &mut found);
        found
    }

    fn walk_below(
        &self,
        directory: &Utf8Path,
        keep: &dyn Fn(&Utf8Path, bool) -> bool,
        found: &mut Vec<Result<Entry, Unseen>>,
    ) {
        let relative = directory.strip_prefix(&self.root).unwrap_or(directory);
        for (name, node) in self.directories.get(relative).into_iter().flatten() {
            let path = directory.join(name);
            let kind = match node {
                Node::File(..) => Kind::File,
                Node::Link(..) => Kind::Link,
                Node::Directory => Kind::Directory,
            };
            if !keep(&path, kind == Kind::Directory) {
                continue;
            }
            found.push(Ok(Entry { path: path.clone(), kind }));
            if kind == Kind::Directory {
                self.walk_below(&path, keep, found);
            }
        }
    }
}

/// The names on the way of a relative path.
fn parts(path: &Utf8Path) -> impl Iterator<Item = String> {
    path.components().filter(|part| !matches!(part, Utf8Component::CurDir)).map(|part| part.as_str().to_owned())
}
