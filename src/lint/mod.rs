//! Verdicts, findings and the driver that ties a run together. Knows nothing of output formats.
//!
//! Read [`finding`] first.

mod exit;
mod finding;

pub use exit::{ExitPolicy, ExitStatus, exit_status};
pub use finding::{Counts, Finding, NotSeen, Pass, Report, Statistics, Status, Undetermined};
