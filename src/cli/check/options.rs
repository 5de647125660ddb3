//! From the command line and the settings file to the options of a run.
//!
//! The command line wins. Lists of things to add or leave out are put together; what can be only one way is as the command line has it.

use std::collections::BTreeSet;
use std::sync::Arc;

use camino::Utf8PathBuf;

use super::arguments::Arguments;
use crate::cli::inputs::paths_of;
use crate::config::{AppliedSettings, Settings, Trust};
use crate::lint::{self, Against, EnvironmentAccess, ExceptionPolicy, ExitPolicy, PolicyDirectory, Selection, day_of};
use crate::policy::Severity;
use crate::workspace::SourceMap;

/// What to look at, and how.
pub(super) fn options(arguments: &Arguments, settings: Option<&Settings>, sources: &Arc<SourceMap>) -> lint::Options {
    let globs = settings.and_then(|settings| settings.exclude.as_ref()).into_iter().flat_map(|list| &list.value);
    let given_baselines = !arguments.account_baseline.is_empty();
    lint::Options {
        paths: paths(arguments, settings),
        plans: arguments.plan.clone(),
        source: arguments.source.clone(),
        only_changed: arguments.only_changed,
        exclude: globs.map(|glob| glob.value.pattern().to_owned()).chain(arguments.exclude.iter().cloned()).collect(),
        selection: selection(arguments, settings),
        rules: settings.map(|settings| settings.rules.clone()).unwrap_or_default(),
        policies: policies(arguments, settings),
        account_baselines: arguments.account_baseline.clone(),
        optional_account_baselines: match settings {
            Some(settings) if !given_baselines => paths_of(settings.account_baselines.as_ref()).collect(),
            _ => Vec::new(),
        },
        environments: settings.map(|settings| settings.environments.clone()).unwrap_or_default(),
        exceptions: settings.map(|settings| settings.exceptions.clone()).unwrap_or_default(),
        is_whole: settings.is_some_and(|settings| is_whole(arguments, settings)),
        settings: settings.map(|settings| AppliedSettings {
            path: settings.file.display_path.clone(),
            narrowings: settings.narrowings(&overruled(arguments)),
        }),
        sources: Arc::clone(sources),
        exception_policy: exception_policy(arguments, settings),
        against: match (&arguments.since, &arguments.baseline) {
            (Some(revision), _) => Against::Revision(revision.clone()),
            (None, Some(path)) => Against::Baseline(path.clone()),
            (None, None) => Against::Nothing,
        },
        terraform: arguments.inputs.options(settings),
    }
}

/// Whether the command line leaves nothing out of what a settings file is for: the directory that it stands in, or the paths that it
/// names.
fn is_whole(arguments: &Arguments, settings: &Settings) -> bool {
    let covers = |path: &Utf8PathBuf| {
        let canonical = path.canonicalize_utf8();
        canonical.is_ok_and(|canonical| canonical.is_dir() && settings.directory.starts_with(canonical))
    };
    arguments.plan.is_empty()
        && arguments.exclude.is_empty()
        && ((arguments.paths.is_empty() && settings.paths.is_some())
            || paths(arguments, Some(settings)).iter().any(covers))
}

/// How exceptions are taken.
fn exception_policy(arguments: &Arguments, settings: Option<&Settings>) -> ExceptionPolicy {
    let days = settings.and_then(|settings| settings.max_suppression_days).map(|days| days.value);
    let foreign = settings.and_then(|settings| settings.foreign_suppressions).map(|policy| policy.value);
    let default = ExceptionPolicy::default();
    ExceptionPolicy {
        is_on: !arguments.no_suppressions,
        today: arguments.today.unwrap_or_else(|| day_of(crate::cli::now())),
        foreign: arguments.foreign_suppressions.or(foreign).unwrap_or_default(),
        max_days: days.map_or(default.max_days, |days| u32::try_from(days).unwrap_or(u32::MAX)),
    }
}

/// What makes the run fail.
pub(super) fn exit_policy(arguments: &Arguments, settings: Option<&Settings>) -> ExitPolicy {
    let given = arguments.fail_on.map(|fail_on| fail_on.0);
    let set = settings.and_then(|settings| settings.fail_on).map(|fail_on| fail_on.value);
    ExitPolicy {
        fail_on: given.or(set).unwrap_or(Some(Severity::Low)),
        fail_on_undetermined: arguments.fail_on_undetermined,
        fail_on_gaps: arguments.fail_on_gaps,
        allow_incomplete: arguments.allow_incomplete,
    }
}

fn paths(arguments: &Arguments, settings: Option<&Settings>) -> Vec<Utf8PathBuf> {
    if !arguments.paths.is_empty() || !arguments.plan.is_empty() {
        return arguments.paths.clone();
    }
    match settings.and_then(|settings| settings.paths.as_ref()) {
        Some(paths) => paths_of(Some(paths)).collect(),
        None => vec![Utf8PathBuf::from(".")],
    }
}

fn selection(arguments: &Arguments, settings: Option<&Settings>) -> Selection {
    // Criteria and categories are one choice, so naming either on the command line is the whole of it.
    let is_scoped = !arguments.criteria.is_empty() || !arguments.category.is_empty();
    let scope = settings.filter(|_| !is_scoped);
    let criteria = scope.and_then(|settings| settings.criteria.as_ref()).into_iter().flat_map(|list| &list.value);
    let categories = scope.and_then(|settings| settings.categories.as_ref()).into_iter().flat_map(|list| &list.value);
    let preset = settings.and_then(|settings| settings.preset).map(|preset| preset.value);
    Selection {
        only: arguments.only.clone(),
        ignore: arguments.ignore.clone(),
        preset: arguments.preset.map(Into::into).or(preset).unwrap_or(Selection::default().preset),
        criteria: arguments.criteria.iter().cloned().chain(criteria.map(|id| id.value.clone())).collect(),
        categories: arguments.category.iter().copied().chain(categories.map(|category| category.value)).collect(),
    }
}

fn policies(arguments: &Arguments, settings: Option<&Settings>) -> Vec<PolicyDirectory> {
    let set = settings.into_iter().flat_map(|settings| {
        let environment = match settings.trust {
            Trust::Repository => EnvironmentAccess::Denied,
            Trust::User => EnvironmentAccess::Allowed,
        };
        paths_of(settings.policies.as_ref()).map(move |path| PolicyDirectory { path, environment })
    });
    let given = arguments.policies.iter().cloned();
    let given = given.map(|path| PolicyDirectory { path, environment: EnvironmentAccess::Allowed });
    set.chain(given).collect()
}

/// The settings that the command line sets instead, by the names that they have in a settings file.
pub(super) fn overruled(arguments: &Arguments) -> BTreeSet<&'static str> {
    let is_scoped = !arguments.criteria.is_empty() || !arguments.category.is_empty();
    let names = [
        ("paths", !arguments.paths.is_empty() || !arguments.plan.is_empty()),
        ("preset", arguments.preset.is_some()),
        ("categories", is_scoped),
        ("criteria", is_scoped),
        ("account_baselines", !arguments.account_baseline.is_empty()),
        ("fail_on", arguments.fail_on.is_some()),
        ("foreign_suppressions", arguments.foreign_suppressions.is_some()),
    ];
    names.into_iter().filter(|(_, is_given)| *is_given).map(|(name, _)| name).collect()
}
