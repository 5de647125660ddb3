//! The rules of a run: those in the binary and those of the user, and which of them are asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use walkdir::WalkDir;

use super::nearest::nearest;
use crate::criteria::CriterionId;
use crate::policy::{
    EmbeddedRule, Metadata, POLICY_SUFFIX, PolicySet, Preset, RuleId, embedded_rules, embedded_sources,
};
use crate::workspace::{Diagnostic, Gap, GapKind, SourceFile, SourceMap};

/// Which rules are asked for. The empty lists ask for all.
#[derive(Clone, Debug)]
pub struct Selection {
    /// Ids; they win over the preset.
    pub only: Vec<String>,
    /// The preset.
    pub preset: Preset,
    /// Only rules that speak for one of these criteria.
    pub criteria: Vec<CriterionId>,
}

impl Default for Selection {
    fn default() -> Self {
        Self { only: Vec::new(), preset: Preset::Default, criteria: Vec::new() }
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

/// A policy set and where its texts are.
#[derive(Clone, Debug)]
pub struct LoadedSet {
    /// The policies.
    pub set: Arc<PolicySet>,
    /// Whether the program carries it: then its spans belong to the program's own sources.
    pub is_embedded: bool,
}

impl LoadedSet {
    /// The sources that the set's spans belong to; `run` are those of the run.
    #[must_use]
    pub fn sources<'a>(&self, run: &'a SourceMap) -> &'a SourceMap {
        if self.is_embedded { embedded_sources() } else { run }
    }
}

/// The rules of a run, one policy set per embedded rule and per directory of the user's, as the policy language wants it.
#[derive(Debug, Default)]
pub struct RuleSet {
    /// The policy sets, the program's own first.
    pub sets: Vec<LoadedSet>,
    /// Directories that could not be read.
    gaps: Vec<Gap>,
}

impl RuleSet {
    /// The rules that the program carries.
    #[must_use]
    pub fn embedded() -> Self {
        let load = |rule: &'static EmbeddedRule| LoadedSet { set: rule.parsed(), is_embedded: true };
        Self { sets: embedded_rules().par_iter().map(load).collect(), gaps: Vec::new() }
    }

    /// Adds the policy files in and below a directory of the user's.
    pub fn add_directory(&mut self, directory: &Utf8Path, sources: &SourceMap) {
        let mut directories: BTreeMap<Utf8PathBuf, Vec<Arc<SourceFile>>> = BTreeMap::new();
        let mut found = false;
        for entry in WalkDir::new(directory).sort_by_file_name() {
            let file = entry.map_err(|error| error.to_string()).and_then(|entry| {
                let is_policy =
                    entry.file_type().is_file() && entry.file_name().to_string_lossy().ends_with(POLICY_SUFFIX);
                let path =
                    Utf8PathBuf::from_path_buf(entry.into_path()).map_err(|path| format!("{path:?} is not UTF-8"))?;
                if !is_policy {
                    return Ok(None);
                }
                let text = std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
                Ok(Some(sources.file(sources.add(&path, &path, text))))
            });
            match file {
                Ok(Some(file)) => {
                    found = true;
                    let directory = file.path.parent().unwrap_or(Utf8Path::new("")).to_owned();
                    directories.entry(directory).or_default().push(file);
                }
                Ok(None) => {}
                Err(why) => self.gap(directory, why),
            }
        }
        if !found && self.gaps.is_empty() {
            self.gap(directory, format!("it holds no `*{POLICY_SUFFIX}` file"));
        }
        self.sets.extend(
            directories.values().map(|files| LoadedSet { set: Arc::new(PolicySet::load(files)), is_embedded: false }),
        );
    }

    fn gap(&mut self, directory: &Utf8Path, why: String) {
        self.gaps.push(Gap { span: None, kind: GapKind::Policy, what: format!("rules in `{directory}`"), why });
    }

    /// What could not be loaded.
    #[must_use]
    pub fn gaps(&self) -> Vec<Gap> {
        let of_sets = self.sets.iter().flat_map(|loaded| {
            loaded.set.gaps.iter().map(|gap| Gap { span: gap.span.filter(|_| !loaded.is_embedded), ..gap.clone() })
        });
        self.gaps.iter().cloned().chain(of_sets).collect()
    }

    /// Mistakes in the user's own rules.
    #[must_use]
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let own = self.sets.iter().filter(|loaded| !loaded.is_embedded);
        own.flat_map(|loaded| loaded.set.diagnostics.iter().cloned()).collect()
    }

    /// What every rule says of itself, in order of their ids; of equal ids the last loaded.
    #[must_use]
    pub fn metadata(&self) -> Vec<Arc<Metadata>> {
        let files = self.sets.iter().flat_map(|loaded| &loaded.set.files);
        let by_id: BTreeMap<&RuleId, &Arc<Metadata>> = files.map(|file| (&file.metadata.id, &file.metadata)).collect();
        by_id.into_values().cloned().collect()
    }

    /// The rules that are asked for, in order of their ids.
    ///
    /// # Errors
    /// When a rule is asked for by an id that none has or had.
    pub fn select(&self, selection: &Selection) -> Result<Vec<Arc<Metadata>>, UnknownRule> {
        let all = self.metadata();
        let mut wanted = BTreeSet::new();
        for id in &selection.only {
            let is =
                |rule: &&Arc<Metadata>| rule.id.0 == *id || rule.deprecated_ids.iter().any(|former| former.0 == *id);
            let Some(rule) = all.iter().find(is) else {
                let hint = nearest(id, all.iter().map(|rule| rule.id.0.as_str())).map(str::to_owned);
                return Err(UnknownRule { id: id.clone(), hint });
            };
            wanted.insert(rule.id.clone());
        }
        let by_preset = |rule: &Metadata| rule.preset <= selection.preset;
        let by_criterion = |rule: &Metadata| {
            selection.criteria.is_empty()
                || rule.criteria.iter().any(|mapping| selection.criteria.contains(&mapping.id))
        };
        let chosen = |rule: &Metadata| {
            if selection.only.is_empty() { by_preset(rule) } else { wanted.contains(&rule.id) }
        };
        Ok(all.into_iter().filter(|rule| chosen(rule) && by_criterion(rule)).collect())
    }
}
