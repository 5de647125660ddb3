//! Verdicts, findings and the driver that ties a run together. Knows nothing of output formats.
//!
//! Read [`finding`] first.

mod exit;
mod finding;
mod fingerprint;
#[cfg_attr(not(test), expect(dead_code, reason = "the driver that uses it is not written yet"))]
mod fold;
#[cfg_attr(not(test), expect(dead_code, reason = "the driver that uses it is not written yet"))]
mod literals;
mod nearest;
mod rules;

pub use exit::{ExitPolicy, ExitStatus, exit_status};
pub use finding::{Counts, Finding, NotSeen, Pass, Report, Statistics, Status, Undetermined};
pub use fingerprint::fingerprint;
pub use nearest::nearest;
pub use rules::{RuleSet, Selection, UnknownRule};
