//! The Trust Services Criteria: official ids only, in our own words.

mod catalogue;
mod id;

pub use catalogue::{CRITERIA, Category, Checkable, Criterion, find, parse};
pub use id::{CriterionId, CriterionIdError};
