//! Rules about something that has to exist once in an account.
//!
//! What is declared is judged wherever it stands. That nothing is declared can only be said of root modules that the user
//! names as an account's baseline; otherwise the rule was not seen, which fails nothing.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::judge::RootReport;
use super::{Finding, NotSeen, Report, Rule};
use crate::policy::RuleId;
use crate::workspace::Span;

/// Judges the absence of what the rules want to exist. `baselines` are the root modules that together are the baseline.
pub(super) fn judge(report: &mut Report, rules: &[Rule], roots: &[&RootReport], baselines: &BTreeSet<usize>) {
    for rule in rules {
        let wanted = rule.account_baseline();
        if wanted.is_empty() {
            continue;
        }
        if baselines.is_empty() {
            if !roots.iter().any(|root| is_judged(rule, &wanted, root)) {
                report.not_seen.push(NotSeen { rule: rule.clone() });
            }
            continue;
        }
        // What is declared has its verdict, pass or not; a second finding would tell the same mistake again.
        let baseline = || baselines.iter().filter_map(|index| roots.get(*index).copied());
        if baseline().any(|root| is_judged(rule, &wanted, root)) {
            continue;
        }
        if let Some(location) = baseline().find_map(|root| root.anchor) {
            let is_declared = |name: &&str| baseline().any(|root| root.types.contains(*name));
            let others: Vec<&str> = wanted.iter().copied().filter(is_declared).collect();
            report.findings.push(absence(rule, &wanted, &others, location));
        }
    }
}

/// Whether a rule gave a verdict on something of a root module. That its types are declared does not say so: what it leaves out
/// by a `filter` is about something else.
fn is_judged(rule: &Rule, wanted: &[&str], root: &RootReport) -> bool {
    match root.judged.get(&RuleId(rule.id().into())) {
        Some(counts) => counts.pass + counts.fail + counts.undetermined > 0,
        // A rule that did not run where its types are declared is a gap, and no word on what is missing.
        None => wanted.iter().any(|name| root.types.contains(*name)),
    }
}

/// `others` are the types of which something is declared, but nothing that the rule is about.
fn absence(rule: &Rule, wanted: &[&str], others: &[&str], location: Span) -> Finding {
    let metadata = rule.metadata();
    let quoted = |names: &[&str]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>();
    let message = match (others, quoted(wanted).as_slice()) {
        ([], [one]) => format!("The account's baseline declares no {one}."),
        ([], all) => format!("The account's baseline declares none of {}.", all.join(", ")),
        (others, _) => {
            let others = quoted(others).join(", ");
            format!("The account's baseline declares {others}, but none that stands for \"{}\".", metadata.title)
        }
    };
    Finding::at(Arc::clone(metadata), message, location)
}
