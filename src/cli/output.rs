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

/// Whether a file could be written there, as far as can be told before the work is done.
pub(super) fn check_target(path: &Utf8Path) -> Result<(), CliError> {
    let parent = path.parent().filter(|parent| !parent.as_str().is_empty());
    let why = match parent {
        _ if path.is_dir() => "it is a directory; name a file".to_owned(),
        _ if path.file_name().is_none() => "it is no name of a file".to_owned(),
        Some(parent) if !parent.exists() => format!("there is no directory `{parent}`; make it first"),
        Some(parent) if !parent.is_dir() => format!("`{parent}` is no directory"),
        Some(_) | None => return Ok(()),
    };
    Err(CliError::Write { path: path.to_string(), source: io::Error::other(why) })
}

/// Writes a file: first beside it, then under its name, so that no reader sees half of it.
pub(super) fn to_file(path: &Utf8Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), CliError> {
    let beside = beside(path);
    let result = File::create_new(&beside).and_then(|file| {
        let mut out = BufWriter::new(file);
        write(&mut out)?;
        out.flush()?;
        // Who may read and write what is there already stays as it is.
        if let Ok(there) = fs::metadata(path) {
            fs::set_permissions(&beside, there.permissions())?;
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_whole_or_not_at_all() {
        let directory = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(directory.path().join("report.json")).unwrap();
        to_file(&path, |out| out.write_all(b"old")).unwrap();
        let failing = |out: &mut dyn Write| {
            out.write_all(&[b'x'; 100_000])?;
            Err(io::Error::other("the disk is full"))
        };
        let error = to_file(&path, failing).unwrap_err().to_string();
        assert!(error.contains("report.json") && error.ends_with("the disk is full"), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1, "nothing is left beside it");
        to_file(&path, |out| out.write_all(b"new")).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    }
}
