//! What is evaluated in a run: every root module, and those that settings name in each of their environments.

use std::collections::BTreeSet;
use std::sync::Arc;

use camino::Utf8Path;
use smol_str::SmolStr;

use crate::config::EnvironmentBlock;
use crate::terraform::{self, Configuration, Module, VariableSetting};

/// One evaluation of a root module.
pub(super) struct Evaluand {
    /// The root module.
    pub(super) root: Arc<Module>,
    /// The modules, with the variables that it is evaluated with.
    pub(super) configuration: Arc<Configuration>,
    /// The environment; `None` for a root module that no environment names.
    pub(super) environment: Option<SmolStr>,
}

/// What to evaluate: environments in order of their names, then the other root modules. Environments of which the root is not among
/// the directories that were `found` are not a part of this run.
pub(super) fn evaluands<'a>(
    configuration: &Arc<Configuration>,
    found: impl Iterator<Item = &'a Utf8Path>,
    environments: &[EnvironmentBlock],
) -> Vec<Evaluand> {
    let found: BTreeSet<&Utf8Path> = found.collect();
    let mut named: Vec<&EnvironmentBlock> = environments.iter().collect();
    named.sort_by_key(|environment| &environment.name.value);
    let mut taken: BTreeSet<&Utf8Path> = BTreeSet::new();
    let mut evaluands = Vec::new();
    for environment in named {
        let directory = environment.root.value.path.as_path();
        let Some(root) = found.contains(directory).then(|| configuration.module(directory)).flatten() else { continue };
        taken.insert(directory);
        evaluands.push(Evaluand {
            root,
            configuration: Arc::new(in_environment(configuration, environment)),
            environment: Some(environment.name.value.clone()),
        });
    }
    let others = configuration.root_modules().into_iter().filter(|root| !taken.contains(root.directory.as_path()));
    evaluands.extend(others.map(|root| Evaluand { root, configuration: Arc::clone(configuration), environment: None }));
    evaluands
}

fn in_environment(configuration: &Configuration, environment: &EnvironmentBlock) -> Configuration {
    configuration.with_options(options_in(configuration.options().clone(), environment))
}

/// How a root module is evaluated in an environment.
#[must_use]
pub fn options_in(mut options: terraform::Options, environment: &EnvironmentBlock) -> terraform::Options {
    let files = environment.variable_files.iter().map(|file| VariableSetting::File(file.value.path.clone()));
    let values = environment.variables.iter().map(|variable| VariableSetting::Value {
        name: variable.name.value.clone(),
        expression: Arc::clone(&variable.value),
    });
    options.settings.extend(files.chain(values));
    if let Some(workspace) = &environment.workspace {
        options.workspace = Some(workspace.value.clone());
    }
    options
}
