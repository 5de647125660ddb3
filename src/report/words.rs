//! Words that several formats have in common.

use std::borrow::Cow;

use crate::lint::{BaselineState, Comparison, Exception, ExceptionState, Origin, Report};
use crate::policy::{Metadata, Severity};
use crate::workspace::Level;

/// The version of the program.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// `1 finding`, `2 findings`.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// `4 rules on 7 resources in 3 files`.
pub(super) fn extent(report: &Report) -> String {
    let count = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let rules = counted(report.rules.len(), "rule", "rules");
    let resources = counted(count(report.statistics.resources), "resource", "resources");
    format!("{rules} on {resources} in {}", counted(count(report.statistics.files), "file", "files"))
}

/// The three levels that editors, forges and build logs know.
pub(super) fn level(severity: Severity) -> Level {
    match severity {
        Severity::Critical | Severity::High => Level::Error,
        Severity::Medium => Level::Warning,
        Severity::Low | Severity::Info => Level::Note,
    }
}

/// `error`, `warning` or `note`.
pub(super) fn level_name(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    }
}

/// `new` or `unchanged`.
pub(super) fn baseline_state(state: BaselineState) -> &'static str {
    match state {
        BaselineState::New => "new",
        BaselineState::Unchanged | BaselineState::Existing => "unchanged",
    }
}

/// What findings are compared with: its kind, and its name where it has one.
pub(super) fn comparison(comparison: &Comparison) -> (&'static str, Option<&str>) {
    match comparison {
        Comparison::Baseline(path) => ("baseline", Some(path)),
        Comparison::Revision(name) => ("revision", Some(name)),
        Comparison::PriorState => ("prior-state", None),
    }
}

/// What findings are compared with, for people.
pub(super) fn compared_with(comparison: &Comparison) -> String {
    match comparison {
        Comparison::Baseline(path) => format!("the baseline `{path}`"),
        Comparison::Revision(name) => format!("revision `{name}`"),
        Comparison::PriorState => "what is deployed".to_owned(),
    }
}

/// Whether an exception counts, in one word.
pub(super) fn exception_state(state: ExceptionState) -> &'static str {
    match state {
        ExceptionState::Active => "active",
        ExceptionState::Unused => "unused",
        ExceptionState::Expired => "expired",
        ExceptionState::Incomplete => "incomplete",
        ExceptionState::TooLong => "too-long",
        ExceptionState::Forbidden => "forbidden",
        ExceptionState::UnknownRule => "unknown-rule",
    }
}

/// Where an exception comes from, and the tool that a foreign one is written for.
pub(super) fn origin(origin: Origin) -> (&'static str, Option<&'static str>) {
    match origin {
        Origin::Comment => ("comment", None),
        Origin::Settings => ("settings", None),
        Origin::Foreign(tool) => ("foreign", Some(tool)),
    }
}

/// Why a violation is accepted, for people: that of a comment for another tool says so.
pub(super) fn justification(exception: &Exception) -> Option<Cow<'_, str>> {
    let reason = exception.reason.as_deref();
    match exception.origin {
        Origin::Comment | Origin::Settings => reason.map(Cow::Borrowed),
        Origin::Foreign(tool) => {
            let reason = reason.unwrap_or("no reason is given");
            Some(Cow::Owned(format!("comment for {tool}: {reason}")))
        }
    }
}

/// Where a rule's readers find more: the first of its references that is a web address.
pub(super) fn help_uri(rule: &Metadata) -> Option<&str> {
    let is_uri = |reference: &&str| reference.starts_with("https://") && !reference.contains(char::is_whitespace);
    rule.references.iter().map(String::as_str).find(is_uri)
}

/// What a finding is told as where a rule has no words for it.
pub(super) fn non_empty<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.trim().is_empty() { otherwise } else { text }
}
