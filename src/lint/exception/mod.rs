//! Documented exceptions: what somebody decided to accept, why, and until when. Auditors accept a documented one.
//!
//! Read [`mod@comment`] for the grammar, [`mod@place`] for what an exception reaches, and [`mod@cover`] for what becomes of it in a run.
//! Comments for other tools are in [`mod@foreign`].

mod comment;
mod cover;
mod foreign;
mod left_over;
mod names;
mod own_rules;
mod place;
mod read;

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::workspace::Span;

pub(super) use cover::{Applied, Exceptions, MAX_REJECTED};
pub use foreign::{ForeignPolicy, Migrated, Migration, Supplied, migrate};
pub(super) use own_rules::{is_own, rules as own_rules};

/// How long an exception may last from today, in days, unless settings say otherwise.
pub(crate) const MAX_DAYS: u32 = 365;
/// The fewest characters of a reason that says something.
pub(super) const MIN_REASON: usize = 10;

/// How a run takes exceptions.
#[derive(Clone, Debug)]
pub struct ExceptionPolicy {
    /// Whether they count at all; if not, nothing of them is read.
    pub is_on: bool,
    /// The day to hold their last days against.
    pub today: Date,
    /// How many days from today an exception may last.
    pub max_days: u32,
    /// What comments for other tools are worth.
    pub foreign: ForeignPolicy,
}

impl Default for ExceptionPolicy {
    /// Exceptions count, today is what the clock says.
    fn default() -> Self {
        Self { is_on: true, today: day_of(Timestamp::now()), max_days: MAX_DAYS, foreign: ForeignPolicy::default() }
    }
}

/// The day of a moment, in UTC.
#[must_use]
pub fn day_of(moment: Timestamp) -> Date {
    moment.to_zoned(TimeZone::UTC).date()
}

/// An exception as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// The rules that it covers, as written: ids, or the beginning of ids with `*` at the end; never empty. Of a comment for another
    /// tool those that its checks stand for; `*` where it switches off everything.
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
    /// How many undetermined results it covers, or would cover.
    pub undetermined: u64,
    /// How many resource instances those concern.
    pub instances: u64,
}

/// Whether an exception counts, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ExceptionState {
    /// It counts.
    Active,
    /// It counts, and covers nothing although its rules ran.
    Unused,
    /// Its last day is over.
    Expired,
    /// It says no reason, or no date.
    Incomplete,
    /// Its last day is further away than settings allow.
    TooLong,
    /// The rules that it names must not be excepted.
    Forbidden,
    /// None of the rules that it names exists.
    UnknownRule,
}
