//! Plans: read, held against the configuration that they were made of, and judged.

use std::collections::HashSet;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use smol_str::SmolStr;

use super::driver::Options;
use super::judge::{self, RootReport, Standard};
use crate::model::Mode;
use crate::plan::{self, PlanError, PlanFile};
use crate::terraform::{self, Configuration, Module};
use crate::workspace::{Found, Gap, GapKind, Repository, SourceMap, is_terraform, read_module_directory};

/// The path that stands for standard input.
const STANDARD_INPUT: &str = "-";

/// Bytes of a file that is looked at in full to tell whether it is a plan; larger ones are nothing else.
const MAX_PROBED: u64 = 4 * 1024 * 1024;

/// Whether a path among those to look at is a plan.
pub(super) fn is_plan(path: &Utf8Path) -> bool {
    let is_terraform = path.file_name().is_some_and(is_terraform);
    path == STANDARD_INPUT || (!is_terraform && plan::is_candidate(path) && !is_other_json(path))
}

/// Whether a file is JSON of another kind, such as a policy document: every plan and state names its format's version.
fn is_other_json(path: &Utf8Path) -> bool {
    path.metadata().is_ok_and(|metadata| metadata.len() <= MAX_PROBED)
        && std::fs::read_to_string(path)
            .is_ok_and(|text| !text.contains('\0') && !text.contains("format_version") && json_is_whole(&text))
}

/// Whether a text is JSON to its end. What was cut off may have been a plan.
fn json_is_whole(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text.trim_start_matches('\u{feff}')).is_ok()
}

/// A plan that is to be judged.
pub(super) struct Planned {
    /// Where it is.
    pub(super) path: Utf8PathBuf,
    /// What it is, where nobody named it, so that it had to be read to be found.
    read: Option<Result<PlanFile, PlanError>>,
}

impl Planned {
    /// One that was named, and is not read yet.
    pub(super) fn named(path: &Utf8Path) -> Self {
        Self { path: path.to_owned(), read: None }
    }
}

/// The plans and states in directories without configuration. Where there is configuration, that is what is judged, and a plan of
/// it only on request: its findings are the same ones.
pub(super) fn found(found: &Found, sources: &SourceMap) -> Vec<Planned> {
    let read = |path: &Utf8PathBuf| {
        let canonical = path.canonicalize_utf8().ok()?;
        let read = plan::read_found(sources, &canonical, &found.repository.display(&canonical))?;
        Some(Planned { path: path.clone(), read: Some(read) })
    };
    found.documents.par_iter().filter_map(read).collect()
}

/// Judges one plan; one that can't be read is a gap.
pub(super) fn judge(
    planned: Planned,
    options: &Options,
    repository: &Repository,
    sources: &Arc<SourceMap>,
    standard: Standard<'_>,
) -> RootReport {
    let path = planned.path.as_path();
    let file = match planned.read.unwrap_or_else(|| read(path, repository, sources)) {
        Ok(file) => file,
        Err(error) => {
            let shown = shown(path, repository);
            let kind = match error {
                PlanError::Io(_) | PlanError::NotAFile => GapKind::Unreadable,
                PlanError::Document(_) => GapKind::Plan,
            };
            let gap = Gap { span: None, kind, what: format!("`{shown}`"), why: format!("it {error}") };
            return RootReport { gaps: vec![gap], ..RootReport::default() };
        }
    };
    let source = match &options.source {
        Some(directory) => match load(directory, &file, options, sources) {
            Some(source) => Some(source),
            None => {
                let why = "it holds no Terraform configuration; give the root module's directory".to_owned();
                let gap = Gap { span: None, kind: GapKind::Unreadable, what: format!("`{directory}`"), why };
                let mut report = judge::planned(&file, None, options.only_changed, sources, standard);
                report.gaps.push(gap);
                return report;
            }
        },
        None => {
            let beside = (path != STANDARD_INPUT).then(|| path.parent()).flatten();
            let beside = beside.map(|parent| if parent.as_str().is_empty() { Utf8Path::new(".") } else { parent });
            let candidates: Vec<&Utf8Path> = beside.into_iter().chain([Utf8Path::new(".")]).collect();
            let found = candidates.into_iter().find(|directory| is_source(directory, &file, options));
            found.and_then(|directory| load(directory, &file, options, sources))
        }
    };
    match source {
        None => judge::planned(&file, None, options.only_changed, sources, standard),
        Some((configuration, module)) => {
            let evaluation = terraform::evaluate_with(&configuration, &module, Some(file.data_answers()));
            judge::planned(&file, Some(&evaluation.resources), options.only_changed, sources, standard)
        }
    }
}

fn read(path: &Utf8Path, repository: &Repository, sources: &SourceMap) -> Result<PlanFile, PlanError> {
    let shown = shown(path, repository);
    if path == STANDARD_INPUT {
        return plan::read_from(sources, &shown, &shown, &mut std::io::stdin().lock());
    }
    plan::read(sources, &path.canonicalize_utf8()?, &shown)
}

/// How the path of a plan is shown.
fn shown(path: &Utf8Path, repository: &Repository) -> Utf8PathBuf {
    match path.canonicalize_utf8() {
        _ if path == STANDARD_INPUT => Utf8PathBuf::from("<stdin>"),
        Ok(canonical) => repository.display(&canonical),
        Err(_) => path.to_owned(),
    }
}

/// The module in a directory, to be evaluated with the variables that the plan was made with.
fn load(
    directory: &Utf8Path,
    file: &PlanFile,
    options: &Options,
    sources: &Arc<SourceMap>,
) -> Option<(Arc<Configuration>, Arc<Module>)> {
    let mut terraform = options.terraform.clone();
    if let Some(variables) = file.add_variables(sources) {
        terraform.variables.clear();
        terraform.variable_files.push(variables);
    }
    open(directory, terraform, sources)
}

fn open(
    directory: &Utf8Path,
    options: terraform::Options,
    sources: &Arc<SourceMap>,
) -> Option<(Arc<Configuration>, Arc<Module>)> {
    let directory = directory.canonicalize_utf8().ok()?;
    let repository = Repository::of(std::slice::from_ref(&directory)).ok()?;
    let files = read_module_directory(&repository, &directory).ok().filter(|files| !files.is_empty())?;
    let directories = vec![(directory.clone(), files)];
    let configuration = Arc::new(Configuration::load(Arc::clone(sources), repository, directories, options));
    let module = configuration.module(&directory)?;
    Some((configuration, module))
}

/// Whether a directory holds the root module that a plan was made of: it has most of the blocks that the plan's root module has.
fn is_source(directory: &Utf8Path, file: &PlanFile, options: &Options) -> bool {
    let (blocks, calls) = (file.root_blocks(), file.root_calls());
    if blocks.is_empty() && calls.is_empty() {
        return false;
    }
    // The files of a directory that is not it are none of this run's.
    let Some((_, module)) = open(directory, options.terraform.clone(), &Arc::new(SourceMap::default())) else {
        return false;
    };
    let managed = module.resources().filter(|key| key.0 == Mode::Managed);
    let written: HashSet<(SmolStr, SmolStr)> = managed.map(|key| (key.1.clone(), key.2.clone())).collect();
    let has_call = |name: &&_| module.call_names().any(|call| call == *name);
    let known = blocks.iter().filter(|block| written.contains(*block)).count() + calls.iter().filter(has_call).count();
    known > 0 && known * 2 >= blocks.len() + calls.len()
}
