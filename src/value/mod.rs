//! Values as Terraform's type system (cty) has them, with what an unknown value is known to be.
//!
//! Read [`types`] first, then [`data`], then [`unknown`].

mod convert;
mod data;
mod decimal;
mod display;
mod document;
mod encoding;
mod equality;
mod json;
mod number;
mod refine;
mod set;
mod template;
#[cfg(test)]
mod tests;
mod types;
mod unify;
mod unknown;

pub use convert::{ConversionError, convert, mismatch};
pub use data::{Children, Contents, Data, MAX_NESTING, MapValue, Marks, Sequence, Value, normalized};
pub use decimal::Decimal;
pub use display::quoted;
pub use encoding::{EncodingError, decode, encode};
pub use equality::{Equality, are_distinct, equality, equals, identical};
pub use json::{JsonError, from_json, to_json};
pub use number::{Number, NumberError};
pub use types::{ObjectType, Type};
pub use unify::{Safety, is_convertible, unify, unify_with};
pub use unknown::{
    Argument, Cause, Causes, Content, Expansion, Instance, Limit, Member, Part, PathStep, Presence, Refinement, Symbol,
    Unknown,
};
