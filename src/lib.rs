//! soc2lint reads Terraform, works out what would be deployed, and says where that breaks SOC 2's Trust Services Criteria.
//!
//! The rooms, in the order in which a run goes through them: [`workspace`] finds files, [`syntax`] parses them,
//! [`eval`] evaluates expressions over [`value`]s.

pub mod cli;
pub mod config;
pub mod criteria;
pub mod eval;
pub mod lint;
pub mod lsp;
pub mod model;
pub mod plan;
pub mod policy;
pub mod report;
pub mod schema;
pub mod syntax;
pub mod terraform;
pub mod value;
pub mod workspace;
