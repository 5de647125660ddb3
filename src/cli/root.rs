//! One root module by its directory, for commands that look into one.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;

use super::CliError;
use super::inputs::Inputs;
use super::settings::repository;
use crate::config::EnvironmentBlock;
use crate::lint::options_in;
use crate::terraform::{Configuration, Evaluation, Module};
use crate::workspace::{SourceMap, nearest, read_module_directory};

/// Options of every command that evaluates one root module.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct RootInputs {
    #[command(flatten)]
    inputs: Inputs,
    /// Evaluate in this environment of the settings file: with its variables, in its root module where no directory is given
    #[arg(long, value_name = "NAME")]
    environment: Option<String>,
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

fn canonical(path: &Utf8Path) -> Result<Utf8PathBuf, CliError> {
    path.canonicalize_utf8().map_err(|error| CliError::Usage(format!("cannot open `{path}`: {error}")))
}

/// Loads the module in a directory, with the settings file that is there or above it; the working directory where none is given.
pub(super) fn load(given: Option<&Utf8Path>, arguments: &RootInputs) -> Result<Loaded, CliError> {
    let RootInputs { inputs, environment } = arguments;
    let mut directory = canonical(given.unwrap_or(Utf8Path::new(".")))?;
    let sources = Arc::new(SourceMap::default());
    let settings = inputs.settings.load(std::slice::from_ref(&directory), &sources)?;
    let mut options = inputs.options(settings.as_ref());
    let environments = settings.as_ref().map(|settings| settings.environments.as_slice()).unwrap_or_default();
    if let Some(name) = environment {
        let environment = find(name, environments)?;
        let root = &environment.root.value;
        if given.is_some() && root.path != directory {
            let message =
                format!("the environment `{name}` is of the root module `{}`, not of `{directory}`", root.text);
            return Err(CliError::Usage(message));
        }
        directory.clone_from(&root.path);
        options = options_in(options, environment);
    } else {
        let here = environments.iter().filter(|environment| environment.root.value.path == directory);
        let names: Vec<&str> = here.map(|environment| environment.name.value.as_str()).collect();
        if !names.is_empty() {
            super::terminal::complain(&format!(
                "the settings judge this root module in environments; `--environment` chooses one: {}",
                names.join(", ")
            ));
        }
    }
    let places = [directory.clone()];
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

fn find<'a>(name: &str, environments: &'a [EnvironmentBlock]) -> Result<&'a EnvironmentBlock, CliError> {
    let found = environments.iter().find(|environment| environment.name.value == name);
    found.ok_or_else(|| {
        let names = environments.iter().map(|environment| environment.name.value.as_str());
        let hint = match nearest(name, names.clone()) {
            Some(near) => format!("; did you mean `{near}`?"),
            None if environments.is_empty() => "; they name none".to_owned(),
            None => format!("; they name {}", names.collect::<Vec<_>>().join(", ")),
        };
        CliError::Usage(format!("the settings name no environment `{name}`{hint}"))
    })
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
