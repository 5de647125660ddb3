//! The Terraform policy language: load, check, judge, run tests.

pub mod functions;
mod metadata;

pub use metadata::{CriterionMapping, LiteralPattern, Metadata, Preset, Remediation, RuleId, Severity, Strength};
