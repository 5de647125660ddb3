//! Verdicts, findings and the driver that ties a run together. Knows nothing of output formats.
//!
//! Read [`finding`] first.

mod account_baseline;
mod baseline;
mod change;
mod comparison;
mod driver;
mod environments;
mod exception;
mod exit;
mod finding;
mod fingerprint;
mod fold;
mod judge;
mod literals;
mod locate;
mod memory;
mod named_files;
mod planned;
mod rule_settings;
mod rules;
mod secrets;
mod since;
mod told;

pub use baseline::{Baseline, BaselineError, BaselineProblem, Scope};
pub use comparison::Known;
pub use driver::{Against, CheckError, Options, Outcome, Timings, check, check_again, configuration};
pub use environments::options_in;
pub use exception::{
    Exception, ExceptionPolicy, ExceptionRecord, ExceptionState, ForeignPolicy, Migrated, Migration, Origin, Supplied,
    day_of, migrate,
};
pub use exit::{ExitPolicy, ExitStatus, exit_status};
pub use finding::{
    BaselineState, Comparison, Counts, Finding, NotSeen, Pass, Rejected, Report, Resolved, Statistics, Status,
    Undetermined,
};
pub use fingerprint::fingerprint;
pub use memory::Memory;
pub use rules::{EnvironmentAccess, PolicyDirectory, Rule, RuleSet, RuleSource, Selection, UnknownRule};
pub use secrets::Secrets;
