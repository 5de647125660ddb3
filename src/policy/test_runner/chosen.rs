//! Which policies a test file is for.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use crate::policy::load::error;
use crate::policy::test_file::TestFile;
use crate::policy::{POLICY_SUFFIX, Policy, PolicyFile, PolicySet};
use crate::workspace::{Diagnostic, FileId, Level, SourceFile, WorkspaceError};

/// The policy files of a directory.
pub(super) struct PolicyDirectory {
    pub(super) set: PolicySet,
    files: BTreeMap<Utf8PathBuf, FileId>,
    unread: Vec<WorkspaceError>,
}

impl PolicyDirectory {
    pub(super) fn new(read: Vec<Result<Arc<SourceFile>, WorkspaceError>>) -> Self {
        let (mut files, mut unread) = (Vec::new(), Vec::new());
        for file in read {
            match file {
                Ok(file) => files.push(file),
                Err(error) => unread.push(error),
            }
        }
        let by_path = files.iter().map(|file| (normalized(&file.path), file.id)).collect();
        Self { set: PolicySet::load(&files), files: by_path, unread }
    }

    /// Everything that is wrong in it.
    pub(super) fn errors(&self) -> impl Iterator<Item = Diagnostic> {
        let told = self.set.diagnostics.iter().filter(|told| told.level == Level::Error).cloned();
        self.unread.iter().map(unread).chain(told)
    }

    /// The file at a path, or what keeps it from being judged; `None` where there is none.
    fn file(&self, path: &Utf8Path) -> Option<Result<FileId, Vec<Diagnostic>>> {
        if let Some(error) = self.unread.iter().find(|error| normalized(&error.path) == path) {
            return Some(Err(vec![unread(error)]));
        }
        let file = *self.files.get(path)?;
        let errors: Vec<Diagnostic> =
            self.errors().filter(|told| told.span.is_some_and(|span| span.file == file)).collect();
        Some(if errors.is_empty() { Ok(file) } else { Err(errors) })
    }
}

fn unread(error: &WorkspaceError) -> Diagnostic {
    Diagnostic { span: None, level: Level::Error, message: error.to_string() }
}

/// A policy directory of which some files are judged; `None` is all.
pub(super) struct Chosen {
    directory: Rc<PolicyDirectory>,
    files: Option<BTreeSet<FileId>>,
}

impl Chosen {
    pub(super) fn set(&self) -> &PolicySet {
        &self.directory.set
    }

    fn files(&self) -> impl Iterator<Item = &PolicyFile> {
        let is_chosen = |file: FileId| self.files.as_ref().is_none_or(|files| files.contains(&file));
        self.set().files.iter().filter(move |file| is_chosen(file.file))
    }

    pub(super) fn policies(&self) -> impl Iterator<Item = &Policy> {
        self.files().flat_map(|file| &file.policies)
    }

    /// Whether there is a rule at all. One that only searches text has no policy, and no case can test it.
    fn has_rules(&self) -> bool {
        self.files().any(|file| !file.policies.is_empty() || !file.metadata.literals.is_empty())
    }
}

/// What a test file in `directory` is for, and why some of it can't be judged; directories are read by `load`.
pub(super) fn choose(
    file: &TestFile,
    directory: &Utf8Path,
    load: impl Fn(&Utf8Path) -> Rc<PolicyDirectory>,
) -> (Vec<Chosen>, Vec<Diagnostic>) {
    let mut by_directory: BTreeMap<Utf8PathBuf, Option<BTreeSet<FileId>>> = BTreeMap::new();
    let mut errors: Vec<Diagnostic> = Vec::new();
    match &file.targets {
        None => {
            by_directory.insert(normalized(directory), None);
        }
        Some(targets) => {
            for target in &targets.paths {
                let path = normalized(&directory.join(target));
                let no_match = || error(targets.span, format!("`{target}` does not match any policy file"));
                if !target.ends_with(POLICY_SUFFIX) {
                    let found = load(&path);
                    if found.files.is_empty() && found.unread.is_empty() {
                        errors.push(no_match());
                    } else {
                        by_directory.insert(path, None);
                    }
                    continue;
                }
                let parent = normalized(path.parent().unwrap_or(Utf8Path::new(".")));
                match load(&parent).file(&path) {
                    None => errors.push(no_match()),
                    Some(Err(wrong)) => {
                        errors.push(error(targets.span, format!("`{target}` has errors")));
                        errors.extend(wrong);
                    }
                    Some(Ok(file)) => {
                        if let Some(files) = by_directory.entry(parent).or_insert_with(|| Some(BTreeSet::new())) {
                            files.insert(file);
                        }
                    }
                }
            }
        }
    }
    let mut chosen = Vec::new();
    for (path, files) in by_directory {
        let directory = load(&path);
        if files.is_none() {
            errors.extend(directory.errors());
        }
        chosen.push(Chosen { directory, files });
    }
    if errors.is_empty() && !chosen.iter().any(Chosen::has_rules) {
        errors.push(no_policy(file, directory));
    }
    (chosen, errors)
}

/// A test that tests nothing must not pass.
fn no_policy(file: &TestFile, directory: &Utf8Path) -> Diagnostic {
    match &file.targets {
        Some(targets) => error(
            targets.span,
            "`targets` names no policy, so nothing is tested; name policy files or directories, or leave it out to test all that \
             are beside this file",
        ),
        None => Diagnostic {
            span: None,
            level: Level::Error,
            message: format!(
                "nothing is tested: there is no policy in `{}`; put this file beside its policies, or name them in \
                 `policytest {{ targets = [\"…{POLICY_SUFFIX}\"] }}`",
                normalized(directory)
            ),
        },
    }
}

/// A path without `.` and, as far as there is something to go up from, without `..`.
pub(super) fn normalized(path: &Utf8Path) -> Utf8PathBuf {
    let mut result = Utf8PathBuf::new();
    for component in path.components() {
        match component {
            camino::Utf8Component::CurDir => {}
            camino::Utf8Component::ParentDir if result.file_name().is_some() => {
                result.pop();
            }
            other => result.push(other),
        }
    }
    if result.as_str().is_empty() { ".".into() } else { result }
}
