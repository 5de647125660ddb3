//! Which modules call which, found by the outline of their files and nothing else: no expression is evaluated, no block but
//! module calls is parsed, and no text is kept.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};
use memchr::memmem;
use rayon::prelude::*;

use super::Options;
use super::configuration::{called_directories, outline_of};
use super::module::{Module, ModuleFile};
use crate::workspace::{ModuleDirectory, Repository, SourceMap, read_file};

/// The directories that reach the targets: the targets themselves, and every module among `directories` whose calls lead to one.
///
/// A target that is no module is in the result too.
#[must_use]
pub fn callers_of(
    targets: BTreeSet<Utf8PathBuf>,
    directories: &[ModuleDirectory],
    repository: &Repository,
    options: &Options,
) -> BTreeSet<Utf8PathBuf> {
    let calls: Vec<(&Utf8Path, BTreeSet<Utf8PathBuf>)> = directories
        .par_iter()
        .map(|directory| (directory.path.as_path(), calls_of(directory, repository, options)))
        .collect();
    let mut callers: BTreeMap<&Utf8Path, Vec<&Utf8Path>> = BTreeMap::new();
    for (caller, called) in &calls {
        for called in called {
            callers.entry(called).or_default().push(caller);
        }
    }
    let mut reached = BTreeSet::new();
    let mut pending: Vec<Utf8PathBuf> = targets.into_iter().collect();
    while let Some(directory) = pending.pop() {
        if !reached.contains(&directory) {
            let callers = callers.get(directory.as_path()).into_iter().flatten();
            pending.extend(callers.map(|caller| (*caller).to_owned()));
            reached.insert(directory);
        }
    }
    reached
}

/// Where the module calls of one directory lead.
fn calls_of(directory: &ModuleDirectory, repository: &Repository, options: &Options) -> BTreeSet<Utf8PathBuf> {
    let sources = SourceMap::default();
    let calling = memmem::Finder::new("module");
    let files = directory.configuration.iter().filter_map(|configuration| {
        // A file that can't be read is told where its module is evaluated.
        let file = read_file(&sources, repository, &configuration.path).ok()?;
        calling.find(file.text().as_bytes())?;
        let outline = outline_of(configuration.syntax, &file);
        Some(ModuleFile { file, outline, is_override: configuration.is_override })
    });
    let module = Module::new(&directory.path, files.collect());
    called_directories(&module, repository, options)
}
