//! Files given as paths: they limit what is reported, never what is evaluated. Which root modules reach them, and what of a
//! report concerns them.

use std::collections::BTreeSet;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use regex::Regex;

use super::judge::RootReport;
use super::{Options, Report};
use crate::config::EnvironmentBlock;
use crate::terraform;
use crate::workspace::{
    FileId, Found, MAX_FILE_BYTES, ModuleDirectory, NamedFiles, Problem, Repository, SourceMap, Span, WorkspaceError,
    is_terraform,
};

/// Adds the directories that reach the named files, which the root modules are then found among.
pub(super) fn add_directories(found: &mut Found, options: &Options) {
    let Some(named) = &found.files else { return };
    let reach = |targets| terraform::callers_of(targets, &named.surroundings, &found.repository, &options.terraform);
    let mut wanted = reach(targets(named, options, &found.repository));
    // Several root modules together are an account's baseline; one of them alone would seem to lack what the others declare.
    let baselines: Vec<Utf8PathBuf> = options.baselines().filter_map(|path| path.canonicalize_utf8().ok()).collect();
    if baselines.iter().any(|baseline| wanted.contains(baseline)) {
        wanted.extend(baselines);
        wanted = reach(wanted);
    }
    let known: BTreeSet<&Utf8PathBuf> = found.directories.iter().map(|directory| &directory.path).collect();
    let is_added = |directory: &&ModuleDirectory| wanted.contains(&directory.path) && !known.contains(&directory.path);
    let added: Vec<ModuleDirectory> = named.surroundings.iter().filter(is_added).cloned().collect();
    let shown: BTreeSet<Utf8PathBuf> =
        added.iter().map(|directory| found.repository.display(&directory.path)).collect();
    let concerns = |error: &&WorkspaceError| {
        let parent =
            error.path.parent().map(|parent| if parent.as_str().is_empty() { Utf8Path::new(".") } else { parent });
        matches!(error.problem, Problem::TooMany { .. }) || parent.is_some_and(|parent| shown.contains(parent))
    };
    found.errors.extend(named.errors.iter().filter(concerns).cloned());
    found.directories.extend(added);
    found.directories.sort_by(|left, right| left.path.cmp(&right.path));
}

/// The modules that a change of the named files changes.
fn targets(named: &NamedFiles, options: &Options, repository: &Repository) -> BTreeSet<Utf8PathBuf> {
    let variable_files: Vec<Utf8PathBuf> =
        options.terraform.all_variable_files().filter_map(|path| path.canonicalize_utf8().ok()).collect();
    if variable_files.iter().any(|path| named.files.contains(path)) {
        // It is read for every root module.
        return named.surroundings.iter().map(|directory| directory.path.clone()).collect();
    }
    let is_named = |path: &Utf8PathBuf| named.files.contains(path);
    let mut targets: BTreeSet<Utf8PathBuf> = named
        .surroundings
        .iter()
        .filter(|directory| files_of(directory).any(is_named))
        .map(|directory| directory.path.clone())
        .collect();
    let has_named_file = |environment: &&EnvironmentBlock| {
        environment.variable_files.iter().any(|file| named.files.contains(&file.value.path))
    };
    let environments = options.environments.iter().filter(has_named_file);
    targets.extend(environments.map(|environment| environment.root.value.path.clone()));
    if !read_by_functions(named).is_empty() {
        targets.extend(reading_files(named, repository));
    }
    targets
}

/// Canonical paths of what Terraform reads in a directory.
fn files_of(directory: &ModuleDirectory) -> impl Iterator<Item = &Utf8PathBuf> {
    let configuration = directory.configuration.iter().map(|file| &file.path);
    configuration.chain(directory.variables.iter().map(|file| &file.path))
}

/// The named files that matter only if a function reads them. What else Terraform and its tools read says nothing of resources.
fn read_by_functions(named: &NamedFiles) -> Vec<&Utf8PathBuf> {
    let of_modules: BTreeSet<&Utf8PathBuf> = named.surroundings.iter().flat_map(files_of).collect();
    let is_other = |path: &&Utf8PathBuf| {
        !of_modules.contains(path)
            && path.file_name().is_some_and(|name| !is_terraform(name) && !name.ends_with(".hcl"))
    };
    named.files.iter().filter(is_other).collect()
}

/// The modules that read files, whichever: the names are known when the calls are evaluated.
fn reading_files(named: &NamedFiles, repository: &Repository) -> Vec<Utf8PathBuf> {
    // `file`, `fileexists`, `filemd5` and so on, and `templatefile`.
    let Ok(call) = Regex::new(r"file[a-z0-9]*\s*\(") else { return Vec::new() };
    let reads = |directory: &&ModuleDirectory| {
        directory.configuration.iter().any(|file| {
            repository
                .read(&file.path, MAX_FILE_BYTES)
                .is_ok_and(|bytes| call.is_match(&String::from_utf8_lossy(&bytes)))
        })
    };
    named.surroundings.par_iter().filter(reads).map(|directory| directory.path.clone()).collect()
}

/// The files that are reported on where only some are asked for.
pub(super) fn wanted(found: &Found, sources: &SourceMap) -> Option<BTreeSet<FileId>> {
    let named = found.files.as_ref()?;
    let files = sources.files();
    Some(files.iter().filter(|file| named.is_wanted(&file.path)).map(|file| file.id).collect())
}

/// Leaves what stands in a named file, comes from one, or is about a resource in one.
pub(super) fn limit(report: &mut Report, found: &Found, roots: &[Arc<RootReport>], sources: &SourceMap) {
    let Some(named) = &found.files else { return };
    report.limited_to = Some(named.files.iter().map(|path| found.repository.display(path)).collect());
    let files = wanted(found, sources).unwrap_or_default();
    let is_wanted = |span: Span| files.contains(&span.file);
    report.findings.retain(|finding| {
        let steps = finding.trace.iter().chain(&finding.related).map(|step| step.span);
        [finding.location, finding.block].into_iter().chain(steps).any(is_wanted)
    });
    report.exceptions.retain(|record| is_wanted(record.exception.location) || record.findings > 0);
    report.undetermined.retain(|entry| is_wanted(entry.location) || is_wanted(entry.block));
    report.passes.retain(|pass| is_wanted(pass.location));
    let read: BTreeSet<&Utf8PathBuf> = roots.iter().flat_map(|root| &root.files_read).collect();
    let unused = read_by_functions(named).into_iter().filter(|path| !read.contains(path));
    report.gaps.extend(unused.map(|path| WorkspaceError::new(found.repository.display(path), Problem::Unused).gap()));
}
