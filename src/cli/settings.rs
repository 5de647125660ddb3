//! The settings file of a command that goes by one.

use std::sync::Arc;

use camino::Utf8PathBuf;
use clap::Args;

use super::CliError;
use crate::config::{self, ConfigError, Settings, Trust};
use crate::lint::RuleSet;
use crate::workspace::{Repository, SourceMap};

/// Which settings file.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct SettingsChoice {
    /// Go by this settings file; by default the nearest `.soc2lint.hcl` from the paths up to the repository's root
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    config: Option<Utf8PathBuf>,
    /// Go by no settings file
    #[arg(long)]
    isolated: bool,
}

impl SettingsChoice {
    /// Reads the settings file that is named, or found at the paths or above them.
    pub(super) fn load(&self, paths: &[Utf8PathBuf], sources: &Arc<SourceMap>) -> Result<Option<Settings>, CliError> {
        if self.isolated {
            return Ok(None);
        }
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
        let (path, trust) = match &self.config {
            Some(path) => (path.clone(), Trust::User),
            None => match config::discover(paths).map_err(words)? {
                Some(path) => (path, Trust::Repository),
                None => return Ok(None),
            },
        };
        config::load(&path, trust, &repository(paths)?, sources).map(Some).map_err(words)
    }
}

/// The repository that the paths are in.
pub(super) fn repository(paths: &[Utf8PathBuf]) -> Result<Repository, CliError> {
    Repository::of(paths).map_err(|error| CliError::Usage(format!("the working directory can't be read: {error}")))
}
