//! What root modules are evaluated with, as the command line and the settings file have it.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Arc;

use camino::Utf8PathBuf;
use clap::Args;
use smol_str::SmolStr;

use super::settings::SettingsChoice;
use crate::config::{List, PathSetting, Settings};
use crate::eval::{Budget, BudgetError};
use crate::terraform::{self, VariableSetting};

/// Options of every command that evaluates.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Inputs {
    #[command(flatten)]
    pub(super) settings: SettingsChoice,
    /// Set a variable of the root modules; may be repeated
    #[arg(long, value_name = "NAME=VALUE")]
    pub(super) var: Vec<Pair>,
    /// Read variables of the root modules from a file; may be repeated
    #[arg(long, value_name = "FILE")]
    pub(super) var_file: Vec<Utf8PathBuf>,
    /// Where the module of a remote source is on disk; may be repeated
    #[arg(long, value_name = "SOURCE=PATH")]
    pub(super) module_dir: Vec<Pair>,
    /// Raise or lower a limit of the evaluation (steps, depth, elements, string-bytes, expansion, instances, module-depth);
    /// may be repeated
    #[arg(long, value_name = "NAME=NUMBER", value_parser = limit)]
    pub(super) budget: Vec<String>,
}

/// `NAME=VALUE`.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub(super) name: String,
    pub(super) value: String,
}

impl FromStr for Pair {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once('=') {
            Some((name, value)) if !name.is_empty() => Ok(Self { name: name.to_owned(), value: value.to_owned() }),
            _ => Err("write it as `name=value`".to_owned()),
        }
    }
}

/// A limit that [`Budget::set`] takes.
fn limit(text: &str) -> Result<String, BudgetError> {
    Budget::default().set(text).map(|()| text.to_owned())
}

impl Inputs {
    /// How a configuration is evaluated. The command line wins; lists of things to add are put together.
    pub(super) fn options(&self, settings: Option<&Settings>) -> terraform::Options {
        terraform::Options {
            settings: variables(settings),
            variables: self.var.iter().map(|pair| (pair.name.as_str().into(), pair.value.clone())).collect(),
            variable_files: self.var_file.clone(),
            environment: super::environment_variables(),
            module_directories: self.module_directories(settings),
            workspace: None,
            budget: self.budget(settings),
        }
    }

    fn module_directories(&self, settings: Option<&Settings>) -> BTreeMap<SmolStr, Utf8PathBuf> {
        let set = settings.and_then(|settings| settings.module_directories.as_ref());
        let set = set.into_iter().flat_map(|directories| &directories.value);
        let set = set.map(|(source, path)| (source.value.clone(), path.value.path.clone()));
        let given = self.module_dir.iter();
        set.chain(given.map(|pair| (pair.name.as_str().into(), Utf8PathBuf::from(&pair.value)))).collect()
    }

    fn budget(&self, settings: Option<&Settings>) -> Budget {
        let set = settings.into_iter().flat_map(|settings| &settings.budget);
        let set = set.map(|(name, limit)| format!("{name}={}", limit.value));
        set.chain(self.budget.iter().cloned()).fold(Budget::default(), |mut budget, text| {
            // Each was checked when it was read.
            let _ = budget.set(&text);
            budget
        })
    }
}

fn variables(settings: Option<&Settings>) -> Vec<VariableSetting> {
    let Some(settings) = settings else { return Vec::new() };
    let files = paths_of(settings.variable_files.as_ref()).map(VariableSetting::File);
    let values = settings.variables.iter().flat_map(|variables| &variables.value).map(|variable| {
        VariableSetting::Value { name: variable.name.value.clone(), expression: Arc::clone(&variable.value) }
    });
    files.chain(values).collect()
}

/// The paths of a setting.
pub(super) fn paths_of(list: Option<&List<PathSetting>>) -> impl Iterator<Item = Utf8PathBuf> {
    list.into_iter().flat_map(|list| &list.value).map(|path| path.value.path.clone())
}
