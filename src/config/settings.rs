//! What a settings file says.

use std::collections::BTreeSet;
use std::sync::Arc;

use camino::Utf8PathBuf;
use smol_str::SmolStr;

use super::{ExceptionBlock, PathGlob, Spanned};
use crate::criteria::{Category, CriterionId};
use crate::lint::ForeignPolicy;
use crate::policy::{Preset, Severity};
use crate::syntax::ast::Expression;
use crate::value::Value;
use crate::workspace::{SourceFile, Span};

/// Whether a settings file may only narrow and annotate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// It was found in the repository that is scanned: whoever wrote what is judged may have written it too.
    Repository,
    /// The user named it on the command line.
    User,
}

/// A settings file.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Its text.
    pub file: Arc<SourceFile>,
    /// The canonical directory that it stands in, which paths in it are relative to.
    pub directory: Utf8PathBuf,
    /// Who says it.
    pub trust: Trust,
    /// `paths`.
    pub paths: Option<List<PathSetting>>,
    /// `exclude`.
    pub exclude: Option<List<PathGlob>>,
    /// `preset`.
    pub preset: Option<Spanned<Preset>>,
    /// `categories`.
    pub categories: Option<List<Category>>,
    /// `criteria`.
    pub criteria: Option<List<CriterionId>>,
    /// `policies`.
    pub policies: Option<List<PathSetting>>,
    /// `account_baselines`.
    pub account_baselines: Option<List<PathSetting>>,
    /// `variable_files`.
    pub variable_files: Option<List<PathSetting>>,
    /// `variables`.
    pub variables: Option<Spanned<Vec<Variable>>>,
    /// `module_directories`: by source.
    pub module_directories: Option<Entries<Spanned<PathSetting>>>,
    /// `fail_on`; `None` inside is never.
    pub fail_on: Option<Spanned<Option<Severity>>>,
    /// `max_suppression_days`.
    pub max_suppression_days: Option<Spanned<u64>>,
    /// `foreign_suppressions`.
    pub foreign_suppressions: Option<Spanned<ForeignPolicy>>,
    /// The `rule` blocks in order.
    pub rules: Vec<RuleSetting>,
    /// The `environment` blocks in order.
    pub environments: Vec<EnvironmentBlock>,
    /// The `exception` blocks in order.
    pub exceptions: Vec<ExceptionBlock>,
    /// What `budget` blocks set, by the names that [`Budget::set`](crate::eval::Budget::set) knows.
    pub budget: Vec<(&'static str, Spanned<u64>)>,
    /// The whole `budget` blocks.
    pub budget_blocks: Vec<Span>,
}

/// A list as it is written: the whole, and its elements.
pub type List<T> = Spanned<Vec<Spanned<T>>>;

/// An object as it is written: the whole, and its entries in order.
pub type Entries<T> = Spanned<Vec<(Spanned<SmolStr>, T)>>;

/// A path as it is written, and where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathSetting {
    /// As it is written.
    pub text: String,
    /// Canonical, once it has been checked.
    pub path: Utf8PathBuf,
}

/// A variable and its value.
#[derive(Clone, Debug)]
pub struct Variable {
    /// Its name.
    pub name: Spanned<SmolStr>,
    /// Its value, a constant.
    pub value: Arc<Expression>,
}

/// A `rule` block.
#[derive(Clone, Debug)]
pub struct RuleSetting {
    /// The label: a rule's id, or the beginning of ids with `*` at the end.
    pub rule: Spanned<SmolStr>,
    /// The whole block.
    pub block: Span,
    /// `enabled`.
    pub enabled: Option<Spanned<bool>>,
    /// `severity`.
    pub severity: Option<Spanned<Severity>>,
    /// `inputs`.
    pub inputs: Vec<(Spanned<SmolStr>, Spanned<Value>)>,
}

/// An `environment` block.
#[derive(Clone, Debug)]
pub struct EnvironmentBlock {
    /// Its name.
    pub name: Spanned<SmolStr>,
    /// The whole block.
    pub block: Span,
    /// `root`: the directory of the root module.
    pub root: Spanned<PathSetting>,
    /// `variable_files`.
    pub variable_files: Vec<Spanned<PathSetting>>,
    /// `variables`.
    pub variables: Vec<Variable>,
    /// `workspace`.
    pub workspace: Option<Spanned<SmolStr>>,
}

/// Something that a settings file leaves out or makes milder, so that a run that is green because of it says so.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Narrowing {
    /// The setting: `exclude`, `rule`.
    pub setting: &'static str,
    /// What it does, in a few words.
    pub what: String,
    /// Where it is written.
    pub span: Span,
}

/// What a report says of the settings file that a run went by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppliedSettings {
    /// The path to show.
    pub path: Utf8PathBuf,
    /// What it leaves out or makes milder.
    pub narrowings: Vec<Narrowing>,
}

impl AppliedSettings {
    /// Whether this is the settings file.
    #[must_use]
    pub fn is_in(&self, file: &SourceFile) -> bool {
        self.path == file.display_path
    }
}

impl Settings {
    /// A file that says nothing yet.
    pub(super) fn new(file: Arc<SourceFile>, directory: Utf8PathBuf, trust: Trust) -> Self {
        Self {
            file,
            directory,
            trust,
            paths: None,
            exclude: None,
            preset: None,
            categories: None,
            criteria: None,
            policies: None,
            account_baselines: None,
            variable_files: None,
            variables: None,
            module_directories: None,
            fail_on: None,
            max_suppression_days: None,
            foreign_suppressions: None,
            rules: Vec::new(),
            environments: Vec::new(),
            exceptions: Vec::new(),
            budget: Vec::new(),
            budget_blocks: Vec::new(),
        }
    }

    /// What the file leaves out or makes milder, in the order of its places; without the settings that the command line
    /// overrules, by name.
    #[must_use]
    pub fn narrowings(&self, overruled: &BTreeSet<&str>) -> Vec<Narrowing> {
        let mut list = Vec::new();
        let mut add = |setting: &'static str, span: Span, what: String| {
            if !overruled.contains(setting) {
                list.push(Narrowing { setting, what, span });
            }
        };
        let texts = |paths: &List<PathSetting>| names(paths.value.iter().map(|path| path.value.text.clone()));
        if let Some(paths) = &self.paths {
            add("paths", paths.span, format!("looks only at {}", texts(paths)));
        }
        if let Some(exclude) = self.exclude.as_ref().filter(|exclude| !exclude.value.is_empty()) {
            let globs = names(exclude.value.iter().map(|glob| glob.value.text().to_owned()));
            add("exclude", exclude.span, format!("leaves out {globs}"));
        }
        if let Some(categories) = self.categories.as_ref().filter(|categories| !categories.value.is_empty()) {
            let names = names(categories.value.iter().map(|category| category.value.name().to_owned()));
            add("categories", categories.span, format!("only rules for {names}"));
        }
        if let Some(criteria) = self.criteria.as_ref().filter(|criteria| !criteria.value.is_empty()) {
            let names = names(criteria.value.iter().map(|id| id.value.to_string()));
            let also = if self.categories.is_some() { "also" } else { "only" };
            add("criteria", criteria.span, format!("{also} rules for {names}"));
        }
        if let Some(directories) = &self.module_directories {
            let from = |(source, path): &(Spanned<SmolStr>, Spanned<PathSetting>)| {
                format!("{} from {}", source.value, path.value.text)
            };
            for entry in &directories.value {
                add("module_directories", entry.0.span, format!("reads {}", from(entry)));
            }
        }
        if let Some(fail_on) = &self.fail_on {
            match fail_on.value {
                None => add("fail_on", fail_on.span, "no finding fails the run".to_owned()),
                Some(severity) if severity > Severity::Low => {
                    add(
                        "fail_on",
                        fail_on.span,
                        format!("only findings of severity {severity} and worse fail the run"),
                    );
                }
                Some(_) => {}
            }
        }
        if let Some(days) = self.max_suppression_days.filter(|days| days.value > DEFAULT_SUPPRESSION_DAYS) {
            add("max_suppression_days", days.span, format!("exceptions may last {} days", days.value));
        }
        if let Some(policy) = self.foreign_suppressions.filter(|policy| policy.value == ForeignPolicy::Honour) {
            add("foreign_suppressions", policy.span, "comments for other tools are exceptions".to_owned());
        }
        for rule in &self.rules {
            let id = &rule.rule.value;
            if let Some(enabled) = rule.enabled.filter(|enabled| !enabled.value) {
                add("rule", enabled.span, format!("{id} is off"));
            }
            if let Some(severity) = rule.severity {
                add("rule", severity.span, format!("{id} has severity {}", severity.value));
            }
            for (name, value) in &rule.inputs {
                add("rule", value.span, format!("{id} has its own {}", name.value));
            }
        }
        for (name, limit) in &self.budget {
            add("budget", limit.span, format!("{name} is limited to {}", limit.value));
        }
        list.sort_by_key(|narrowing| narrowing.span);
        list
    }
}

/// How many days ahead an exception may end where nothing else is said.
pub const DEFAULT_SUPPRESSION_DAYS: u64 = 365;

fn names(texts: impl Iterator<Item = String>) -> String {
    let texts: Vec<String> = texts.collect();
    if texts.is_empty() { "nothing".to_owned() } else { texts.join(", ") }
}
