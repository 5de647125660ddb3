//! Where the settings file is, and how it is read.

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};

use super::parse::parse;
use super::paths;
use super::settings::{Settings, Trust};
use crate::workspace::{Diagnostic, Gap, Repository, SourceMap, read_file};

/// The name of a settings file.
pub const FILE_NAME: &str = ".soc2lint.hcl";

/// Bytes of a settings file; one with a thousand exceptions has some 300 kB.
const MAX_BYTES: usize = 2 * 1024 * 1024;

/// Why there are no settings to go by.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file can't be read.
    #[error("settings file {what}: {why}")]
    Unreadable {
        /// The path to show.
        what: String,
        /// What is wrong with it.
        why: String,
    },
    /// The file has mistakes.
    #[error("the settings file has mistakes")]
    Invalid {
        /// What it says apart from them; its paths are not checked.
        settings: Box<Settings>,
        /// All of them.
        mistakes: Vec<Diagnostic>,
    },
    /// Paths of one run belong to different settings files.
    #[error("{}", different(.0))]
    Different(Vec<(Utf8PathBuf, Option<Utf8PathBuf>)>),
}

fn different(paths: &[(Utf8PathBuf, Option<Utf8PathBuf>)]) -> String {
    let of = |(path, settings): &(Utf8PathBuf, Option<Utf8PathBuf>)| match settings {
        Some(settings) => format!("`{path}` to `{settings}`"),
        None => format!("`{path}` to none"),
    };
    let list: Vec<String> = paths.iter().map(of).collect();
    format!(
        "the paths belong to different settings files: {}; check them one at a time, or choose with `--config` or `--isolated`",
        list.join(", ")
    )
}

/// The settings file for these paths: the nearest in their directories and above, up to the repository's root.
///
/// # Errors
/// When the paths have different ones.
pub fn discover(paths: &[Utf8PathBuf]) -> Result<Option<Utf8PathBuf>, ConfigError> {
    let mut found: Vec<(Utf8PathBuf, Option<Found>)> = Vec::new();
    for path in paths {
        // What does not exist is told where it is looked at.
        let Ok(canonical) = path.canonicalize_utf8() else { continue };
        let settings = nearest(&canonical);
        if !found.iter().any(|(_, other)| *other == settings) {
            found.push((path.clone(), settings));
        }
    }
    match found.len() {
        0 => Ok(None),
        1 => Ok(found.pop().and_then(|(_, settings)| settings).map(|settings| settings.path)),
        _ => {
            let shown =
                |(path, settings): (Utf8PathBuf, Option<Found>)| (path, settings.map(|settings| settings.shown));
            Err(ConfigError::Different(found.into_iter().map(shown).collect()))
        }
    }
}

/// A settings file by its path, and as it is shown.
#[derive(PartialEq, Eq)]
struct Found {
    path: Utf8PathBuf,
    shown: Utf8PathBuf,
}

fn nearest(path: &Utf8Path) -> Option<Found> {
    let repository = Repository::of(&[path.to_owned()]).ok()?;
    let start = if path.is_dir() { path } else { path.parent()? };
    let inside = start.ancestors().take_while(|directory| directory.starts_with(repository.root()));
    // A broken link or a directory of that name is a mistake to tell, not a reason to look further up.
    let path = inside.map(|directory| directory.join(FILE_NAME)).find(|path| path.symlink_metadata().is_ok())?;
    Some(Found { shown: repository.display(&path), path })
}

/// Reads a settings file.
///
/// # Errors
/// When it can't be read or has mistakes; all of them are told.
pub fn load(
    path: &Utf8Path,
    trust: Trust,
    repository: &Repository,
    sources: &SourceMap,
) -> Result<Settings, ConfigError> {
    let unreadable = |gap: Gap| ConfigError::Unreadable { what: gap.what, why: gap.why };
    let readable = match trust {
        // A link of that name could show any file's lines as mistakes.
        Trust::Repository => Repository::new(repository.root().to_owned(), Vec::new()),
        Trust::User => repository.clone().allowing([path.to_owned()]),
    };
    let file = read_file(sources, &readable, path).map_err(unreadable)?;
    if file.text().len() > MAX_BYTES {
        let why = format!("it is {} bytes long, the limit is {MAX_BYTES}", file.text().len());
        return Err(ConfigError::Unreadable { what: format!("`{}`", file.display_path), why });
    }
    let canonical = &file.path;
    let directory = canonical.parent().unwrap_or(Utf8Path::new("/")).to_owned();
    // Outside of the repository there is no other place that globs could be relative to than its root.
    let base = directory.strip_prefix(repository.root()).unwrap_or(Utf8Path::new("")).to_owned();
    let (mut settings, mut mistakes) = parse(&file, &directory, &base, trust);
    mistakes.extend(paths::resolve(&mut settings, repository));
    if mistakes.is_empty() {
        return Ok(settings);
    }
    let mistakes: BTreeSet<Diagnostic> = mistakes.into_iter().collect();
    Err(ConfigError::Invalid { settings: Box::new(settings), mistakes: mistakes.into_iter().collect() })
}
