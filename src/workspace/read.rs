//! Files to texts.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::{Gap, GapKind, Repository, SourceFile, SourceMap};

/// Bytes of one file; larger ones are reported and not read. The largest real configuration file seen has 2 MB.
pub const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// Reads a file inside the repository into the source map, or finds it there.
///
/// # Errors
/// The gap to report: no regular file, too large, not readable, no UTF-8 text.
pub fn read_file(sources: &SourceMap, repository: &Repository, path: &Utf8Path) -> Result<Arc<SourceFile>, Gap> {
    if let Some(file) = sources.find(path) {
        return Ok(file);
    }
    let display = repository.display(path);
    let gap = |why: String| Gap { span: None, kind: GapKind::Unreadable, what: format!("`{display}`"), why };
    // Looked at before it is opened: opening a FIFO or a device would wait for ever.
    let metadata = std::fs::metadata(path).map_err(|error| gap(format!("it can't be read: {error}")))?;
    if !metadata.is_file() {
        return Err(gap("it is no regular file".to_owned()));
    }
    if metadata.len() > MAX_FILE_BYTES {
        return Err(gap(format!("it has {} bytes; files of more than {MAX_FILE_BYTES} are not read", metadata.len())));
    }
    let bytes = std::fs::read(path).map_err(|error| gap(format!("it can't be read: {error}")))?;
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").map_or(bytes.as_slice(), |rest| rest).to_vec();
    let text = String::from_utf8(bytes).map_err(|error| {
        gap(format!("it is no UTF-8 text: byte {} is not valid; save it as UTF-8", error.utf8_error().valid_up_to()))
    })?;
    if text.contains('\0') {
        return Err(gap("it holds NUL characters, so it is no text".to_owned()));
    }
    Ok(sources.file(sources.add(path, &display, text)))
}

/// How a configuration file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SyntaxForm {
    /// HCL native syntax: `.tf`, `.tofu`.
    Native,
    /// JSON syntax: `.tf.json`, `.tofu.json`.
    Json,
}

/// A configuration file of a module.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ConfigurationFile {
    /// Where it is.
    pub path: Utf8PathBuf,
    /// How it is written.
    pub syntax: SyntaxForm,
    /// Whether its blocks are merged into those of other files.
    pub is_override: bool,
}

/// The configuration files among the names in a directory, in order, by the rules of Terraform and OpenTofu:
/// `x.tofu` takes the place of `x.tf`, editors' backup files and test files are left out.
#[must_use]
pub fn configuration_files(directory: &Utf8Path, names: &[String]) -> Vec<ConfigurationFile> {
    let mut files: Vec<ConfigurationFile> = names
        .iter()
        .filter(|name| !is_ignored(name))
        .filter_map(|name| {
            let (stem, syntax, is_tofu) = if let Some(stem) = name.strip_suffix(".tf") {
                (stem, SyntaxForm::Native, false)
            } else if let Some(stem) = name.strip_suffix(".tf.json") {
                (stem, SyntaxForm::Json, false)
            } else if let Some(stem) = name.strip_suffix(".tofu") {
                (stem, SyntaxForm::Native, true)
            } else {
                (name.strip_suffix(".tofu.json")?, SyntaxForm::Json, true)
            };
            let suffix = if syntax == SyntaxForm::Native { ".tofu" } else { ".tofu.json" };
            if !is_tofu && names.iter().any(|other| other.strip_suffix(suffix) == Some(stem)) {
                return None;
            }
            let is_override = stem == "override" || stem.ends_with("_override");
            Some(ConfigurationFile { path: directory.join(name), syntax, is_override })
        })
        .collect();
    files.sort();
    files
}

/// Names that Terraform ignores as hidden or left behind by an editor.
fn is_ignored(name: &str) -> bool {
    name.starts_with('.') || name.ends_with('~') || (name.starts_with('#') && name.ends_with('#'))
}

/// Lists one directory's configuration files.
///
/// # Errors
/// When the directory can't be listed.
pub fn read_module_directory(_: &Repository, directory: &Utf8Path) -> std::io::Result<Vec<ConfigurationFile>> {
    Ok(configuration_files(directory, &file_names(directory)?))
}

/// The variable files that Terraform loads by itself from a root module's directory, in order of precedence, lowest first.
#[must_use]
pub fn variable_files(directory: &Utf8Path) -> Vec<Utf8PathBuf> {
    let names = file_names(directory).unwrap_or_default();
    let mut files: Vec<&String> = Vec::new();
    for wanted in ["terraform.tfvars", "terraform.tfvars.json"] {
        files.extend(names.iter().filter(|name| *name == wanted));
    }
    let is_auto = |name: &str| name.ends_with(".auto.tfvars") || name.ends_with(".auto.tfvars.json");
    files.extend(names.iter().filter(|name| is_auto(name) && !is_ignored(name)));
    files.into_iter().map(|name| directory.join(name)).collect()
}

/// Names of what is in a directory, sorted.
fn file_names(directory: &Utf8Path) -> std::io::Result<Vec<String>> {
    let mut names: Vec<String> =
        directory.read_dir_utf8()?.flatten().map(|entry| entry.file_name().to_owned()).collect();
    names.sort();
    Ok(names)
}
