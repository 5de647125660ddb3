//! What could not be decided, by what would decide it.

use std::collections::BTreeMap;

use super::words::counted;
use crate::lint::Report;
use crate::value::{Cause, Causes};

/// What would decide something, and how many results: the most first.
pub(super) fn by_cause(report: &Report) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<(&Causes, Option<&str>), usize> = BTreeMap::new();
    for entry in report.undecided() {
        *counts.entry((&entry.causes, entry.error.as_deref())).or_default() += 1;
    }
    let mut groups: Vec<((&Causes, Option<&str>), usize)> = counts.into_iter().collect();
    groups.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    groups.into_iter().map(|((causes, error), count)| (what_decides(causes, error, count), count)).collect()
}

/// `set var.x to decide 12 results`.
fn what_decides(causes: &Causes, error: Option<&str>, count: usize) -> String {
    let results = counted(count, "result", "results");
    if let Some(error) = error {
        return format!("{results}: the rule has an error: {error}");
    }
    let variables: Option<Vec<String>> = causes
        .iter()
        .map(|cause| match cause {
            Cause::Variable(address) => Some(format!("`{address}`")),
            Cause::DataSource(_)
            | Cause::Computed(_)
            | Cause::Function(_)
            | Cause::Module(_)
            | Cause::Expansion(_)
            | Cause::Schema(_)
            | Cause::Undocumented(_)
            | Cause::Budget(_)
            | Cause::Error(_)
            | Cause::Gap(_) => None,
        })
        .collect();
    match variables {
        Some(names) if names.is_empty() => format!("{results}, of which the cause is not known"),
        Some(names) => format!("set {} to decide {results}", names.join(" and ")),
        None => {
            let reasons: Vec<String> = causes.iter().map(ToString::to_string).collect();
            format!("{results}: {}", reasons.join("; "))
        }
    }
}
