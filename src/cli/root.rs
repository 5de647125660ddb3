//! One root module by its directory, for commands that look into one.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::CliError;
use super::inputs::Inputs;
use super::settings::repository;
use crate::terraform::{Configuration, Evaluation, Module};
use crate::workspace::{SourceMap, read_module_directory};

/// A root module, ready to be evaluated.
pub(super) struct Loaded {
    /// The texts.
    pub(super) sources: Arc<SourceMap>,
    /// The modules.
    pub(super) configuration: Arc<Configuration>,
    /// The root module.
    pub(super) module: Arc<Module>,
}

fn canonical(path: &Utf8Path) -> Result<Utf8PathBuf, CliError> {
    path.canonicalize_utf8().map_err(|error| CliError::Usage(format!("cannot open `{path}`: {error}")))
}

/// Loads the module in a directory, with the settings file that is there or above it.
pub(super) fn load(directory: &Utf8Path, inputs: &Inputs) -> Result<Loaded, CliError> {
    let directory = canonical(directory)?;
    let sources = Arc::new(SourceMap::default());
    let places = [directory.clone()];
    let settings = inputs.settings.load(&places, &sources)?;
    let mut options = inputs.options(settings.as_ref());
    for path in options.variable_files.iter_mut().chain(options.module_directories.values_mut()) {
        *path = canonical(path)?;
    }
    let repository = repository(&places)?.allowing(options.named_paths());
    let files = read_module_directory(&repository, &directory)
        .map_err(|error| CliError::Usage(format!("cannot read `{directory}`: {error}")))?;
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
