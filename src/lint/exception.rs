//! Documented exceptions: what somebody decided to accept, why, and until when. Auditors accept a documented one.

use std::sync::Arc;

use jiff::civil::Date;

use crate::workspace::Span;

/// An exception as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// The rules that it covers, as written: ids, or the beginning of ids with `*` at the end; never empty.
    pub rules: Vec<String>,
    /// Who wrote it where.
    pub origin: Origin,
    /// The place where it is written.
    pub location: Span,
    /// Why the violation is accepted.
    pub reason: Option<String>,
    /// The last valid day, UTC.
    pub until: Option<Date>,
    /// Where it was decided, `SEC-123`.
    pub ticket: Option<String>,
    /// Who decided it.
    pub approved_by: Option<String>,
}

/// Where an exception comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Origin {
    /// A comment in the configuration.
    Comment,
    /// The settings file.
    Settings,
    /// A comment for another tool, named so.
    Foreign(&'static str),
}

/// An exception with what became of it in a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExceptionRecord {
    /// What was written.
    pub exception: Arc<Exception>,
    /// Whether it counts.
    pub state: ExceptionState,
    /// How many findings it covers, or would cover if it counted.
    pub findings: u64,
    /// How many resource instances those concern.
    pub instances: u64,
}

/// Whether an exception counts, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ExceptionState {
    /// It counts.
    Active,
    /// Its last day is over.
    Expired,
    /// It says no reason, or no date.
    Incomplete,
    /// Its last day is further away than settings allow.
    TooLong,
    /// A rule that it names must not be excepted.
    Forbidden,
    /// It names a rule that does not exist.
    UnknownRule,
}
