//! Every module of a scan: which directories hold one, what calls what, and which are root modules.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, RwLock};

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use smol_str::SmolStr;

use super::module::{Module, ModuleFile};
use super::source::ModuleSources;
use crate::eval::Budget;
use crate::syntax::ast::Expression;
use crate::syntax::{Outline, outline, outline_json};
use crate::workspace::{
    ConfigurationFile, Gap, Repository, SourceFile, SourceMap, SyntaxForm, read_all, read_file, read_module_directory,
};

/// What a settings file says of variables.
#[derive(Clone, Debug)]
pub enum VariableSetting {
    /// A tfvars file.
    File(Utf8PathBuf),
    /// A constant.
    Value {
        /// The variable's name.
        name: SmolStr,
        /// Its value.
        expression: Arc<Expression>,
    },
}

impl PartialEq for VariableSetting {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::File(left), Self::File(right)) => left == right,
            // The text under a file's id never changes.
            (
                Self::Value { name: left, expression: left_value },
                Self::Value { name: right, expression: right_value },
            ) => left == right && left_value.span == right_value.span,
            (Self::File(_), Self::Value { .. }) | (Self::Value { .. }, Self::File(_)) => false,
        }
    }
}

impl Eq for VariableSetting {}

/// How a configuration is evaluated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// What settings say of variables, in order; stronger than the files that Terraform reads by itself, weaker than what follows.
    pub settings: Vec<VariableSetting>,
    /// `--var name=value`, in order.
    pub variables: Vec<(SmolStr, String)>,
    /// `--var-file`, in order.
    pub variable_files: Vec<Utf8PathBuf>,
    /// `TF_VAR_name` of the environment.
    pub environment: BTreeMap<SmolStr, String>,
    /// `--module-dir SOURCE=PATH`: where remote modules are on disk.
    pub module_directories: BTreeMap<SmolStr, Utf8PathBuf>,
    /// The value of `terraform.workspace`, if it is known.
    pub workspace: Option<SmolStr>,
    /// Limits of one root module's evaluation.
    pub budget: Budget,
}

impl Options {
    /// The tfvars files that are read for every root module besides those that Terraform reads by itself, the weakest first.
    pub fn all_variable_files(&self) -> impl Iterator<Item = &Utf8PathBuf> {
        let files = self.settings.iter().filter_map(|setting| match setting {
            VariableSetting::File(path) => Some(path),
            VariableSetting::Value { .. } => None,
        });
        files.chain(&self.variable_files)
    }

    /// The files and directories that are named in it, which may lie outside of the repository.
    #[must_use]
    pub fn named_paths(&self) -> Vec<Utf8PathBuf> {
        self.all_variable_files().chain(self.module_directories.values()).cloned().collect()
    }
}

/// Modules of an earlier run, by canonical directory.
pub type KnownModules = HashMap<Utf8PathBuf, Arc<Module>>;

/// All modules that were found or called, by canonical directory. Shared by all threads.
pub struct Configuration {
    sources: Arc<SourceMap>,
    repository: Repository,
    options: Options,
    modules: Arc<RwLock<BTreeMap<Utf8PathBuf, Option<Arc<Module>>>>>,
    known: Arc<KnownModules>,
    found: Vec<Utf8PathBuf>,
    gaps: Arc<RwLock<BTreeSet<Gap>>>,
}

impl Configuration {
    /// Outlines every module directory of a scan and parses their blocks, in parallel.
    #[must_use]
    pub fn load(
        sources: Arc<SourceMap>,
        repository: Repository,
        directories: Vec<(Utf8PathBuf, Vec<ConfigurationFile>)>,
        options: Options,
    ) -> Self {
        Self::load_again(sources, repository, directories, options, Arc::default())
    }

    /// Does what [`Configuration::load`] does, and takes a known module as it is where its files are still those with the same texts.
    #[must_use]
    pub fn load_again(
        sources: Arc<SourceMap>,
        repository: Repository,
        directories: Vec<(Utf8PathBuf, Vec<ConfigurationFile>)>,
        options: Options,
        known: Arc<KnownModules>,
    ) -> Self {
        // Read in order first: ids of files follow from it, and the order of what is reported from them.
        let paths: Vec<&Utf8Path> =
            directories.iter().flat_map(|(_, files)| files.iter().map(|file| file.path.as_path())).collect();
        let _ = read_all(&sources, &repository, &paths);
        let results: Vec<(Utf8PathBuf, Arc<Module>, Vec<Gap>)> = directories
            .into_par_iter()
            .map(|(directory, files)| {
                if let Some(module) = unchanged(&known, &sources, &directory, &files) {
                    return (directory, module, Vec::new());
                }
                let (module, gaps) = load_module(&sources, &repository, &directory, &files);
                module.parse_all();
                (directory, Arc::new(module), gaps)
            })
            .collect();
        let mut modules = BTreeMap::new();
        let mut gaps = BTreeSet::new();
        let mut found = Vec::new();
        for (directory, module, problems) in results {
            gaps.extend(problems);
            found.push(directory.clone());
            modules.insert(directory, Some(module));
        }
        let (modules, gaps) = (Arc::new(RwLock::new(modules)), Arc::new(RwLock::new(gaps)));
        Self { sources, repository, options, modules, known, found, gaps }
    }

    /// The same modules, evaluated in another way. What one of them loads later the others have too.
    #[must_use]
    pub fn with_options(&self, options: Options) -> Self {
        Self {
            sources: Arc::clone(&self.sources),
            repository: self.repository.clone(),
            options,
            modules: Arc::clone(&self.modules),
            known: Arc::clone(&self.known),
            found: self.found.clone(),
            gaps: Arc::clone(&self.gaps),
        }
    }

    /// The texts that were read.
    #[must_use]
    pub fn sources(&self) -> &Arc<SourceMap> {
        &self.sources
    }

    /// Where files may be read.
    #[must_use]
    pub fn repository(&self) -> &Repository {
        &self.repository
    }

    /// How it is evaluated.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The module in a directory, which must be canonical and inside the repository; `None` where it holds no configuration.
    #[must_use]
    pub fn module(&self, directory: &Utf8Path) -> Option<Arc<Module>> {
        if let Some(known) = self.modules.read().expect("no thread panics while it holds this lock").get(directory) {
            return known.clone();
        }
        let module =
            read_module_directory(&self.repository, directory).ok().filter(|files| !files.is_empty()).map(|files| {
                if let Some(module) = unchanged(&self.known, &self.sources, directory, &files) {
                    return module;
                }
                let (module, gaps) = load_module(&self.sources, &self.repository, directory, &files);
                self.gaps.write().expect("no thread panics while it holds this lock").extend(gaps);
                Arc::new(module)
            });
        let mut modules = self.modules.write().expect("no thread panics while it holds this lock");
        modules.entry(directory.to_owned()).or_insert(module).clone()
    }

    /// The root modules: the directories of the scan that no module call in it points at, in order. Where directories only
    /// call each other in a circle, the first of them, so that it is looked at and the circle is reported.
    #[must_use]
    pub fn root_modules(&self) -> Vec<Arc<Module>> {
        let modules: BTreeMap<&Utf8PathBuf, Arc<Module>> =
            self.found.iter().filter_map(|directory| Some((directory, self.module(directory)?))).collect();
        let calls: BTreeMap<&Utf8PathBuf, BTreeSet<Utf8PathBuf>> = modules
            .par_iter()
            .map(|(directory, module)| (*directory, called_directories(module, &self.repository, &self.options)))
            .collect();
        let called: BTreeSet<&Utf8PathBuf> =
            calls.iter().flat_map(|(from, to)| to.iter().filter(move |to| to != from)).collect();
        let mut roots: BTreeSet<&Utf8PathBuf> =
            modules.keys().copied().filter(|directory| !called.contains(directory)).collect();
        let mut reached = BTreeSet::new();
        let mut pending: Vec<&Utf8PathBuf> = roots.iter().copied().collect();
        let mut rest = modules.keys().copied();
        loop {
            while let Some(directory) = pending.pop() {
                if reached.insert(directory) {
                    pending.extend(calls.get(directory).into_iter().flatten());
                }
            }
            match rest.find(|directory| !reached.contains(directory)) {
                Some(unreached) => {
                    roots.insert(unreached);
                    pending.push(unreached);
                }
                None => break,
            }
        }
        roots.into_iter().filter_map(|directory| modules.get(directory).cloned()).collect()
    }

    /// A root module and every module that calls lead to from it, in order of directories: all that its evaluation can read.
    #[must_use]
    pub fn reachable(&self, root: &Arc<Module>) -> Vec<Arc<Module>> {
        self.reachable_by(&ModuleSources::new(&self.repository, &root.directory), root)
    }

    /// The same, where somebody knows already where the modules are.
    pub(super) fn reachable_by(&self, sources: &ModuleSources, root: &Arc<Module>) -> Vec<Arc<Module>> {
        let mut reached = BTreeMap::new();
        let mut pending = vec![(String::new(), Arc::clone(root))];
        while let Some((key, module)) = pending.pop() {
            if !reached.contains_key(&module.directory) {
                let calls = sources.calls((&self.repository, &self.options), &module, &key).into_iter();
                pending.extend(calls.filter_map(|(key, directory)| Some((key, self.module(&directory)?))));
                reached.insert(module.directory.clone(), module);
            }
        }
        reached.into_values().collect()
    }

    /// What could not be read while modules were loaded, in order; with what is wrong in their texts.
    #[must_use]
    pub fn gaps(&self) -> Vec<Gap> {
        self.gaps.read().expect("no thread panics while it holds this lock").iter().cloned().collect()
    }

    /// Every module that was loaded, in order of directories.
    #[must_use]
    pub fn modules(&self) -> Vec<Arc<Module>> {
        let modules = self.modules.read().expect("no thread panics while it holds this lock");
        modules.values().flatten().cloned().collect()
    }
}

/// The directories that a module's calls point at.
pub(super) fn called_directories(module: &Module, repository: &Repository, options: &Options) -> BTreeSet<Utf8PathBuf> {
    let sources = ModuleSources::new(repository, &module.directory);
    sources.calls((repository, options), module, "").into_iter().map(|(_, directory)| directory).collect()
}

/// The top level of a file.
pub(super) fn outline_of(syntax: SyntaxForm, file: &SourceFile) -> Outline {
    match syntax {
        SyntaxForm::Native => outline(file.id, file.text()),
        SyntaxForm::Json => outline_json(file.id, file.text()),
    }
}

/// The module as it was read before, if it is still made of these files with these texts.
fn unchanged(
    known: &KnownModules,
    sources: &SourceMap,
    directory: &Utf8Path,
    files: &[ConfigurationFile],
) -> Option<Arc<Module>> {
    let module = known.get(directory)?;
    let is_same = module.files().len() == files.len()
        && module.files().iter().zip(files).all(|(known, file)| {
            known.path == file.path && sources.find(&file.path).is_some_and(|file| file.id == known.id)
        });
    is_same.then(|| Arc::clone(module))
}

fn load_module(
    sources: &SourceMap,
    repository: &Repository,
    directory: &Utf8Path,
    files: &[ConfigurationFile],
) -> (Module, Vec<Gap>) {
    let mut loaded = Vec::with_capacity(files.len());
    let mut gaps = Vec::new();
    for configuration in files {
        match read_file(sources, repository, &configuration.path) {
            Ok(file) => {
                let outline = outline_of(configuration.syntax, &file);
                loaded.push(ModuleFile { file, outline, is_override: configuration.is_override });
            }
            Err(gap) => gaps.push(gap),
        }
    }
    (Module::new(directory, loaded), gaps)
}
