//! The rules of a run: those in the binary and those of the user, and which of them are asked for.
//!
//! Rules of the binary are chosen by what is known of them without parsing, and parsed when one of them has something to judge.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use smol_str::SmolStr;
use walkdir::WalkDir;

use super::exception;
use super::rule_settings::RuleSettings;
use crate::config::RuleSetting;
use crate::criteria::{self, Category, CriterionId};
use crate::policy::{
    EmbeddedRule, Metadata, POLICY_SUFFIX, PolicySet, Preset, RuleId, embedded_rules, embedded_sources,
};
use crate::workspace::{Diagnostic, Gap, GapKind, Repository, SourceFile, SourceMap, nearest, read_file};

/// Which rules are asked for. The empty lists ask for all.
#[derive(Clone, Debug)]
pub struct Selection {
    /// Ids; they win over the preset.
    pub only: Vec<String>,
    /// The preset.
    pub preset: Preset,
    /// Rules to leave out.
    pub ignore: Vec<String>,
    /// Only rules that speak for one of these criteria, or for one of the categories.
    pub criteria: Vec<CriterionId>,
    /// Only rules that speak for a criterion of one of these categories, or for one of the criteria.
    pub categories: Vec<Category>,
}

impl Selection {
    fn is_in_scope(&self, criterion: &CriterionId) -> bool {
        self.criteria.contains(criterion)
            || criteria::find(criterion).is_some_and(|criterion| self.categories.contains(&criterion.category))
    }
}

impl Default for Selection {
    fn default() -> Self {
        Self {
            only: Vec::new(),
            preset: Preset::Default,
            ignore: Vec::new(),
            criteria: Vec::new(),
            categories: Vec::new(),
        }
    }
}

/// A rule that was asked for and does not exist.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no rule `{id}`{}", hint.as_ref().map(|name| format!("; did you mean `{name}`?")).unwrap_or_default())]
pub struct UnknownRule {
    /// What was asked for.
    pub id: String,
    /// The known name that is nearest to it.
    pub hint: Option<String>,
}

/// A rule of a run. What it says of itself is read when somebody asks for it.
#[derive(Clone, Debug)]
pub enum Rule {
    /// One that the program carries.
    Embedded(&'static EmbeddedRule),
    /// One of the user's.
    Own(Arc<Metadata>),
}

impl Rule {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Embedded(rule) => rule.id,
            Self::Own(rule) => rule.id.0.as_str(),
        }
    }

    /// What it says of itself; parses a rule that the program carries.
    #[must_use]
    pub fn metadata(&self) -> &Arc<Metadata> {
        match self {
            Self::Embedded(rule) => rule.metadata(),
            Self::Own(rule) => rule,
        }
    }

    /// The resource types of which one must exist in an account.
    #[must_use]
    pub fn account_baseline(&self) -> Vec<&str> {
        match self {
            Self::Embedded(rule) => rule.account_baseline.to_vec(),
            Self::Own(rule) => rule.account_baseline.iter().map(SmolStr::as_str).collect(),
        }
    }

    /// Whether it searches string constants.
    #[must_use]
    pub fn has_literals(&self) -> bool {
        match self {
            Self::Embedded(rule) => rule.has_literals,
            Self::Own(rule) => !rule.literals.is_empty(),
        }
    }

    fn preset(&self) -> Preset {
        match self {
            Self::Embedded(rule) => rule.preset,
            Self::Own(rule) => rule.preset,
        }
    }

    fn is_in_scope(&self, selection: &Selection) -> bool {
        match self {
            Self::Embedded(rule) => {
                let mut ids = rule.criteria.iter().filter_map(|id| id.parse().ok());
                ids.any(|id| selection.is_in_scope(&id))
            }
            // What is wrong with an exception is told whatever it would have excepted.
            Self::Own(rule) => {
                exception::is_own(&rule.id.0) || rule.criteria.iter().any(|mapping| selection.is_in_scope(&mapping.id))
            }
        }
    }

    /// The ids that it had.
    #[must_use]
    pub fn former_ids(&self) -> Vec<&str> {
        match self {
            Self::Embedded(rule) => rule.deprecated_ids.to_vec(),
            Self::Own(rule) => rule.deprecated_ids.iter().map(|former| former.0.as_str()).collect(),
        }
    }

    /// Whether it has or had this id.
    pub(super) fn is_called(&self, id: &str) -> bool {
        self.id() == id || self.former_ids().contains(&id)
    }
}

impl From<Arc<Metadata>> for Rule {
    fn from(metadata: Arc<Metadata>) -> Self {
        Self::Own(metadata)
    }
}

/// A policy set and where its texts are.
#[derive(Clone, Debug)]
pub enum RuleSource {
    /// A rule that the program carries: its spans belong to the program's own sources.
    Embedded(&'static EmbeddedRule),
    /// A directory of the user's.
    Own {
        /// The policies.
        set: Arc<PolicySet>,
        /// Whether their inputs may have values from the environment.
        environment: EnvironmentAccess,
    },
}

/// Whether the inputs of policies may have values from environment variables, which hold secrets too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnvironmentAccess {
    /// The policies are the user's, or the program's own.
    Allowed,
    /// The policies are of the repository that is judged.
    Denied,
}

/// A directory with further rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyDirectory {
    /// The directory.
    pub path: Utf8PathBuf,
    /// Whether its policies may ask for environment variables.
    pub environment: EnvironmentAccess,
}

impl RuleSource {
    /// The policies; parses a rule that the program carries.
    #[must_use]
    pub fn set(&self) -> &PolicySet {
        match self {
            Self::Embedded(rule) => rule.parsed(),
            Self::Own { set, .. } => set,
        }
    }

    /// Whether inputs may have values from the environment.
    #[must_use]
    pub fn environment(&self) -> EnvironmentAccess {
        match self {
            Self::Embedded(_) => EnvironmentAccess::Allowed,
            Self::Own { environment, .. } => *environment,
        }
    }

    /// The sources that the set's spans belong to; `run` are those of the run.
    #[must_use]
    pub fn sources<'a>(&self, run: &'a SourceMap) -> &'a SourceMap {
        match self {
            Self::Embedded(_) => embedded_sources(),
            Self::Own { .. } => run,
        }
    }

    /// Whether any of its rules is wanted and may have something to judge where there are resources of these types.
    pub fn may_judge<'a>(
        &self,
        wanted: &BTreeSet<RuleId>,
        resource_types: impl Iterator<Item = &'a str> + Clone,
    ) -> bool {
        match self {
            Self::Embedded(rule) => rule.may_judge(resource_types) && wanted.contains(&rule.rule_id()),
            Self::Own { set, .. } => set.files.iter().any(|file| wanted.contains(&file.metadata.id)),
        }
    }

    fn rules(&self) -> Vec<Rule> {
        match self {
            Self::Embedded(rule) => vec![Rule::Embedded(rule)],
            Self::Own { set, .. } => set.files.iter().map(|file| Rule::Own(Arc::clone(&file.metadata))).collect(),
        }
    }

    pub(super) fn own(&self) -> Option<&PolicySet> {
        match self {
            Self::Embedded(_) => None,
            Self::Own { set, .. } => Some(set),
        }
    }
}

/// The rules of a run, one policy set per embedded rule and per directory of the user's, as the policy language wants it.
#[derive(Debug, Default)]
pub struct RuleSet {
    /// The policy sets, the program's own first.
    pub sets: Vec<RuleSource>,
    /// Directories that could not be read.
    gaps: Vec<Gap>,
    /// What the settings say of single rules.
    pub(super) settings: RuleSettings,
}

impl RuleSet {
    /// The rules that the program carries.
    #[must_use]
    pub fn embedded() -> Self {
        Self { sets: embedded_rules().iter().map(RuleSource::Embedded).collect(), ..Self::default() }
    }

    /// Adds the policy files in and below a directory of the user's.
    pub fn add_directory(&mut self, directory: &PolicyDirectory, repository: &Repository, sources: &SourceMap) {
        let PolicyDirectory { path: directory, environment } = directory;
        // Rules are those of the disk, also where another revision is judged.
        let readable = Repository::new(repository.root().to_owned(), Vec::new()).allowing([directory.clone()]);
        let mut directories: BTreeMap<Utf8PathBuf, Vec<Arc<SourceFile>>> = BTreeMap::new();
        let mut found = false;
        for entry in WalkDir::new(directory).sort_by_file_name() {
            let path = entry.map_err(|error| error.to_string()).and_then(|entry| {
                let is_policy =
                    entry.file_type().is_file() && entry.file_name().to_string_lossy().ends_with(POLICY_SUFFIX);
                let path = Utf8PathBuf::from_path_buf(entry.into_path());
                let path = path.map_err(|path| format!("{} is not UTF-8", path.display()))?;
                Ok(is_policy.then_some(path))
            });
            match path {
                Ok(Some(path)) => match read_file(sources, &readable, &path) {
                    Ok(file) => {
                        found = true;
                        let directory = file.path.parent().unwrap_or(Utf8Path::new("")).to_owned();
                        directories.entry(directory).or_default().push(file);
                    }
                    Err(gap) => self.gaps.push(Gap { kind: GapKind::Policy, ..gap }),
                },
                Ok(None) => {}
                Err(why) => self.gap(directory, why),
            }
        }
        if !found && self.gaps.is_empty() {
            self.gap(directory, format!("it holds no `*{POLICY_SUFFIX}` file"));
        }
        let own = |files: &Vec<_>| RuleSource::Own { set: Arc::new(PolicySet::load(files)), environment: *environment };
        self.sets.extend(directories.values().map(own));
    }

    /// Takes what the settings say of single rules.
    ///
    /// # Errors
    /// What is wrong in them: rules and inputs that do not exist, values that do not fit.
    pub fn configure(&mut self, settings: &[RuleSetting]) -> Result<(), Vec<Diagnostic>> {
        self.settings = RuleSettings::new(settings, self)?;
        Ok(())
    }

    fn gap(&mut self, directory: &Utf8Path, why: String) {
        self.gaps.push(Gap { span: None, kind: GapKind::Policy, what: format!("rules in `{directory}`"), why });
    }

    /// What could not be loaded.
    #[must_use]
    pub fn gaps(&self) -> Vec<Gap> {
        let of_sets = self.sets.iter().filter_map(RuleSource::own).flat_map(|set| &set.gaps);
        self.gaps.iter().chain(of_sets).cloned().collect()
    }

    /// Mistakes in the user's own rules.
    #[must_use]
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        self.sets.iter().filter_map(RuleSource::own).flat_map(|set| set.diagnostics.iter().cloned()).collect()
    }

    /// Every rule, in order of their ids; of equal ids the last loaded. Those about exceptions can't be replaced.
    #[must_use]
    pub fn rules(&self) -> Vec<Rule> {
        let about_exceptions = exception::own_rules().iter().map(|rule| Rule::Own(Arc::clone(rule)));
        let rules = self.sets.iter().flat_map(RuleSource::rules).chain(about_exceptions);
        let by_id: BTreeMap<String, Rule> = rules.map(|rule| (rule.id().to_owned(), rule)).collect();
        by_id.into_values().map(|rule| self.settings.rule(rule)).collect()
    }

    /// What every rule says of itself, in order of their ids.
    #[must_use]
    pub fn metadata(&self) -> Vec<Arc<Metadata>> {
        self.rules().par_iter().map(|rule| Arc::clone(rule.metadata())).collect()
    }

    /// The rules that are asked for, in order of their ids.
    ///
    /// # Errors
    /// When a rule is asked for by an id that none has or had.
    pub fn select(&self, selection: &Selection) -> Result<Vec<Rule>, UnknownRule> {
        let mut all = self.rules();
        let named = |ids: &[String]| -> Result<BTreeSet<String>, UnknownRule> {
            let known = |id: &String| match all.iter().find(|rule| rule.is_called(id)) {
                Some(rule) => Ok(rule.id().to_owned()),
                None => {
                    let hint = nearest(id, all.iter().map(Rule::id)).map(str::to_owned);
                    Err(UnknownRule { id: id.clone(), hint })
                }
            };
            ids.iter().map(known).collect()
        };
        let (only, ignored) = (named(&selection.only)?, named(&selection.ignore)?);
        let is_unlimited = selection.criteria.is_empty() && selection.categories.is_empty();
        let is_chosen = |rule: &Rule| match self.settings.enabled(rule.id()) {
            _ if ignored.contains(rule.id()) => false,
            _ if !only.is_empty() => only.contains(rule.id()),
            Some(enabled) => enabled,
            None => rule.preset() <= selection.preset,
        };
        all.retain(|rule| is_chosen(rule) && (is_unlimited || rule.is_in_scope(selection)));
        Ok(all)
    }
}
