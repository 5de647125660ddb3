//! Whether the paths in a settings file lead to what they should, and not out of the repository.

use camino::{Utf8Path, Utf8PathBuf};

use super::Spanned;
use super::parse::error_at;
use super::settings::{PathSetting, Settings, Trust};
use crate::workspace::{Diagnostic, Repository, read_module_directory};

/// What a path has to lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Directory,
    RootModule,
    File,
    Either,
}

/// Makes all paths of the settings canonical. Those that lead nowhere, and those that a file in the repository may not name because
/// they lead out of it, are told.
pub(super) fn resolve(settings: &mut Settings, repository: &Repository) -> Vec<Diagnostic> {
    let mut check =
        Check { directory: settings.directory.clone(), trust: settings.trust, repository, errors: Vec::new() };
    for (list, wanted) in [
        (&mut settings.paths, Wanted::Either),
        (&mut settings.policies, Wanted::Directory),
        (&mut settings.account_baselines, Wanted::Directory),
        (&mut settings.variable_files, Wanted::File),
    ] {
        check.all(list.iter_mut().flat_map(|list| &mut list.value), wanted);
    }
    for (_, path) in settings.module_directories.iter_mut().flat_map(|list| &mut list.value) {
        check.one(path, Wanted::Directory);
    }
    for environment in &mut settings.environments {
        check.one(&mut environment.root, Wanted::RootModule);
        check.all(environment.variable_files.iter_mut(), Wanted::File);
    }
    check.errors
}

struct Check<'a> {
    directory: Utf8PathBuf,
    trust: Trust,
    repository: &'a Repository,
    errors: Vec<Diagnostic>,
}

impl Check<'_> {
    fn all<'b>(&mut self, paths: impl Iterator<Item = &'b mut Spanned<PathSetting>>, wanted: Wanted) {
        paths.for_each(|path| self.one(path, wanted));
    }

    fn one(&mut self, path: &mut Spanned<PathSetting>, wanted: Wanted) {
        match self.canonical(&path.value.text, wanted) {
            Ok(canonical) => path.value.path = canonical,
            Err(message) => self.errors.push(error_at(path.span, message)),
        }
    }

    fn canonical(&self, text: &str, wanted: Wanted) -> Result<Utf8PathBuf, String> {
        let path = self.directory.join(text);
        let canonical = match self.trust {
            // What lies outside is not even looked for: whether it exists is nothing to tell.
            Trust::Repository if self.repository.leads_out(&path) => {
                return Err(format!("`{text}` is outside the repository, which a settings file in it can't name"));
            }
            Trust::Repository => self.repository.resolve(&path).map_err(|error| error.to_string())?,
            Trust::User => path.canonicalize_utf8().map_err(|error| match error.kind() {
                std::io::ErrorKind::NotFound => format!("`{text}` does not exist"),
                _ => format!("`{text}` can't be read: {error}"),
            })?,
        };
        self.is_wanted(&canonical, wanted).map_err(|what| format!("`{text}` {what}"))?;
        Ok(canonical)
    }

    fn is_wanted(&self, path: &Utf8Path, wanted: Wanted) -> Result<(), &'static str> {
        let has_configuration = || read_module_directory(self.repository, path).is_ok_and(|files| !files.is_empty());
        match wanted {
            Wanted::Directory | Wanted::RootModule if !path.is_dir() => Err("is no directory"),
            Wanted::RootModule if !has_configuration() => Err("holds no Terraform configuration"),
            Wanted::File if !path.is_file() => Err("is no file"),
            Wanted::Directory | Wanted::RootModule | Wanted::File | Wanted::Either => Ok(()),
        }
    }
}
