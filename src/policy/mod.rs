//! The Terraform policy language: load, check, judge, run tests.
//!
//! Read [`file`] first, then [`load`] and [`check`]; [`functions`] are this linter's own.

mod check;
mod embedded;
mod file;
pub mod functions;
mod load;
mod metadata;
mod names;
mod read_metadata;

pub use embedded::{EmbeddedRule, embedded_rule, embedded_rules, sources as embedded_sources};
pub use file::{
    Enforce, EnforcementLevel, Input, Level, Local, Policy, PolicyFile, PolicyKind, PolicySet, TargetPattern,
};
pub use load::POLICY_SUFFIX;
pub use metadata::{CriterionMapping, LiteralPattern, Metadata, Preset, Remediation, RuleId, Severity, Strength};
