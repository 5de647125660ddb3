//! Where a module call's source is on disk.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use serde::Deserialize;
use smol_str::SmolStr;

use super::module::literal_text;
use super::{Module, Options};
use crate::workspace::Repository;

/// The `source` argument of a module call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModuleSource {
    /// A path that begins with `./` or `../`, relative to the calling module's directory.
    Local(Utf8PathBuf),
    /// A registry, git, http or other remote address, or a path that Terraform would install.
    Remote(SmolStr),
}

impl ModuleSource {
    /// Tells local from remote as Terraform does: by the beginning of the text.
    #[must_use]
    pub fn parse(source: &str) -> Self {
        let is_local = source == "." || source == ".." || source.starts_with("./") || source.starts_with("../");
        if is_local || source.starts_with(".\\") || source.starts_with("..\\") {
            Self::Local(Utf8PathBuf::from(source.replace('\\', "/")))
        } else {
            Self::Remote(SmolStr::new(source))
        }
    }
}

/// Where the modules are that are called below one root module.
#[derive(Clone, Debug)]
pub(super) struct ModuleSources {
    root: Utf8PathBuf,
    manifest: ModuleManifest,
}

impl ModuleSources {
    /// Those of a root module's directory.
    pub(super) fn new(repository: &Repository, root: &Utf8Path) -> Self {
        Self { root: root.to_owned(), manifest: ModuleManifest::read(repository, root) }
    }

    /// Where the module of a call should be, whether or not it is there; `None` for a remote one that is nowhere on disk. `key` is
    /// the names of the calls that lead there, joined by dots, and `caller` the directory of the last one.
    pub(super) fn directory(
        &self,
        (repository, options): (&Repository, &Options),
        caller: &Utf8Path,
        key: &str,
        source: &ModuleSource,
    ) -> Option<Utf8PathBuf> {
        match source {
            ModuleSource::Local(path) => Some(caller.join(path)),
            ModuleSource::Remote(source) => {
                let given = options.module_directories.get(source).cloned();
                given.or_else(|| self.manifest.directory(key)).or_else(|| self.vendored(repository, source))
            }
        }
    }

    /// A remote module that is kept in the repository: below `vendor/` of the root module or of a directory above it, under its
    /// source without scheme and query.
    fn vendored(&self, repository: &Repository, source: &str) -> Option<Utf8PathBuf> {
        let address = source.split('?').next().unwrap_or_default();
        let address = address.rsplit_once("::").map_or(address, |(_, address)| address);
        let address = address.split_once("://").map_or(address, |(_, address)| address);
        let (package, inner) = address.split_once("//").unwrap_or((address, ""));
        let package = package.trim_end_matches(".git").replace(':', "/");
        let ancestors = self.root.ancestors().take_while(|ancestor| ancestor.starts_with(repository.root()));
        ancestors
            .map(|ancestor| ancestor.join("vendor").join(&package).join(inner))
            .find(|directory| repository.is_directory(directory))
    }

    /// The calls of a module that lead to something in the repository: the key and the directory of each. `key` is the module's own.
    pub(super) fn calls(
        &self,
        (repository, options): (&Repository, &Options),
        module: &Module,
        key: &str,
    ) -> Vec<(String, Utf8PathBuf)> {
        let called = module.call_names().filter_map(|name| {
            let source = literal_text(module.call(name)?.body.attribute("source")?)?;
            let key = key_of_call(key, name);
            let source = ModuleSource::parse(&source);
            let directory = self.directory((repository, options), &module.directory, &key, &source)?;
            Some((key, repository.resolve(&directory).ok()?))
        });
        called.collect()
    }
}

/// What a manifest calls the module of a call in the module that it calls `caller`.
pub(super) fn key_of_call(caller: &str, name: &str) -> String {
    let dot = if caller.is_empty() { "" } else { "." };
    format!("{caller}{dot}{name}")
}

/// What `terraform init` has installed for a root module: `.terraform/modules/modules.json`.
#[derive(Clone, Debug, Default)]
pub struct ModuleManifest {
    directories: BTreeMap<SmolStr, Utf8PathBuf>,
}

#[derive(Deserialize)]
struct ManifestFile {
    #[serde(rename = "Modules")]
    modules: Vec<ManifestEntry>,
}

#[derive(Deserialize)]
struct ManifestEntry {
    #[serde(rename = "Key")]
    key: String,
    #[serde(rename = "Dir")]
    directory: String,
}

/// Bytes of a manifest that are read; a manifest of a thousand modules has some 200 kB.
const MAX_MANIFEST_BYTES: u64 = 16 * 1024 * 1024;

impl ModuleManifest {
    /// Reads the manifest of a root module's directory; an empty one where there is none or it is not readable.
    #[must_use]
    pub fn read(repository: &Repository, root: &Utf8Path) -> Self {
        let path = root.join(".terraform/modules/modules.json");
        let text = repository.read(&path, MAX_MANIFEST_BYTES).ok();
        let Some(manifest) = text.and_then(|text| serde_json::from_slice::<ManifestFile>(&text).ok()) else {
            return Self::default();
        };
        let entries = manifest.modules.into_iter().map(|entry| {
            let directory = entry.directory.replace('\\', "/");
            (SmolStr::new(entry.key), root.join(directory))
        });
        Self { directories: entries.collect() }
    }

    /// Where the module of a call is; `key` is the names of the calls joined by dots: `network.subnets`.
    #[must_use]
    pub fn directory(&self, key: &str) -> Option<Utf8PathBuf> {
        self.directories.get(key).cloned()
    }
}
