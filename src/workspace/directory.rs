//! The files of one directory, and which of them Terraform reads as a module.

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};

use super::Repository;
use super::error::{Problem, WorkspaceError};
use super::tree::{Kind, Tree};

/// A directory with configuration files: what Terraform calls a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModuleDirectory {
    /// Canonical path.
    pub path: Utf8PathBuf,
    /// The files that make up the module, by name.
    pub configuration: Vec<ConfigurationFile>,
    /// The files with values for variables, in the order in which Terraform would read them.
    pub variables: Vec<VariablesFile>,
}

/// How a configuration file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SyntaxForm {
    /// HCL native syntax: `.tf`, `.tofu`.
    Native,
    /// JSON syntax: `.tf.json`, `.tofu.json`.
    Json,
}

/// A file of a module.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ConfigurationFile {
    /// Canonical path: what to open.
    pub path: Utf8PathBuf,
    /// Its name in the directory, which a symbolic link may give it.
    pub name: String,
    /// How it is written.
    pub syntax: SyntaxForm,
    /// Whether its blocks are merged into those of the other files.
    pub is_override: bool,
    /// Whether its name says that it is for OpenTofu.
    pub is_tofu: bool,
}

/// When Terraform reads a file with values for variables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Loading {
    /// `terraform.tfvars` and `terraform.tfvars.json`: first.
    Default,
    /// `*.auto.tfvars` and `*.auto.tfvars.json`: after those, by name.
    Automatic,
    /// Other `.tfvars`: only when `-var-file` names them.
    OnRequest,
}

/// A file with values for variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariablesFile {
    /// Canonical path: what to open.
    pub path: Utf8PathBuf,
    /// Its name in the directory.
    pub name: String,
    /// How it is written.
    pub syntax: SyntaxForm,
    /// When Terraform reads it.
    pub loading: Loading,
}

/// Lists one directory's configuration files in order of their names, without looking below it: a module that is called from outside of
/// what was searched, such as one in `.terraform/modules`.
///
/// Files that can't be read (pipes, links out of the repository) are listed too, so that reading them reports why.
///
/// # Errors
/// When the directory can't be listed.
pub fn read_module_directory(repository: &Repository, directory: &Utf8Path) -> std::io::Result<Vec<ConfigurationFile>> {
    let names = repository.tree.names(directory)?;
    Ok(classify(directory.to_owned(), &names, repository, Links::Anywhere).0.configuration)
}

/// The variable files that Terraform loads by itself from a root module's directory, in order of precedence, lowest first.
#[must_use]
pub fn variable_files(repository: &Repository, directory: &Utf8Path) -> Vec<Utf8PathBuf> {
    let mut files: Vec<(Loading, String)> = repository
        .tree
        .names(directory)
        .unwrap_or_default()
        .into_iter()
        .filter_map(|name| match role_of(&name)? {
            Role::Variables { loading: Loading::OnRequest, .. } | Role::Configuration { .. } => None,
            Role::Variables { loading, .. } => Some((loading, name)),
        })
        .collect();
    files.sort();
    files.into_iter().map(|(_, name)| directory.join(name)).collect()
}

/// Where symbolic links to files may lead.
#[derive(Clone, Copy, Debug)]
pub(super) enum Links<'a> {
    /// Into these directories; other links are errors.
    Into(&'a [Utf8PathBuf]),
    /// Anywhere, because whoever reads the file asks the repository.
    Anywhere,
}

/// Makes a module of the names in a directory. What is no regular file is left out and listed.
pub(super) fn classify(
    directory: Utf8PathBuf,
    names: &BTreeSet<String>,
    repository: &Repository,
    links: Links<'_>,
) -> (ModuleDirectory, Vec<WorkspaceError>) {
    let mut errors = Vec::new();
    let mut module = ModuleDirectory { path: directory, configuration: Vec::new(), variables: Vec::new() };
    for name in names {
        let Some(role) = role_of(name) else { continue };
        // OpenTofu reads `x.tofu` in place of `x.tf`.
        if let Role::Configuration { syntax, is_tofu: false, .. } = role
            && names.contains(&tofu_name(name, syntax))
        {
            continue;
        }
        let listed = module.path.join(name);
        let path = match (regular_file(&repository.tree, &listed, links), links) {
            (Ok(Some(path)), _) => path,
            (Ok(None), _) => continue,
            (Err(_), Links::Anywhere) => listed,
            (Err(problem), Links::Into(_)) => {
                errors.push(WorkspaceError::new(repository.display(&listed), problem));
                continue;
            }
        };
        let name = name.clone();
        match role {
            Role::Configuration { syntax, is_override, is_tofu } => {
                module.configuration.push(ConfigurationFile { path, name, syntax, is_override, is_tofu });
            }
            Role::Variables { syntax, loading } => {
                module.variables.push(VariablesFile { path, name, syntax, loading });
            }
        }
    }
    module.variables.sort_by(|left, right| (left.loading, &left.name).cmp(&(right.loading, &right.name)));
    (module, errors)
}

/// The canonical path of a regular file; `None` for a directory, which may have any name.
fn regular_file(tree: &Tree, path: &Utf8Path, links: Links<'_>) -> Result<Option<Utf8PathBuf>, Problem> {
    let failed = |error: std::io::Error| Problem::io(&error);
    let mut path = path.to_owned();
    let mut kind = tree.kind(&path).map_err(failed)?;
    if kind == Kind::Link {
        path = tree.canonicalize(&path).map_err(failed)?;
        if let Links::Into(allowed) = links
            && !allowed.iter().any(|root| path.starts_with(root))
        {
            return Err(Problem::OutsideLink);
        }
        kind = tree.kind(&path).map_err(failed)?;
    }
    match kind {
        Kind::File => Ok(Some(path)),
        Kind::Directory => Ok(None),
        Kind::Link | Kind::Other => Err(Problem::NotAFile),
    }
}

/// What a file is to Terraform.
enum Role {
    Configuration { syntax: SyntaxForm, is_override: bool, is_tofu: bool },
    Variables { syntax: SyntaxForm, loading: Loading },
}

/// Whether Terraform reads a file of that name, as part of a module or for its variables.
#[must_use]
pub fn is_terraform(name: &str) -> bool {
    role_of(name).is_some()
}

/// What a file of that name is; `None` for what Terraform does not read.
fn role_of(name: &str) -> Option<Role> {
    const SUFFIXES: [(&str, SyntaxForm, bool); 4] = [
        (".tf", SyntaxForm::Native, false),
        (".tf.json", SyntaxForm::Json, false),
        (".tofu", SyntaxForm::Native, true),
        (".tofu.json", SyntaxForm::Json, true),
    ];
    for (suffix, syntax, is_tofu) in SUFFIXES {
        if let Some(base) = name.strip_suffix(suffix).filter(|_| !is_ignored(name)) {
            let is_override = base == "override" || base.ends_with("_override");
            return Some(Role::Configuration { syntax, is_override, is_tofu });
        }
    }
    let (base, syntax) = match name.strip_suffix(".json") {
        Some(base) => (base, SyntaxForm::Json),
        None => (name, SyntaxForm::Native),
    };
    let base = base.strip_suffix(".tfvars")?;
    let loading = match base {
        "terraform" => Loading::Default,
        // Hidden ones, too.
        _ if base.ends_with(".auto") => Loading::Automatic,
        _ if is_ignored(name) => return None,
        _ => Loading::OnRequest,
    };
    Some(Role::Variables { syntax, loading })
}

/// The name of the file that OpenTofu prefers to `name`.
fn tofu_name(name: &str, syntax: SyntaxForm) -> String {
    let (ours, theirs) = match syntax {
        SyntaxForm::Native => (".tf", ".tofu"),
        SyntaxForm::Json => (".tf.json", ".tofu.json"),
    };
    format!("{}{theirs}", name.strip_suffix(ours).unwrap_or(name))
}

/// Editors' backup and lock files, and hidden files; Terraform's `IsIgnoredFile`.
fn is_ignored(name: &str) -> bool {
    name.starts_with('.') || name.ends_with('~') || (name.starts_with('#') && name.ends_with('#'))
}
