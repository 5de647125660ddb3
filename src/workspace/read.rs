//! From a file to a text.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use memchr::memchr;
use rayon::prelude::*;

use super::error::{Problem, WorkspaceError};
use super::tree::read_from_disk;
use super::{ContainmentError, Gap, Repository, SourceFile, SourceMap};

/// Bytes of one file; larger ones are reported and not read. The largest real configuration file seen has 2 MB.
pub const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// Reads a file inside the repository into the source map, or finds it there.
///
/// # Errors
/// The gap to report: missing, outside the repository, no regular file, too large, not readable, no UTF-8 text.
pub fn read_file(sources: &SourceMap, repository: &Repository, path: &Utf8Path) -> Result<Arc<SourceFile>, Gap> {
    if let Some(file) = sources.find(path) {
        return Ok(file);
    }
    let (path, text) = resolve_and_read(repository, path)?;
    Ok(add(sources, repository, &path, text))
}

/// Reads files in parallel. Their ids, and the results, have the order of `paths`, whatever order they are read in.
#[must_use]
pub fn read_all(
    sources: &SourceMap,
    repository: &Repository,
    paths: &[&Utf8Path],
) -> Vec<Result<Arc<SourceFile>, Gap>> {
    enum Read {
        Before(Arc<SourceFile>),
        Now(Utf8PathBuf, String),
    }
    let read: Vec<_> = paths
        .par_iter()
        .map(|path| match sources.find(path) {
            Some(file) => Ok(Read::Before(file)),
            None => resolve_and_read(repository, path).map(|(path, text)| Read::Now(path, text)),
        })
        .collect();
    let add = |read| match read {
        Read::Before(file) => file,
        Read::Now(path, text) => add(sources, repository, &path, text),
    };
    read.into_iter().map(|read| read.map(add)).collect()
}

fn add(sources: &SourceMap, repository: &Repository, path: &Utf8Path, text: String) -> Arc<SourceFile> {
    sources.file(sources.add(path, &repository.display(path), text))
}

/// The canonical path of a file, and its text without a byte order mark.
fn resolve_and_read(repository: &Repository, path: &Utf8Path) -> Result<(Utf8PathBuf, String), Gap> {
    let shown = repository.display(path);
    let canonical = repository.resolve(path).map_err(|error| match error {
        ContainmentError::Unreadable { source, .. } => WorkspaceError::io(&shown, &source).gap(),
        ContainmentError::Outside { .. } => WorkspaceError::new(&shown, Problem::Outside).gap(),
    })?;
    let text = repository
        .read(&canonical, MAX_FILE_BYTES)
        .and_then(text_of)
        .map_err(|problem| WorkspaceError::new(&shown, problem).gap())?;
    Ok((canonical, text))
}

/// What some editors begin a file with; it belongs to the encoding, not to the text.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The text without a byte order mark at its beginning.
#[must_use]
pub fn without_byte_order_mark(mut text: String) -> String {
    if text.starts_with(BYTE_ORDER_MARK) {
        text.drain(..BYTE_ORDER_MARK.len());
    }
    text
}

fn text_of(bytes: Vec<u8>) -> Result<String, Problem> {
    let text =
        String::from_utf8(bytes).map_err(|error| Problem::NotUtf8 { offset: error.utf8_error().valid_up_to() })?;
    match memchr(0, text.as_bytes()) {
        Some(offset) => Err(Problem::Binary { offset }),
        None => Ok(without_byte_order_mark(text)),
    }
}

/// The text of a regular file on the disk, wherever it is, without a byte order mark.
///
/// # Errors
/// When it is missing, no regular file, too large, or no UTF-8 text.
pub fn read_text(path: &Utf8Path) -> Result<String, WorkspaceError> {
    read_bytes(path).and_then(text_of).map_err(|problem| WorkspaceError::new(path, problem))
}

/// The bytes of a regular file on the disk, wherever it is.
///
/// # Errors
/// When it is missing, no regular file, or too large.
pub fn read_bytes(path: &Utf8Path) -> Result<Vec<u8>, Problem> {
    read_from_disk(path, MAX_FILE_BYTES)
}
