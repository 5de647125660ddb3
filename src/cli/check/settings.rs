//! The settings file of a run.

use std::sync::Arc;

use camino::Utf8PathBuf;

use super::arguments::Arguments;
use crate::cli::CliError;
use crate::config::{self, ConfigError, Settings, Trust};
use crate::lint::RuleSet;
use crate::workspace::{Repository, SourceMap};

/// Reads the settings file that is named, or found.
pub(super) fn load(arguments: &Arguments, sources: &Arc<SourceMap>) -> Result<Option<Settings>, CliError> {
    if arguments.isolated {
        return Ok(None);
    }
    let paths = paths(arguments);
    let repository = repository(arguments)?;
    let words = |error: ConfigError| match error {
        ConfigError::Invalid { settings, mut mistakes } => {
            // Where it names no further rules, what is wrong with its rules can be told with the rest.
            if settings.policies.is_none() {
                mistakes.extend(RuleSet::embedded().configure(&settings.rules).err().into_iter().flatten());
            }
            CliError::Settings { mistakes, sources: Arc::clone(sources) }
        }
        error @ (ConfigError::Unreadable { .. } | ConfigError::Different(_)) => CliError::Usage(error.to_string()),
    };
    let (path, trust) = match &arguments.config {
        Some(path) => (path.clone(), Trust::User),
        None => match config::discover(&paths).map_err(words)? {
            Some(path) => (path, Trust::Repository),
            None => return Ok(None),
        },
    };
    config::load(&path, trust, &repository, sources).map(Some).map_err(words)
}

/// The repository that the run is about.
pub(super) fn repository(arguments: &Arguments) -> Result<Repository, CliError> {
    Repository::of(&paths(arguments))
        .map_err(|error| CliError::Usage(format!("the working directory can't be read: {error}")))
}

/// Where a settings file is looked for.
fn paths(arguments: &Arguments) -> Vec<Utf8PathBuf> {
    let given = arguments.paths.iter().chain(&arguments.plan).filter(|path| path.as_str() != "-");
    let given: Vec<Utf8PathBuf> = given.cloned().collect();
    if given.is_empty() { vec![Utf8PathBuf::from(".")] } else { given }
}
