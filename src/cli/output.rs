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
        _ if path.as_str() == "-" => "it is no name of a file; `--format` says what standard output has".to_owned(),
        _ if path.file_name().is_none() => "it is no name of a file".to_owned(),
        Some(parent) if !parent.exists() => format!("there is no directory `{parent}`; make it first"),
        Some(parent) if !parent.is_dir() => format!("`{parent}` is no directory"),
        Some(_) | None => return Ok(()),
    };
    Err(CliError::Write { path: path.to_string(), source: io::Error::other(why) })
}

/// Two paths that lead to one file.
pub(super) fn is_same_target(left: &Utf8Path, right: &Utf8Path) -> bool {
    let place = |path: &Utf8Path| {
        let parent = path.parent().filter(|parent| !parent.as_str().is_empty()).unwrap_or(Utf8Path::new("."));
        Some((parent.canonicalize_utf8().ok()?, path.file_name()?.to_owned()))
    };
    left == right || place(left).is_some_and(|place_of_left| Some(place_of_left) == place(right))
}

/// Whether it is no file of its own: a device, a pipe, or a name of one of the process's streams, like `/dev/stdout`. What is
/// written there passes through; a file put in its place would take it away from everybody.
fn is_special(path: &Utf8Path) -> bool {
    path.starts_with("/dev") || path.starts_with("/proc") || fs::metadata(path).is_ok_and(|there| !there.is_file())
}

/// Writes a file: first beside it, then under its name, so that no reader sees half of it.
pub(super) fn to_file(path: &Utf8Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), CliError> {
    if is_special(path) {
        let written = File::options().write(true).open(path).and_then(|file| {
            let mut out = BufWriter::new(file);
            write(&mut out)?;
            out.flush()
        });
        return written.map_err(|source| CliError::Write { path: path.to_string(), source });
    }
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
    #[cfg(unix)]
    fn a_device_stays_one_and_a_pipe_is_written_through() {
        use std::os::unix::fs::FileTypeExt;
        to_file("/dev/null".into(), |out| out.write_all(b"x")).unwrap();
        assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
        let directory = tempfile::tempdir().unwrap();
        let pipe = Utf8PathBuf::from_path_buf(directory.path().join("pipe")).unwrap();
        let made = process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.is_ok_and(|status| status.success()));
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || fs::read_to_string(pipe)
        });
        to_file(&pipe, |out| out.write_all(b"through")).unwrap();
        assert_eq!(reader.join().unwrap().unwrap(), "through");
        assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
    }

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
