//! Where a module call's source is on disk.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use serde::Deserialize;
use smol_str::SmolStr;

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
