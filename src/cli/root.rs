//! One root module by its directory, for commands that look into one.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use smol_str::SmolStr;

use super::CliError;
use crate::terraform::{Configuration, Evaluation, Module, Options};
use crate::workspace::{Repository, SourceMap, read_module_directory};

/// What the command line says of variables and modules.
pub(super) struct Inputs<'a> {
    /// `--var`.
    pub(super) variables: &'a [String],
    /// `--var-file`.
    pub(super) variable_files: &'a [Utf8PathBuf],
    /// `--module-dir`.
    pub(super) module_directories: &'a [String],
}

/// A root module, ready to be evaluated.
pub(super) struct Loaded {
    /// The texts.
    pub(super) sources: Arc<SourceMap>,
    /// The modules.
    pub(super) configuration: Arc<Configuration>,
    /// The root module.
    pub(super) module: Arc<Module>,
}

/// `name=value` of an option.
pub(super) fn assignment(option: &str, text: &str) -> Result<(SmolStr, String), CliError> {
    text.split_once('=')
        .map(|(name, value)| (SmolStr::new(name.trim()), value.to_owned()))
        .ok_or_else(|| CliError::Usage(format!("`{option} {text}` has no value; write `{option} NAME=VALUE`")))
}

fn canonical(path: &Utf8Path) -> Result<Utf8PathBuf, CliError> {
    path.canonicalize_utf8().map_err(|error| CliError::Usage(format!("cannot open `{path}`: {error}")))
}

/// Loads the module in a directory.
pub(super) fn load(directory: &Utf8Path, inputs: &Inputs<'_>) -> Result<Loaded, CliError> {
    let directory = canonical(directory)?;
    let variable_files: Result<Vec<_>, _> = inputs.variable_files.iter().map(|path| canonical(path)).collect();
    let variable_files = variable_files?;
    let mut module_directories = std::collections::BTreeMap::new();
    for text in inputs.module_directories {
        let (source, path) = assignment("--module-dir", text)?;
        module_directories.insert(source, canonical(Utf8Path::new(&path))?);
    }
    let mut named = vec![directory.clone()];
    named.extend(variable_files.iter().cloned());
    named.extend(module_directories.values().cloned());
    let repository = Repository::of(&named)
        .map_err(|error| CliError::Usage(format!("the working directory can't be read: {error}")))?;
    let files = read_module_directory(&repository, &directory)
        .map_err(|error| CliError::Usage(format!("cannot read `{directory}`: {error}")))?;
    let variables: Result<Vec<_>, _> = inputs.variables.iter().map(|text| assignment("--var", text)).collect();
    let options = Options {
        variables: variables?,
        variable_files,
        environment: super::environment_variables(),
        module_directories,
        ..Options::default()
    };
    let sources = Arc::new(SourceMap::default());
    let configuration =
        Arc::new(Configuration::load(Arc::clone(&sources), repository, vec![(directory.clone(), files)], options));
    let module = configuration.module(&directory).filter(|module| !module.files().is_empty());
    let module =
        module.ok_or_else(|| CliError::Usage(format!("there is no Terraform configuration in `{directory}`")))?;
    Ok(Loaded { sources, configuration, module })
}

/// Tells on standard error what was wrong and what was not analysed.
pub(super) fn complain_of(loaded: &Loaded, evaluation: &Evaluation) {
    let (mut gaps, mut diagnostics) = evaluation.reports();
    gaps.extend(loaded.configuration.gaps());
    for module in loaded.configuration.modules() {
        let problems = module.problems();
        gaps.extend(problems.gaps);
        diagnostics.extend(problems.diagnostics);
    }
    let place = |span: Option<_>| span.map(|span| format!("{}: ", loaded.sources.place(span))).unwrap_or_default();
    for gap in gaps {
        super::terminal::complain(&format!("{}{} is not analysed: {}", place(gap.span), gap.what, gap.why));
    }
    for diagnostic in diagnostics {
        super::terminal::complain(&format!("{}{}", place(diagnostic.span), diagnostic.message));
    }
}
