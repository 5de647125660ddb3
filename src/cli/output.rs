//! Where results are written: standard output, and files that appear whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::process;

use camino::{Utf8Path, Utf8PathBuf};

use super::CliError;

/// Writes to standard output. That nobody reads to the end (`| head`) is no error.
pub(super) fn to_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), CliError> {
    let mut out = BufWriter::new(io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(CliError::Write { path: "standard output".to_owned(), source: error })
        }
        _ => {
            // What is left in the buffer of a closed pipe must not be tried again.
            drop(out.into_parts());
            Ok(())
        }
    }
}

/// Writes a file: first beside it, then under its name, so that no reader sees half of it.
pub(super) fn to_file(path: &Utf8Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), CliError> {
    let beside = beside(path);
    let result = File::create_new(&beside).and_then(|file| {
        let mut out = BufWriter::new(file);
        write(&mut out)?;
        out.flush()?;
        fs::rename(&beside, path)
    });
    result.map_err(|source| {
        // The first error is the one to tell; a file that was never made can't be removed either.
        let _ = fs::remove_file(&beside);
        CliError::Write { path: path.to_string(), source }
    })
}

fn beside(path: &Utf8Path) -> Utf8PathBuf {
    let name = path.file_name().unwrap_or("output");
    path.with_file_name(format!(".{name}.{}.tmp", process::id()))
}
