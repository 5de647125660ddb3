//! The rules of a run: those in the binary and those of the user, and which of them are asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use walkdir::WalkDir;

use super::nearest::nearest;
use crate::criteria::CriterionId;
use crate::policy::{EmbeddedRule, Metadata, POLICY_SUFFIX, PolicySet, Preset, RuleId, embedded_rules};
use crate::workspace::{Gap, GapKind, SourceFile, SourceMap};

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

/// The rules of a run, one policy set per embedded rule and per directory of the user's, as the policy language wants it.
#[derive(Debug, Default)]
pub struct RuleSet {
    /// The policy sets, the program's own first.
    pub sets: Vec<Arc<PolicySet>>,
    /// Directories that could not be read.
    gaps: Vec<Gap>,
}

impl RuleSet {
    /// The rules that the program carries.
    #[must_use]
    pub fn embedded() -> Self {
        Self { sets: embedded_rules().par_iter().map(EmbeddedRule::parsed).collect(), gaps: Vec::new() }
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
        self.sets.extend(directories.values().map(|files| Arc::new(PolicySet::load(files))));
    }

    fn gap(&mut self, directory: &Utf8Path, why: String) {
        self.gaps.push(Gap { span: None, kind: GapKind::Policy, what: format!("rules in `{directory}`"), why });
    }

    /// What could not be loaded.
    pub fn gaps(&self) -> impl Iterator<Item = &Gap> {
        self.gaps.iter().chain(self.sets.iter().flat_map(|set| &set.gaps))
    }

    /// What every rule says of itself, in order of their ids; of equal ids the last loaded.
    #[must_use]
    pub fn metadata(&self) -> Vec<Arc<Metadata>> {
        let files = self.sets.iter().flat_map(|set| &set.files);
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
