//! The Trust Services Criteria: official ids only, in our own words.

mod id;

pub use id::{CriterionId, CriterionIdError};
