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
    let given: Vec<Utf8PathBuf> =
        arguments.paths.iter().chain(&arguments.plan).filter(|path| path.as_str() != "-").cloned().collect();
    let paths = if given.is_empty() { vec![Utf8PathBuf::from(".")] } else { given };
    let repository = Repository::of(&paths)
        .map_err(|error| CliError::Usage(format!("the working directory can't be read: {error}")))?;
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
