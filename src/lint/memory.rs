//! What a run leaves to the next one over the same files: texts, parsed modules, and what root modules had to tell.
//!
//! A single run starts with an empty memory and throws it away; an editor keeps it from one keystroke to the next.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use camino::{Utf8Path, Utf8PathBuf};
use smol_str::SmolStr;

use super::environments::Evaluand;
use super::judge::RootReport;
use crate::policy::RuleId;
use crate::terraform::{self, Configuration, KnownModules, LOCK_FILE, Module};
use crate::workspace::{FileId, Repository, SourceMap, variable_files};

/// Bytes of texts left behind that are tolerated before everything is read anew.
const MAX_LEFT_BEHIND: usize = 64 * 1024 * 1024;

/// What runs over the same files have in common.
#[derive(Default)]
pub struct Memory {
    sources: Arc<SourceMap>,
    /// Texts that are not, or not yet, what the disk has: those of an editor.
    unsaved: BTreeMap<Utf8PathBuf, Arc<str>>,
    stamps: HashMap<Utf8PathBuf, Option<Stamp>>,
    modules: Arc<KnownModules>,
    roots: Mutex<HashMap<(Utf8PathBuf, Option<SmolStr>), Judged>>,
}

/// Size and time of a file: where they are the same, so is its text.
type Stamp = (u64, Option<SystemTime>);

/// What every root module of a run is judged by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct JudgedBy {
    /// The rules.
    pub(super) rules: Arc<BTreeSet<RuleId>>,
    /// The texts that say more of them: the user's own rules, the settings file. The text under an id never changes.
    pub(super) texts: Vec<FileId>,
}

/// What a root module had to tell, and what that depends on.
struct Judged {
    by: JudgedBy,
    options: terraform::Options,
    modules: Vec<Arc<Module>>,
    variables: Vec<(Utf8PathBuf, Option<FileId>)>,
    files: Vec<(Utf8PathBuf, Option<Stamp>)>,
    report: Arc<RootReport>,
}

impl Memory {
    /// The texts. A settings file is to be read into them.
    #[must_use]
    pub fn sources(&self) -> &Arc<SourceMap> {
        &self.sources
    }

    /// Takes this text for that of the file, whatever the disk has.
    pub fn set_text(&mut self, path: &Utf8Path, text: &str) {
        self.unsaved.insert(path.to_owned(), Arc::from(text));
    }

    /// Takes the disk's text for that of the file again.
    pub fn drop_text(&mut self, path: &Utf8Path) {
        self.unsaved.remove(path);
        self.sources.forget(path);
    }

    /// Forgets everything but the texts that were set.
    pub fn reset(&mut self) {
        *self = Self { unsaved: std::mem::take(&mut self.unsaved), ..Self::default() };
    }

    /// Forgets what depends on files that nobody watches: which files there are, and what functions saw of them.
    pub fn forget_roots(&mut self) {
        self.roots.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Lets go of every text that is no longer what the file holds.
    pub(super) fn refresh(&mut self, repository: &Repository) {
        if self.sources.left_behind() > MAX_LEFT_BEHIND {
            self.reset();
        }
        for file in self.sources.files() {
            let is_current = match self.unsaved.get(&file.path) {
                Some(text) => **text == *file.text(),
                None => self.stamps.get(&file.path).is_some_and(|known| *known == stamp(&file.path)),
            };
            if !is_current {
                self.sources.forget(&file.path);
            }
        }
        for (path, text) in &self.unsaved {
            self.sources.add(path, &repository.display(path), &**text);
        }
    }

    /// Keeps the modules of a run, and notes how the files look that it read, so that the next one sees which have changed.
    pub(super) fn keep(&mut self, modules: Vec<Arc<Module>>) {
        self.modules = Arc::new(modules.into_iter().map(|module| (module.directory.clone(), module)).collect());
        let files = self.sources.files();
        self.stamps = files.into_iter().map(|file| (file.path.clone(), stamp(&file.path))).collect();
    }

    /// The modules as they were read before.
    pub(super) fn modules(&self) -> &Arc<KnownModules> {
        &self.modules
    }

    /// What a root module has to tell: what it told before, if nothing that it depends on has changed.
    pub(super) fn judged(
        &self,
        evaluand: &Evaluand,
        by: &JudgedBy,
        judge: impl FnOnce() -> RootReport,
    ) -> Arc<RootReport> {
        let Evaluand { root, configuration, environment } = evaluand;
        let key = (root.directory.clone(), environment.clone());
        let modules = configuration.reachable(root);
        let variables = self.variables(configuration, root);
        let is_same = |judged: &&Judged| {
            judged.by == *by
                && judged.options == *configuration.options()
                && judged.variables == variables
                && judged.modules.len() == modules.len()
                && judged.modules.iter().zip(&modules).all(|(known, module)| Arc::ptr_eq(known, module))
                && judged.files.iter().all(|(path, known)| *known == stamp(path))
        };
        let roots = || self.roots.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(judged) = roots().get(&key).filter(is_same) {
            return Arc::clone(&judged.report);
        }
        let report = Arc::new(judge());
        let variables = self.variables(configuration, root);
        let files = report.files_read.iter().map(|path| (path.clone(), stamp(path))).collect();
        let options = configuration.options().clone();
        let judged = Judged { by: by.clone(), options, modules, variables, files, report: Arc::clone(&report) };
        roots().insert(key, judged);
        report
    }

    /// The files that give a root module's variables their values and its providers their versions, with the texts that were read
    /// of them.
    fn variables(&self, configuration: &Configuration, root: &Module) -> Vec<(Utf8PathBuf, Option<FileId>)> {
        let id = |path: &Utf8PathBuf| self.sources.find(path).map(|file| file.id);
        let automatic = variable_files(configuration.repository(), &root.directory);
        let versions = root.directory.join(LOCK_FILE);
        let files =
            automatic.into_iter().chain(configuration.options().all_variable_files().cloned()).chain([versions]);
        files.map(|path| (path.clone(), id(&path))).collect()
    }
}

fn stamp(path: &Utf8Path) -> Option<Stamp> {
    let metadata = path.metadata().ok()?;
    Some((metadata.len(), metadata.modified().ok()))
}
