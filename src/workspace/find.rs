//! Which directories there are to analyse.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use walkdir::{DirEntry, WalkDir};

use super::Repository;
use super::directory::{Links, ModuleDirectory, classify, file_names, is_configuration};
use super::error::{Problem, WorkspaceError};

/// Directories that hold copies or data, never the user's own modules. They are still searched when they are given as a path.
const SKIPPED: [&str; 4] = [".terraform", ".git", "node_modules", ".terragrunt-cache"];

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
    /// What could not be looked at, by path.
    pub errors: Vec<WorkspaceError>,
}

/// Finds the directories with configuration files.
///
/// Symbolic links are followed to places inside the given paths only, and no directory is listed twice. A path may be a file: then its
/// directory is listed, with that file in [`ModuleDirectory::report_only`].
///
/// # Errors
/// When not even the working directory can be resolved. Everything else is collected in [`Found::errors`].
pub fn find(options: &FindOptions) -> std::io::Result<Found> {
    let repository = Repository::of(&options.paths)?;
    let mut search = Search { repository, names: BTreeMap::new(), errors: BTreeSet::new() };
    let excludes = search.excludes(&options.excludes);
    let mut directories = Vec::new();
    let mut files = Vec::new();
    for path in &options.paths {
        match path.canonicalize_utf8() {
            Ok(canonical) if canonical.is_dir() => directories.push(canonical),
            Ok(canonical) if canonical.file_name().is_some_and(is_configuration) => files.push(canonical),
            Ok(canonical) => search.report(&canonical, Problem::NotConfiguration),
            Err(error) => {
                search.errors.insert(WorkspaceError::io(path, &error));
            }
        }
    }
    for directory in &directories {
        search.walk(directory, &excludes);
    }
    let mut report_only: BTreeMap<Utf8PathBuf, Vec<Utf8PathBuf>> = BTreeMap::new();
    for file in &files {
        let Some(directory) = file.parent() else { continue };
        if !search.names.contains_key(directory) {
            report_only.entry(directory.to_owned()).or_default().push(file.clone());
        }
    }
    for directory in report_only.keys() {
        search.list(directory);
    }
    let mut allowed = directories;
    allowed.extend(report_only.keys().cloned());
    Ok(search.finish(&allowed, report_only))
}

struct Search {
    repository: Repository,
    /// The names of the files in each directory.
    names: BTreeMap<Utf8PathBuf, BTreeSet<String>>,
    errors: BTreeSet<WorkspaceError>,
}

impl Search {
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

    /// Collects the names of all files below a directory.
    fn walk(&mut self, root: &Utf8Path, excludes: &GlobSet) {
        // Links to directories inside the given paths lead to what the walk reaches anyway, so none is followed.
        let repository = self.repository.clone();
        let keep = move |entry: &DirEntry| {
            let is_skipped = || entry.file_type().is_dir() && SKIPPED.iter().any(|name| entry.file_name() == *name);
            entry.depth() == 0
                || !(is_skipped()
                    || entry.path().strip_prefix(root).is_ok_and(|path| excludes.is_match(path))
                    || entry.path().strip_prefix(repository.root()).is_ok_and(|path| excludes.is_match(path)))
        };
        for entry in WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(keep) {
            match entry {
                Ok(entry) => match Utf8Path::from_path(entry.path()) {
                    Some(path) if entry.file_type().is_dir() => {
                        self.names.entry(path.to_owned()).or_default();
                    }
                    Some(path) => self.add(path),
                    None => self
                        .report(&Utf8PathBuf::from(entry.path().to_string_lossy().into_owned()), Problem::NotUtf8Path),
                },
                Err(error) => {
                    let path =
                        error.path().map_or_else(|| root.to_string(), |path| path.to_string_lossy().into_owned());
                    let shown = self.repository.display(Utf8Path::new(&path));
                    let error = error.into_io_error().unwrap_or_else(|| std::io::Error::other("a loop of links"));
                    self.errors.insert(WorkspaceError::io(shown, &error));
                }
            }
        }
    }

    /// Collects the names of the files in one directory.
    fn list(&mut self, directory: &Utf8Path) {
        match file_names(directory) {
            Ok(names) => {
                self.names.insert(directory.to_owned(), names);
            }
            Err(error) => {
                self.errors.insert(WorkspaceError::io(self.repository.display(directory), &error));
            }
        }
    }

    fn add(&mut self, path: &Utf8Path) {
        if let (Some(directory), Some(name)) = (path.parent(), path.file_name()) {
            self.names.entry(directory.to_owned()).or_default().insert(name.to_owned());
        }
    }

    fn finish(self, allowed: &[Utf8PathBuf], mut report_only: BTreeMap<Utf8PathBuf, Vec<Utf8PathBuf>>) -> Found {
        let mut errors: Vec<WorkspaceError> = Vec::new();
        let mut directories = Vec::new();
        for (directory, names) in self.names {
            let only = report_only.remove(&directory).unwrap_or_default();
            let (mut module, problems) = classify(directory, &names, &self.repository, Links::Into(allowed));
            errors.extend(problems);
            if !module.configuration.is_empty() {
                module.report_only = only;
                module.report_only.sort();
                module.report_only.dedup();
                directories.push(module);
            }
        }
        errors.extend(self.errors);
        errors.sort();
        errors.dedup();
        Found { repository: self.repository, directories, errors }
    }
}
