//! `soc2lint init`: a settings file to begin with.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};

use camino::Utf8PathBuf;

use super::CliError;
use super::output::to_stdout;
use crate::config::{self, FILE_NAME};
use crate::lint::ExitStatus;

/// Write a settings file with every setting, commented out
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  soc2lint init\n  soc2lint init infrastructure")]
pub(super) struct Arguments {
    /// The directory that it is for: the repository's root, or any directory below
    #[arg(value_name = "DIR", default_value = ".")]
    directory: Utf8PathBuf,
}

/// Runs the command. A file that is there stays as it is.
pub(super) fn run(arguments: &Arguments) -> Result<ExitStatus, CliError> {
    let path = arguments.directory.join(FILE_NAME);
    let path = path.strip_prefix(".").map_or(path.clone(), ToOwned::to_owned);
    let failed = |source: io::Error| CliError::Write { path: path.to_string(), source };
    let mut file = File::create_new(&path).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => CliError::Usage(format!("`{path}` is already there and stays as it is")),
        _ => failed(error),
    })?;
    if let Err(error) = file.write_all(config::template().as_bytes()).and_then(|()| file.flush()) {
        // Half a file would be in the way of the next try; the first error is the one to tell.
        let _ = fs::remove_file(&path);
        return Err(failed(error));
    }
    to_stdout(|out| writeln!(out, "wrote `{path}`; remove the `#` before what you want to change"))?;
    Ok(ExitStatus::Clean)
}
