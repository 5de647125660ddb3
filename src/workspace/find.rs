//! Which directories there are to analyse.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use camino::{Utf8Path, Utf8PathBuf};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use super::Repository;
use super::directory::{Links, ModuleDirectory, classify, is_terraform};
use super::error::{Problem, WorkspaceError};
use super::tree::{Entry, Kind, Unseen};

/// Directories that hold copies or data, never the user's own modules. They are still searched when they are given as a path.
pub(super) const SKIPPED: [&str; 4] = [".terraform", ".git", "node_modules", ".terragrunt-cache"];

/// Files and directories that are looked at around a given file, where nobody chose what to look at. The largest repository
/// of Terraform seen has 60 000.
const MAX_SURROUNDINGS: usize = 500_000;

/// Where to look.
#[derive(Clone, Debug, Default)]
pub struct FindOptions {
    /// Files and directories; relative ones are relative to the working directory.
    pub paths: Vec<Utf8PathBuf>,
    /// Globs of what to leave out: matched against paths relative to the repository's root and to the given path; a glob without a
    /// slash matches names at any depth. A directory that matches is left out with all that is below it.
    pub excludes: Vec<String>,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The repository of the first path, or of the working directory when no path exists.
    pub repository: Repository,
    /// Directories with configuration files, by path.
    pub directories: Vec<ModuleDirectory>,
    /// Files of JSON, packed or not, in given directories that hold no configuration at any depth: what is to be looked at there
    /// may be a plan. By path.
    pub documents: Vec<Utf8PathBuf>,
    /// What could not be looked at, by path.
    pub errors: Vec<WorkspaceError>,
    /// What was asked for where some paths are files; `None` where all are directories.
    pub files: Option<NamedFiles>,
    /// The directories that were searched with all that is below them; canonical.
    pub searched: Vec<Utf8PathBuf>,
    excludes: GlobSet,
}

impl Found {
    /// Whether a path, canonical but for that it need not exist, is among what was asked for: if there were a configuration file,
    /// it would have been found and reported on.
    #[must_use]
    pub fn covers(&self, path: &Utf8Path) -> bool {
        self.is_named(path) || self.searched.iter().any(|root| self.is_searched(path, root))
    }

    /// Whether a file was given as a path.
    #[must_use]
    pub fn is_named(&self, path: &Utf8Path) -> bool {
        self.files.as_ref().is_some_and(|named| named.files.contains(path))
    }

    /// Whether a search of `root` comes to a path.
    fn is_searched(&self, path: &Utf8Path, root: &Utf8Path) -> bool {
        let Ok(below) = path.strip_prefix(root) else { return false };
        let mut directories = below.parent().into_iter().flat_map(Utf8Path::components);
        !directories.any(|component| SKIPPED.contains(&component.as_str()))
            && !is_excluded(path, root, &self.excludes)
            && !is_excluded(path, self.repository.root(), &self.excludes)
    }
}

/// Files that were given as paths: they limit what is reported, not what is evaluated.
#[derive(Clone, Debug)]
pub struct NamedFiles {
    /// Canonical paths of the files that are in none of the given directories.
    pub files: BTreeSet<Utf8PathBuf>,
    /// Canonical paths of the given directories, which are reported on in full.
    pub whole: Vec<Utf8PathBuf>,
    /// All directories of the repository with configuration files, by path: the files' modules, and what may call them.
    pub surroundings: Vec<ModuleDirectory>,
    /// What could not be looked at there.
    pub errors: Vec<WorkspaceError>,
}

impl NamedFiles {
    /// Whether something in a file is asked for.
    #[must_use]
    pub fn is_wanted(&self, file: &Utf8Path) -> bool {
        self.files.contains(file) || self.whole.iter().any(|directory| file.starts_with(directory))
    }
}

/// Finds the directories with configuration files.
///
/// Symbolic links are followed to places inside the given paths only, and no directory is listed twice. A path may be a file: what
/// surrounds it is then in [`Found::files`], and it is for others to say which directories matter to it. Files that `excludes` match
/// are left out.
///
/// # Errors
/// When not even the working directory can be resolved. Everything else is collected in [`Found::errors`].
pub fn find(options: &FindOptions) -> std::io::Result<Found> {
    Repository::of(&options.paths).map(|repository| find_in(options, repository))
}

/// As [`find`], in a repository that the paths belong to. The disk says where the paths lead and whether they are files or
/// directories; where the repository is that of a revision, it says what is there.
#[must_use]
pub fn find_in(options: &FindOptions, repository: Repository) -> Found {
    let mut search = Search::new(repository.clone());
    let excludes = search.excludes(&options.excludes);
    let mut directories = Vec::new();
    let mut files = Vec::new();
    for path in &options.paths {
        match path.canonicalize_utf8() {
            Ok(canonical) if canonical.is_dir() => directories.push(canonical),
            Ok(canonical) if canonical.is_file() => files.push((listed(path), canonical)),
            Ok(canonical) => search.report(&canonical, Problem::NotAFile),
            Err(error) => {
                search.errors.insert(WorkspaceError::io(path, &error));
            }
        }
    }
    for directory in &directories {
        search.walk(directory, &excludes, usize::MAX);
    }
    files.retain(|(listed, canonical)| {
        !directories.iter().any(|given| listed.starts_with(given) || canonical.starts_with(given))
    });
    let are_named = !files.is_empty();
    files.retain(|(listed, _)| !is_excluded(listed, repository.root(), &excludes));
    let mut found = search.finish(&directories);
    found.searched.clone_from(&directories);
    if are_named {
        let mut around = Search::new(repository.clone());
        if !files.is_empty() {
            around.walk(repository.root(), &excludes, MAX_SURROUNDINGS);
        }
        for (listed, _) in &files {
            // A module in `.terraform`, or outside of the repository.
            if let Some(directory) = listed.parent().filter(|directory| !around.names.contains_key(*directory)) {
                around.list(directory);
            }
        }
        let mut allowed = vec![repository.root().to_owned()];
        allowed.extend(files.iter().filter_map(|(listed, _)| Some(listed.parent()?.to_owned())));
        let around = around.finish(&allowed);
        found.files = Some(NamedFiles {
            files: files.into_iter().map(|(_, canonical)| canonical).collect(),
            whole: directories,
            surroundings: around.directories,
            errors: around.errors,
        });
    }
    found.excludes = excludes;
    found
}

/// Where a file is listed: its own name in the canonical directory, also where that name is a symbolic link.
fn listed(path: &Utf8Path) -> Utf8PathBuf {
    let parent = path.parent().map(|parent| if parent.as_str().is_empty() { Utf8Path::new(".") } else { parent });
    match (parent.and_then(|parent| parent.canonicalize_utf8().ok()), path.file_name()) {
        (Some(parent), Some(name)) => parent.join(name),
        _ => path.to_owned(),
    }
}

/// Whether a path or a directory above it matches.
fn is_excluded(path: &Utf8Path, root: &Utf8Path, excludes: &GlobSet) -> bool {
    let Ok(relative) = path.strip_prefix(root) else { return false };
    relative.ancestors().any(|path| !path.as_str().is_empty() && excludes.is_match(path))
}

struct Search {
    repository: Repository,
    /// The names of the files in each directory.
    names: BTreeMap<Utf8PathBuf, BTreeSet<String>>,
    errors: BTreeSet<WorkspaceError>,
}

impl Search {
    fn new(repository: Repository) -> Self {
        Self { repository, names: BTreeMap::new(), errors: BTreeSet::new() }
    }

    fn report(&mut self, path: &Utf8Path, problem: Problem) {
        self.errors.insert(WorkspaceError::new(self.repository.display(path), problem));
    }

    fn excludes(&mut self, globs: &[String]) -> GlobSet {
        let mut builder = GlobSetBuilder::new();
        for glob in globs {
            let pattern = glob.trim_start_matches("./").trim_end_matches('/');
            let pattern = if pattern.contains('/') { pattern.to_owned() } else { format!("**/{pattern}") };
            match GlobBuilder::new(pattern.trim_start_matches('/')).literal_separator(true).build() {
                Ok(glob) => {
                    builder.add(glob);
                }
                Err(error) => {
                    self.errors.insert(WorkspaceError::new(glob, Problem::BadGlob(error.kind().to_string())));
                }
            }
        }
        builder.build().unwrap_or_default()
    }

    /// Collects the names of all files below a directory; `limit` is how many files and directories are looked at.
    fn walk(&mut self, root: &Utf8Path, excludes: &GlobSet, limit: usize) {
        // Links to directories inside the given paths lead to what the walk reaches anyway, so none is followed.
        let repository = self.repository.clone();
        let keep = |path: &Path, is_directory| {
            let is_skipped = || is_directory && SKIPPED.iter().any(|name| path.file_name() == Some(name.as_ref()));
            !(is_skipped()
                || path.strip_prefix(root).is_ok_and(|path| excludes.is_match(path))
                || path.strip_prefix(repository.root()).is_ok_and(|path| excludes.is_match(path)))
        };
        for (count, entry) in repository.tree.walk(root, keep).enumerate() {
            if count >= limit {
                self.report(root, Problem::TooMany { limit });
                return;
            }
            match entry {
                Ok(Entry { path, kind: Kind::Directory }) => {
                    self.names.entry(path).or_default();
                }
                Ok(Entry { path, .. }) => self.add(&path),
                Err(Unseen { path, problem }) => self.report(&path, problem),
            }
        }
    }

    /// Collects the names of the files in one directory.
    fn list(&mut self, directory: &Utf8Path) {
        match self.repository.tree.names(directory) {
            Ok(names) => {
                self.names.insert(directory.to_owned(), names);
            }
            Err(error) => {
                self.errors.insert(WorkspaceError::io(self.repository.display(directory), &error));
            }
        }
    }

    /// The files of JSON at and below a directory that Terraform does not read.
    fn documents(&self, directory: &Utf8Path) -> Vec<Utf8PathBuf> {
        let is_document =
            |name: &&String| (name.ends_with(".json") || name.ends_with(".json.gz")) && !is_terraform(name);
        let below = self.names.iter().filter(|(path, _)| path.starts_with(directory));
        below.flat_map(|(path, names)| names.iter().filter(is_document).map(|name| path.join(name))).collect()
    }

    fn add(&mut self, path: &Utf8Path) {
        if let (Some(directory), Some(name)) = (path.parent(), path.file_name()) {
            self.names.entry(directory.to_owned()).or_default().insert(name.to_owned());
        }
    }

    /// Symbolic links may lead into the `allowed` directories.
    fn finish(self, allowed: &[Utf8PathBuf]) -> Found {
        let documents: Vec<(&Utf8PathBuf, Vec<Utf8PathBuf>)> =
            allowed.iter().map(|directory| (directory, self.documents(directory))).collect();
        let mut errors: Vec<WorkspaceError> = Vec::new();
        let mut directories = Vec::new();
        for (directory, names) in self.names {
            let (module, problems) = classify(directory, &names, &self.repository, Links::Into(allowed));
            errors.extend(problems);
            if !module.configuration.is_empty() {
                directories.push(module);
            }
        }
        errors.extend(self.errors);
        errors.sort();
        errors.dedup();
        let has_configuration =
            |given: &Utf8PathBuf| directories.iter().any(|module: &ModuleDirectory| module.path.starts_with(given));
        let alone = documents.into_iter().filter(|(given, _)| !has_configuration(given));
        // Symbolic links may lead anywhere.
        let is_file = |path: &Utf8PathBuf| self.repository.tree.kind(path).is_ok_and(|kind| kind == Kind::File);
        let documents: BTreeSet<Utf8PathBuf> = alone.flat_map(|(_, documents)| documents).filter(is_file).collect();
        let documents = documents.into_iter().collect();
        Found {
            repository: self.repository,
            directories,
            documents,
            errors,
            files: None,
            searched: Vec::new(),
            excludes: GlobSet::empty(),
        }
    }
}
