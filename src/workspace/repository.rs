//! What may be read: the repository, and what the user named.

use std::sync::Arc;

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

use super::error::Problem;
use super::revision::Revision;
use super::tree::{Kind, Tree};

/// The directories that files may be read from. Everything that a configuration names is checked against them on its
/// canonical path, so that neither `..` nor a symbolic link leads out.
#[derive(Clone, Debug)]
pub struct Repository {
    root: Utf8PathBuf,
    named: Vec<Utf8PathBuf>,
    pub(super) tree: Tree,
}

/// Why a path must not be read.
#[derive(Debug, thiserror::Error)]
pub enum ContainmentError {
    /// It does not exist, or can't be looked at.
    #[error("`{path}` {}", reason(source))]
    Unreadable {
        /// The path to show.
        path: Utf8PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// It leads out of the repository.
    #[error("`{path}` is outside the repository, which is not read")]
    Outside {
        /// The path to show.
        path: Utf8PathBuf,
    },
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "does not exist".to_owned(),
        _ => format!("can't be read: {error}"),
    }
}

impl Repository {
    /// A repository at `root`, and further directories that the user named on the command line; all canonical.
    #[must_use]
    pub fn new(root: Utf8PathBuf, named: Vec<Utf8PathBuf>) -> Self {
        Self { root, named, tree: Tree::Disk }
    }

    /// The same repository as it was at a revision of it.
    #[must_use]
    pub fn at(&self, revision: Arc<Revision>) -> Self {
        Self { tree: Tree::Revision(revision), ..self.clone() }
    }

    /// The repository that the given paths belong to, which may be read outside of it as well.
    ///
    /// Its root is the nearest directory above the first path with a `.git`; else the working directory; else (when the path is not
    /// below that) the path's own directory. Paths that do not exist are left out.
    ///
    /// # Errors
    /// When the working directory has to be asked and can't be resolved.
    pub fn of(paths: &[Utf8PathBuf]) -> std::io::Result<Self> {
        let mut named = Vec::new();
        for canonical in paths.iter().filter_map(|path| path.canonicalize_utf8().ok()) {
            let is_directory = canonical.is_dir();
            let directory = canonical.parent().filter(|_| !is_directory).unwrap_or(&canonical).to_owned();
            if !named.contains(&directory) {
                named.push(directory);
            }
        }
        let working = || Utf8Path::new(".").canonicalize_utf8();
        let first = named.first().map_or_else(working, |first| Ok(first.clone()))?;
        // A worktree or submodule has a file of that name.
        let root = match first.ancestors().find(|ancestor| ancestor.join(".git").exists()) {
            Some(root) => root.to_owned(),
            None => working().ok().filter(|working| first.starts_with(working)).unwrap_or(first),
        };
        Ok(Self::new(root, named))
    }

    /// The same repository with further files and directories that the user named; those that do not exist are left out.
    #[must_use]
    pub fn allowing(mut self, paths: impl IntoIterator<Item = Utf8PathBuf>) -> Self {
        self.named.extend(paths.into_iter().filter_map(|path| path.canonicalize_utf8().ok()));
        self
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
        // Shown paths must not depend on where the repository is.
        let canonical = self
            .tree
            .canonicalize(path)
            .map_err(|source| ContainmentError::Unreadable { path: self.relative(path), source })?;
        let is_inside = std::iter::once(&self.root).chain(&self.named).any(|root| canonical.starts_with(root));
        if is_inside { Ok(canonical) } else { Err(ContainmentError::Outside { path: self.relative(path) }) }
    }

    /// Whether a path that need not exist leads out of the root by its letters alone.
    #[must_use]
    pub fn leads_out(&self, path: &Utf8Path) -> bool {
        let mut parts: Vec<Utf8Component<'_>> = Vec::new();
        for component in path.components() {
            match component {
                Utf8Component::CurDir => {}
                Utf8Component::ParentDir => {
                    parts.pop();
                }
                other => parts.push(other),
            }
        }
        !parts.iter().collect::<Utf8PathBuf>().starts_with(&self.root)
    }

    /// Whether a path leads to a regular file.
    #[must_use]
    pub fn is_file(&self, path: &Utf8Path) -> bool {
        self.tree.target_kind(path).is_ok_and(|kind| kind == Kind::File)
    }

    /// Whether a path leads to a directory.
    #[must_use]
    pub fn is_directory(&self, path: &Utf8Path) -> bool {
        self.tree.target_kind(path).is_ok_and(|kind| kind == Kind::Directory)
    }

    /// Whether a path leads to anything.
    #[must_use]
    pub fn exists(&self, path: &Utf8Path) -> bool {
        self.tree.target_kind(path).is_ok()
    }

    /// The bytes of the regular file that a path leads to, if it has no more than `limit`. Whether it may be read is for
    /// [`resolve`](Self::resolve) to say.
    ///
    /// # Errors
    /// When it is missing, no regular file, or too large.
    pub fn read(&self, path: &Utf8Path, limit: u64) -> Result<Vec<u8>, Problem> {
        self.tree.read(path, limit)
    }

    /// The regular files below a canonical directory, relative to it and in order; no more than `depth` directories deep, and among
    /// the first `count` things that are there. Links within the repository are followed, but not back to where they are.
    #[must_use]
    pub fn files_below(&self, directory: &Utf8Path, depth: usize, count: usize) -> Vec<Utf8PathBuf> {
        let mut looking = Looking { repository: self, left: count, files: Vec::new() };
        looking.at(directory, Utf8Path::new(""), depth, &mut Vec::new());
        let mut files = looking.files;
        files.sort();
        files
    }

    /// A canonical path as it is shown: relative to the root, with forward slashes; `.` for the root itself, and as it is when it
    /// lies outside.
    #[must_use]
    pub fn display(&self, path: &Utf8Path) -> Utf8PathBuf {
        let shown = match path.strip_prefix(&self.root) {
            Ok(relative) if relative.as_str().is_empty() => Utf8Path::new("."),
            Ok(relative) => relative,
            Err(_) => path,
        };
        // Elsewhere a backslash is a character like others.
        if std::path::MAIN_SEPARATOR == '\\' { shown.as_str().replace('\\', "/").into() } else { shown.to_owned() }
    }

    /// A path that need not exist, relative to the root, by its letters alone: `..` goes up, also out of the repository.
    fn relative(&self, path: &Utf8Path) -> Utf8PathBuf {
        let mut parts: Vec<&str> = Vec::new();
        for component in path.components() {
            match component {
                Utf8Component::CurDir => {}
                Utf8Component::ParentDir => {
                    parts.pop();
                }
                Utf8Component::Prefix(_) | Utf8Component::RootDir | Utf8Component::Normal(_) => {
                    parts.push(component.as_str());
                }
            }
        }
        let root: Vec<&str> = self.root.components().map(|component| component.as_str()).collect();
        let common = parts.iter().zip(&root).take_while(|(part, root)| part == root).count();
        // A path that shares nothing but `/` with the repository was named as it is.
        if common <= 1 {
            return path.to_owned();
        }
        let up = root.iter().skip(common).map(|_| "..");
        let relative: Vec<&str> = up.chain(parts.into_iter().skip(common)).collect();
        if relative.is_empty() { Utf8PathBuf::from(".") } else { relative.join("/").into() }
    }
}

/// A search for files.
struct Looking<'a> {
    repository: &'a Repository,
    /// How many things may still be looked at.
    left: usize,
    /// What was found, by the paths on which it was reached.
    files: Vec<Utf8PathBuf>,
}

impl Looking<'_> {
    /// Looks at a canonical directory, which was reached on a path; `open` are the directories that links led to on the way.
    fn at(&mut self, directory: &Utf8Path, reached: &Utf8Path, depth: usize, open: &mut Vec<Utf8PathBuf>) {
        let base = directory.components().count();
        let keep = move |path: &std::path::Path, _| path.components().count() <= base + depth;
        for entry in self.repository.tree.walk(directory, keep).flatten() {
            let Some(left) = self.left.checked_sub(1) else { return };
            self.left = left;
            let Ok(name) = entry.path.strip_prefix(directory) else { continue };
            let path = reached.join(name);
            match entry.kind {
                Kind::File => self.files.push(path),
                Kind::Link => self.link(&entry.path, path, depth.saturating_sub(name.components().count()), open),
                Kind::Directory | Kind::Other => {}
            }
        }
    }

    fn link(&mut self, link: &Utf8Path, path: Utf8PathBuf, depth: usize, open: &mut Vec<Utf8PathBuf>) {
        // Links out of the repository and to nowhere are left out.
        let Ok(target) = self.repository.resolve(link) else { return };
        if self.repository.is_file(&target) {
            self.files.push(path);
        } else if self.repository.is_directory(&target) {
            // A directory above the link is one that has been entered.
            let is_loop = link.starts_with(&target) || open.iter().any(|entered| entered.starts_with(&target));
            if is_loop || depth == 0 {
                return;
            }
            open.push(link.to_owned());
            self.at(&target, &path, depth, open);
            open.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_paths_do_not_tell_where_the_repository_is() {
        let repository = Repository::new("/a/b/repo".into(), Vec::new());
        for (path, shown) in [
            ("/a/b/repo/envs/prod/./../../modules/x", "modules/x"),
            ("/a/b/repo/../other/x", "../other/x"),
            ("/a/b/repo", "."),
            ("/etc/passwd", "/etc/passwd"),
        ] {
            assert_eq!(repository.relative(Utf8Path::new(path)), shown);
        }
        for (path, leads_out) in [
            ("/a/b/repo/x/../../y", true),
            ("/a/b/repo/x/../y", false),
            ("/a/b/repository", true),
            ("/a/b/repo", false),
        ] {
            assert_eq!(repository.leads_out(Utf8Path::new(path)), leads_out, "{path}");
        }
        let error = repository.resolve(Utf8Path::new("/a/b/repo/x/../gone")).unwrap_err();
        assert_eq!(error.to_string(), "`gone` does not exist");
    }
}
