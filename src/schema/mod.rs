//! Provider schemas: what a resource type accepts, exports and does when an argument is left out.
//!
//! Terraform's own schema output tells types, nesting and whether an argument is required, optional or computed.
//! It does not tell defaults, nor which exported attribute repeats an argument; those come from the tables
//! in `schemas/`. All of it is packed at development time into one file, `schemas/aws.bin`, which is part of the binary.
//!
//! Read in this order: [`provider`] (how to look a type up), [`block`] (what comes back), [`defaults`] and [`identity`]
//! (what an attribute has besides its type), [`unwritten`] (what it is where nobody writes it), then [`mod@format`] (how the data is packed).

pub mod block;
pub mod condition;
pub mod defaults;
pub mod environment;
pub mod format;
pub mod identity;
pub mod provider;
pub mod unwritten;

pub use block::{AttributeSchema, BlockSchema, NestedBlock, Nesting, Presence};
pub use condition::{Condition, condition_of_default, is_none_unless_written};
pub use defaults::{DefaultLiteral, DefaultValue};
pub use identity::{IdentityScope, SameAs, TemplatePart};
pub use provider::{ProviderMajor, ProviderSchema, aws};
pub use unwritten::{Reading, Surroundings, Unwritten};

#[cfg(test)]
mod tests;
