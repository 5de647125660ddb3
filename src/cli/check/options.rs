//! From the command line to the options of a run.

use camino::Utf8PathBuf;

use super::arguments::Arguments;
use crate::eval::Budget;
use crate::lint::{self, Against, ExitPolicy, Selection};
use crate::terraform;

/// What to look at, and how.
pub(super) fn options(arguments: &Arguments) -> lint::Options {
    lint::Options {
        paths: match arguments.paths.is_empty() && arguments.plan.is_empty() {
            true => vec![Utf8PathBuf::from(".")],
            false => arguments.paths.clone(),
        },
        plans: arguments.plan.clone(),
        source: arguments.source.clone(),
        only_changed: arguments.only_changed,
        exclude: arguments.exclude.clone(),
        selection: Selection {
            only: arguments.only.clone(),
            preset: arguments.preset.into(),
            criteria: arguments.criteria.clone(),
        },
        policies: arguments.policies.clone(),
        account_baselines: arguments.account_baseline.clone(),
        exceptions: Vec::new(),
        against: match &arguments.baseline {
            Some(path) => Against::Baseline(path.clone()),
            None => Against::Nothing,
        },
        terraform: terraform::Options {
            variables: arguments.var.iter().map(|pair| (pair.name.as_str().into(), pair.value.clone())).collect(),
            variable_files: arguments.var_file.clone(),
            environment: crate::cli::environment_variables(),
            module_directories: arguments
                .module_dir
                .iter()
                .map(|pair| (pair.name.as_str().into(), Utf8PathBuf::from(&pair.value)))
                .collect(),
            budget: arguments.budget.iter().fold(Budget::default(), |mut budget, text| {
                // Each was checked when it was read from the command line.
                let _ = budget.set(text);
                budget
            }),
        },
    }
}

/// What makes the run fail.
pub(super) fn exit_policy(arguments: &Arguments) -> ExitPolicy {
    ExitPolicy {
        fail_on: arguments.fail_on.0,
        fail_on_undetermined: arguments.fail_on_undetermined,
        fail_on_gaps: arguments.fail_on_gaps,
        allow_incomplete: arguments.allow_incomplete,
    }
}
