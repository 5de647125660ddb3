//! Rules about something that has to exist once in an account.
//!
//! What is declared is judged wherever it stands. That nothing is declared can only be said of root modules that the user
//! names as an account's baseline; otherwise the rule was not seen, which fails nothing.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::judge::RootReport;
use super::{Finding, NotSeen, Report, Rule};
use crate::workspace::Span;

/// Judges the absence of what the rules want to exist. `baselines` are the root modules that together are the baseline.
pub(super) fn judge(report: &mut Report, rules: &[Rule], roots: &[&RootReport], baselines: &BTreeSet<usize>) {
    for rule in rules {
        let wanted = rule.account_baseline();
        if wanted.is_empty() {
            continue;
        }
        let declares = |root: &&RootReport| wanted.iter().any(|name| root.types.contains(*name));
        if baselines.is_empty() {
            if !roots.iter().any(declares) {
                report.not_seen.push(NotSeen { rule: rule.clone() });
            }
            continue;
        }
        // What is declared has its verdict, pass or not; a second finding would tell the same mistake again.
        let baseline = || baselines.iter().filter_map(|index| roots.get(*index).copied());
        if baseline().any(|root| declares(&root)) {
            continue;
        }
        if let Some(location) = baseline().find_map(|root| root.anchor) {
            report.findings.push(absence(rule, &wanted, location));
        }
    }
}

fn absence(rule: &Rule, wanted: &[&str], location: Span) -> Finding {
    let types: Vec<String> = wanted.iter().map(|name| format!("`{name}`")).collect();
    let message = match types.as_slice() {
        [one] => format!("The account's baseline declares no {one}."),
        _ => format!("The account's baseline declares none of {}.", types.join(", ")),
    };
    Finding::at(Arc::clone(rule.metadata()), message, location)
}
