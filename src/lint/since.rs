//! What a revision would have been told: its tree evaluated whole, with the options, settings and rules of the run.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::comparison::Known;
use super::driver::{self, CheckError, Options, Scan, Timings};
use crate::workspace::{Diagnostic, Gap, Level, Repository, Revision};

/// What was wrong at a revision.
pub(super) struct Before {
    /// The findings.
    pub(super) known: Vec<Known>,
    /// What was not analysed.
    gaps: Vec<Gap>,
}

/// Evaluates and judges the tree of a revision of the repository.
pub(super) fn scan(options: &Options, repository: &Repository, revision: &Arc<Revision>) -> Result<Before, CheckError> {
    // Its texts have the places of the present ones, so they are kept apart; the settings file is the present one.
    let sources = Arc::new(options.sources.fork());
    let repository = repository.at(Arc::clone(revision));
    // A root module that is named an account's baseline may be new.
    let optional_account_baselines = options.baselines().cloned().collect();
    let options = Options { account_baselines: Vec::new(), optional_account_baselines, ..options.clone() };
    let Scan { report, .. } = driver::scan(&options, &sources, repository, None, &mut Timings::default())?;
    revision.complete()?;
    let known = report.findings.iter().map(|finding| Known::of(finding, &sources)).collect();
    Ok(Before { known, gaps: report.gaps })
}

/// What to tell of a comparison that is not whole: where the revision could not be analysed, everything seems new.
pub(super) fn notes(before: &Before, revision: &Revision, now: &crate::lint::Report) -> Vec<Diagnostic> {
    let name = revision.name();
    let still: BTreeSet<(&str, &str)> = now.gaps.iter().map(|gap| (gap.what.as_str(), gap.why.as_str())).collect();
    let gaps = before.gaps.iter().filter(|gap| gap.kind.is_failure());
    let gaps = gaps.filter(|gap| !still.contains(&(gap.what.as_str(), gap.why.as_str())));
    let gaps = gaps
        .map(|gap| format!("at `{name}`, {} was not analysed: {}; what is wrong there seems new", gap.what, gap.why));
    let submodules = revision.unavailable().iter().map(|path| {
        format!("at `{name}`, the submodule `{path}` has a commit that is not here; what is wrong there seems new")
    });
    let messages: BTreeSet<String> = gaps.chain(submodules).collect();
    messages.into_iter().map(|message| Diagnostic { span: None, level: Level::Note, message }).collect()
}
