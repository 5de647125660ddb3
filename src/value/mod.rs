//! Values as Terraform's type system (cty) has them, with what an unknown value is known to be.
//!
//! Read [`types`] first, then [`data`], then [`unknown`].

mod data;
mod decimal;
mod equality;
mod number;
mod types;
mod unknown;

pub use data::{Data, MapValue, Marks, Sequence, Value};
pub use decimal::Decimal;
pub use equality::identical;
pub use number::{Number, NumberError};
pub use types::{ObjectType, Type};
pub use unknown::{
    Argument, Cause, Causes, Content, Expansion, Instance, Limit, Member, Part, PathStep, Presence, Refinement, Symbol,
    Unknown,
};
