//! The Terraform policy language: load, check, judge, run tests.
//!
//! Read [`mod@file`] first, then [`load`] and [`check`], then [`judge`] and [`test_runner`]; [`functions`] are this linter's own.

mod check;
mod embedded;
mod file;
pub mod functions;
mod inputs;
mod judge;
mod load;
mod metadata;
mod names;
mod read_metadata;
mod test_file;
mod test_runner;
mod test_scope;

pub use embedded::{EmbeddedRule, RULES_VERSION, embedded_rule, embedded_rules, sources as embedded_sources};
pub use file::{
    Enforce, EnforcementLevel, Input, Level, Local, Policy, PolicyFile, PolicyKind, PolicySet, TargetPattern,
};
pub use inputs::{ENVIRONMENT_PREFIX, GivenInput, InputSources, InputValues, read_input_file};
pub use judge::{Blame, DataSources, Judge, Judgement, PolicyError, SetRun, Target, Verdict};
pub use load::POLICY_SUFFIX;
pub use metadata::{CriterionMapping, LiteralPattern, Metadata, Preset, Remediation, RuleId, Severity, Strength};
pub use test_file::TEST_SUFFIX;
pub use test_runner::{CaseMessage, CaseOutcome, CaseResult, MessageKind, ReadPolicies, TestFileResult, TestRunner};
